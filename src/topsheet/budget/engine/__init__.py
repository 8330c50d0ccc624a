"""The public names of the budget's engine."""

from topsheet.budget.engine.compute import compute
from topsheet.budget.engine.derive import build_budget
from topsheet.budget.engine.prices import price_list
from topsheet.budget.engine.template import BudgetInputs, Template
from topsheet.budget.engine.types import Budget, BudgetResult

__all__ = [
    "Budget",
    "BudgetInputs",
    "BudgetResult",
    "Template",
    "build_budget",
    "compute",
    "price_list",
]
