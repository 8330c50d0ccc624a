"""What a viewer may see of the topsheet: days and hours for all, money by right.

Pay is confidential, and so is every figure from which one person's pay can be
inferred; ``redacted`` figures decide that amount by amount.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from topsheet.chain.engine.topsheet import BudgetRow, RowKind, TopsheetView
from topsheet.kernel.figure import Figure
from topsheet.kernel.money import Money

# The figure at a budget address, already redacted for the viewer.
Explain = Callable[[str], Figure]


def without_money(view: TopsheetView) -> TopsheetView:
    """For roles that may not see the budget: no amount at all."""
    rows = tuple(replace(row, amount=None) for row in view.budget)
    return replace(
        _without_pay(view), budget=rows, departments=(), money_visible=False, pay_visible=False
    )


def without_pay(view: TopsheetView, explain: Explain) -> TopsheetView:
    """For roles that may see the budget but nobody's pay.

    A row is shown only if its redacted figure is; when a single row of a block is
    hidden, the block's subtotal is hidden too, and so on to the total.
    """
    rows = [replace(row, amount=_shown(row, explain)) for row in view.budget]
    return replace(_without_pay(view), budget=_guarded(rows), departments=(), pay_visible=False)


def _without_pay(view: TopsheetView) -> TopsheetView:
    return replace(
        view,
        dear_days=tuple(replace(day, amount=None) for day in view.dear_days),
        dear_scenes=tuple(
            replace(scene, saved_if_cut=None, full_share=None) for scene in view.dear_scenes
        ),
        dear_roles=tuple(replace(role, amount=None) for role in view.dear_roles),
    )


def _shown(row: BudgetRow, explain: Explain) -> Money | None:
    value = explain(row.address).value
    return row.amount if value is not None else None


def _guarded(rows: list[BudgetRow]) -> tuple[BudgetRow, ...]:
    """Withhold a sum whose single hidden part could be had by subtraction."""
    guarded: list[BudgetRow] = []
    hidden_here, hidden_sums = 0, 0
    for row in rows:
        if row.kind is RowKind.CATEGORY:
            hidden_here += row.amount is None
        elif row.kind is RowKind.SUBTOTAL:
            if hidden_here == 1:
                row = replace(row, amount=None)
            hidden_sums += row.amount is None
            hidden_here = 0
        elif row.kind is RowKind.TOTAL and hidden_sums == 1:
            row = replace(row, amount=None)
        guarded.append(row)
    return tuple(_with_contractuals_hidden(guarded))


def _with_contractuals_hidden(rows: list[BudgetRow]) -> list[BudgetRow]:
    """A percentage of a withheld base would tell the base."""
    if rows[-1].amount is not None:
        return rows
    return [replace(row, amount=None) if row.kind is RowKind.CONTRACTUAL else row for row in rows]
