"""Engine types to and from the rows and JSON of the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from topsheet.kernel.calendar import WorkingCalendar
from topsheet.kernel.money import Money
from topsheet.people.engine.types import Deal
from topsheet.schedule import models
from topsheet.schedule.engine.types import (
    Board,
    BoardDay,
    CastTerms,
    PlaceTerms,
    PriceList,
    SchedulePlan,
    ScheduleProblem,
    Shift,
    Strip,
    Tariff,
    WorkingRules,
)
from topsheet.script.engine.types import IntExt, Light

_AS_THEY_ARE = ("scene", "part", "order", "eighths", "minutes", "minutes_assumed", "set_name",
                "place", "needs_dark", "needs_daylight", "synopsis", "note")  # fmt: skip
_SETS = ("cast", "minors", "elements")


def strip_fields(strip: Strip) -> dict[str, Any]:
    """The fields of a strip's row, without where it stands on the board."""
    fields = {name: getattr(strip, name) for name in _AS_THEY_ARE}
    fields |= {name: sorted(getattr(strip, name)) for name in _SETS}
    return fields | {"intext": strip.intext.value, "light": strip.light.value}


def strip_from(row: models.Strip) -> Strip:
    plain = {name: getattr(row, name) for name in _AS_THEY_ARE}
    sets: dict[str, Any] = {name: frozenset(getattr(row, name)) for name in _SETS}
    return Strip(key=row.uid, intext=IntExt(row.intext), light=Light(row.light), **plain, **sets)


def terms_as_json(problem: ScheduleProblem) -> dict[str, Any]:
    """Everything of a problem but its strips."""
    rules, calendar, prices = problem.rules, problem.calendar, problem.prices
    return {
        "calendar": {
            "start": calendar.start.isoformat(),
            "days_per_week": calendar.days_per_week,
            "holidays": [[day.isoformat(), name] for day, name in calendar.holidays],
        },
        "rules": {
            **{name: getattr(rules, name) for name in _RULE_FIELDS},
            "calls": {shift.value: call for shift, call in rules.calls.items()},
            "rules": list(rules.rules),
        },
        "prices": {
            "currency": prices.currency,
            "basis": prices.basis,
            "assumed": prices.assumed,
            "tariffs": {fact: list(tariff.steps) for fact, tariff in prices.tariffs.items()},
        },
        "cast": [_cast_as_json(terms) for terms in problem.cast],
        "places": [
            {"place": p.place, "name": p.name, "assumed": p.assumed, "away": _iso(p.away)}
            for p in problem.places
        ],
    }


_RULE_FIELDS = ("day", "meal", "first_setup", "move", "overtime_limit", "overtime_block", "rest",
                "minor_limit", "agreement", "assumed", "minor_latest", "split_dark",
                "drop_after")  # fmt: skip


def problem_from(terms: Mapping[str, Any], strips: Iterable[Strip]) -> ScheduleProblem:
    """The problem that ``terms_as_json`` wrote, with these strips."""
    return ScheduleProblem(
        strips=tuple(strips),
        cast=tuple(_cast_from(row) for row in terms["cast"]),
        places=tuple(PlaceTerms(**{**row, "away": _dates(row["away"])}) for row in terms["places"]),
        calendar=_calendar_from(terms["calendar"]),
        rules=_rules_from(terms["rules"]),
        prices=_prices_from(terms["prices"]),
    )


def board_as_json(board: Board) -> list[list[Any]]:
    """A board in little space: [date, shift, strips] for each day."""
    return [[day.date.isoformat(), day.shift.value, list(day.strips)] for day in board.days]


def board_from(rows: Sequence[Sequence[Any]]) -> Board:
    return Board(
        days=tuple(
            BoardDay(
                number=number,
                date=date.fromisoformat(on),
                shift=Shift(shift),
                strips=tuple(strips),
            )
            for number, (on, shift, strips) in enumerate(rows, start=1)
        )
    )


def result_as_json(plan: SchedulePlan) -> dict[str, Any]:
    """What a solve proved; the baselines as boards, to be judged again when read."""
    return {
        "bound": plan.bound.minor,
        "unavoidable": plan.unavoidable.minor,
        "effort": plan.effort,
        "cut_by_seconds": plan.cut_by_seconds,
        "bound_basis": list(plan.bound_basis),
        "script_order": board_as_json(plan.script_order.board),
        "by_place": board_as_json(plan.by_place.board),
    }


def money_of(result: Mapping[str, Any], name: str, currency: str) -> Money:
    return Money(int(result[name]), currency)


def _cast_as_json(terms: CastTerms) -> dict[str, Any]:
    return {
        "role": terms.role,
        "board_id": terms.board_id,
        "name": terms.name,
        "deal": terms.deal.value,
        "minimum_days": terms.minimum_days,
        "minor": terms.minor,
        "assumed": terms.assumed,
        "away": _iso(terms.away),
    }


def _cast_from(row: Mapping[str, Any]) -> CastTerms:
    return CastTerms(**{**row, "deal": Deal(row["deal"]), "away": _dates(row["away"])})


def _calendar_from(row: Mapping[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(
        start=date.fromisoformat(row["start"]),
        days_per_week=row["days_per_week"],
        holidays=tuple((date.fromisoformat(day), name) for day, name in row["holidays"]),
    )


def _rules_from(row: Mapping[str, Any]) -> WorkingRules:
    calls = {Shift(shift): call for shift, call in row["calls"].items()}
    return WorkingRules(**{**row, "calls": calls, "rules": tuple(row["rules"])})


def _prices_from(row: Mapping[str, Any]) -> PriceList:
    return PriceList(
        currency=row["currency"],
        basis=row["basis"],
        assumed=row["assumed"],
        tariffs={fact: Tariff(tuple(steps)) for fact, steps in row["tariffs"].items()},
    )


def _iso(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _dates(days: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in days)
