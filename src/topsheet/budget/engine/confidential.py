"""Which amounts of a budget may be shown to somebody who may not see pay.

Lines of pay are never shown. What holds no pay is. A total over pay is shown only where
the kernel's rule finds that no one person's pay can be worked out from all that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from topsheet.budget.engine.figures import Explainer
from topsheet.budget.engine.types import Budget, BudgetResult
from topsheet.kernel.figure import Figure, walk
from topsheet.kernel.redaction import redacted


def visible(budget: Budget, facts: Mapping[str, int], result: BudgetResult) -> frozenset[str]:
    """The addresses whose amounts may be shown without the right to see pay."""
    shown = set(_without_pay(budget, result))

    def note(figure: Figure) -> None:
        if figure.value is not None and figure.address:
            shown.add(figure.address)

    walk(redacted(Explainer(budget, facts, result).total()), note)
    return frozenset(shown)


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
