"""What a viewer may see of the topsheet: days and hours for all, money by right.

Pay is confidential, and so is every figure from which one person's pay can be
inferred; the budget says which of its amounts may be shown.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from topsheet.chain.engine.topsheet import TopsheetView


def without_money(view: TopsheetView) -> TopsheetView:
    """For roles that may not see the budget: no amount at all."""
    return replace(without_pay(view, ()), money_visible=False)


def without_pay(view: TopsheetView, shown: Container[str]) -> TopsheetView:
    """For roles that may see the budget but nobody's pay: the amounts at ``shown`` addresses.

    What days, scenes and cast cost is made of pay, so it goes; so do departments, in
    which one person may stand alone.
    """
    rows = (
        row if row.address in shown else replace(row, amount=None, whole=None)
        for row in view.budget
    )
    scenes = (replace(s, saved_if_cut=None, full_share=None) for s in view.dear_scenes)
    return replace(
        view,
        budget=tuple(rows),
        departments=(),
        dear_days=tuple(replace(day, amount=None) for day in view.dear_days),
        dear_scenes=tuple(scenes),
        dear_roles=tuple(replace(role, amount=None) for role in view.dear_roles),
        pay_visible=False,
    )
