"""What it costs to land strips that are in the air, on every day of the board at once.

``Air`` takes the strips off the board and sums it up; each landing is then priced by what
one day more changes: its own facts, its two neighbours, the cast who were not there. The
plain judge says the same of the board after the move (a test holds it), only slower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from topsheet.kernel.money import Money
from topsheet.kernel.rule import RuleKind
from topsheet.schedule.engine.board_state import (
    BoardState,
    DayKind,
    DayState,
    by_key,
    whole_board,
    with_strips,
)
from topsheet.schedule.engine.breaches import in_order
from topsheet.schedule.engine.days_moved import insert_day
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.ledger import Entry, Ledger
from topsheet.schedule.engine.moves import move_strips, to_boneyard
from topsheet.schedule.engine.types import (
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    Breach,
    ScheduleProblem,
)

BONEYARD, NEW_DAY = "boneyard", "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What becomes of the board when the strips land here. ``change`` is the price after less
    the price now. ``lawful``: no breach of law, and none that a plan should never show, comes
    up or gets worse. ``refused`` says why it cannot land here at all.
    """

    day: str  # uid of the day, "boneyard" or "new"
    position: int
    change: Money
    minutes: int = 0  # of the day after the landing
    limit: int = 0
    days: int = 0  # shooting days more
    nights: int = 0
    moves: int = 0
    overtime: int = 0  # begun blocks of overtime more
    appear: tuple[Breach, ...] = ()
    disappear: tuple[Breach, ...] = ()
    by_position: tuple[int, ...] = ()  # the change for each position, in minor units
    refused: str = ""

    @property
    def lawful(self) -> bool:
        return not self.refused and not self.worse

    @property
    def worse(self) -> tuple[Breach, ...]:
        """What no price buys and was not there before, or not so bad: a day that was too long
        and is less so now stands in nobody's way.
        """
        return tuple(b for b in self.appear if unlawful(b) and not self._eased(b))

    def _eased(self, breach: Breach) -> bool:
        return any(
            (one.day, one.rule) == (breach.day, breach.rule) and one.over >= breach.over > 0
            for one in self.disappear
        )


def unlawful(breach: Breach) -> bool:
    """Whether no price buys it."""
    return breach.hard or breach.kind is RuleKind.LAW


def landings(
    problem: ScheduleProblem, state: BoardState, keys: Sequence[str]
) -> tuple[Landing, ...]:
    """Every shooting day in order, then a new day at the end, then the boneyard. A day's
    landing is at its cheapest lawful position.
    """
    air = _Air(problem, state, keys)
    days = [air.on(day) for day in state.days if day.kind is DayKind.SHOOT]
    return (*days, air.on_a_new_day(), air.in_the_boneyard())


def best_landing(
    found: Sequence[Landing], state: BoardState, keys: Sequence[str]
) -> Landing | None:
    """The cheapest lawful place on the board other than where the strips stand."""
    homes = {day.uid for key in keys if (day := state.day_of(key)) is not None}
    here = next(iter(homes)) if len(homes) == 1 else ""
    lawful = [one for one in found if one.lawful and one.day not in (BONEYARD, here)]
    return min(lawful, key=lambda one: (one.change.minor, one.day == NEW_DAY), default=None)


class _Air:
    """A board with some strips in the air."""

    def __init__(self, problem: ScheduleProblem, state: BoardState, keys: Sequence[str]) -> None:
        self._problem, self._state, self._keys = problem, state, list(keys)
        self._strips = by_key(problem)
        self._without = to_boneyard(problem, state, keys)
        self._called = state.numbers()  # what people call the days while they carry it
        self._now = judge(problem, whole_board(state, self._called))
        self._ledger = Ledger(problem, whole_board(self._without, self._called))
        self._breaches = frozenset(self._now.breaches)
        self._numbers = {
            day.uid: number
            for number, day in enumerate(one for one in state.days if one.kind is DayKind.SHOOT)
        }

    def on(self, day: DayState) -> Landing:
        """The cheapest lawful landing on a day."""
        if day.locked:
            name = self._state.name(day.uid)
            return self._nowhere(day.uid, f"{name} is locked. Unlock the day first.")
        number = self._numbers[day.uid]
        left = self._without.day(day.uid)
        seen: dict[object, Landing] = {}
        places: list[Landing] = []
        for position in range(len(left.strips) + 1):
            put = [*left.strips[:position], *self._keys, *left.strips[position:]]
            entry = self._ledger.entry(number, with_strips(left, put, self._strips))
            if entry.signature not in seen:
                seen[entry.signature] = self._landing(day.uid, position, entry)
            places.append(replace(seen[entry.signature], position=position))
        best = min(places, key=lambda one: (not one.lawful, one.change.minor, -one.position))
        return replace(best, by_position=tuple(one.change.minor for one in places))

    def _landing(self, uid: str, position: int, entry: Entry) -> Landing:
        after = self._ledger.with_entry(entry)
        now = self._now
        days, nights, moves, overtime = _counted(now.facts, after.facts)
        return Landing(
            day=uid,
            position=position,
            days=days,
            nights=nights,
            moves=moves,
            overtime=overtime,
            change=Money(after.cost - now.cost.minor, now.cost.currency),
            minutes=entry.facts.minutes,
            limit=entry.facts.limit,
            appear=tuple(sorted(after.breaches - self._breaches, key=in_order)),
            disappear=tuple(sorted(self._breaches - after.breaches, key=in_order)),
        )

    def on_a_new_day(self) -> Landing:
        """On a day of their own after the last; later days have no other number for it."""
        longer = insert_day(self._problem, self._state)
        new = next(day for day in longer.days if all(day.uid != o.uid for o in self._state.days))
        return self._judged(NEW_DAY, move_strips(self._problem, longer, self._keys, new.uid), new)

    def in_the_boneyard(self) -> Landing:
        return self._judged(BONEYARD, self._without, None)

    def _judged(self, name: str, state: BoardState, day: DayState | None) -> Landing:
        numbers = self._called | ({day.uid: len(self._called) + 1} if day else {})
        now, after = self._now, judge(self._problem, whole_board(state, numbers))
        facts = next((one for one in after.days if day and one.date == day.date), None)
        days, nights, moves, overtime = _counted(now.facts, after.facts)
        return Landing(
            day=name,
            position=0,
            days=days,
            nights=nights,
            moves=moves,
            overtime=overtime,
            change=after.cost - now.cost,
            minutes=facts.minutes if facts else 0,
            limit=facts.limit if facts else 0,
            appear=tuple(b for b in after.breaches if b not in self._breaches),
            disappear=tuple(b for b in now.breaches if b not in set(after.breaches)),
        )

    def _nowhere(self, day: str, reason: str) -> Landing:
        zero = Money(0, self._now.cost.currency)
        return Landing(day=day, position=0, change=zero, refused=reason)


def _counted(now: Mapping[str, int], after: Mapping[str, int]) -> tuple[int, ...]:
    """Days, nights, moves and blocks of overtime more than now."""
    names = (SHOOT_DAYS, SHOOT_NIGHTS, SHOOT_MOVES, OVERTIME_BLOCKS)
    return tuple(after.get(fact, now[fact]) - now[fact] for fact in names)
