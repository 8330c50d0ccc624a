"""Order keys: what is moved gets a key between its neighbours, what stays keeps its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

STEP = 1024


def ranked(ranks: Sequence[int | None]) -> list[int]:
    """Rising keys for things in order. ``None`` has no key yet; of the others as many keep
    theirs as can.

    >>> ranked([1024, None, 2048]), ranked([3072, 1024, 2048]), ranked([None, None])
    ([1024, 1536, 2048], [0, 1024, 2048], [1024, 2048])
    """
    kept = _longest_rising(ranks)
    found: list[int] = []
    for place, rank in enumerate(ranks):
        if place in kept and rank is not None:
            found.append(rank)
            continue
        following = next((ranks[n] for n in range(place, len(ranks)) if n in kept), None)
        key = _between(found[-1] if found else None, following, _waiting(ranks, kept, place))
        if key is None:
            return [(n + 1) * STEP for n in range(len(ranks))]
        found.append(key)
    return found


def _waiting(ranks: Sequence[int | None], kept: set[int], place: int) -> int:
    """How many in a row from here on need a key."""
    count = 0
    while place + count < len(ranks) and place + count not in kept:
        count += 1
    return count


def _between(low: int | None, high: int | None, count: int) -> int | None:
    """The first of ``count`` keys between two; None when there is no room."""
    if high is None:
        return STEP if low is None else low + STEP
    if low is None:
        return high - count * STEP
    step = (high - low) // (count + 1)
    return low + step if step else None


def _longest_rising(ranks: Sequence[int | None]) -> set[int]:
    """Places of a longest strictly rising run of keys."""
    tails: list[int] = []  # the least last key of a run of each length
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place, rank in enumerate(ranks):
        if rank is None:
            continue
        length = bisect_left(tails, rank)
        tails[length : length + 1] = [rank]
        ends[length : length + 1] = [place]
        before[place] = ends[length - 1] if length else None
    found: set[int] = set()
    here: int | None = ends[-1] if ends else None
    while here is not None:
        found.add(here)
        here = before[here]
    return found
