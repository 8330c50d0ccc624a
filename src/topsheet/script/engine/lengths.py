"""Measured lines to eighths of a page, by the three ways the trade rounds them."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.kernel.eighths import Eighths
from topsheet.script.engine.types import EighthsMode


def to_eighths(
    lines: Sequence[int], page_lines: int, pages: int, mode: EighthsMode
) -> tuple[Eighths, ...]:
    """Lengths of scenes in eighths; no scene is shorter than 1/8.

    ``nearest`` rounds each scene to the nearest eighth, a half up. ``ceil`` counts a begun
    eighth as whole. ``reconciled`` shares the script's pages out by largest remainder, so
    that the lengths add up to the page count exactly (unless there are more scenes than
    eighths, where each gets one).
    """
    if mode is EighthsMode.RECONCILED:
        weights = [max(1, line) for line in lines]
        return tuple(map(Eighths, _reconciled(weights, pages * 8)))
    if mode is EighthsMode.CEIL:
        return tuple(Eighths(max(1, -(-line * 8 // page_lines))) for line in lines)
    return tuple(Eighths(max(1, (line * 16 + page_lines) // (2 * page_lines))) for line in lines)


def _reconciled(lines: Sequence[int], total: int) -> list[int]:
    """Largest remainder with a floor of one: scenes below the floor get it first."""
    count = len(lines)
    if total <= count:
        return [1] * count
    small: set[int] = set()
    while True:
        left = total - len(small)
        whole = sum(lines[n] for n in range(count) if n not in small)
        short = {n for n in range(count) if n not in small and lines[n] * left < whole}
        if not short:
            break
        small |= short
    return _largest_remainder(lines, small, left, whole)


def _largest_remainder(lines: Sequence[int], small: set[int], left: int, whole: int) -> list[int]:
    shares = [1 if n in small else line * left // whole for n, line in enumerate(lines)]
    rest = [n for n in range(len(lines)) if n not in small]
    rest.sort(key=lambda n: (-(lines[n] * left % whole), n))
    missing = left - sum(shares[n] for n in rest)
    for n in rest[:missing]:
        shares[n] += 1
    return shares
