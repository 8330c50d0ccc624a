"""The public names of the budget's engine."""

from topsheet.budget.engine.compute import compute
from topsheet.budget.engine.prices import price_list

__all__ = ["compute", "price_list"]
