"""The main job, before anything is saved: a script in, a producer's plan out.

    read → break down → budget template → price list → solve → estimate

Nothing here touches the database: the result is saved by ``services.save_plan`` in
one short transaction, so that a failure or a cancel leaves no half a production.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.breakdown.engine import break_down
from topsheet.breakdown.engine.types import Breakdown
from topsheet.breakdown.lexicon import load as load_lexicon
from topsheet.budget.engine.types import Budget, BudgetResult
from topsheet.chain.options import PlanOptions, first_day
from topsheet.chain.progress import Report, Stage, Stopwatch, silent
from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine.types import ScheduleProblem, SchedulePlan
from topsheet.script.engine import read_script
from topsheet.script.engine.types import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePlan:
    """Everything a plan consists of, as engine types, with how long each part took."""

    options: PlanOptions
    start: date
    script: Script
    breakdown: Breakdown
    problem: ScheduleProblem
    schedule: SchedulePlan
    budget: Budget
    result: BudgetResult
    seconds: Mapping[str, float]


def never() -> bool:
    """No cancel was asked for."""
    return False


def make_plan(
    data: bytes,
    filename: str,
    options: PlanOptions,
    *,
    today: date,
    report: Report = silent,
    should_stop: Callable[[], bool] = never,
) -> MadePlan:
    """Run the chain on a script's bytes. Raises InvalidInput naming field, line or option."""
    raise NotImplementedError
