"""How far a plan is: stages that every door shows in the same words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """The parts of making a plan, in order; the names are those of ``--json`` seconds."""

    READ = "read"
    BREAKDOWN = "breakdown"
    SCHEDULE = "schedule"
    BUDGET = "budget"
    SAVE = "save"
    FILES = "files"


LABELS = {
    Stage.READ: "Reading the script",
    Stage.BREAKDOWN: "Breaking it down",
    Stage.SCHEDULE: "Scheduling",
    Stage.BUDGET: "Budgeting",
    Stage.SAVE: "Saving",
    Stage.FILES: "Writing files",
}

# What share of the whole each stage is taken to have done when it begins.
_BEGINS = {
    Stage.READ: 0.0,
    Stage.BREAKDOWN: 0.04,
    Stage.SCHEDULE: 0.08,
    Stage.BUDGET: 0.88,
    Stage.SAVE: 0.92,
    Stage.FILES: 0.96,
}

# stage, share of the whole done (0 to 1), what to say
Report = Callable[[Stage, float, str], None]


def silent(stage: Stage, fraction: float, message: str) -> None:
    """Report to nobody."""


@dataclass(slots=True)
class Stopwatch:
    """Reports each stage as it begins and keeps how long it took, in seconds."""

    report: Report = silent
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, stage: Stage, message: str = "") -> Iterator[None]:
        self.report(stage, _BEGINS[stage], message or LABELS[stage])
        with self.timed(stage):
            yield

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Count the time to ``stage`` without saying so: it is done out of turn."""
        began = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - began
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + spent, 3)

    def within(self, stage: Stage, fraction: float, message: str) -> None:
        """Report ``fraction`` (0 to 1) of a stage under way."""
        later = [_BEGINS[s] for s in Stage if _BEGINS[s] > _BEGINS[stage]]
        end = min(later, default=1.0)
        self.report(stage, _BEGINS[stage] + (end - _BEGINS[stage]) * min(1.0, fraction), message)
