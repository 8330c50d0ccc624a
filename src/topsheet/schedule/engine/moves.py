"""Verbs on strips: move them within and between days, to the boneyard and back, lock them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine.board_state import (
    BoardState,
    DayKind,
    DayState,
    by_key,
    refuse_locked_day,
    refuse_locked_strips,
    with_strips,
)
from topsheet.schedule.engine.types import ScheduleProblem


def move_strips(
    problem: ScheduleProblem,
    state: BoardState,
    keys: Sequence[str],
    day: str,
    position: int | None = None,
) -> BoardState:
    """Put strips on a day, in the order given, after ``position`` of the strips that stand
    there without them (None: at its end). Within their own day too.
    """
    strips, target = by_key(problem), state.day(day)
    _refuse_to_lift(problem, state, keys)
    refuse_locked_day(state, target)
    if target.kind is not DayKind.SHOOT:
        raise InvalidInput(f"{state.name(day)} takes no strips. Make it a shooting day first.")
    lifted = lift(problem, state, keys)
    left = [key for key in target.strips if key not in set(keys)]
    place = len(left) if position is None else max(0, min(position, len(left)))
    put = with_strips(target, [*left[:place], *keys, *left[place:]], strips)
    return lifted.with_day(put)


def to_boneyard(problem: ScheduleProblem, state: BoardState, keys: Sequence[str]) -> BoardState:
    """Take strips off the board; they are kept beside it and cost nothing."""
    _refuse_to_lift(problem, state, keys)
    lifted = lift(problem, state, keys)
    return replace(lifted, boneyard=(*lifted.boneyard, *keys))


def lift(problem: ScheduleProblem, state: BoardState, keys: Sequence[str]) -> BoardState:
    """The board without these strips, which then stand nowhere."""
    strips, taken = by_key(problem), set(keys)
    days = tuple(
        with_strips(day, [key for key in day.strips if key not in taken], strips)
        if taken.intersection(day.strips)
        else day
        for day in state.days
    )
    boneyard = tuple(key for key in state.boneyard if key not in taken)
    return replace(state, days=days, boneyard=boneyard)


def lock_strips(state: BoardState, keys: Sequence[str], *, locked: bool) -> BoardState:
    """Tie strips to the day they stand on, or free them."""
    for key in keys:
        if state.day_of(key) is None and locked:
            raise InvalidInput("A strip in the boneyard has no day to be locked to.")
    now = state.locked | set(keys) if locked else state.locked - set(keys)
    return replace(state, locked=frozenset(now))


def lock_day(state: BoardState, day: str, *, locked: bool) -> BoardState:
    """Keep a day's date and strips as they are, or let them change again."""
    return state.with_day(replace(state.day(day), locked=locked))


def _refuse_to_lift(problem: ScheduleProblem, state: BoardState, keys: Sequence[str]) -> None:
    if not keys:
        raise InvalidInput("Choose at least one strip.", field="strips")
    if len(set(keys)) < len(keys):
        raise InvalidInput("A strip was named twice.", field="strips")
    refuse_locked_strips(state, keys, by_key(problem))
    for day in _days_of(state, keys):
        refuse_locked_day(state, day)


def _days_of(state: BoardState, keys: Sequence[str]) -> list[DayState]:
    found = {day.uid: day for key in keys if (day := state.day_of(key)) is not None}
    return list(found.values())
