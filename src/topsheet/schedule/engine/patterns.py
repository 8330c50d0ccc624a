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

from collections.abc import Callable, Iterable, Sequence
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
_POOL_ROUNDS = 15
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
    proof = _Proof(tables, best, floor)
    master = _Master(tables, prices, best)
    pricing = Pricing(tables, prices)
    for number in range(rounds):
        if stop():
            return PatternBound(proof.value, number)
        duals = master.duals()
        least, found = pricing.least_day(duals, seed=number)
        proof.take(prices.fixed + sum(duals), least)
        if not master.add(found):
            return PatternBound(proof.value, number + 1)
    return PatternBound(proof.value, rounds)


class _Proof:
    """For each possible number of days the highest floor proved so far; each set of prices
    gives one that is a straight line over the price of the days.
    """

    def __init__(self, tables: Tables, best: Layout, floor: Floor) -> None:
        others = floor.total - floor.shooting
        self._day_cost = tables.day_cost
        most = _most_days(tables, best, floor)
        self._proved = {n: others + tables.day_cost[n] for n in range(floor.days, most + 1)}
        self._floor = floor.total

    def take(self, fixed: int, least: int) -> None:
        """No board costs less than ``fixed``, its days, and ``least`` for each of them."""
        for n, known in self._proved.items():
            self._proved[n] = max(known, fixed + self._day_cost[n] + n * least)

    @property
    def value(self) -> int:
        return max(self._floor, min(self._proved.values()))


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

    def __init__(self, tables: Tables, prices: DayPrices, best: Layout) -> None:
        from ortools.linear_solver import pywraplp

        self._tables, self._prices = tables, prices
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        infinity = self._solver.infinity()
        self._rows = [self._solver.Constraint(1, infinity) for _ in range(tables.count)]
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._columns: dict[int, Any] = {}  # by mask
        self._slope = _day_slope(tables, len(best.days))
        self._chosen: list[int] = []
        self.add([*best.masks, *(1 << strip for strip in range(tables.count))])
        self._pool = _Pool(tables, self._cost)
        self._greedy = GreedyDays(tables, prices)

    def add(self, masks: Sequence[int]) -> bool:
        """Take days into the choice; False when none was new."""
        new = [mask for mask in dict.fromkeys(masks) if mask not in self._columns]
        for mask in new:
            var = self._columns[mask] = self._solver.NumVar(0, self._solver.infinity(), "")
            self._objective.SetCoefficient(var, self._cost(mask))
            for strip in bits(mask):
                self._rows[strip].SetCoefficient(var, 1)
        return bool(new)

    def _cost(self, mask: int) -> int:
        return self._prices.of(self._tables.day(mask)) + self._slope

    def duals(self) -> list[int]:
        """Whole prices of the strips when hardly any known or quickly built day pays more."""
        grown = 0
        for _ in range(_POOL_ROUNDS):
            self._solver.Solve()
            self._chosen = [mask for mask, var in self._columns.items() if var.solution_value()]
            exact = [row.dual_value() for row in self._rows]
            near = self._greedy.near(self._chosen, exact)
            if self.add(self._pool.paying(exact)) or self.add(self._paying(near, exact)):
                continue
            grown += 1
            if grown > _GROWN or not self.add(self._paying(self._greedy.days(exact), exact)):
                break
        return [round_down(value) for value in exact]

    def _paying(self, days: Iterable[int], duals: Sequence[float]) -> list[int]:
        """Of these days those that cost less than the prices of their strips, best first."""
        found = []
        for mask in set(days):
            saved = sum(duals[strip] for strip in bits(mask)) - self._cost(mask)
            if saved > 1.0:
                found.append((-saved, mask))
        return [mask for _, mask in sorted(found)[:_ADDED]]


class _Pool:
    """Lawful days that the search has looked at, as arrays."""

    def __init__(self, tables: Tables, cost: Callable[[int], int]) -> None:
        import numpy as np

        self._masks = tables.known_days(_MOST_POOLED)
        strips = [list(bits(mask)) for mask in self._masks]
        self._flat = np.array([strip for day in strips for strip in day], dtype=np.int64)
        lengths = np.array([0, *(len(day) for day in strips)], dtype=np.int64)
        self._starts = np.cumsum(lengths)[:-1]
        self._costs: np.ndarray[Any, Any] = np.array(
            [cost(mask) for mask in self._masks], dtype=np.float64
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
