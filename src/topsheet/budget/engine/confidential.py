"""Which amounts of a budget may be shown to somebody who may not see pay.

Lines of pay are never shown. What holds no pay is. A total over pay is shown only where
the kernel's rule finds that no one person's pay can be worked out from all that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topsheet.budget.engine.contractuals import in_base
from topsheet.budget.engine.types import (
    Account,
    Budget,
    BudgetResult,
    Contractual,
    Line,
    ProductionLevel,
)
from topsheet.kernel.figure import Figure, Op, given, total, walk
from topsheet.kernel.money import Money
from topsheet.kernel.redaction import redacted


def visible(budget: Budget, result: BudgetResult) -> frozenset[str]:
    """The addresses whose amounts may be shown without the right to see pay."""
    shown = set(_without_pay(budget, result))

    def note(figure: Figure) -> None:
        if figure.value is not None and figure.address:
            shown.add(figure.address)

    walk(redacted(_Totals(budget, result).total()), note)
    return frozenset(shown)


class _Totals:
    """The totals as figures down to what each person is paid, without why it is so much.

    Everything one person is paid, on any account, is one secret: it has one address.
    """

    def __init__(self, budget: Budget, result: BudgetResult) -> None:
        self.budget, self.result = budget, result
        self.parts: dict[str, dict[str, int]] = {a.code: {} for a in budget.accounts}
        self.open: dict[str, int] = {account.code: 0 for account in budget.accounts}
        for line in budget.lines:
            if line.key in result.lines:
                self._add(line)
        self.directs = {account.code: self._direct(account) for account in budget.accounts}

    def _add(self, line: Line) -> None:
        found = self.result.lines[line.key]
        if not line.is_pay:
            self.open[line.account] += found.total.minor
            return
        paid = [(line.account, found.amount)]
        paid += [(share.account, share.amount) for share in found.shares]
        for code, money in paid:
            parts = self.parts[code]
            parts[line.range_key] = parts.get(line.range_key, 0) + money.minor

    def _direct(self, account: Account) -> Figure:
        parts = [given("No pay", self._money(self.open[account.code]))]
        parts += [
            given("Pay", self._money(minor), address=f"pay/{person}", sensitive=True)
            for person, minor in self.parts[account.code].items()
        ]
        return self._sum(parts)

    def total(self) -> Figure:
        levels = []
        for level in ProductionLevel:
            tops = [a for a in self.budget.accounts if not a.category and a.level == level]
            levels.append(self._sum([self._account(a) for a in tops], f"budget/{level}"))
        return self._sum(levels, "budget")

    def _account(self, account: Account) -> Figure:
        parts = [*self.directs[account.code].parts]
        for item in self.budget.contractuals:
            if item.account == account.code:
                parts.append(self._contractual(item))
        parts += [self._account(a) for a in self.budget.accounts if a.category == account.code]
        return self._sum(parts, f"budget/{account.code}")

    def _contractual(self, item: Contractual) -> Figure:
        amount = self.result.contractuals[item.key].amount
        base = [self.directs[a.code] for a in self.budget.accounts if in_base(item, a)]
        return Figure(
            label=item.name,
            op=Op.PERCENT_OF,
            value=amount,
            parts=(self._sum(base),),
            address=f"budget/{item.key}",
        )

    def _sum(self, parts: Sequence[Figure], address: str = "") -> Figure:
        return total("", parts, self._money(0), address=address)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.result.currency)


def _without_pay(budget: Budget, result: BudgetResult) -> Iterator[str]:
    """Lines, accounts and cells in which no pay and no fringe on pay stands."""
    categories = {account.code: account.category or account.code for account in budget.accounts}
    accounts = set(result.accounts)
    cells = set(result.cells)
    for line in budget.lines:
        if line.key not in result.lines:
            continue
        if line.is_pay:
            posted = {share.account for share in result.lines[line.key].shares}
            for code in posted | {line.account}:
                accounts -= {code, categories[code]}
            cells.discard((str(line.stage), line.department))
        else:
            address = f"budget/{categories[line.account]}/{line.key}"
            yield from (address, f"{address}#pay", f"{address}#fringe")
    for item in budget.contractuals:
        accounts -= {item.account, categories[item.account]}
    yield from (f"budget/{code}" for code in accounts)
    yield from (f"budget/stage/{stage}/{name}" for stage, name in cells if stage != name)
    yield from (f"budget/global/{item.name}" for item in budget.globals)
    yield from (f"budget/fact/{word.name}" for word in budget.facts)
