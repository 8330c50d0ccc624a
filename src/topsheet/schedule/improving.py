"""*Improve* as a job: it works outside any transaction and keeps its result in a short one.

The board may be changed while it works: then nothing is overwritten, the job says so, and the
person may take the result all the same where it still fits (``take_improved``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from topsheet.kernel.errors import InvalidInput, NotFound, Unsolvable
from topsheet.kernel.money import Money
from topsheet.platform.jobs import Cancelled, Progress, enqueue, find_job
from topsheet.platform.models import Job, User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.changes import recording
from topsheet.production.models import Scenario
from topsheet.schedule import rows
from topsheet.schedule.board_rows import OpenBoard, keep, open_board
from topsheet.schedule.engine import DEFAULT_EFFORT, by_place, judge, script_order
from topsheet.schedule.engine.board_state import BoardState, board_of
from topsheet.schedule.engine.improve import Improved, improve, on_rows
from topsheet.schedule.engine.landing import unlawful
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import (
    Board,
    BoardJudgement,
    SchedulePlan,
    ScheduleProblem,
    SolveProgress,
)
from topsheet.schedule.selectors import has_board, load_problem, schedule_revision
from topsheet.schedule.working import Done, done

JOB = "schedule.improve"
MOST_EFFORT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked for."""

    effort: int = DEFAULT_EFFORT
    seconds: int | None = None
    with_boneyard: bool = False


def request_improve(actor: User, scenario: Scenario, asked: Asked) -> Job:
    """Ask for a better board. Raises NotFound without a board, InvalidInput."""
    require(actor, scenario.production, "schedule", Level.EDIT)
    if not has_board(scenario):
        raise NotFound("This production has no board yet. Plan it from a script first.")
    if not 0 <= asked.effort <= MOST_EFFORT:
        raise InvalidInput(f"Effort is a number from 0 to {MOST_EFFORT}.", field="effort")
    if asked.seconds is not None and not 1 <= asked.seconds <= 3600:
        raise InvalidInput("Seconds are a number from 1 to 3600.", field="seconds")
    payload = {
        "production": scenario.production.uid,
        "scenario": scenario.uid,
        "user": actor.email,
        "effort": asked.effort,
        "seconds": asked.seconds,
        "with_boneyard": asked.with_boneyard,
    }
    return enqueue(JOB, payload, user=actor, production=scenario.production.uid)


def improve_board(
    actor: User, scenario: Scenario, asked: Asked, progress: Progress
) -> dict[str, Any]:
    """Improve and keep; the result in words and numbers. A cancel keeps the best so far."""
    require(actor, scenario.production, "schedule", Level.EDIT)
    revision = schedule_revision(scenario)
    problem = load_problem(scenario)
    board = open_board(scenario, problem)
    with_pay = may_see_pay(actor, scenario.production)
    found = improve(
        problem,
        board.state,
        effort=asked.effort,
        seconds=asked.seconds,
        with_boneyard=asked.with_boneyard,
        on_progress=_teller(progress, judge(problem, board_of(board.state)), with_pay),
        should_stop=progress.should_stop,
        clock=monotonic,
    )
    shown = _summary(found, with_pay)
    if not found.better:
        if not found.reason:
            _prove(scenario, problem, found, revision)
        return shown | {"saved": False, "changed_meanwhile": False}
    done = _keep(actor, scenario, problem, found, revision)
    if done is None:
        offered = rows.board_as_json(board_of(found.state))
        return shown | {"saved": False, "changed_meanwhile": True, "board": offered}
    return shown | {
        "saved": True, "changed_meanwhile": False, "sequence": done.sequence,
        "change": done.change,
    }  # fmt: skip


def take_improved(actor: User, scenario: Scenario, job_id: str) -> Done:
    """The result of a job whose board was changed meanwhile, laid on the board as it is now.

    Raises InvalidInput where it does not fit: other strips, or something was locked.
    """
    require(actor, scenario.production, "schedule", Level.EDIT)
    job = find_job(job_id, actor)
    offered = (job.result or {}).get("board")
    where = (job.payload or {}).get("production"), (job.payload or {}).get("scenario")
    if job.name != JOB or not offered or where != (scenario.production.uid, scenario.uid):
        raise NotFound("This job has no board to offer.")
    problem = load_problem(scenario)
    with recording(scenario.production, actor, "Improved board taken") as changes:
        board = open_board(scenario, problem)
        state = _fitted(board.state, rows.board_from(offered))
        keep(changes, board, state)
    return done(scenario, board.state, changes.verb)


