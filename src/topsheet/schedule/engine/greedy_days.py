"""Days built greedily against given prices of their strips: quick columns for ``patterns``.

From every strip a day is grown, the strip next that saves most, or saves most a minute. It
proves nothing; it only feeds the linear choice of days with good ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from topsheet.schedule.engine.day_prices import DayPrices
from topsheet.schedule.engine.tables import Tables, bits

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]


class GreedyDays:
    """What each strip brings, as matrices."""

    def __init__(self, tables: Tables, prices: DayPrices) -> None:
        import numpy as np

        self._tables = tables
        self._move = tables.move
        self._minutes = np.array(tables.minutes)
        self._place = np.array(tables.place)
        self._dark = np.array(tables.dark)
        self._sunlit = np.array(tables.daylight)
        self._brings = [
            (_matrix(tables.cast, len(tables.roles)), np.array(prices.roles, dtype=float)),
            (_matrix(tables.element, len(tables.elements)), np.array(prices.elements, dtype=float)),
            (_matrix(tables.place_bits, len(tables.places)),
             np.array(prices.places, dtype=float) + prices.move),
        ]  # fmt: skip

    def days(self, duals: Sequence[float]) -> Iterator[int]:
        """Lawful days (as masks), several from each strip."""
        import numpy as np

        worth = np.array(duals, dtype=float)
        capacity = self._tables.problem.rules.capacity
        for seed in range(self._tables.count):
            for barred in self._lights(seed):
                for limit in (capacity, self._tables.room):
                    for by_minute in (False, True):
                        yield from self._lawful(
                            self._grow(1 << seed, worth, barred, limit, by_minute)
                        )

    def near(self, masks: Sequence[int], duals: Sequence[float]) -> Iterator[int]:
        """Lawful days that differ from these by one strip taken out and others put in."""
        import numpy as np

        worth = np.array(duals, dtype=float)
        for mask in masks:
            night = bool(self._tables.day(mask).night)
            lit = self._sunlit if night else self._dark
            for strip in (*bits(mask), None):
                left = mask if strip is None else mask & ~(1 << strip)
                barred = lit.copy()
                if strip is not None:
                    barred[strip] = True
                if left:
                    room = self._tables.room
                    yield from self._lawful(self._grow(left, worth, barred, room, False))
                    yield from self._lawful(self._grow(left, worth, barred, room, True))

    def _lawful(self, mask: int) -> Iterator[int]:
        if self._tables.day(mask).ok:
            yield mask

    def _lights(self, seed: int) -> list[Array]:
        """Which strips may not join: those of the other light, or none (a split day)."""
        none = self._dark & False
        if self._dark[seed]:
            return [self._sunlit, none]
        if self._sunlit[seed]:
            return [self._dark, none]
        return [self._dark, self._sunlit]

    def _grow(self, mask: int, worth: Array, barred: Array, limit: int, by_minute: bool) -> int:
        """``mask`` with strips added one by one while one is worth more than it brings."""
        import numpy as np

        free = ~barred
        left = limit + self._move  # the first place is reached without a move
        costs = [price.copy() for _, price in self._brings]
        at = np.zeros(len(self._tables.places), dtype=bool)
        waiting = list(bits(mask))
        while True:
            for chosen in waiting:
                mask |= 1 << chosen
                free[chosen] = False
                place = self._place[chosen]
                left -= self._minutes[chosen] + (0 if at[place] else self._move)
                at[place] = True
                for (matrix, _), cost in zip(self._brings, costs, strict=True):
                    cost[matrix[chosen]] = 0
            needed = self._minutes + np.where(at[self._place], 0, self._move)
            saving = worth - sum(
                matrix @ cost for (matrix, _), cost in zip(self._brings, costs, strict=True)
            )
            if by_minute:
                saving = saving / needed
            saving[~free | (needed > left)] = -1.0
            waiting = [int(np.argmax(saving))]
            if saving[waiting[0]] <= 0:
                return mask


def _matrix(masks: Sequence[int], columns: int) -> Array:
    import numpy as np

    found = np.zeros((len(masks), columns), dtype=bool)
    for row, mask in enumerate(masks):
        for column in bits(mask):
            found[row, column] = True
    return found
