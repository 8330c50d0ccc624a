"""Day breaks set by themselves: strips in their order fill days by minutes, light and moves.

A day is closed when the next strip would run it over the agreement's day, mix work in the
dark with work that needs daylight, or keep a child too long; each is counted as the judge
does. Locked days, and days with a locked strip, stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine.board_state import (
    BoardState,
    DayState,
    OpenDates,
    by_key,
)
from topsheet.schedule.engine.hours import moves_within, shift_of, strip_minutes
from topsheet.schedule.engine.types import ScheduleProblem, Shift, Strip, WorkingRules


def auto_breaks(
    problem: ScheduleProblem, state: BoardState, first: str = "", last: str = ""
) -> BoardState:
    """The days from ``first`` to ``last`` (default: the whole board) broken anew. Days after
    them close up, or make room.
    """
    free = [day for day in _range(state, first, last) if not state.is_tied(day)]
    strips = by_key(problem)
    work = [strips[key] for day in free for key in day.strips]
    if not work:
        raise InvalidInput("Every day here is locked or empty: there is nothing to break anew.")
    groups = filled(work, problem.rules)
    open_dates = OpenDates(state, problem.calendar).dates
    slots = _slots(groups, open_dates, open_dates.index(free[0].date), problem.rules)
    broken = _days(state, free, groups, [open_dates[slot] for slot in slots])
    moved = slots[-1] - open_dates.index(free[-1].date)
    gone = {day.uid for day in free}
    days = [
        replace(day, date=open_dates[open_dates.index(day.date) + moved])
        if day.date > free[-1].date and not state.is_tied(day)
        else day
        for day in state.days
        if day.uid not in gone
    ]
    return state.with_days([*days, *broken])


def filled(work: Sequence[Strip], rules: WorkingRules) -> list[list[Strip]]:
    """Strips in their order as days."""
    days: list[list[Strip]] = []
    for strip in work:
        if days and _fits([*days[-1], strip], rules):
            days[-1].append(strip)
        else:
            days.append([strip])
    return days


def _fits(work: Sequence[Strip], rules: WorkingRules) -> bool:
    shift = shift_of(work)
    if shift is Shift.SPLIT:
        return False
    if strip_minutes(shift, work, moves_within(work), rules) > rules.day:
        return False
    children = {child for strip in work for child in strip.minors}
    return all(
        sum(strip.minutes for strip in work if child in strip.minors) <= rules.minor_limit
        for child in children
    )


def _range(state: BoardState, first: str, last: str) -> Sequence[DayState]:
    start = state.index(first) if first else 0
    end = state.index(last) if last else len(state.days) - 1
    return state.days[min(start, end) : max(start, end) + 1]


def _slots(
    groups: Sequence[Sequence[Strip]], dates: Sequence[date], slot: int, rules: WorkingRules
) -> list[int]:
    """The earliest open date for each day, with the rest that the agreement asks for."""
    found: list[int] = []
    wrap = -rules.rest
    for group in groups:
        shift = shift_of(group)
        while found and _rest(dates[found[-1]], wrap, dates[slot], rules.calls[shift]) < rules.rest:
            slot += 1
        found.append(slot)
        wrap = rules.calls[shift] + strip_minutes(shift, group, moves_within(group), rules)
        slot += 1
    return found


def _rest(last: date, wrap: int, on: date, call: int) -> int:
    return (on - last).days * 1440 + call - wrap


def _days(
    state: BoardState,
    free: Sequence[DayState],
    groups: Sequence[Sequence[Strip]],
    dates: Sequence[date],
) -> list[DayState]:
    """The groups as days: rows that were there keep their names, notes and banners."""
    new = state.fresh_uids(max(0, len(groups) - len(free)))
    rows = [*free, *(DayState(uid=uid, date=dates[0]) for uid in new)]
    return [
        replace(
            row,
            date=on,
            shift=shift_of(group),
            pinned=False,
            strips=tuple(strip.key for strip in group),
            banners=tuple(replace(b, before=min(b.before, len(group))) for b in row.banners),
        )
        for row, group, on in zip(rows, groups, dates, strict=False)
    ]
