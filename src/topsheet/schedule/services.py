"""The room's verbs: solving with a cap on seconds, saving a board."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.schedule import engine, models, rows
from topsheet.schedule.engine.types import (
    Board,
    SchedulePlan,
    ScheduleProblem,
    SolveProgress,
)

MAIN_BOARD = "main-board"


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


def save_board(
    changes: Changes, scenario: Scenario, problem: ScheduleProblem, plan: SchedulePlan
) -> None:
    """Keep the best board of ``plan`` as the scenario's board.

    Strips that were there keep their rows; those of the plan that are new are added, those
    it does not know go. Days are written anew.
    """
    board = _board(changes, scenario, problem, plan)
    changes.delete_all(list(models.ShootDay.objects.filter(scenario=scenario)))
    days = [
        models.ShootDay(
            scenario=scenario, uid=f"day-{day.number:03d}", board=board, number=day.number,
            date=day.date, shift=day.shift.value,
        )
        for day in plan.best.board.days
    ]  # fmt: skip
    changes.create_all(days)
    _save_strips(changes, scenario, problem, plan.best.board, days)


def _board(
    changes: Changes, scenario: Scenario, problem: ScheduleProblem, plan: SchedulePlan
) -> models.Board:
    terms, result = rows.terms_as_json(problem), rows.result_as_json(plan)
    board = models.Board.objects.filter(scenario=scenario, uid=MAIN_BOARD).first()
    if board is None:
        board = models.Board(
            scenario=scenario, uid=MAIN_BOARD, title="Main board", terms=terms, result=result
        )
        changes.create(board)
    else:
        changes.update(board, terms=terms, result=result)
    return board


def _save_strips(
    changes: Changes,
    scenario: Scenario,
    problem: ScheduleProblem,
    board: Board,
    days: list[models.ShootDay],
) -> None:
    present = {row.uid: row for row in models.Strip.objects.filter(scenario=scenario)}
    stands = {
        key: {"day": row, "rank": (place + 1) * models.Strip.RANK_STEP}
        for row, day in zip(days, board.days, strict=True)
        for place, key in enumerate(day.strips)
    }
    new = []
    for strip in problem.strips:
        fields = rows.strip_fields(strip) | stands.get(strip.key, {"day": None, "rank": 0})
        if strip.key in present:
            changes.update(present.pop(strip.key), **fields)
        else:
            new.append(models.Strip(scenario=scenario, uid=strip.key, **fields))
    changes.delete_all(list(present.values()))
    changes.create_all(new)
