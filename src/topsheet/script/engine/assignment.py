"""Which of the old goes with which of the new, so that all pairs together are best."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

Scores = Mapping[int, Mapping[int, float]]  # new → old → how well they go together (above 0)


def best_pairs(scores: Scores) -> dict[int, int]:
    """New → old with the greatest sum of scores; each at most once, none is forced.

    Shortest augmenting paths over the given pairs only, so a long script costs little more
    than a short one. A new one may stay alone at a score of 0.
    """
    pairing = _Pairing(scores)
    for new in scores:
        pairing.add(new)
    return pairing.chosen()


class _Pairing:
    """Old ones are given away; ``_price`` keeps the lengths of paths from going below 0."""

    def __init__(self, scores: Scores) -> None:
        self._scores = scores
        self._holder: dict[int, int] = {}  # old → new
        self._held: dict[int, int] = {}  # new → old
        self._old_price: dict[int, float] = {}
        self._new_price: dict[int, float] = {}

    def chosen(self) -> dict[int, int]:
        return {new: old for new, old in self._held.items() if old >= 0}

    def add(self, start: int) -> None:
        """Find the cheapest way to give ``start`` an old one, or to leave somebody alone."""
        self._new_price[start] = max([0.0, *self._gains(start)])
        distance: dict[int, float] = {start: 0.0}
        came: dict[int, tuple[int, int]] = {}  # new → (the new before it, the old it lets go)
        best, end = float("inf"), (start, -1)
        queue = [(0.0, start)]
        done: set[int] = set()
        while queue:
            far, new = heapq.heappop(queue)
            if new in done:
                continue
            if far >= best:
                break
            done.add(new)
            alone = far + self._new_price[new]
            if alone < best:
                best, end = alone, (new, -1)
            for old, score in self._scores[new].items():
                if old == self._held.get(new):
                    continue
                step = far + self._cost(new, old, score)
                holder = self._holder.get(old)
                if holder is None:
                    if step < best:
                        best, end = step, (new, old)
                elif step < distance.get(holder, float("inf")):
                    distance[holder] = step
                    came[holder] = (new, old)
                    heapq.heappush(queue, (step, holder))
        self._settle(done, distance, best)
        self._flip(end, came)

    def _gains(self, new: int) -> list[float]:
        return [score - self._old_price.get(old, 0.0) for old, score in self._scores[new].items()]

    def _cost(self, new: int, old: int, score: float) -> float:
        return max(0.0, self._new_price[new] + self._old_price.get(old, 0.0) - score)

    def _settle(self, done: set[int], distance: dict[int, float], best: float) -> None:
        for new in done:
            less = best - distance[new]
            self._new_price[new] -= less
            old = self._held.get(new, -1)
            if old >= 0:
                self._old_price[old] = self._old_price.get(old, 0.0) + less

    def _flip(self, end: tuple[int, int], came: dict[int, tuple[int, int]]) -> None:
        new, old = end
        while True:
            self._held[new] = old
            if old >= 0:
                self._holder[old] = new
            if new not in came:
                return
            new, old = came[new]
