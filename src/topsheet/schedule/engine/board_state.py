"""A board as people work on it: days with their strips, banners and locks, and the boneyard.

A verb (``moves``, ``days_moved``, ``auto_breaks``, ``cutting``) takes a state and gives a new
one; what it may not do it refuses with a sentence. A strip stands on one day or in the
boneyard, never on two and never nowhere.

The *shift* of a day follows its strips until somebody sets it (``pinned``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from topsheet.kernel.calendar import WorkingCalendar
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.schedule.engine.hours import shift_of
from topsheet.schedule.engine.types import Board, BoardDay, ScheduleProblem, Shift, Strip

NEW = "new-"  # days made by a verb are called new-1, new-2 … until they are kept


class DayKind(StrEnum):
    """What a day of the board is for; only shooting days have strips."""

    SHOOT = "shoot"
    TRAVEL = "travel"
    REST = "rest"
    HOLIDAY = "holiday"
    PREP = "prep"
    REHEARSAL = "rehearsal"
    PRE_LIGHT = "pre-light"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A line across a day ("Company lunch", "Move to the quay"). ``before`` is the number of
    strips above it; ``minutes`` are taken from the day.
    """

    uid: str
    text: str
    minutes: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """A day of the board; a locked one keeps its date and its strips."""

    uid: str
    date: date
    shift: Shift = Shift.DAY
    pinned: bool = False  # somebody set the shift
    strips: tuple[str, ...] = ()
    locked: bool = False
    kind: DayKind = DayKind.SHOOT
    call: int | None = None
    note: str = ""
    banners: tuple[Banner, ...] = ()

    @property
    def banner_minutes(self) -> int:
        return sum(banner.minutes for banner in self.banners)

    @property
    def is_empty(self) -> bool:
        """A shooting day on which nothing stands."""
        return self.kind is DayKind.SHOOT and not self.strips and not self.banners


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """Days by date, the strips that stand on none, and the strips locked to their day."""

    days: tuple[DayState, ...]
    boneyard: tuple[str, ...] = ()
    locked: frozenset[str] = frozenset()

    def day(self, uid: str) -> DayState:
        """Raises NotFound when the day is gone."""
        return self.days[self.index(uid)]

    def index(self, uid: str) -> int:
        for place, day in enumerate(self.days):
            if day.uid == uid:
                return place
        raise NotFound("That day is no longer on the board. Open the board again.")

    def numbers(self) -> dict[str, int]:
        """The number of each shooting day; an empty one would have that of the next."""
        found, number = {}, 0
        for day in self.days:
            if day.kind is DayKind.SHOOT:
                found[day.uid] = number + 1
                number += bool(day.strips)
        return found

    def name(self, uid: str) -> str:
        day = self.day(uid)
        if day.strips:
            return f"Day {self.numbers()[uid]}"
        what = "empty" if day.kind is DayKind.SHOOT else day.kind.value
        return f"The {what} day on {day.date.isoformat()}"

    def day_of(self, key: str) -> DayState | None:
        """Where a strip stands; None in the boneyard. Raises NotFound for a strange strip."""
        for day in self.days:
            if key in day.strips:
                return day
        if key in self.boneyard:
            return None
        raise NotFound("That strip is no longer on the board. Open the board again.")

    def keys(self) -> list[str]:
        """Every strip, as often as it stands somewhere."""
        return [key for day in self.days for key in day.strips] + list(self.boneyard)

    def with_days(self, days: Iterable[DayState]) -> BoardState:
        """The same with these days, put in order of their dates."""
        return replace(self, days=tuple(sorted(days, key=lambda day: (day.date, day.uid))))

    def with_day(self, day: DayState) -> BoardState:
        """The same with one day changed."""
        return self.with_days(day if one.uid == day.uid else one for one in self.days)

    def is_tied(self, day: DayState) -> bool:
        """Whether a day keeps its date: it is locked, or one of its strips is locked to it, or
        it is not for shooting.
        """
        tied = day.locked or not self.locked.isdisjoint(day.strips)
        return tied or day.kind is not DayKind.SHOOT

    def fresh_uids(self, count: int) -> list[str]:
        """Names for new days that no day of the board has."""
        taken = {day.uid for day in self.days}
        numbers = range(1, count + len(taken) + 1)
        return [f"{NEW}{n}" for n in numbers if f"{NEW}{n}" not in taken][:count]


