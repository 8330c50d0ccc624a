"""A proven floor under the cost of any board, from the days it could be made of.

A board is a choice of days that together shoot every strip once. Give each strip a price
(``duals``) that is paid when it is shot. No day can then cost less than the worst saving
that any lawful day makes against the prices of its strips, and that worst day is found by
CP-SAT with a proven limit. So for *any* prices

    cost >= fixed + sum of prices + least over N of (N days + N x worst saving)

is valid; column generation only looks for prices that make it high (Lagrangian bound of
the set-partitioning model of Gilmore and Gomory).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor as round_down
from typing import TYPE_CHECKING, Any

from topsheet.schedule.engine.bound import Floor
from topsheet.schedule.engine.day_prices import DayPrices, day_prices
from topsheet.schedule.engine.greedy_days import GreedyDays
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.pricing import Pricing
from topsheet.schedule.engine.tables import Tables, bits

if TYPE_CHECKING:
    import numpy as np

_MOST_POOLED = 60_000
_ADDED = 150  # columns taken from the pool at once
_POOL_ROUNDS = 25
_GROWN = 2  # times that days are grown greedily in a round


@dataclass(frozen=True, slots=True)
class PatternBound:
    """``value`` in minor units; ``rounds`` of pricing it took."""

    value: int
    rounds: int


def pattern_bound(
    tables: Tables,
    best: Layout,
    floor: Floor,
    rounds: int,
    stop: Callable[[], bool] = lambda: False,
) -> PatternBound:
    """The best floor that ``rounds`` of pricing prove; never more than any board costs."""
    prices = day_prices(tables, floor, best)
    days = range(floor.days, _most_days(tables, best, floor) + 1)
    slope = _day_slope(tables, len(best.days))
    master = _Master(tables, prices, slope, best)
    pricing = Pricing(tables, prices)
    value, centre = floor.total, None
    for number in range(rounds):
        if stop():
            return PatternBound(value, number)
        exact = master.duals()
        duals = exact if centre is None else _between(centre, exact)
        least, found = pricing.least_day(duals, seed=number)
        proved = prices.fixed + sum(duals) + min(tables.day_cost[n] + n * least for n in days)
        if centre is None or proved > value:
            value, centre = max(value, proved), duals
        if not master.add(found):
            if duals == exact:
                return PatternBound(value, number + 1)
            centre = exact
    return PatternBound(value, rounds)


def _between(centre: Sequence[int], exact: Sequence[int]) -> list[int]:
    """Prices half way to the linear choice's own: they swing less, and prove sooner."""
    return [(one + other) // 2 for one, other in zip(centre, exact, strict=True)]


def _most_days(tables: Tables, best: Layout, floor: Floor) -> int:
    """The most days that a board no dearer than ``best`` can have."""
    others = floor.total - floor.shooting
    cheap = [n for n in range(tables.count + 1) if others + tables.day_cost[n] <= best.cost]
    return max([*cheap, floor.days])


def _day_slope(tables: Tables, count: int) -> int:
    low, high = max(0, count - 5), min(tables.count, count + 5)
    return (tables.day_cost[high] - tables.day_cost[low]) // max(1, high - low)


class _Master:
    """The linear choice of days: its duals are the strips' prices."""

    def __init__(self, tables: Tables, prices: DayPrices, slope: int, best: Layout) -> None:
        from ortools.linear_solver import pywraplp

        self._tables, self._prices, self._slope = tables, prices, slope
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        infinity = self._solver.infinity()
        self._rows = [self._solver.Constraint(1, infinity) for _ in range(tables.count)]
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._known: set[int] = set()
        self.add([*best.masks, *(1 << strip for strip in range(tables.count))])
        self._pool = _Pool(tables, prices, slope)
        self._greedy = GreedyDays(tables, prices)

    def add(self, masks: Sequence[int]) -> bool:
        """Take days into the choice; False when none was new."""
        new = [mask for mask in dict.fromkeys(masks) if mask not in self._known]
        for mask in new:
            self._known.add(mask)
            var = self._solver.NumVar(0, self._solver.infinity(), "")
            cost = self._prices.of(self._tables.day(mask)) + self._slope
            self._objective.SetCoefficient(var, cost)
            for strip in bits(mask):
                self._rows[strip].SetCoefficient(var, 1)
        return bool(new)

    def duals(self) -> list[int]:
        """Whole prices of the strips when no known or quickly built day pays any more."""
        grown = 0
        for _ in range(_POOL_ROUNDS):
            self._solver.Solve()
            exact = [row.dual_value() for row in self._rows]
            if self.add(self._pool.paying(exact)):
                continue
            grown += 1
            if grown > _GROWN or not self.add(self._built(exact)):
                break
        return [round_down(value) for value in exact]

    def _built(self, duals: Sequence[float]) -> list[int]:
        """Days grown from each strip that cost less than the prices of their strips."""
        found = []
        for mask in set(self._greedy.days(duals)):
            cost = self._prices.of(self._tables.day(mask)) + self._slope
            saved = sum(duals[strip] for strip in bits(mask)) - cost
            if saved > 1.0:
                found.append((-saved, mask))
        return [mask for _, mask in sorted(found)[:_ADDED]]


class _Pool:
    """Lawful days that the search has looked at, as arrays."""

    def __init__(self, tables: Tables, prices: DayPrices, slope: int) -> None:
        import numpy as np

        self._masks = tables.known_days(_MOST_POOLED)
        strips = [list(bits(mask)) for mask in self._masks]
        self._flat = np.array([strip for day in strips for strip in day], dtype=np.int64)
        lengths = np.array([0, *(len(day) for day in strips)], dtype=np.int64)
        self._starts = np.cumsum(lengths)[:-1]
        self._costs: np.ndarray[Any, Any] = np.array(
            [prices.of(tables.day(mask)) + slope for mask in self._masks], dtype=np.float64
        )

    def paying(self, duals: Sequence[float]) -> list[int]:
        """The days that cost least against the prices of their strips, if less."""
        import numpy as np

        if not self._masks:
            return []
        worth = np.add.reduceat(np.array(duals)[self._flat], self._starts)
        reduced = self._costs - worth
        order = np.argsort(reduced, kind="stable")[:_ADDED]
        return [self._masks[n] for n in order if reduced[n] < -1.0]
