"""Day out of days: who works, is held, starts and finishes on which date.

Codes: S start, W work, H hold, D drop, P pick-up, F finish, combined as the trade writes
them (SW, WF, SWF, WD, PW …); ``/`` a holiday inside the engagement; blank when not held.
Weekly days off are no holds. Holds and drops follow the deal, so the holds counted here
are those the judge pays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from topsheet.schedule.engine.judge import CastDays, Timeline, cast_days
from topsheet.schedule.engine.paid import HELD_DEALS
from topsheet.schedule.engine.types import Board, CastTerms, ScheduleProblem

HOLD, HOLIDAY = "H", "/"


class DateKind(StrEnum):
    """What a column of the day-out-of-days is to the shoot."""

    SHOOT = "shoot"
    IDLE = "idle"  # a working date on which nothing is shot
    OFF = "off"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoodDate:
    """A column. ``number`` is the shooting day, 0 when nothing is shot."""

    date: date
    kind: DateKind
    number: int
    name: str = ""  # of a holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class DoodRow:
    """A cast member's codes by column, and the totals."""

    terms: CastTerms
    codes: tuple[str, ...]
    start: date | None
    finish: date | None
    work: int
    hold: int
    holiday: int
    paid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOutOfDays:
    """``work_by_date`` and ``hold_by_date`` are the totals under each column."""

    dates: tuple[DoodDate, ...]
    rows: tuple[DoodRow, ...]
    work_by_date: tuple[int, ...]
    hold_by_date: tuple[int, ...]


def day_out_of_days(problem: ScheduleProblem, board: Board) -> DayOutOfDays:
    """The sheet for everybody in the cast who works, in the order of the cast list."""
    columns = _columns(problem, board)
    open_dates = frozenset(Timeline.of(problem, board).dates)
    rows = tuple(_row(one, columns, open_dates) for one in cast_days(problem, board) if one.worked)
    return DayOutOfDays(
        dates=columns,
        rows=rows,
        work_by_date=_totals(rows, len(columns), "W"),
        hold_by_date=_totals(rows, len(columns), HOLD),
    )


def _columns(problem: ScheduleProblem, board: Board) -> tuple[DoodDate, ...]:
    numbers = {day.date: day.number for day in board.days}
    if not numbers:
        return ()
    first, last = min(numbers), max(numbers)
    closed = dict(problem.calendar.holidays)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(_column(day, numbers, closed, problem.calendar.days_per_week) for day in span)


def _column(
    day: date, numbers: Mapping[date, int], closed: Mapping[date, str], week: int
) -> DoodDate:
    if day in numbers:
        kind = DateKind.SHOOT
    elif day.weekday() >= week:
        kind = DateKind.OFF
    else:
        kind = DateKind.HOLIDAY if day in closed else DateKind.IDLE
    name = closed.get(day, "") if kind is DateKind.HOLIDAY else ""
    return DoodDate(date=day, kind=kind, number=numbers.get(day, 0), name=name)


def _row(one: CastDays, columns: Sequence[DoodDate], open_dates: frozenset[date]) -> DoodRow:
    codes = tuple(_code(one, column, open_dates) for column in columns)
    return DoodRow(
        terms=one.terms,
        codes=codes,
        start=one.worked[0],
        finish=one.worked[-1],
        work=len(one.worked),
        hold=codes.count(HOLD),
        holiday=codes.count(HOLIDAY),
        paid=one.paid.total,
    )


def _code(one: CastDays, column: DoodDate, open_dates: frozenset[date]) -> str:
    day, worked, drop = column.date, one.worked, one.paid.drop
    if day in worked:
        return _work_code(day, one)
    inside = worked[0] < day < worked[-1]
    dropped = drop is not None and drop[0] < day < drop[1]
    if not inside or dropped or one.terms.deal not in HELD_DEALS:
        return ""
    if column.kind is DateKind.HOLIDAY:
        return HOLIDAY
    return HOLD if day in open_dates else ""


def _work_code(day: date, one: CastDays) -> str:
    drop = one.paid.drop
    start = "S" if day == one.worked[0] else "P" if drop is not None and day == drop[1] else ""
    end = "F" if day == one.worked[-1] else "D" if drop is not None and day == drop[0] else ""
    return f"{start}W{end}"


def _totals(rows: Sequence[DoodRow], columns: int, letter: str) -> tuple[int, ...]:
    return tuple(sum(letter in row.codes[column] for row in rows) for column in range(columns))
