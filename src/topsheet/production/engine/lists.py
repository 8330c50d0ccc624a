"""One person's change of a list taken back out of it, while what others did to it stays.

Dates that somebody cannot work, fringes on a line, paragraphs of a scene: two people change
such a list without meeting, and one of them undoes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def without(before: Sequence[Any], after: Sequence[Any], now: Sequence[Any]) -> list[Any] | None:
    """``now`` without what turned ``before`` into ``after``; None when that cannot be told.

    What was added must still be there and what was taken out must not; items that stand
    twice, and a mere change of order, cannot be told from one another.
    """
    was, left, here = _keyed(before), _keyed(after), _keyed(now)
    if was is None or left is None or here is None:
        return None
    added, removed = left.keys() - was.keys(), was.keys() - left.keys()
    if not (added or removed) or not added <= here.keys() or removed & here.keys():
        return None
    if [key for key in was if key in left] != [key for key in left if key in was]:
        return None
    kept = [key for key in here if key not in added]
    previous: list[str] = []
    for key in was:
        if key in removed:
            kept.insert(_after_last(previous, kept), key)
        previous.append(key)
    return [was[key] if key in was else here[key] for key in kept]


def _after_last(previous: Sequence[str], kept: Sequence[str]) -> int:
    """Behind the nearest of the items that stood before it and still stand."""
    places = {key: place for place, key in enumerate(kept)}
    return next((places[key] + 1 for key in reversed(previous) if key in places), 0)


def _keyed(items: Sequence[Any]) -> dict[str, Any] | None:
    """Items by what they say; None when one stands twice."""
    found = {json.dumps(item, sort_keys=True): item for item in items}
    return found if len(found) == len(items) else None
