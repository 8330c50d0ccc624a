"""What each day, scene and cast member of a board costs, and the dearest of them.

A scene has two costs. *Full share*: what it brings to its days by itself plus its share,
by minutes, of what those days cost anyway; only full shares add up to the shoot. *Saved if
cut*: what the board costs less without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from topsheet.kernel.money import Money, share_out
from topsheet.schedule.engine.hours import overtime_blocks
from topsheet.schedule.engine.judge import CastDays, cast_days, judge
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    Board,
    BoardJudgement,
    ScheduleProblem,
    Shift,
    Strip,
    element_days,
    paid_days,
    place_days,
    place_visits,
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCost:
    """``total`` = ``scenes`` (cast, elements and places at work) + ``day`` (crew, moves,
    nights, overtime, holding).
    """

    number: int
    scenes: Money
    day: Money
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StripCost:
    """What a strip brings by itself, and with its share of its day."""

    key: str
    scene: str
    direct: Money
    full_share: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneCost:
    """A scene over all its parts. ``saved_if_cut`` is None until it is asked for."""

    scene: str
    keys: tuple[str, ...]
    set_name: str
    direct: Money
    full_share: Money
    saved_if_cut: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CastCost:
    role: str
    name: str
    worked: int
    held: int
    cost: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The whole board shared out; days, and strips, each sum to its cost."""

    days: tuple[DayCost, ...]
    strips: tuple[StripCost, ...]
    scenes: tuple[SceneCost, ...]
    cast: tuple[CastCost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dearest:
    days: tuple[DayCost, ...]
    scenes: tuple[SceneCost, ...]
    cast: tuple[CastCost, ...]


def dearest(problem: ScheduleProblem, judged: BoardJudgement, count: int = 5) -> Dearest:
    """The ``count`` dearest days, scenes (with what cutting each saves) and cast members."""
    shares = share_costs(problem, judged)
    tables = Tables(problem)
    scenes = _top(shares.scenes, lambda one: one.full_share, count)
    return Dearest(
        days=_top(shares.days, lambda one: one.total, count),
        scenes=tuple(with_saving(tables, judged.board, one) for one in scenes),
        cast=_top(shares.cast, lambda one: one.cost, count),
    )


def share_costs(problem: ScheduleProblem, judged: BoardJudgement) -> Shares:
    """Share the cost of a judged board out over its days and strips, to the cent."""
    work = _Work(problem, judged)
    direct, fixed = work.shared_out()
    currency = problem.prices.currency
    strips = _strip_costs(work, direct, fixed, currency)
    days = []
    for number, keys in enumerate(work.keys):
        scenes = sum(direct[key] for key in keys)
        days.append(
            DayCost(
                number=judged.board.days[number].number,
                scenes=Money(scenes, currency),
                day=Money(fixed[number], currency),
                total=Money(scenes + fixed[number], currency),
            )
        )
    return Shares(
        days=tuple(days),
        strips=strips,
        scenes=_scenes(problem, strips, currency),
        cast=_cast_costs(problem, work.cast),
    )


def with_saving(tables: Tables, board: Board, scene: SceneCost) -> SceneCost:
    """The scene with what the board costs less without it, its days closing up."""
    return replace(scene, saved_if_cut=saved_if_cut(tables, board, scene.keys))


def saved_if_cut(tables: Tables, board: Board, keys: Iterable[str]) -> Money:
    """The board's cost less its cost without these strips; empty days go, the days after
    them move up, everybody's paid days are counted anew. Where closing up costs more (a
    night made a day needs another day of rest before it) the dates and shifts stay.
    """
    kept = _saved_as_it_stands(tables.problem, board, frozenset(keys))
    number = {strip.key: n for n, strip in enumerate(tables.strips)}
    cut = sum(1 << number[key] for key in keys)
    masks = [sum(1 << number[key] for key in day.strips) for day in board.days]
    before = Layout.of(tables, masks)
    after = Layout.of(tables, [mask & ~cut for mask in masks])
    if before is None or after is None:
        return kept
    saved = (before.cost - before.waiting) - (after.cost - after.waiting)
    return max(kept, Money(saved, tables.problem.prices.currency))


def _saved_as_it_stands(problem: ScheduleProblem, board: Board, cut: frozenset[str]) -> Money:
    """What is saved when every other strip keeps its date and shift."""
    days = [
        replace(day, strips=tuple(key for key in day.strips if key not in cut))
        for day in board.days
    ]
    left = Board(days=tuple(day for day in days if day.strips))
    return judge(problem, board).cost - judge(problem, left).cost


class _Work:
    """A judged board with, for each day, its strips and the costs that fall on it."""

    def __init__(self, problem: ScheduleProblem, judged: BoardJudgement) -> None:
        self.problem, self.judged = problem, judged
        self.strip = {strip.key: strip for strip in problem.strips}
        self.keys = [day.strips for day in judged.board.days]
        self.on_date = {day.date: number for number, day in enumerate(judged.board.days)}
        self.cast = cast_days(problem, judged.board)
        self.direct: dict[str, int] = defaultdict(int)
        self.fixed = [0] * len(self.keys)

    def shared_out(self) -> tuple[Mapping[str, int], Sequence[int]]:
        """Minor units by strip, and by day for what no strip brings by itself."""
        for one in self.cast:
            self._share_cast(one)
        for fact, keys_by_day in self._places_and_elements():
            self._share_at_work(fact, keys_by_day)
        self._share_days()
        return self.direct, self.fixed

    def _share_cast(self, one: CastDays) -> None:
        """Days worked go to the strips of the day; held and guaranteed ones to the days."""
        role = one.terms.role
        if not one.worked:
            return self._spread(self._cost(paid_days(role), 0), range(len(self.keys)))
        worked = one.worked
        total = self._cost(paid_days(role), one.paid.total)
        at_work = min(total, self._cost(paid_days(role), min(one.paid.worked, one.paid.total)))
        numbers = [self.on_date[day] for day in worked]
        for number, part in zip(numbers, self._parts(at_work, len(worked)), strict=True):
            self._to_strips(part, [k for k in self.keys[number] if role in self.strip[k].cast])
        return self._spread(total - at_work, numbers)

    def _places_and_elements(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Each fact of a place or element with the strips that bring it, day by day."""
        strips = [[self.strip[key] for key in keys] for keys in self.keys]
        for place in sorted({strip.place for strip in self.problem.strips}):
            at = [[one.key for one in day if one.place == place] for day in strips]
            yield place_days(place), at
            yield place_visits(place), at
        for element in sorted({e for strip in self.problem.strips for e in strip.elements}):
            yield (
                element_days(element),
                [[one.key for one in day if element in one.elements] for day in strips],
            )

    def _share_at_work(self, fact: str, keys_by_day: Sequence[Sequence[str]]) -> None:
        days = [keys for keys in keys_by_day if keys]
        cost = self._cost(fact, self.judged.facts.get(fact, 0))
        if not days:
            return self._spread(cost, range(len(self.keys)))
        for keys, part in zip(days, self._parts(cost, len(days)), strict=True):
            self._to_strips(part, keys)
        return None

    def _share_days(self) -> None:
        """Everything else: nights to the nights, overtime to the long days, the rest to all."""
        judged, rules = self.judged, self.problem.rules
        shared = {
            SHOOT_NIGHTS: [int(day.shift is not Shift.DAY) for day in judged.days],
            OVERTIME_BLOCKS: [overtime_blocks(day.minutes, rules) for day in judged.days],
            SHOOT_MOVES: [day.moves for day in judged.days],
            CAST_WORK_DAYS: [len(day.cast) for day in judged.days],
        }
        known = {paid_days(one.terms.role) for one in self.cast}
        for fact, count in judged.facts.items():
            if fact in known or fact.startswith(("place/", "element/")):
                continue
            weights = shared.get(fact, [1] * len(self.keys))
            self._spread(self._cost(fact, count), range(len(self.keys)), weights)

    def _cost(self, fact: str, count: int) -> int:
        tariff = self.problem.prices.tariffs.get(fact)
        return tariff.cost(count) if tariff is not None else 0

    def _to_strips(self, amount: int, keys: Sequence[str]) -> None:
        weights = [self.strip[key].minutes for key in keys]
        for key, part in zip(keys, self._parts(amount, len(keys), weights), strict=True):
            self.direct[key] += part

    def _spread(
        self, amount: int, numbers: Sequence[int], weights: Sequence[int] | None = None
    ) -> None:
        for number, part in zip(numbers, self._parts(amount, len(numbers), weights), strict=True):
            self.fixed[number] += part

    def _parts(self, amount: int, count: int, weights: Sequence[int] | None = None) -> list[int]:
        currency = self.problem.prices.currency
        shares = share_out(Money(amount, currency), weights or [1] * count)
        return [share.minor for share in shares]


def _strip_costs(
    work: _Work, direct: Mapping[str, int], fixed: Sequence[int], currency: str
) -> tuple[StripCost, ...]:
    found = []
    for number, keys in enumerate(work.keys):
        weights = [work.strip[key].minutes for key in keys]
        shares = share_out(Money(fixed[number], currency), weights)
        for key, share in zip(keys, shares, strict=True):
            own = Money(direct[key], currency)
            found.append(
                StripCost(key=key, scene=work.strip[key].scene, direct=own, full_share=own + share)
            )
    return tuple(found)


def _scenes(
    problem: ScheduleProblem, strips: Sequence[StripCost], currency: str
) -> tuple[SceneCost, ...]:
    by_key = {one.key: one for one in strips}
    parts: dict[int, list[Strip]] = defaultdict(list)
    for strip in problem.strips:
        if strip.key in by_key:
            parts[strip.order].append(strip)
    return tuple(
        SceneCost(
            scene=found[0].scene,
            keys=tuple(strip.key for strip in found),
            set_name=found[0].set_name,
            direct=Money.sum((by_key[strip.key].direct for strip in found), currency),
            full_share=Money.sum((by_key[strip.key].full_share for strip in found), currency),
        )
        for _, found in sorted(parts.items())
    )


def _cast_costs(problem: ScheduleProblem, cast: Sequence[CastDays]) -> tuple[CastCost, ...]:
    tariffs, currency = problem.prices.tariffs, problem.prices.currency
    return tuple(
        CastCost(
            role=one.terms.role,
            name=one.terms.name,
            worked=one.paid.worked,
            held=one.paid.held,
            cost=Money(tariffs[paid_days(one.terms.role)].cost(one.paid.total), currency),
        )
        for one in cast
        if paid_days(one.terms.role) in tariffs
    )


def _top(items: Iterable[_T], cost: Callable[[_T], Money], count: int) -> tuple[_T, ...]:
    """The dearest first; ties stay in order."""
    return tuple(sorted(items, key=lambda item: -cost(item).minor)[:count])
