"""The room's verbs: solving with a cap on seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from topsheet.schedule import engine
from topsheet.schedule.engine.types import SchedulePlan, ScheduleProblem, SolveProgress


def solve_board(
    problem: ScheduleProblem,
    *,
    effort: int = engine.DEFAULT_EFFORT,
    seconds: float | None = None,
    on_progress: Callable[[SolveProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> SchedulePlan:
    """``engine.solve`` with a stopwatch, so that ``seconds`` caps it."""
    return engine.solve(
        problem,
        effort=effort,
        seconds=seconds,
        on_progress=on_progress,
        should_stop=should_stop,
        clock=monotonic,
    )
