"""Verbs on days: break one in two, join two, insert, remove, move to another date, swap.

Days that follow shift along the working calendar; locked days and those that are not for
shooting stay on their dates, and the others step over them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine.board_state import (
    BoardState,
    DayKind,
    DayState,
    OpenDates,
    by_key,
    refuse_locked_day,
    refuse_locked_strips,
    refuse_tied_day,
    with_strips,
)
from topsheet.schedule.engine.moves import to_boneyard
from topsheet.schedule.engine.types import ScheduleProblem

_FAR = 3 * 366  # days before or after the start of the shoot


def split_day(problem: ScheduleProblem, state: BoardState, day: str, position: int) -> BoardState:
    """A day break: the strips after ``position`` go to a new day that follows."""
    target, strips = state.day(day), by_key(problem)
    refuse_locked_day(state, target)
    if not 0 < position < len(target.strips):
        raise InvalidInput("A day breaks between two of its strips.", field="position")
    above, below = target.strips[:position], target.strips[position:]
    refuse_locked_strips(state, below, strips)
    new = replace(target, uid=state.fresh_uids(1)[0], call=None, note="", strips=(), banners=())
    kept = tuple(b for b in target.banners if b.before <= position)
    gone = tuple(
        replace(b, before=b.before - position) for b in target.banners if b.before > position
    )
    state = state.with_day(with_strips(replace(target, banners=kept), above, strips))
    return _inserted(problem, state, replace(with_strips(new, below, strips), banners=gone))


def join_next(problem: ScheduleProblem, state: BoardState, day: str) -> BoardState:
    """A day break taken out: the strips of the next shooting day follow those of this one."""
    target, strips = state.day(day), by_key(problem)
    later = [one for one in state.days[state.index(day) + 1 :] if one.kind is DayKind.SHOOT]
    if not later or target.kind is not DayKind.SHOOT:
        raise InvalidInput("There is no shooting day after this one to join.", field="day")
    other = later[0]
    refuse_locked_day(state, target)
    refuse_tied_day(state, other)
    banners = tuple(replace(b, before=b.before + len(target.strips)) for b in other.banners)
    joined = with_strips(target, (*target.strips, *other.strips), strips)
    joined = replace(joined, banners=(*target.banners, *banners))
    emptied = replace(other, strips=(), banners=())
    return _removed(problem, state.with_day(joined).with_day(emptied), other.uid)


def insert_day(
    problem: ScheduleProblem,
    state: BoardState,
    *,
    after: str = "",
    on: date | None = None,
    kind: DayKind = DayKind.SHOOT,
) -> BoardState:
    """An empty day after another (or, without one, at the end), or on a date of its own."""
    new = DayState(uid=state.fresh_uids(1)[0], date=problem.calendar.start, kind=kind)
    if on is not None:
        _refuse_far(problem, on)
        if any(one.date == on for one in state.days):
            raise InvalidInput(f"There is a day on {on.isoformat()} already.", field="date")
        return state.with_days([*state.days, replace(new, date=on)])
    if after:
        return _inserted(problem, state, replace(new, date=state.day(after).date))
    if not state.days:
        first = OpenDates(state, problem.calendar).dates[0]
        return state.with_days([replace(new, date=first)])
    return _inserted(problem, state, replace(new, date=state.days[-1].date))


def remove_day(problem: ScheduleProblem, state: BoardState, day: str) -> BoardState:
    """Take a day out; its strips go to the boneyard and the days that follow close up."""
    target = state.day(day)
    refuse_tied_day(state, target)
    if target.strips:
        state = to_boneyard(problem, state, target.strips)
    return _removed(problem, state, day)


def remove_empty_days(problem: ScheduleProblem, state: BoardState) -> BoardState:
    """Take out every shooting day on which nothing stands, neither strip nor banner; the days
    that follow close up. A locked one stays.
    """
    empty = [day.uid for day in state.days if day.is_empty and not day.locked]
    if not empty:
        raise InvalidInput("No day of the board is empty.")
    for uid in reversed(empty):
        state = _removed(problem, state, uid)
    return state


def move_day(problem: ScheduleProblem, state: BoardState, day: str, to: date) -> BoardState:
    """A day to another date. Where a day stands there already, it makes room: the days
    between shift by one towards the date that became free.
    """
    target = state.day(day)
    refuse_tied_day(state, target)
    _refuse_far(problem, to)
    there = next((one for one in state.days if one.date == to and one.uid != day), None)
    if there is None:
        return state.with_day(replace(target, date=to))
    refuse_tied_day(state, there)
    if there.kind is not DayKind.SHOOT:
        return swap_days(state, day, there.uid)
    low, high = sorted((target.date, to))
    between = [one for one in state.days if low <= one.date <= high]
    between = [one for one in between if one.uid == day or not state.is_tied(one)]
    dates = [one.date for one in between]
    between.remove(target)
    between.insert(dates.index(to), target)
    moved = [replace(one, date=on) for one, on in zip(between, dates, strict=True)]
    return _replaced(state, moved)


def swap_days(state: BoardState, day: str, other: str) -> BoardState:
    """Two days change dates."""
    one, two = state.day(day), state.day(other)
    refuse_tied_day(state, one)
    refuse_tied_day(state, two)
    return _replaced(state, [replace(one, date=two.date), replace(two, date=one.date)])


def shifted(problem: ScheduleProblem, state: BoardState, after: date, steps: int) -> BoardState:
    """Every day that may shift and stands after a date, ``steps`` open dates on (or back)."""
    open_dates = OpenDates(state, problem.calendar)
    step: Callable[[date], date] = open_dates.after if steps > 0 else open_dates.before
    days: list[DayState] = []
    for day in state.days:
        on = day.date
        if on > after and not state.is_tied(day):
            for _ in range(abs(steps)):
                on = step(on)
        days.append(replace(day, date=on))
    return state.with_days(days)


def _refuse_far(problem: ScheduleProblem, on: date) -> None:
    """Raises InvalidInput for a date that can only be a slip of the pen."""
    if abs((on - problem.calendar.start).days) > _FAR:
        start = problem.calendar.start.isoformat()
        raise InvalidInput(
            f"{on.isoformat()} is years away from the shoot, which starts on {start}.",
            field="date",
        )


def _inserted(problem: ScheduleProblem, state: BoardState, new: DayState) -> BoardState:
    """``new`` on the first open date after its own; days there and later make room."""
    on = OpenDates(state, problem.calendar).after(new.date)
    if any(day.date == on for day in state.days):
        state = shifted(problem, state, new.date, 1)
    return state.with_days([*state.days, replace(new, date=on)])


def _removed(problem: ScheduleProblem, state: BoardState, day: str) -> BoardState:
    target = state.day(day)
    left = state.with_days(one for one in state.days if one.uid != day)
    if target.kind is not DayKind.SHOOT or not problem.calendar.is_working(target.date):
        return left
    return shifted(problem, left, target.date, -1)


def _replaced(state: BoardState, days: Sequence[DayState]) -> BoardState:
    new = {day.uid: day for day in days}
    return state.with_days(new.get(one.uid, one) for one in state.days)
