"""What a person may ask of the plan, checked once for web, command line and API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine.types import EighthsMode

KINDS = ("feature", "short", "episode")
LEVELS = ("micro", "low", "mid")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
DEFAULT_EFFORT = 10
# Practice, not a rule: nobody prepares a shoot in less than three months.
WEEKS_TO_FIRST_DAY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """The choices of a plan. ``start`` None: a Monday twelve weeks from today, assumed.

    ``country`` "" and no ``agreements``: no fringes, holidays or agreed hours; the lines
    that would need them are marked assumed. ``effort`` is reproducible; ``seconds`` caps
    the search and says when it cut.
    """

    kind: str = "feature"
    country: str = ""
    agreements: tuple[str, ...] = ()
    start: date | None = None
    days_per_week: int = 5
    level: str = "low"
    currency: str = ""
    effort: int = DEFAULT_EFFORT
    seconds: float | None = None
    eighths: EighthsMode | None = None
    title: str = ""

    def as_json(self) -> dict[str, object]:
        """A form that ``parse_options`` reads back (jobs keep it)."""
        data = asdict(self)
        data["start"] = self.start.isoformat() if self.start else ""
        data["agreements"] = list(self.agreements)
        data["eighths"] = self.eighths.value if self.eighths else ""
        return data


def parse_options(given: Mapping[str, object]) -> PlanOptions:
    """Read options from a form, a command line or JSON; names as in ``PlanOptions``.

    Empty values take the default. Raises InvalidInput with the option's name as field.
    """
    said = {name: value for name, value in given.items() if value not in (None, "", [], ())}
    unknown = sorted(set(said) - set(PlanOptions.__dataclass_fields__))
    if unknown:
        raise InvalidInput(f"There is no option “{unknown[0]}”.", field=unknown[0])
    return PlanOptions(
        kind=_choice("kind", said.get("kind", "feature"), KINDS),
        country=str(said.get("country", "")).strip().upper(),
        agreements=_agreements(said.get("agreements", ())),
        start=_start(said.get("start")),
        days_per_week=_integer("days_per_week", said.get("days_per_week", 5), 4, 7),
        level=_choice("level", said.get("level", "low"), LEVELS),
        currency=str(said.get("currency", "")).strip().upper(),
        effort=_integer("effort", said.get("effort", DEFAULT_EFFORT), 1, 1000),
        seconds=_seconds(said.get("seconds")),
        eighths=_eighths(said.get("eighths")),
        title=_title(said.get("title", "")),
    )


def first_day(options: PlanOptions, today: date) -> date:
    """The date asked for, or the assumed one."""
    if options.start:
        return options.start
    soonest = today + timedelta(weeks=WEEKS_TO_FIRST_DAY)
    return soonest + timedelta(days=-soonest.weekday() % 7)


def _choice(name: str, value: object, known: tuple[str, ...]) -> str:
    text = str(value).strip().lower()
    if text not in known:
        raise InvalidInput(f"“{value}” is not a {name}: choose {_listed(known)}.", field=name)
    return text


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]


def _integer(name: str, value: object, least: int, most: int) -> int:
    label = name.replace("_", " ")
    try:
        number = int(str(value))
    except ValueError:
        raise InvalidInput(f"“{value}” is not a whole number of {label}.", field=name) from None
    if not least <= number <= most:
        raise InvalidInput(f"{label} must lie between {least} and {most}.", field=name)
    return number


def _seconds(value: object) -> float | None:
    if value is None:
        return None
    try:
        number = float(str(value))
    except ValueError:
        raise InvalidInput(f"“{value}” is not a number of seconds.", field="seconds") from None
    if not 0.1 <= number <= 3600:
        raise InvalidInput("seconds must lie between 0.1 and 3600.", field="seconds")
    return number


def _start(value: object) -> date | None:
    if value is None or isinstance(value, date):
        day = value
    else:
        try:
            day = date.fromisoformat(str(value).strip())
        except ValueError:
            message = f"“{value}” is not a date: write the first shooting day as 2027-04-05."
            raise InvalidInput(message, field="start") from None
    if day and not EARLIEST <= day < LATEST:
        message = (
            f"{day.isoformat()} cannot be the first shooting day: no holidays or rules are known "
            f"before {EARLIEST.year} or from {LATEST.year} on. Give a date in between."
        )
        raise InvalidInput(message, field="start")
    return day


def _title(value: object) -> str:
    """What can be printed of it, as long as lists can hold."""
    text = "".join(char if char.isprintable() else " " for char in str(value))
    return " ".join(text.split())[:200]


def _eighths(value: object) -> EighthsMode | None:
    if value is None:
        return None
    known = tuple(mode.value for mode in EighthsMode)
    return EighthsMode(_choice("eighths", value, known))


def _agreements(value: object) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise InvalidInput("Agreements are given as a list of ids.", field="agreements")
    return tuple(dict.fromkeys(str(item).strip() for item in items if str(item).strip()))
