"""Printed whole units that foot: the page adds up by hand.

Rounding each amount by itself leaves a column that is a few units off its own total.
Here the total is rounded, its parts share the rounded total by largest remainder, and
so on down; every printed figure stays within one unit of its exact amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from topsheet.budget.engine.printing import footed as in_whole_units
from topsheet.chain.engine.topsheet import BudgetRow, DepartmentRow, RowKind
from topsheet.kernel.money import Money, half_up, minor_digits


def footed(rows: Sequence[BudgetRow]) -> list[int | None]:
    """Whole units for each row; None where the amount is withheld.

    Categories foot to the subtotal under them, subtotals and contractuals to the total.
    Where an amount is withheld, the others of its sum are rounded each by itself.
    """
    printed: list[int | None] = [_rounded(row.amount) for row in rows]
    for whole, parts, settled in _sums(rows):
        amounts = [rows[n].amount for n in parts]
        target = printed[whole]
        if target is None or not _adds_up(amounts, rows[whole].amount):
            continue
        if settled:
            printed[whole] = sum(printed[n] or 0 for n in parts)
            continue
        shares = in_whole_units([a for a in amounts if a is not None], target)
        for n, units in zip(parts, shares, strict=True):
            printed[n] = units
    return printed


def whole_rows(rows: Sequence[BudgetRow]) -> list[BudgetRow]:
    """The rows with their amounts in whole units that foot, as they are shown."""
    return [
        row if units is None or row.amount is None else replace(row, amount=_money(row, units))
        for row, units in zip(rows, in_print(rows), strict=True)
    ]


def in_print(rows: Sequence[BudgetRow]) -> list[int | None]:
    """Whole units as the budget prints them, or footed here where it did not say."""
    if any(row.whole is None and row.amount is not None for row in rows):
        return footed(rows)
    return [None if row.amount is None else _rounded(row.whole) for row in rows]


def footed_departments(rows: Sequence[DepartmentRow]) -> list[list[int | None]]:
    """Stage amounts and the total of each department; None where nothing is spent.

    Rows foot to their totals, and the totals to their rounded sum, which is the budget's.
    """
    totals = [row.total for row in rows]
    if not rows or any(total is None for total in totals):
        return [[*map(_rounded, row.amounts), _rounded(row.total)] for row in rows]
    exact = [total for total in totals if total is not None]
    whole = _rounded(Money.sum(exact, exact[0].currency)) or 0
    printed = in_whole_units(exact, whole)
    return [[*_stages(row, units), units] for row, units in zip(rows, printed, strict=True)]


def _stages(row: DepartmentRow, total: int) -> list[int | None]:
    spent = [amount for amount in row.amounts if amount is not None]
    if not _adds_up(spent, row.total):
        return [_rounded(amount) for amount in row.amounts]
    shares = iter(in_whole_units(spent, total))
    return [None if amount is None else next(shares) for amount in row.amounts]


def _sums(rows: Sequence[BudgetRow]) -> list[tuple[int, list[int], bool]]:
    """(row, its parts, whether the parts are settled already) from the top down.

    The total comes first, then each subtotal; one that only adds up subtotals above it
    takes their sum as it was printed.
    """
    top: list[int] = []
    below: list[tuple[int, list[int], bool]] = []
    group: list[int] = []
    for n, row in enumerate(rows):
        if row.kind is RowKind.CATEGORY:
            group.append(n)
        elif row.kind is RowKind.SUBTOTAL and group:
            top.append(n)
            below.append((n, group, False))
            group = []
        elif row.kind is RowKind.SUBTOTAL:
            below.append((n, list(top), True))
        elif row.kind is RowKind.CONTRACTUAL:
            top.append(n)
        else:
            return [(n, [*top, *group], False), *below]
    return below


def _adds_up(amounts: Sequence[Money | None], total: Money | None) -> bool:
    known = [amount for amount in amounts if amount is not None]
    if total is None or len(known) < len(amounts) or not known:
        return False
    return Money.sum(known, total.currency) == total


def _money(row: BudgetRow, units: int) -> Money:
    assert row.amount is not None
    return Money(units * 10 ** minor_digits(row.amount.currency), row.amount.currency)


def _rounded(amount: Money | None) -> int | None:
    if amount is None:
        return None
    return half_up(Fraction(amount.minor, 10 ** minor_digits(amount.currency)))
