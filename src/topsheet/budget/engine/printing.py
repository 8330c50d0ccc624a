"""Whole units that foot: what is printed adds up by hand to what is printed below it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from topsheet.budget.engine.types import Budget, BudgetResult
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


def printed(budget: Budget, result: BudgetResult) -> dict[str, Money]:
    """Every row of the budget in whole units, by address: each adds up to the row above.

    ``budget``, ``budget/atl``, ``budget/3300``, ``budget/3300/focus-puller`` with its
    ``#pay`` and ``#fringe`` (what is shown on the line), ``budget/3301#fringes`` (posted on
    the account) and contractuals.
    """
    tree = _Tree(budget, result)
    step = 10 ** minor_digits(result.currency)
    tree.units["budget"] = half_up(Fraction(result.total.minor, step))
    tree.divide("budget", [(f"budget/{level}", m) for level, m in result.levels.items()])
    for level in result.levels:
        tops = [
            row
            for row in result.accounts.values()
            if not row.account.category and row.account.level == level
        ]
        tree.divide(f"budget/{level}", [(f"budget/{r.account.code}", r.total) for r in tops])
    for code in result.accounts:
        tree.account(code)
    return {address: Money(units * step, result.currency) for address, units in tree.units.items()}


class _Tree:
    """Hands each row's printed units on to the rows it is the sum of."""

    def __init__(self, budget: Budget, result: BudgetResult) -> None:
        self.result = result
        self.units: dict[str, int] = {}
        self.under: dict[str, list[str]] = {}
        for account in budget.accounts:
            if account.category:
                self.under.setdefault(account.category, []).append(account.code)

    def divide(self, whole: str, parts: Sequence[tuple[str, Money]]) -> None:
        shown = footed([money for _, money in parts], self.units[whole])
        self.units |= {address: n for (address, _), n in zip(parts, shown, strict=True)}

    def account(self, code: str) -> None:
        """Categories come before their accounts, so the account's own units are known."""
        row = self.result.accounts[code]
        top = row.account.category or code
        parts = [(f"budget/{top}/{key}", self.result.lines[key].total) for key in row.lines]
        if row.fringes:
            parts.append((f"budget/{code}#fringes", row.fringes))
        parts += [(f"budget/{key}", self.result.contractuals[key].amount)
                  for key in row.contractuals]  # fmt: skip
        below = self.under.get(code, [])
        parts += [(f"budget/{under}", self.result.accounts[under].total) for under in below]
        self.divide(f"budget/{code}", parts)
        for key in row.lines:
            self._line(f"budget/{top}/{key}", key)

    def _line(self, address: str, key: str) -> None:
        found = self.result.lines[key]
        shown = found.total - found.amount
        self.divide(address, [(f"{address}#pay", found.amount), (f"{address}#fringe", shown)])