def board_of(state: BoardState) -> Board:
    """The board as everybody knows it: the days that are shot on, numbered by date."""
    return _as_board(state.numbers(), [day for day in state.days if day.strips])


def whole_board(state: BoardState, numbers: Mapping[str, int]) -> Board:
    """Every shooting day, the empty ones too, by these numbers."""
    return _as_board(numbers, [day for day in state.days if day.kind is DayKind.SHOOT])


def _as_board(numbers: Mapping[str, int], days: Iterable[DayState]) -> Board:
    return Board(
        days=tuple(
            BoardDay(
                number=numbers[day.uid],
                date=day.date,
                shift=day.shift,
                strips=day.strips,
                call=day.call,
                banner_minutes=day.banner_minutes,
            )
            for day in days
        )
    )


def state_of(board: Board, strips: Iterable[Strip]) -> BoardState:
    """A board as a state without locks; strips that stand nowhere are in the boneyard."""
    days = tuple(
        DayState(
            uid=f"day-{day.number:03d}",
            date=day.date,
            shift=day.shift,
            strips=day.strips,
            call=day.call,
        )
        for day in board.days
    )
    shot = {key for day in days for key in day.strips}
    return BoardState(days=days, boneyard=tuple(one.key for one in strips if one.key not in shot))


def by_key(problem: ScheduleProblem) -> Mapping[str, Strip]:
    return {strip.key: strip for strip in problem.strips}


def with_strips(day: DayState, keys: Sequence[str], strips: Mapping[str, Strip]) -> DayState:
    """The day with other strips; its shift follows them unless somebody set it."""
    shift = day.shift
    if not day.pinned:
        shift = shift_of(strips[key] for key in keys if key in strips)
    return replace(day, strips=tuple(keys), shift=shift, banners=_within(day.banners, len(keys)))


def _within(banners: tuple[Banner, ...], count: int) -> tuple[Banner, ...]:
    """Banners of a day that has ``count`` strips now."""
    return tuple(replace(one, before=min(one.before, count)) for one in banners)


def refuse_locked_day(state: BoardState, day: DayState) -> None:
    """Raises InvalidInput for a locked day."""
    if day.locked:
        raise InvalidInput(f"{state.name(day.uid)} is locked. Unlock the day first.", field="day")


def refuse_locked_strips(
    state: BoardState, keys: Iterable[str], strips: Mapping[str, Strip]
) -> None:
    """Raises InvalidInput for a strip locked to its day."""
    for key in keys:
        if key in state.locked:
            scene = strip_name(key, strips)
            raise InvalidInput(f"{scene} is locked to its day. Unlock the strip first.")


def strip_name(key: str, strips: Mapping[str, Strip]) -> str:
    """
    >>> strip_name("s0001", {})
    'Strip s0001'
    """
    strip = strips.get(key)
    if strip is None:
        return f"Strip {key}"
    return f"Scene {strip.scene} pt {strip.part}" if strip.part else f"Scene {strip.scene}"


def refuse_tied_day(state: BoardState, day: DayState) -> None:
    """Raises InvalidInput for a day that is locked or holds a strip that is."""
    refuse_locked_day(state, day)
    if not state.locked.isdisjoint(day.strips):
        name = state.name(day.uid)
        raise InvalidInput(f"{name} has a strip locked to it. Unlock the strip first.", field="day")


class OpenDates:
    """The dates on which days may stand that nothing ties: working dates, and others on which
    the board shoots already.
    """

    def __init__(self, state: BoardState, calendar: WorkingCalendar) -> None:
        taken = {day.date for day in state.days if state.is_tied(day)}
        shot = {day.date for day in state.days}
        first = min([calendar.start, *(day.date for day in state.days)])
        last = max([calendar.start, *(day.date for day in state.days)])
        span = (last - first).days + 1
        ahead = 2 * len(state.days) + 60
        calendar = replace(calendar, start=first)
        wanted = span + ahead
        working = {*calendar.working_days(wanted), *shot}
        self.dates = sorted(working - taken)

    def after(self, day: date) -> date:
        """The first open date after a day."""
        return next(one for one in self.dates if one > day)

    def before(self, day: date) -> date:
        """The last open date before a day, or the day before it."""
        earlier = [one for one in self.dates if one < day]
        return earlier[-1] if earlier else day - timedelta(days=1)
