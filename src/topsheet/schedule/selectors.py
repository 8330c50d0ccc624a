"""Reads: the problem and plan of a scenario as engine types, and what the pages show."""

from __future__ import annotations

from dataclasses import replace

from topsheet.kernel.errors import NotFound, Unsolvable
from topsheet.kernel.money import Money
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Scenario
from topsheet.production.revisions import Revision, revision_of
from topsheet.production.selectors import find_production, scenario_of
from topsheet.schedule import live, models, rows
from topsheet.schedule.engine import by_place, judge, script_order
from topsheet.schedule.engine.bound import unavoidable
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import (
    Board,
    BoardJudgement,
    SchedulePlan,
    ScheduleProblem,
)
from topsheet.schedule.prices import price_revision

_FLOOR_ONLY = (
    "Counted fact by fact for the plan as it stands; “Improve” proves more for this plan.",
)

_plans: Derived[tuple[ScheduleProblem, SchedulePlan]] = Derived()
_floors: Derived[Money] = Derived()
_baselines: Derived[tuple[BoardJudgement, BoardJudgement] | None] = Derived()
_terms_digests: Derived[str] = Derived()


def has_board(scenario: Scenario) -> bool:
    return models.Board.objects.filter(scenario=scenario).exists()


def schedule_revision(scenario: Scenario) -> Revision:
    """A key that changes whenever the schedule may be another."""
    return (*revision_of(scenario, "schedule", *live.SOURCES), *price_revision(scenario))


def load_problem(scenario: Scenario) -> ScheduleProblem:
    """What has to be shot, as it stands. Raises NotFound when there is no board yet."""
    return load_schedule(scenario)[0]


def load_plan(scenario: Scenario) -> SchedulePlan:
    """The scenario's board judged as it stands, beside its baselines and bound."""
    return load_schedule(scenario)[1]


def load_schedule(scenario: Scenario) -> tuple[ScheduleProblem, SchedulePlan]:
    """Problem and plan together, remembered until something they follow from changes."""
    return _plans.get(schedule_revision(scenario), lambda: _read(scenario))


def schedule_for(
    user: User, production: str, scenario: str = ""
) -> tuple[ScheduleProblem, SchedulePlan, bool]:
    """Problem, plan, and whether this person may see pay, for a production by title or uid.

    Raises NotFound, NotAllowed.
    """
    found = find_production(production, user)
    require(user, found, "schedule", Level.VIEW)
    return *load_schedule(scenario_of(found, scenario)), may_see_pay(user, found)


def boneyard(problem: ScheduleProblem, board: Board) -> tuple[str, ...]:
    """The keys of the strips that stand on no day, in script order."""
    placed = {key for day in board.days for key in day.strips}
    return tuple(strip.key for strip in problem.strips if strip.key not in placed)


def _read(scenario: Scenario) -> tuple[ScheduleProblem, SchedulePlan]:
    row = models.Board.objects.filter(scenario=scenario).order_by("uid").first()
    if row is None:
        raise NotFound("This production has no board yet. Plan it from a script first.")
    strips = list(models.Strip.objects.filter(scenario=scenario))
    problem = live.problem_of(scenario, row, strips)
    board = rows.board_of(
        models.ShootDay.objects.filter(board=row),
        strips,
        models.Banner.objects.filter(scenario=scenario),
        {strip.key: strip for strip in problem.strips},
    )
    return problem, _plan(problem, row, board, _terms(scenario, row, problem))


def _terms(scenario: Scenario, row: models.Board, problem: ScheduleProblem) -> str:
    """The digest of all but the strips: moving one does not work it out again."""
    key = (*revision_of(scenario, *live.SOURCES), *price_revision(scenario), row.start,
           row.overtime_weight)  # fmt: skip
    return _terms_digests.get(key, lambda: rows.terms_digest(problem))


def _plan(problem: ScheduleProblem, row: models.Board, board: Board, terms: str) -> SchedulePlan:
    """The board beside what was proved of it, or beside the floor when it has changed since."""
    best = judge(problem, board)
    shot = _on_the_board(problem, board)
    digest, result = rows.digest_of(shot, terms), row.result
    proved = result.get("of") == digest
    floor = _floor(shot, digest)
    bound = rows.money_of(result, "bound", floor.currency) if proved else floor
    over, avoidable = best.cost.minor - bound.minor, best.cost.minor - floor.minor
    told, placed = _compared(shot, digest, result, best)
    return SchedulePlan(
        best=best,
        script_order=told,
        by_place=placed,
        bound=bound,
        unavoidable=floor,
        gap=over / best.cost.minor if best.cost.minor else 0.0,
        gap_avoidable=over / avoidable if avoidable > 0 else 0.0,
        cut_by_seconds=bool(result.get("cut_by_seconds")) and proved,
        effort=int(result.get("effort", 0)),
        bound_basis=tuple(result["bound_basis"]) if proved else _FLOOR_ONLY,
    )


def _on_the_board(problem: ScheduleProblem, board: Board) -> ScheduleProblem:
    """The problem of the strips that stand on days, which is what a board is compared by."""
    placed = {key for day in board.days for key in day.strips}
    return replace(problem, strips=tuple(s for s in problem.strips if s.key in placed))


def _floor(problem: ScheduleProblem, digest: str) -> Money:
    """What any order of these strips must pay."""
    currency = problem.prices.currency
    if not problem.strips:
        return Money(0, currency)
    return _floors.get(digest, lambda: Money(unavoidable(Tables(problem)).total, currency))


def _compared(
    problem: ScheduleProblem, digest: str, result: dict[str, object], best: BoardJudgement
) -> tuple[BoardJudgement, BoardJudgement]:
    """The same strips in script order and place by place; where no dates can be found for
    such an order, the board itself.
    """
    return _baselines.get(digest, lambda: _judged(problem, digest, result)) or (best, best)


def _judged(
    problem: ScheduleProblem, digest: str, result: dict[str, object]
) -> tuple[BoardJudgement, BoardJudgement] | None:
    boards = _orders(problem, digest, result)
    return boards and (judge(problem, boards[0]), judge(problem, boards[1]))


def _orders(
    problem: ScheduleProblem, digest: str, result: dict[str, object]
) -> tuple[Board, Board] | None:
    if result.get("of") == digest:
        told, placed = result["script_order"], result["by_place"]
        return rows.board_from(told), rows.board_from(placed)  # type: ignore[arg-type]
    if not problem.strips:
        return None
    try:
        tables = Tables(problem)
        return script_order(tables).board(), by_place(tables).board()
    except Unsolvable:
        return None