def _fitted(state: BoardState, offered: Board) -> BoardState:
    if sorted(k for d in offered.days for k in d.strips) != sorted(
        k for d in state.days for k in d.strips
    ):
        raise InvalidInput("The board has other strips now. Improve it again.")
    found = on_rows(state, offered)
    locked = [day for day in state.days if day.locked]
    kept = all(found.day(day.uid) == day for day in locked)
    tied = all(_date(state, key) == _date(found, key) for key in state.locked)
    if not kept or not tied or sorted(found.keys()) != sorted(state.keys()):
        raise InvalidInput("Something was locked since. Improve the board again.")
    return found


def _date(state: BoardState, key: str) -> object:
    day = state.day_of(key)
    return day and day.date


def _teller(progress: Progress, before: BoardJudgement, with_pay: bool) -> Any:
    def tell(told: SolveProgress) -> None:
        detail: dict[str, Any] = {"days": told.days, "nights": told.nights}
        if with_pay:
            detail |= {"cost": _amount(told.cost), "saved": _amount(before.cost - told.cost)}
        try:
            progress.report(told.fraction, told.message, detail)
        except Cancelled:
            return  # the search hears it too, and keeps the best so far

    return tell


def _keep(
    actor: User,
    scenario: Scenario,
    problem: ScheduleProblem,
    found: Improved,
    revision: object,
) -> Done | None:
    """Save the board, unless anything it was made from has changed; then None."""
    with recording(scenario.production, actor, "Board improved") as changes:
        if schedule_revision(scenario) != revision:
            return None
        board = open_board(scenario, problem)
        keep(changes, board, found.state)
        _keep_proof(changes, board, found)
    return done(scenario, board.state, changes.verb)


def _prove(scenario: Scenario, problem: ScheduleProblem, found: Improved, revision: object) -> None:
    """Nothing better was found: what was proved of the board as it stands is kept.

    That is no act of the person's, so that their next undo is about what they did.
    """
    with recording(
        scenario.production, None, "Bound of the board proved", undoable=False
    ) as changes:
        if schedule_revision(scenario) == revision:
            _keep_proof(changes, open_board(scenario, problem), found)


def _keep_proof(changes: Any, board: OpenBoard, found: Improved) -> None:
    shot = {key for day in found.state.days for key in day.strips}
    problem = replace(board.problem, strips=tuple(s for s in board.problem.strips if s.key in shot))
    plan = _as_plan(problem, found)
    changes.update(board.row, result=rows.result_as_json(problem, plan))


def _as_plan(problem: ScheduleProblem, found: Improved) -> SchedulePlan:
    """The improved board beside the baselines of the same strips."""
    try:
        tables = Tables(problem)
        told, placed = (judge(problem, order(tables).board()) for order in (script_order, by_place))
    except Unsolvable:
        told = placed = found.after
    cost, bound, floor = found.after.cost.minor, found.bound.minor, found.unavoidable.minor
    return SchedulePlan(
        best=found.after,
        script_order=told,
        by_place=placed,
        bound=found.bound,
        unavoidable=found.unavoidable,
        gap=(cost - bound) / cost if cost else 0.0,
        gap_avoidable=(cost - bound) / (cost - floor) if cost > floor else 0.0,
        cut_by_seconds=found.stopped,
        effort=found.effort,
        bound_basis=("No lawful board of these strips costs less, whatever is locked.",),
    )


def _summary(found: Improved, with_pay: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "better": found.better,
        "reason": found.reason,
        "stopped": found.stopped,
        "days_before": _days(found.before),
        "days": _days(found.after),
        "flags_before": sum(map(unlawful, found.before.breaches)),
        "flags": sum(map(unlawful, found.after.breaches)),
        "cost_before": None,
        "cost": None,
        "bound": None,
        "saved_amount": None,
    }
    if with_pay:
        shown |= {
            "cost_before": _amount(found.before.cost),
            "cost": _amount(found.after.cost),
            "bound": _amount(found.bound),
            "saved_amount": _amount(found.before.cost - found.after.cost),
        }
    return shown


def _days(judged: BoardJudgement) -> int:
    return sum(bool(day.strips) for day in judged.board.days)


def _amount(money: Money) -> dict[str, str]:
    return {"amount": f"{money.decimal}", "currency": money.currency}
