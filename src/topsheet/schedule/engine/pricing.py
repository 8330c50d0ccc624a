"""The day that saves most against given prices of its strips, with a proven limit.

The model allows every lawful day (``Tables.day``), so its proven limit holds for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from topsheet.schedule.engine.day_prices import DayPrices
from topsheet.schedule.engine.hours import until_dark
from topsheet.schedule.engine.lns import quiet_solver
from topsheet.schedule.engine.tables import Tables, bits

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

_LIMIT = 1.0  # deterministic time of one pricing
_DAYS_AT_ONCE = 3
_NEVER = 10**9  # the price of a strip that is to stay out


class Pricing:
    """One CP-SAT model of a single day; the strips' prices change from call to call."""

    def __init__(self, tables: Tables, prices: DayPrices) -> None:
        from ortools.sat.python import cp_model

        self._tables, self._prices = tables, prices
        self._model: CpModel = cp_model.CpModel()
        new = self._model.new_bool_var
        self._strips = [new(f"strip{n}") for n in range(tables.count)]
        self._roles = self._brought(tables.cast, len(tables.roles))
        self._places = self._brought(tables.place_bits, len(tables.places))
        self._elements = self._brought(tables.element, len(tables.elements))
        self._dark, self._sunlit = new("dark"), new("sunlit")
        self._limit_hours()
        self._limit_light()
        self._limit_children()
        self._model.add_bool_or(self._strips)

    def least_day(self, duals: Sequence[int], seed: int) -> tuple[int, list[int]]:
        """A proven limit below what any day costs less the prices of its strips, and lawful
        days that come near it (as masks), no two with a strip in common.
        """
        least, mask = self._solved(duals, seed, _LIMIT)
        found, left = [], list(duals)
        while mask:
            found.append(mask)
            if len(found) == _DAYS_AT_ONCE:
                break
            for strip in bits(mask):
                left[strip] = -_NEVER
            mask = self._solved(left, seed, _LIMIT / 3)[1]
        return least, [day for day in found if self._tables.day(day).ok]

    def _solved(self, duals: Sequence[int], seed: int, limit: float) -> tuple[int, int]:
        """The proven limit, and the best day found (0: none that is worth its strips)."""
        from ortools.sat.python import cp_model

        self._model.minimize(self._cost() - _sum(duals, self._strips))
        solver = quiet_solver(limit, seed)
        solver.parameters.linearization_level = 2  # measured: proves in a tenth of the time
        status = solver.solve(self._model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return -sum(abs(price) for price in duals), 0
        chosen = sum(1 << n for n, x in enumerate(self._strips) if solver.value(x))
        worth = chosen if solver.objective_value < 0 else 0
        return int(solver.best_objective_bound // 1), worth

    def _cost(self) -> LinearExpr:
        prices = self._prices
        kinds = (
            (prices.roles, self._roles),
            (prices.places, self._places),
            (prices.elements, self._elements),
        )
        cost: LinearExpr = prices.night * self._dark + prices.block * self._blocks
        for each, present in kinds:
            cost += _sum(each, present)
        return cost + prices.move * (sum(self._places) - 1)

    def _brought(self, masks: Sequence[int], count: int) -> list[IntVar]:
        """Things that are on the day when a strip brings them."""
        present = [self._model.new_bool_var("") for _ in range(count)]
        for strip, mask in enumerate(masks):
            for thing in bits(mask):
                self._model.add_implication(self._strips[strip], present[thing])
        return present

    def _limit_hours(self) -> None:
        """The longest day, and overtime; a strip too long for a day stands alone."""
        tables, rules = self._tables, self._tables.problem.rules
        minutes = tables.minutes
        moves = tables.move * (sum(self._places) - 1)
        kept = _sum([min(tables.room, length) for length in minutes], self._strips)
        self._model.add(kept + moves <= tables.room)
        most = max(0, *minutes) + rules.first_setup + rules.meal + tables.longest
        self._blocks = self._model.new_int_var(0, most // rules.overtime_block + 1, "blocks")
        work = _sum(minutes, self._strips) + moves
        self._model.add(work - rules.capacity <= rules.overtime_block * self._blocks)

    def _limit_light(self) -> None:
        """Daylight work on a day that also has dark work ends before dark."""
        tables, rules = self._tables, self._tables.problem.rules
        for strip, x in enumerate(self._strips):
            if tables.dark[strip]:
                self._model.add_implication(x, self._dark)
            elif tables.daylight[strip]:
                self._model.add_implication(x, self._sunlit)
        both = [self._dark, self._sunlit]
        until = until_dark(rules)
        sunlit = _sum(_only(tables.minutes, tables.daylight), self._strips)
        dark = _sum(_only(tables.minutes, tables.dark), self._strips)
        self._model.add(sunlit + rules.first_setup <= until).only_enforce_if(both)
        self._model.add(dark + until <= tables.longest).only_enforce_if(both)

        self._limit_mixed_places()

    def _limit_mixed_places(self) -> None:
        """On a split day at most one place has daylight work before and dark work after."""
        tables, mixed = self._tables, []
        for place in range(len(tables.places)):
            here = [n for n in range(tables.count) if tables.place[n] == place]
            dark = [self._strips[n] for n in here if tables.dark[n]]
            sunlit = [self._strips[n] for n in here if tables.daylight[n]]
            if dark and sunlit:
                both = self._model.new_bool_var("")
                mixed.append(both)
                for one in dark:
                    for other in sunlit:
                        self._model.add(one + other <= 1 + both)
        self._model.add_at_most_one(mixed)

    def _limit_children(self) -> None:
        """A child's hours; no child at night for what can be shot by day."""
        tables = self._tables
        for n in range(tables.count):
            if tables.minors[n] and not tables.dark[n]:
                self._model.add(self._strips[n] + self._dark <= 1 + self._sunlit)
        limit = max(1, tables.problem.rules.minor_limit)
        for child in sorted({child for minors in tables.minors for child in minors}):
            hours = [
                min(limit, tables.minutes[n]) * self._strips[n]
                for n in range(tables.count)
                if child in tables.minors[n]
            ]
            self._model.add(sum(hours) <= limit)


def _sum(weights: Sequence[int], switches: Sequence[IntVar]) -> LinearExpr:
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum(switches, weights)


def _only(numbers: Sequence[int], wanted: Sequence[bool]) -> list[int]:
    return [number if keep else 0 for number, keep in zip(numbers, wanted, strict=True)]
