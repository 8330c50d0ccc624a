"""Whole units that foot: what is printed adds up by hand to what is printed below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    return dict(reprinted(None, budget, result).amounts)


@dataclass(frozen=True, slots=True)
class Printed:
    """Printed amounts with what the next printing can take over."""

    result: BudgetResult
    accounts: Mapping[str, Mapping[str, Money]]  # the rows right under each account
    amounts: Mapping[str, Money]


def reprinted(before: Printed | None, budget: Budget, result: BudgetResult) -> Printed:
    """As ``printed``, from an earlier printing: accounts in which nothing moved stand."""
    tree = _Tree(before, budget, result)
    step = 10 ** minor_digits(result.currency)
    whole = half_up(Fraction(result.total.minor, step))
    tree.amounts["budget"] = Money(whole * step, result.currency)
    tree.amounts |= tree.divided("budget", [(f"budget/{x}", m) for x, m in result.levels.items()])
    tops: dict[str, list[tuple[str, Money]]] = {f"budget/{level}": [] for level in result.levels}
    for row in result.accounts.values():
        if not row.account.category:
            tops[f"budget/{row.account.level}"].append((f"budget/{row.account.code}", row.total))
    for level, parts in tops.items():
        tree.amounts |= tree.divided(level, parts)
    for code in result.accounts:
        tree.account(code)
    return Printed(result, tree.accounts, tree.amounts)


class _Tree:
    """Hands each row's printed units on to the rows it is the sum of."""

    def __init__(self, before: Printed | None, budget: Budget, result: BudgetResult) -> None:
        self.result, self.before = result, before
        self.step = 10 ** minor_digits(result.currency)
        self.amounts: dict[str, Money] = {}
        self.accounts: dict[str, Mapping[str, Money]] = {}
        self.under: dict[str, list[str]] = {}
        for account in budget.accounts:
            if account.category:
                self.under.setdefault(account.category, []).append(account.code)

    def divided(self, whole: str, parts: Sequence[tuple[str, Money]]) -> dict[str, Money]:
        units = self.amounts[whole].minor // self.step
        shown = footed([money for _, money in parts], units)
        return self._money([address for address, _ in parts], shown)

    def _money(self, addresses: Sequence[str], units: Sequence[int]) -> dict[str, Money]:
        currency = self.result.currency
        return {
            address: Money(n * self.step, currency)
            for address, n in zip(addresses, units, strict=True)
        }

    def account(self, code: str) -> None:
        """Categories come before their accounts, so the account's own units are known."""
        rows = self._kept(code)
        if rows is None:
            rows = self._rows(code)
        self.accounts[code] = rows
        self.amounts.update(rows)

    def _kept(self, code: str) -> Mapping[str, Money] | None:
        """The rows of the printing before, where nothing that they depend on moved."""
        if self.before is None or code not in self.before.accounts:
            return None
        then, now = self.before.result, self.result
        address = f"budget/{code}"
        same = (
            then.currency == now.currency
            and self.before.amounts[address] == self.amounts[address]
            and then.accounts[code] == now.accounts[code]
            and all(then.lines[key] is now.lines[key] for key in now.accounts[code].lines)
            and all(
                then.contractuals[key].amount == now.contractuals[key].amount
                for key in now.accounts[code].contractuals
            )
        )
        below = self.under.get(code, ())
        if not same or any(
            one not in then.accounts
            or then.accounts[one].account != now.accounts[one].account
            or then.accounts[one].total != now.accounts[one].total
            for one in below
        ):
            return None
        rows = self.before.accounts[code]
        stood = sum(1 for address in rows if address.removeprefix("budget/") in then.accounts)
        return rows if stood == len(below) else None

    def _rows(self, code: str) -> dict[str, Money]:
        row = self.result.accounts[code]
        top = row.account.category or code
        parts = [(f"budget/{top}/{key}", self.result.lines[key].total) for key in row.lines]
        if row.fringes:
            parts.append((f"budget/{code}#fringes", row.fringes))
        parts += [(f"budget/{key}", self.result.contractuals[key].amount)
                  for key in row.contractuals]  # fmt: skip
        below = self.under.get(code, [])
        parts += [(f"budget/{under}", self.result.accounts[under].total) for under in below]
        rows = self.divided(f"budget/{code}", parts)
        for key in row.lines:
            rows |= self._line(f"budget/{top}/{key}", key, rows)
        return rows

    def _line(self, address: str, key: str, rows: Mapping[str, Money]) -> dict[str, Money]:
        found = self.result.lines[key]
        shown = found.total - found.amount
        units = footed([found.amount, shown], rows[address].minor // self.step)
        return self._money((f"{address}#pay", f"{address}#fringe"), units)
