"""From a budget and the facts of a board to an estimate.

In this order: groups → globals → line base → fringes per person range in the currency
of pay → conversion at the locked rate → posting → accounts, categories, levels →
contractuals → total. A line is rounded half up once, a fringe once per person range,
each conversion once; a range's fringe is shared over its lines by largest remainder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from topsheet.budget.engine.assumptions import assumptions
from topsheet.budget.engine.checks import check
from topsheet.budget.engine.contractuals import settle
from topsheet.budget.engine.formulas import Scope
from topsheet.budget.engine.fringes import Pay, charge, in_order
from topsheet.budget.engine.types import (
    Account,
    AccountResult,
    Budget,
    BudgetResult,
    ContractualResult,
    Fringe,
    FringeResult,
    FringeShare,
    Line,
    LineResult,
    Posting,
    ProductionLevel,
    Stage,
)
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, half_up, minor_digits, share_out

CONTRACTUAL = "contractual"  # the stage and department of what has none


def compute(budget: Budget, *, facts: Mapping[str, int]) -> BudgetResult:
    """The estimate. Raises InvalidInput where a name, a rate or a formula does not hold."""
    check(budget)
    scope = scope_of(budget, facts)
    lines = active_lines(budget)
    measured = {line.key: measure(line, scope) for line in lines}
    fringes = _charge_all(budget, lines, measured)
    results = _line_results(budget, lines, measured, fringes)
    posted = _posted(lines, results)
    contractuals = settle(budget, posted)
    return _result(budget, scope, facts, lines, results, fringes, contractuals)


def scope_of(budget: Budget, facts: Mapping[str, int]) -> Scope:
    """Globals and facts to look up; facts the budget names count none when not given."""
    known = frozenset(word.name for word in budget.facts)
    return Scope({item.name: item.formula for item in budget.globals}, facts, known)


def active_lines(budget: Budget) -> tuple[Line, ...]:
    """The lines whose group is not switched off."""
    off = {group.name for group in budget.groups if not group.on}
    return tuple(line for line in budget.lines if line.group not in off)


def measure(line: Line, scope: Scope) -> tuple[Fraction, Fraction, Money]:
    """Amount, times and pay of a line: amount × times × price, rounded half up once."""
    where = f"Line “{line.name}”"
    amount, times = scope.value(line.amount, where), scope.value(line.times, where)
    return amount, times, line.price.times(amount * times)


def converted(budget: Budget, money: Money) -> Money:
    """Money in the budget's currency at the locked rate, rounded half up once."""
    if money.currency == budget.currency:
        return money
    rate = next((r for r in budget.rates if r.currency == money.currency), None)
    if rate is None:
        raise InvalidInput(f"Lock a rate from {money.currency} to {budget.currency}.")
    power = minor_digits(budget.currency) - minor_digits(money.currency)
    exact = money.minor * Fraction(rate.rate) * Fraction(10) ** power
    return Money(half_up(exact), budget.currency)


def range_fringes(
    budget: Budget, lines: Sequence[Line], pays: Mapping[str, Pay], ordered: Sequence[Fringe]
) -> list[FringeResult]:
    """All fringes of one person range, also in the budget's currency."""
    charged = charge(lines, pays, ordered, budget.days_per_week)
    return [replace(result, converted=converted(budget, result.amount)) for result in charged]


def _charge_all(
    budget: Budget, lines: Sequence[Line], measured: Mapping[str, tuple[Fraction, Fraction, Money]]
) -> list[FringeResult]:
    pays = {key: Pay(amount * times, pay.minor) for key, (amount, times, pay) in measured.items()}
    ordered = in_order(budget.fringes)
    ranges: dict[str, list[Line]] = {}
    for line in lines:
        ranges.setdefault(line.range_key, []).append(line)
    return [
        result
        for together in ranges.values()
        if any(line.fringes for line in together)
        for result in range_fringes(budget, together, pays, ordered)
    ]


def _line_results(
    budget: Budget,
    lines: Sequence[Line],
    measured: Mapping[str, tuple[Fraction, Fraction, Money]],
    fringes: Sequence[FringeResult],
) -> dict[str, LineResult]:
    shares: dict[str, list[FringeShare]] = {line.key: [] for line in lines}
    by_key = {line.key: line for line in lines}
    accounts = {account.code: account for account in budget.accounts}
    kinds = {fringe.key: fringe for fringe in budget.fringes}
    for result in fringes:
        parts = share_out(result.converted, share_weights(result, by_key, measured))
        for key, part in zip(result.lines, parts, strict=True):
            shares[key].append(_share(kinds[result.fringe], by_key[key], part, accounts))
    return {line.key: _line_result(budget, line, measured, shares[line.key]) for line in lines}


def share_weights(
    result: FringeResult,
    lines: Mapping[str, Line],
    measured: Mapping[str, tuple[Fraction, Fraction, Money]],
) -> list[int]:
    """A fringe is shared over the lines that carry it in proportion to their pay."""
    return [measured[key][2].minor for key in result.lines]


