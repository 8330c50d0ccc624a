"""Would the budget still hold with these lines? Only what they touch is worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from topsheet.budget.engine.compute import compute
from topsheet.budget.engine.prices import price_list
from topsheet.budget.engine.types import Budget, Line


def try_lines(budget: Budget, facts: Mapping[str, int], changed: Collection[Line]) -> None:
    """Raises InvalidInput with the first thing that does not fit about the changed lines:
    their person ranges, fringes, rates, and what they would tell the schedule.
    """
    ranges = {line.range_key for line in changed}
    touched = tuple(line for line in budget.lines if line.range_key in ranges)
    part = replace(budget, lines=touched)
    compute(part, facts=facts)
    price_list(part)
