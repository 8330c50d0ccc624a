"""People's verbs on the board. Each is one change set and returns what it came to.

move_strips, to_boneyard, lock_strips                  strips
split_day, join_day, insert_day, remove_day,
remove_empty_days, shift_day, swap_days, set_day,
auto_breaks                                            days
add_banner, edit_banner, remove_banner                 banners
set_minutes, split_scene, join_parts, add_part         what a strip is
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.platform.ids import new_uid
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.changes import recording
from topsheet.production.models import Scenario
from topsheet.schedule import models
from topsheet.schedule.board_rows import OpenBoard, keep, open_board
from topsheet.schedule.engine import auto_breaks as breaking
from topsheet.schedule.engine import days_moved, moves
from topsheet.schedule.engine.board_state import (
    Banner,
    BoardState,
    DayKind,
    by_key,
    refuse_locked_day,
    strip_name,
)
from topsheet.schedule.engine.types import Shift
from topsheet.schedule.selectors import load_problem

LONGEST = 24 * 60  # minutes of a strip, a banner; a call after midnight
Versions = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One change of the board: its number, its sentence, and the days it changed or made."""

    sequence: int
    change: str
    before: BoardState
    after: BoardState
    scenario: Scenario
    strips: tuple[str, ...] = ()  # strips that are otherwise where they stand

    @property
    def days(self) -> tuple[str, ...]:
        """The days that look otherwise now, or are new."""
        was = {day.uid: day for day in self.before.days}
        here = set(self.strips)
        return tuple(
            day.uid
            for day in self.after.days
            if was.get(day.uid) != day or not here.isdisjoint(day.strips)
        )

    @property
    def gone(self) -> tuple[str, ...]:
        there = {day.uid for day in self.after.days}
        return tuple(day.uid for day in self.before.days if day.uid not in there)


Verb = Callable[[OpenBoard], tuple[BoardState, str]]


def change_board(
    actor: User, scenario: Scenario, verb: Verb, versions: Versions | None = None
) -> Done:
    """Open the board, let ``verb`` give another state and a sentence, keep what differs."""
    require(actor, scenario.production, "schedule", Level.EDIT)
    problem = load_problem(scenario)
    with recording(scenario.production, actor, "Board changed") as changes:
        board = open_board(scenario, problem)
        state, changes.verb = verb(board)
        keep(changes, board, state, versions)
        said = changes.verb
    return done(scenario, board.state, said)


def done(scenario: Scenario, before: BoardState, change: str, strips: tuple[str, ...] = ()) -> Done:
    """What a change came to, with the board as it stands now."""
    return Done(
        sequence=scenario.production.sequence,
        change=change,
        before=before,
        after=open_board(scenario, load_problem(scenario)).state,
        scenario=scenario,
        strips=strips,
    )


# ----- strips


def move_strips(
    actor: User,
    scenario: Scenario,
    strips: Sequence[str],
    day: str,
    position: int | None = None,
    *,
    before: str = "",
    versions: Versions | None = None,
) -> Done:
    """Put strips on a day: at ``position`` among those that stay there, before a strip, or
    last. ``day`` "new" is a new day at the end, "boneyard" takes them off the board.
    """
    if day == "boneyard":
        return to_boneyard(actor, scenario, strips, versions=versions)

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state, target = board.state, day
        if day == "new":
            state = days_moved.insert_day(board.problem, state)
            target = _added(board.state, state)
        place = _place(state, target, strips, before) if before else position
        state = moves.move_strips(board.problem, state, strips, target, place)
        return state, f"{_names(board, strips)} moved to {_lower(state.name(target))}"

    return change_board(actor, scenario, verb, versions)


def to_boneyard(
    actor: User, scenario: Scenario, strips: Sequence[str], *, versions: Versions | None = None
) -> Done:
    """Take strips off the board."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = moves.to_boneyard(board.problem, board.state, strips)
        return state, f"{_names(board, strips)} taken off the board"

    return change_board(actor, scenario, verb, versions)


def lock_strips(
    actor: User,
    scenario: Scenario,
    strips: Sequence[str],
    locked: bool,
    *,
    versions: Versions | None = None,
) -> Done:
    """Tie strips to their day, or free them."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = moves.lock_strips(board.state, strips, locked=locked)
        return state, f"{_names(board, strips)} {'locked' if locked else 'unlocked'}"

    return change_board(actor, scenario, verb, versions)


# ----- days


