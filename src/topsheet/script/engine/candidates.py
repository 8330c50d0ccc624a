"""The old scenes that a new one may be: few of many, so that long scripts stay quick."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from topsheet.script.engine.likeness import Print

_MOST = 10  # candidates of one kind


class Near(Protocol):
    def closeness(self, old: int, new: int) -> float: ...


def candidates_of(
    before: Sequence[Print],
    after: Sequence[Print],
    open_old: Sequence[int],
    open_new: Sequence[int],
    near: Near,
) -> dict[int, list[int]]:
    """Old scenes by what they share with each new one: words, heading, number, place."""
    words = _holding(open_old, lambda o: before[o].pairs)
    headings = _holding(open_old, lambda o: (before[o].heading, before[o].set_name))
    numbers = _holding(open_old, lambda o: (before[o].number,) if before[o].number else ())
    common = max(20, len(open_old) // 10)  # a turn of phrase of so many scenes tells nothing
    found = {}
    for new in open_new:
        scene = after[new]
        shared = Counter(
            old for pair in scene.pairs if len(held := words.get(pair, ())) <= common
            for old in held
        )  # fmt: skip
        likely = [old for old, _ in shared.most_common(_MOST)]
        likely += _nearest(headings.get(scene.heading, ()), new, near)
        likely += _nearest(headings.get(scene.set_name, ()), new, near)
        likely += _nearest(numbers.get(scene.number, ()), new, near)
        likely += _nearest(open_old, new, near, 3)
        found[new] = sorted(set(likely))
    return found


def _holding(open_old: Iterable[int], keys: object) -> Mapping[object, list[int]]:
    held: dict[object, list[int]] = defaultdict(list)
    for old in open_old:
        for key in dict.fromkeys(keys(old)):  # type: ignore[operator]
            held[key].append(old)
    return held


def _nearest(olds: Sequence[int], new: int, near: Near, most: int = _MOST) -> list[int]:
    return sorted(olds, key=lambda old: (-near.closeness(old, new), old))[:most]
