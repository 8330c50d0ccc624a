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

    Strips and days that were there keep their rows and what people decided about them;
    strips that are new are added, days are brought to the plan's dates.
    """
    board = _board(changes, scenario, problem, plan)
    days = _days(changes, scenario, board, plan.best.board)
    _place_strips(changes, scenario, problem, plan.best.board, days)


def _board(
    changes: Changes, scenario: Scenario, problem: ScheduleProblem, plan: SchedulePlan
) -> models.Board:
    result = rows.result_as_json(problem, plan)
    start = problem.calendar.start
    board = models.Board.objects.filter(scenario=scenario, uid=MAIN_BOARD).first()
    if board is None:
        board = models.Board(
            scenario=scenario, uid=MAIN_BOARD, title="Main board", start=start, result=result
        )
        changes.create(board)
    else:
        changes.update(board, start=start, result=result)
    return board


def _days(
    changes: Changes, scenario: Scenario, row: models.Board, board: Board
) -> list[models.ShootDay]:
    """The shooting days of the board, first to last: those there are take the new dates."""
    shooting = models.ShootDay.objects.filter(board=row, kind=models.DayKind.SHOOT)
    present = sorted(shooting, key=lambda day: day.date)
    kept, gone = present[: len(board.days)], present[len(board.days) :]
    changes.update_all(
        [(day, {"date": new.date, "shift": ""}) for day, new in zip(kept, board.days, strict=False)]
    )
    new = [
        models.ShootDay(scenario=scenario, board=row, date=day.date)
        for day in board.days[len(kept) :]
    ]
    changes.create_all(new)
    changes.delete_all(gone)
    return [*kept, *new]


def _place_strips(
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
    nowhere = {"day": None, "rank": 0}
    known = [strip for strip in problem.strips if strip.key in present]
    changes.update_all([(present[s.key], stands.get(s.key, nowhere)) for s in known])
    changes.create_all(
        [
            models.Strip(
                scenario=scenario, uid=strip.key, **rows.new_strip_fields(strip),
                **stands.get(strip.key, nowhere),
            )
            for strip in problem.strips
            if strip.key not in present
        ]
    )  # fmt: skip