def split_day(actor: User, scenario: Scenario, day: str, position: int) -> Done:
    """A day break after ``position`` strips of a day."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.split_day(board.problem, board.state, day, position)
        return state, f"{board.state.name(day)} broken after {position} of its strips"

    return change_board(actor, scenario, verb)


def join_day(actor: User, scenario: Scenario, day: str) -> Done:
    """The next shooting day joined to this one."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.join_next(board.problem, board.state, day)
        return state, f"{board.state.name(day)} joined with the day after it"

    return change_board(actor, scenario, verb)


def insert_day(
    actor: User,
    scenario: Scenario,
    *,
    after: str = "",
    on: date | None = None,
    kind: DayKind = DayKind.SHOOT,
) -> Done:
    """A new day after another, on a date, or at the end."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.insert_day(board.problem, board.state, after=after, on=on, kind=kind)
        new = state.day(_added(board.state, state))
        what = "day" if kind is DayKind.SHOOT else f"{kind.value} day"
        return state, f"A {what} inserted on {new.date.isoformat()}"

    return change_board(actor, scenario, verb)


def remove_day(
    actor: User, scenario: Scenario, day: str, *, versions: Versions | None = None
) -> Done:
    """A day taken out; its strips go to the boneyard, the days after it close up."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.remove_day(board.problem, board.state, day)
        return state, f"{board.state.name(day)} removed"

    return change_board(actor, scenario, verb, versions)


def remove_empty_days(actor: User, scenario: Scenario) -> Done:
    """Every shooting day on which nothing stands taken out, in one act."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.remove_empty_days(board.problem, board.state)
        count = len(board.state.days) - len(state.days)
        return state, "An empty day removed" if count == 1 else f"{count} empty days removed"

    return change_board(actor, scenario, verb)


def shift_day(
    actor: User, scenario: Scenario, day: str, to: date, *, versions: Versions | None = None
) -> Done:
    """A day to another date; days between make room when it is taken."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.move_day(board.problem, board.state, day, to)
        return state, f"{board.state.name(day)} moved to {to.isoformat()}"

    return change_board(actor, scenario, verb, versions)


def swap_days(actor: User, scenario: Scenario, day: str, other: str) -> Done:
    """Two days change dates."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = days_moved.swap_days(board.state, day, other)
        return state, f"{board.state.name(day)} and {_lower(board.state.name(other))} swapped"

    return change_board(actor, scenario, verb)


def set_wish(
    actor: User, scenario: Scenario, overtime_weight: int, *, version: int | None = None
) -> Done:
    """A preference for no planned overtime: what a begun block weighs, 0 for none."""
    require(actor, scenario.production, "schedule", Level.EDIT)
    if not may_see_pay(actor, scenario.production):
        raise NotAllowed("Its weight is an amount, and your role sees none. Ask the producer.")
    problem = load_problem(scenario)
    said = "No preference about overtime"
    if overtime_weight:
        said = "Preferred: no planned overtime"
    with recording(scenario.production, actor, said) as changes:
        board = open_board(scenario, problem)
        changes.update(board.row, version=version, overtime_weight=overtime_weight)
    return done(scenario, board.state, said)


def set_day(
    actor: User, scenario: Scenario, day: str, *, versions: Versions | None = None, **wanted: Any
) -> Done:
    """Shift ("" follows the strips), call (None follows the agreement), note, kind, locked."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        now = board.state.day(day)
        said = []
        for name, value in sorted(wanted.items(), key=_unlock_first_lock_last):
            now, sentence = _SETTERS[name](board.state, now, value)
            said.append(sentence)
        name = board.state.name(day)
        return board.state.with_day(now), f"{name}: {', '.join(said)}"

    return change_board(actor, scenario, verb, versions)


def auto_breaks(actor: User, scenario: Scenario, first: str = "", last: str = "") -> Done:
    """Days broken anew by minutes, light and moves, in the order of their strips."""

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        state = breaking.auto_breaks(board.problem, board.state, first, last)
        where = "the whole board"
        if first or last:
            names = [board.state.name(one) for one in (first, last) if one]
            where = " to ".join(_lower(name) for name in names)
        return state, f"Day breaks set for {where}"

    return change_board(actor, scenario, verb)


def _unlock_first_lock_last(item: tuple[str, Any]) -> int:
    name, value = item
    return 0 if name != "locked" else (1 if value else -1)


def _set_shift(state: BoardState, day: Any, value: str) -> tuple[Any, str]:
    refuse_locked_day(state, day)
    if not value:
        return replace(day, pinned=False), "shift follows its strips"
    try:
        shift = Shift(value)
    except ValueError:
        raise InvalidInput("A shift is day, split or night.", field="shift") from None
    return replace(day, shift=shift, pinned=True), f"shift {shift.value}"