def _share(fringe: Fringe, line: Line, part: Money, accounts: Mapping[str, Account]) -> FringeShare:
    own = accounts[line.account]
    account = {
        Posting.CATEGORY: own.category or own.code,
        Posting.OWN_ACCOUNT: fringe.account,
    }.get(fringe.posting, own.code)
    return FringeShare(
        fringe=fringe.key,
        amount=part,
        account=account,
        on_line=fringe.posting == Posting.LINE,
    )


def _line_result(
    budget: Budget,
    line: Line,
    measured: Mapping[str, tuple[Fraction, Fraction, Money]],
    shares: Sequence[FringeShare],
) -> LineResult:
    quantity, times, pay = measured[line.key]
    amount = converted(budget, pay)
    on_line = Money.sum((s.amount for s in shares if s.on_line), budget.currency)
    return LineResult(
        key=line.key,
        quantity=quantity,
        times=times,
        pay=pay,
        amount=amount,
        shares=tuple(shares),
        fringe=Money.sum((s.amount for s in shares), budget.currency),
        total=amount + on_line,
    )


def _posted(lines: Sequence[Line], results: Mapping[str, LineResult]) -> dict[str, int]:
    posted: dict[str, int] = {}
    for line in lines:
        result = results[line.key]
        posted[line.account] = posted.get(line.account, 0) + result.amount.minor
        for share in result.shares:
            posted[share.account] = posted.get(share.account, 0) + share.amount.minor
    return posted


def _result(
    budget: Budget,
    scope: Scope,
    facts: Mapping[str, int],
    lines: Sequence[Line],
    results: Mapping[str, LineResult],
    fringes: Sequence[FringeResult],
    contractuals: Mapping[str, ContractualResult],
) -> BudgetResult:
    accounts = _account_results(budget, lines, results, contractuals)
    cells = _cells(budget, lines, results, contractuals)
    zero = Money.zero(budget.currency)
    levels = dict.fromkeys(ProductionLevel, zero)
    for found in accounts.values():
        if not found.account.category:
            levels[found.account.level] += found.total
    before = sum(_posted(lines, results).values())
    return BudgetResult(
        currency=budget.currency,
        facts=dict(facts),
        globals={item.name: scope.lookup(item.name) for item in budget.globals},
        lines=results,
        fringes=tuple(fringes),
        accounts=accounts,
        contractuals=contractuals,
        levels=levels,
        stages=_margin(cells, 0, [*map(str, Stage), CONTRACTUAL], budget.currency),
        departments=_margin(cells, 1, _departments(budget), budget.currency),
        cells=cells,
        before_contractuals=Money(before, budget.currency),
        total=Money.sum(levels.values(), budget.currency),
        assumed=assumptions(budget),
    )


def _account_results(
    budget: Budget,
    lines: Sequence[Line],
    results: Mapping[str, LineResult],
    contractuals: Mapping[str, ContractualResult],
) -> dict[str, AccountResult]:
    keys: dict[str, list[str]] = {account.code: [] for account in budget.accounts}
    fringes = dict.fromkeys(keys, 0)
    for line in lines:
        keys[line.account].append(line.key)
        for share in results[line.key].shares:
            if not share.on_line:
                fringes[share.account] += share.amount.minor
    own = {
        code: fringes[code] + sum(results[key].total.minor for key in keys[code]) for code in keys
    }
    charged: dict[str, list[str]] = {account.code: [] for account in budget.accounts}
    for item in budget.contractuals:
        charged[item.account].append(item.key)
        own[item.account] += contractuals[item.key].amount.minor
    return {
        account.code: AccountResult(
            account=account,
            lines=tuple(keys[account.code]),
            fringes=Money(fringes[account.code], budget.currency),
            contractuals=tuple(charged[account.code]),
            total=Money(_with_those_below(budget, account, own), budget.currency),
        )
        for account in in_chart_order(budget.accounts)
    }


def in_chart_order(accounts: Sequence[Account]) -> list[Account]:
    """Each category followed by its accounts."""
    return [
        account
        for category in accounts
        if not category.category
        for account in (category, *(a for a in accounts if a.category == category.code))
    ]


def _with_those_below(budget: Budget, account: Account, own: Mapping[str, int]) -> int:
    below = sum(own[a.code] for a in budget.accounts if a.category == account.code)
    return own[account.code] + below


def _cells(
    budget: Budget,
    lines: Sequence[Line],
    results: Mapping[str, LineResult],
    contractuals: Mapping[str, ContractualResult],
) -> dict[tuple[str, str], Money]:
    cells: dict[tuple[str, str], Money] = {}
    zero = Money.zero(budget.currency)
    for line in lines:
        place = (str(line.stage), line.department)
        whole = results[line.key].amount + results[line.key].fringe
        cells[place] = cells.get(place, zero) + whole
    if contractuals:
        charged = Money.sum((c.amount for c in contractuals.values()), budget.currency)
        cells[CONTRACTUAL, CONTRACTUAL] = charged
    return cells


def _departments(budget: Budget) -> list[str]:
    found = dict.fromkeys(line.department for line in budget.lines)
    return [*found, CONTRACTUAL]


def _margin(
    cells: Mapping[tuple[str, str], Money], side: int, names: Sequence[str], currency: str
) -> dict[str, Money]:
    return {
        name: Money.sum((m for place, m in cells.items() if place[side] == name), currency)
        for name in names
    }
