"""Whole units that foot: what is printed adds up by hand to what is printed below it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from topsheet.budget.engine.types import BudgetResult
from topsheet.kernel.money import Money, half_up, minor_digits


def footed(amounts: Sequence[Money], whole: int | None = None) -> list[int]:
    """Amounts in whole units whose sum is ``whole``, or the rounded total.

    Each is its amount rounded down, or one more where the most was cut off (largest
    remainder, the earlier on a tie). ``whole`` must be the total rounded up or down.

    >>> footed([Money(150, "EUR"), Money(150, "EUR"), Money(50, "EUR")])   # 1.5 + 1.5 + .5
    [2, 2, 0]
    """
    if not amounts:
        return []
    step = 10 ** minor_digits(amounts[0].currency)
    floors = [money.minor // step for money in amounts]
    if whole is None:
        whole = half_up(Fraction(sum(money.minor for money in amounts), step))
    order = sorted(range(len(amounts)), key=lambda i: (-(amounts[i].minor % step), i))
    for i in order[: whole - sum(floors)]:
        floors[i] += 1
    return floors


def printed(result: BudgetResult) -> dict[str, int]:
    """Whole units for the total (``budget``), each level and each category, by name or code."""
    levels = list(result.levels.items())
    total = half_up(Fraction(result.total.minor, 10 ** minor_digits(result.currency)))
    found = {"budget": total}
    for (level, money), units in zip(levels, footed([m for _, m in levels], total), strict=True):
        found[str(level)] = units
        inside = [
            (code, row.total)
            for code, row in result.accounts.items()
            if not row.account.category and row.account.level is level
        ]
        shown = footed([m for _, m in inside], units)
        found |= {code: n for (code, _), n in zip(inside, shown, strict=True)}
        assert inside or not money  # a level without categories costs nothing
    return found