def _set_call(state: BoardState, day: Any, value: int | None) -> tuple[Any, str]:
    refuse_locked_day(state, day)
    if value is not None and not 0 <= value < LONGEST:
        raise InvalidInput("A call is a time of day, from 00:00 to 23:59.", field="call")
    said = "call as agreed" if value is None else f"call {value // 60:02d}:{value % 60:02d}"
    return replace(day, call=value), said


def _set_note(state: BoardState, day: Any, value: str) -> tuple[Any, str]:
    return replace(day, note=value.strip()), "note changed"


def _set_locked(state: BoardState, day: Any, value: bool) -> tuple[Any, str]:
    return replace(day, locked=value), "locked" if value else "unlocked"


def _set_kind(state: BoardState, day: Any, value: str) -> tuple[Any, str]:
    refuse_locked_day(state, day)
    try:
        kind = DayKind(value)
    except ValueError:
        raise InvalidInput("There is no such kind of day.", field="kind") from None
    if day.strips and kind is not DayKind.SHOOT:
        raise InvalidInput(f"{state.name(day.uid)} has strips. Move them away first.", field="kind")
    return replace(day, kind=kind), f"a {kind.value} day"


_SETTERS: Mapping[str, Callable[[BoardState, Any, Any], tuple[Any, str]]] = {
    "shift": _set_shift,
    "call": _set_call,
    "note": _set_note,
    "locked": _set_locked,
    "kind": _set_kind,
}


# ----- banners


def add_banner(
    actor: User, scenario: Scenario, day: str, text: str, minutes: int = 0, position: int = 0
) -> Done:
    """A line across a day, below ``position`` of its strips."""
    text = _banner_text(text, minutes)

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        target = board.state.day(day)
        refuse_locked_day(board.state, target)
        place = max(0, min(position, len(target.strips)))
        new = Banner(uid=new_uid(), text=text, minutes=minutes, before=place)
        lines = sorted([*target.banners, new], key=lambda one: one.before)
        state = board.state.with_day(replace(target, banners=tuple(lines)))
        return state, f"Banner “{text}” on {_lower(state.name(day))}"

    return change_board(actor, scenario, verb)


def edit_banner(
    actor: User,
    scenario: Scenario,
    banner: str,
    text: str,
    minutes: int,
    *,
    versions: Versions | None = None,
) -> Done:
    """Another text or length; an empty text takes it off."""
    if not text.strip():
        return remove_banner(actor, scenario, banner)
    text = _banner_text(text, minutes)

    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        day = _day_of_banner(board.state, banner)
        lines = tuple(
            replace(one, text=text, minutes=minutes) if one.uid == banner else one
            for one in day.banners
        )
        return board.state.with_day(replace(day, banners=lines)), f"Banner “{text}” changed"

    return change_board(actor, scenario, verb, versions)


def remove_banner(actor: User, scenario: Scenario, banner: str) -> Done:
    def verb(board: OpenBoard) -> tuple[BoardState, str]:
        day = _day_of_banner(board.state, banner)
        gone = next(one for one in day.banners if one.uid == banner)
        lines = tuple(one for one in day.banners if one.uid != banner)
        state = board.state.with_day(replace(day, banners=lines))
        return state, f"Banner “{gone.text}” removed"

    return change_board(actor, scenario, verb)


def _banner_text(text: str, minutes: int) -> str:
    text = text.strip()
    if not text or "\x00" in text:
        raise InvalidInput("A banner says something.", field="text")
    if not 0 <= minutes <= LONGEST:
        raise InvalidInput("A banner takes between 0 minutes and a day.", field="minutes")
    return text


def _day_of_banner(state: BoardState, banner: str) -> Any:
    for day in state.days:
        if any(one.uid == banner for one in day.banners):
            refuse_locked_day(state, day)
            return day
    raise NotFound("That banner is no longer on the board. Open the board again.")


# ----- words


def _names(board: OpenBoard, strips: Sequence[str]) -> str:
    known = by_key(board.problem)
    if len(strips) > 3:
        return f"{len(strips)} strips"
    return " and ".join(strip_name(key, known) for key in strips).replace(
        " and Scene", " and scene"
    )


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _added(before: BoardState, after: BoardState) -> str:
    known = {day.uid for day in before.days}
    return next(day.uid for day in after.days if day.uid not in known)


def _place(state: BoardState, day: str, strips: Sequence[str], before: str) -> int | None:
    left = [key for key in state.day(day).strips if key not in set(strips)]
    return left.index(before) if before in left else None


def strip_row(scenario: Scenario, uid: str) -> models.Strip:
    """Raises NotFound."""
    row = models.Strip.objects.filter(scenario=scenario, uid=uid).first()
    if row is None:
        raise NotFound("That strip is no longer on the board. Open the board again.")
    return row
