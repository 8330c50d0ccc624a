"""Cast numbers: strings such as 1, 1X or 100A, printed everywhere and never reused."""

from __future__ import annotations

import re
from collections.abc import Collection

_NUMBER = re.compile(r"(\d+)(.*)")


def board_order(board_id: str) -> tuple[int, str]:
    """The key that sorts cast numbers as people read them.

    >>> sorted(["10", "2", "1X", "1", "STUNT"], key=board_order)
    ['1', '1X', '2', '10', 'STUNT']
    """
    match = _NUMBER.fullmatch(board_id.strip())
    return (int(match[1]), match[2]) if match else (10**9, board_id)


def free_number(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or the first whole number after all that are taken.

    >>> free_number("2", {"1", "2", "7A"})
    '8'
    """
    if wanted and wanted not in taken:
        return wanted
    highest = max((n for n, _ in map(board_order, taken) if n < 10**9), default=0)
    return str(highest + 1)
