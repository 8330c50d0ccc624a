"""What the lines of a budget add up to: accounts, categories, levels, stages, departments.

Whole minor units are added as integers and become Money once, for a budget is added up
again at every edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.budget.engine.types import (
    Account,
    AccountResult,
    Budget,
    ContractualResult,
    Line,
    LineResult,
    ProductionLevel,
)
from topsheet.kernel.money import Money

CONTRACTUAL = "contractual"  # the stage and department of what has none
Cells = dict[tuple[str, str], Money]


def account_results(
    budget: Budget,
    lines: Sequence[Line],
    results: Mapping[str, LineResult],
    contractuals: Mapping[str, ContractualResult],
) -> dict[str, AccountResult]:
    """Every account in the chart's order; a category's total includes its accounts."""
    keys: dict[str, list[str]] = {account.code: [] for account in budget.accounts}
    fringes = dict.fromkeys(keys, 0)
    own = dict.fromkeys(keys, 0)
    for line in lines:
        result = results[line.key]
        keys[line.account].append(line.key)
        own[line.account] += result.total.minor
        for share in result.shares:
            if not share.on_line:
                fringes[share.account] += share.amount.minor
    charged: dict[str, list[str]] = {account.code: [] for account in budget.accounts}
    for item in budget.contractuals:
        charged[item.account].append(item.key)
        own[item.account] += contractuals[item.key].amount.minor
    totals = _with_those_below(budget.accounts, {c: own[c] + fringes[c] for c in own})
    return {
        account.code: AccountResult(
            account=account,
            lines=tuple(keys[account.code]),
            fringes=Money(fringes[account.code], budget.currency),
            contractuals=tuple(charged[account.code]),
            total=Money(totals[account.code], budget.currency),
        )
        for account in in_chart_order(budget.accounts)
    }


def in_chart_order(accounts: Sequence[Account]) -> list[Account]:
    """Each category followed by its accounts."""
    below: dict[str, list[Account]] = {}
    for account in accounts:
        if account.category:
            below.setdefault(account.category, []).append(account)
    return [
        account
        for category in accounts
        if not category.category
        for account in (category, *below.get(category.code, ()))
    ]


def _with_those_below(accounts: Sequence[Account], own: Mapping[str, int]) -> dict[str, int]:
    totals = dict(own)
    for account in accounts:
        if account.category:
            totals[account.category] += own[account.code]
    return totals


def level_totals(
    budget: Budget, accounts: Mapping[str, AccountResult]
) -> dict[ProductionLevel, Money]:
    minor = dict.fromkeys(ProductionLevel, 0)
    for found in accounts.values():
        if not found.account.category:
            minor[found.account.level] += found.total.minor
    return {level: Money(units, budget.currency) for level, units in minor.items()}


def cell_totals(
    budget: Budget,
    lines: Sequence[Line],
    results: Mapping[str, LineResult],
    contractuals: Mapping[str, ContractualResult],
) -> Cells:
    """Stage × department."""
    minor: dict[tuple[str, str], int] = {}
    for line in lines:
        result = results[line.key]
        place = (str(line.stage), line.department)
        minor[place] = minor.get(place, 0) + result.amount.minor + result.fringe.minor
    if contractuals:
        minor[CONTRACTUAL, CONTRACTUAL] = sum(c.amount.minor for c in contractuals.values())
    return {place: Money(units, budget.currency) for place, units in minor.items()}


def margin(cells: Cells, side: int, names: Sequence[str], currency: str) -> dict[str, Money]:
    """The cells added up along one side."""
    minor = dict.fromkeys(names, 0)
    for place, money in cells.items():
        if place[side] in minor:
            minor[place[side]] += money.minor
    return {name: Money(units, currency) for name, units in minor.items()}


def departments(budget: Budget) -> list[str]:
    found = dict.fromkeys(line.department for line in budget.lines)
    return [*found, CONTRACTUAL]
