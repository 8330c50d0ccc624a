"""Numbers of a shooting script: once locked, a new scene takes a letter.

After 12 comes 12A; between 12 and 12A comes A12A; before 1 comes A1. I and O are left out,
for they read as one and nought.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import product

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_NUMBER = re.compile(r"([A-Za-z]*)(\d+)(.*)")


def inserted_number(before: str, after: str, taken: Collection[str]) -> str:
    """A free number for a scene between two others; "" where there is none on that side.

    >>> inserted_number("12", "13", {"12", "13"}), inserted_number("12A", "13", {"12A"})
    ('12A', '12B')
    >>> inserted_number("12", "12A", {"12", "12A"}), inserted_number("", "1", {"1"})
    ('A12A', 'A1')
    """
    used = {number.casefold() for number in taken}
    tried = _before(after) if _squeezed(before, after) else _after(before)
    return next(number for number in tried if number.casefold() not in used)


def _squeezed(before: str, after: str) -> bool:
    """Whether a letter behind ``before`` would not come before ``after``."""
    if not before:
        return bool(after)
    a, b = _NUMBER.fullmatch(before), _NUMBER.fullmatch(after)
    return bool(a and b and a[2] == b[2] and b[3] and before.casefold() != after.casefold())


def _before(after: str) -> Iterator[str]:
    return (letters + after for letters in _runs())


def _after(before: str) -> Iterator[str]:
    """12 → 12A, 12B …; 12B → 12C … 12Z, 12AA …"""
    if not before:
        yield from map(str, range(1, 1_000_000))
        return
    parts = _NUMBER.fullmatch(before)
    stem = parts[1] + parts[2] if parts and parts[3].isalpha() else before
    letters = list(_runs())
    last = parts[3].upper() if parts and parts[3].isalpha() else ""
    start = letters.index(last) + 1 if last in letters else 0
    yield from (stem + run for run in letters[start:])
    yield from (f"{before}-{count}" for count in range(1, 1_000_000))


def _runs() -> Iterator[str]:
    """A … Z, AA … ZZ."""
    yield from _LETTERS
    yield from ("".join(pair) for pair in product(_LETTERS, repeat=2))
