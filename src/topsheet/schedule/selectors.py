"""Reads: the problem and plan of a scenario as engine types, and what the pages show."""

from __future__ import annotations

from collections import defaultdict

from topsheet.kernel.errors import NotFound
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Production, Scenario
from topsheet.production.selectors import find_production, scenario_of
from topsheet.schedule import models, rows
from topsheet.schedule.engine import judge
from topsheet.schedule.engine.types import (
    Board,
    BoardDay,
    SchedulePlan,
    ScheduleProblem,
    Shift,
)

_plans: Derived[tuple[ScheduleProblem, SchedulePlan]] = Derived()


def has_board(scenario: Scenario) -> bool:
    return models.Board.objects.filter(scenario=scenario).exists()


def load_problem(scenario: Scenario) -> ScheduleProblem:
    """What the scenario's board was made from. Raises NotFound when there is none yet."""
    return load_schedule(scenario)[0]


def load_plan(scenario: Scenario) -> SchedulePlan:
    """The scenario's board judged as it stands, beside its baselines and bound."""
    return load_schedule(scenario)[1]


def load_schedule(scenario: Scenario) -> tuple[ScheduleProblem, SchedulePlan]:
    """Problem and plan together, remembered until the production changes."""
    production = Production.objects.filter(pk=scenario.production_id).only("sequence").get()
    key = (str(scenario.pk), production.sequence)
    return _plans.get(key, lambda: _read(scenario))


def schedule_for(
    user: User, production: str, scenario: str = ""
) -> tuple[ScheduleProblem, SchedulePlan, bool]:
    """Problem, plan, and whether this person may see pay, for a production by title or uid.

    Raises NotFound, NotAllowed.
    """
    found = find_production(production, user)
    require(user, found, "schedule", Level.VIEW)
    return *load_schedule(scenario_of(found, scenario)), may_see_pay(user, found)


def _read(scenario: Scenario) -> tuple[ScheduleProblem, SchedulePlan]:
    board = models.Board.objects.filter(scenario=scenario).order_by("uid").first()
    if board is None:
        raise NotFound("This production has no board yet. Plan it from a script first.")
    strips = list(models.Strip.objects.filter(scenario=scenario))
    problem = rows.problem_from(board.terms, map(rows.strip_from, strips))
    return problem, _plan(problem, board, _days(board, strips))


def _days(board: models.Board, strips: list[models.Strip]) -> Board:
    by_day: dict[object, list[models.Strip]] = defaultdict(list)
    for strip in strips:
        by_day[strip.day_id].append(strip)
    return Board(
        days=tuple(
            BoardDay(
                number=day.number,
                date=day.date,
                shift=Shift(day.shift),
                strips=tuple(
                    strip.uid
                    for strip in sorted(by_day[day.pk], key=lambda one: (one.rank, one.uid))
                ),
            )
            for day in models.ShootDay.objects.filter(board=board)
        )
    )


def _plan(problem: ScheduleProblem, row: models.Board, board: Board) -> SchedulePlan:
    result, currency = row.result, problem.prices.currency
    best = judge(problem, board)
    bound = rows.money_of(result, "bound", currency)
    floor = rows.money_of(result, "unavoidable", currency)
    over = best.cost.minor - bound.minor
    avoidable = best.cost.minor - floor.minor
    return SchedulePlan(
        best=best,
        script_order=judge(problem, rows.board_from(result["script_order"])),
        by_place=judge(problem, rows.board_from(result["by_place"])),
        bound=bound,
        unavoidable=floor,
        gap=over / best.cost.minor if best.cost.minor else 0.0,
        gap_avoidable=over / avoidable if avoidable > 0 else 0.0,
        cut_by_seconds=result["cut_by_seconds"],
        effort=result["effort"],
        bound_basis=tuple(result["bound_basis"]),
    )
