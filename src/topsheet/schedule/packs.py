"""The room's packs read into the engine's types: the working day, minutes, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from topsheet.kernel.calendar import WorkingCalendar
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.rule import Rule, RulePack
from topsheet.platform import packs
from topsheet.schedule.engine.types import MinutesRule, Shift, WorkingRules

_PACKAGE = "topsheet.schedule"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)
_YEARS_OF_HOLIDAYS = 2  # from the start, plus the year after; later holidays come with time


def working_rules(
    country: str, agreements: Iterable[str], kind: str, on: date | None = None
) -> WorkingRules:
    """The shooting day of a country and its agreements, in force on the first day.

    ``country`` "" is practice without a country. Raises InvalidInput, listing what is
    known, for an unknown country or agreement. ``kind`` is the production's kind: all
    share one day at present.
    """
    del kind
    pack = packs.rules(_PACKAGE, "rules/working_days")
    rows = _rows(pack, country, list(agreements), on)
    values: dict[str, Any] = {}
    for row in rows:
        values |= row.values
    calls = {shift: values.pop(f"call_{shift.value}") for shift in Shift}
    named = [row.title for row in rows if "agreement" in row.applies]
    return WorkingRules(
        **values,
        calls=calls,
        agreement="; ".join(named) or f"none given: {rows[-1].title}",
        assumed=not named or not all(row.source.verified for row in rows[1:]),
        rules=tuple(row.id for row in rows),
    )


def known_countries() -> list[str]:
    """ISO codes of the countries whose working day is in the pack."""
    return sorted(_by_key("country"))


def known_agreements() -> list[str]:
    return sorted(_by_key("agreement"))


def agreement_titles() -> dict[str, str]:
    """What each agreement of the pack is called, by id, for a form."""
    return {key: row.title for key, row in _by_key("agreement").items()}


def minutes_rule(kind: str, level: str = "") -> MinutesRule:
    """How long strips of a feature, short or episode of a budget ``level`` are assumed to take."""
    pack = packs.rules(_PACKAGE, "rules/minutes")
    of_kind = [row for row in pack.rules if row.applies.get("kind") == kind]
    fitting = [row for row in of_kind if row.applies.get("level") == level]
    found = fitting or [row for row in of_kind if "level" not in row.applies]
    if not found:
        known = ", ".join(dict.fromkeys(str(row.applies["kind"]) for row in pack.rules))
        raise InvalidInput(f"“{kind}” is no kind of production; known are {known}.", field="kind")
    values = dict(found[0].values)
    per_eighth = {
        "INT": values.pop("interior"),
        "EXT": values.pop("exterior"),
        "INT/EXT": values.pop("both"),
    }
    named = {name: values.pop(name) for name in _MINUTES_FIELDS}
    day_cost = packs.load_pack(_PACKAGE, "rules/minutes").data["day_cost"]["categories"]
    return MinutesRule(
        per_eighth=per_eighth,
        extras=values,
        day_cost=frozenset(day_cost),
        rules=(found[0].id,),
        **named,
    )


_MINUTES_FIELDS = ("night_exterior", "least", "extras_cap", "longest", "longest_minor")


def working_calendar(country: str, start: date, days_per_week: int) -> WorkingCalendar:
    """Working dates from ``start``: the week, and the country's public holidays."""
    if not _EARLIEST <= start <= _LATEST:
        raise InvalidInput(
            f"--start {start.isoformat()} is outside {_EARLIEST.year}–{_LATEST.year};"
            " give the first shooting day.",
            field="start",
        )
    if not 4 <= days_per_week <= 7:
        raise InvalidInput(
            f"{days_per_week} days per week cannot be planned; give 4, 5, 6 or 7.",
            field="days_per_week",
        )
    return WorkingCalendar(
        start=start, days_per_week=days_per_week, holidays=tuple(_holidays(country, start))
    )


def _holidays(country: str, start: date) -> Sequence[tuple[date, str]]:
    """Public holidays on weekdays, for two years from ``start``."""
    if not country:
        return []
    import holidays

    years = range(start.year, start.year + _YEARS_OF_HOLIDAYS + 1)
    try:
        found = holidays.country_holidays(country, years=years)
    except NotImplementedError:
        return []
    end = start + timedelta(days=365 * _YEARS_OF_HOLIDAYS)
    return [(day, name) for day, name in sorted(found.items()) if start <= day <= end]


def _rows(pack: RulePack, country: str, agreements: list[str], on: date | None) -> list[Rule]:
    """Practice, then the country, then each agreement."""
    rows = [pack.rules[0]]
    if country:
        rows.append(_known(_by_key("country"), country, "country"))
    rows += [_known(_by_key("agreement"), name, "agreement") for name in agreements]
    for row in rows:
        if on is not None and not row.in_force(on):
            raise InvalidInput(
                f"{row.title} is not in force on {on.isoformat()}. Give another first day, or "
                "leave the country or agreement out.",
                field="start",
            )
    return rows


def _by_key(key: str) -> Mapping[str, Rule]:
    pack = packs.rules(_PACKAGE, "rules/working_days")
    return {str(row.applies[key]): row for row in pack.rules if key in row.applies}


def _known(rows: Mapping[str, Rule], name: str, field: str) -> Rule:
    wanted = name.upper() if field == "country" else name.lower()
    if wanted not in rows:
        raise InvalidInput(
            f"The {field} “{name}” is not known; known are {', '.join(sorted(rows))}."
            f" Leave --{field} out to plan by plain practice.",
            field="agreements" if field == "agreement" else field,
        )
    return rows[wanted]
