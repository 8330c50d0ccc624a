"""The main job, before anything is saved: a script in, a producer's plan out.

    read → break down → budget template → price list → solve → estimate

Nothing here touches the database: the result is saved by ``services.save_plan`` in
one short transaction, so that a failure or a cancel leaves no half a production.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from topsheet.breakdown.engine import COUNTED_FROM, break_down
from topsheet.breakdown.engine.types import Breakdown
from topsheet.breakdown.lexicon import load as load_lexicon
from topsheet.budget.counting import standings
from topsheet.budget.engine import build_budget, compute, price_list
from topsheet.budget.engine.template import BudgetInputs, Template
from topsheet.budget.engine.types import Budget, BudgetResult
from topsheet.budget.packs import load_template
from topsheet.chain.casting import cast_roles, cast_terms, place_terms
from topsheet.chain.options import PlanOptions, first_day
from topsheet.chain.progress import Report, Stage, Stopwatch, silent
from topsheet.kernel.calendar import WorkingCalendar
from topsheet.kernel.errors import InvalidInput
from topsheet.people.engine.types import CastRole
from topsheet.platform.jobs import Cancelled
from topsheet.schedule.engine import strips_from
from topsheet.schedule.engine.types import (
    SchedulePlan,
    ScheduleProblem,
    SolveProgress,
    WorkingRules,
)
from topsheet.schedule.packs import minutes_rule, working_calendar, working_rules
from topsheet.schedule.services import solve_board
from topsheet.script.engine import read_script
from topsheet.script.engine.types import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePlan:
    """Everything a plan consists of, as engine types, with how long each part took."""

    options: PlanOptions
    title: str
    start: date
    script: Script
    breakdown: Breakdown
    roles: tuple[CastRole, ...]
    problem: ScheduleProblem
    schedule: SchedulePlan
    budget: Budget
    result: BudgetResult
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What the packs say of the options, read before any work so that a slip costs no wait."""

    start: date
    rules: WorkingRules
    calendar: WorkingCalendar
    template: Template


def never() -> bool:
    """No cancel was asked for."""
    return False


def check_options(options: PlanOptions, today: date) -> None:
    """Raises InvalidInput for a country, agreement, currency or date that no pack covers."""
    _terms(options, today)


def make_plan(
    data: bytes,
    filename: str,
    options: PlanOptions,
    *,
    today: date,
    report: Report = silent,
    should_stop: Callable[[], bool] = never,
) -> MadePlan:
    """Run the chain on a script's bytes.

    Raises InvalidInput naming the field, the option or the line; Cancelled when asked to
    stop. ``today`` decides the assumed first day.
    """
    terms = _terms(options, today)
    watch = Stopwatch(report=report)
    with watch.stage(Stage.READ):
        script = read_script(data, filename, eighths=options.eighths)
    _refuse_all_omitted(script, filename)
    with watch.stage(Stage.BREAKDOWN):
        breakdown = break_down(script, load_lexicon())
        roles = cast_roles(breakdown, script, options.country)
    title = options.title or script.title or PurePath(filename).stem
    with watch.timed(Stage.BUDGET):  # its prices are what the schedule is judged by
        budget = build_budget(terms.template, _inputs(title, script, breakdown, roles, terms))
        prices = price_list(budget)
    _stop_if(should_stop)
    minutes = minutes_rule(options.kind, options.level)
    problem = ScheduleProblem(
        strips=strips_from(script, breakdown, minutes, COUNTED_FROM),
        cast=cast_terms(roles, breakdown),
        places=place_terms(breakdown),
        calendar=terms.calendar,
        rules=terms.rules,
        prices=prices,
    )
    with watch.stage(Stage.SCHEDULE):
        schedule = _solve(problem, options, watch, should_stop)
    with watch.stage(Stage.BUDGET):
        result = compute(budget, facts=schedule.best.facts)
    return MadePlan(
        options=options,
        title=title,
        start=terms.start,
        script=script,
        breakdown=breakdown,
        roles=roles,
        problem=problem,
        schedule=schedule,
        budget=budget,
        result=result,
        seconds=watch.seconds,
    )


def _refuse_all_omitted(script: Script, filename: str) -> None:
    if all(scene.omitted for scene in script.scenes):
        raise InvalidInput(
            f"Every scene in “{filename}” is omitted, so there is nothing to shoot. Choose a draft "
            "that has scenes, or take OMITTED out of their headings.",
            field="file",
        )


def _terms(options: PlanOptions, today: date) -> _Terms:
    start = first_day(options, today)
    return _Terms(
        start=start,
        rules=working_rules(options.country, options.agreements, options.kind, on=start),
        calendar=working_calendar(options.country, start, options.days_per_week),
        template=load_template(
            kind=options.kind,
            level=options.level,
            country=options.country,
            currency=options.currency,
        ),
    )


def _inputs(
    title: str, script: Script, breakdown: Breakdown, roles: tuple[CastRole, ...], terms: _Terms
) -> BudgetInputs:
    scenes = [scene for scene in script.scenes if not scene.omitted]
    return BudgetInputs(
        title=title,
        breakdown=breakdown,
        scenes=len(scenes),
        eighths=script.pages_by_eighths.count,
        engagements=tuple(role.engagement for role in roles),
        standings=standings(breakdown, script),
        days_per_week=terms.calendar.days_per_week,
        rules=terms.rules,
        counted_from=COUNTED_FROM,
    )


def _solve(
    problem: ScheduleProblem,
    options: PlanOptions,
    watch: Stopwatch,
    should_stop: Callable[[], bool],
) -> SchedulePlan:
    """The best board; a cancel keeps nothing here, for there is no production yet."""

    def tell(progress: SolveProgress) -> None:
        cost = f"{progress.cost.decimal:,.0f} {progress.cost.currency}"
        said = f"Best board so far: {progress.days} days, {cost}"
        watch.within(Stage.SCHEDULE, progress.fraction, said)

    plan = solve_board(
        problem,
        effort=options.effort,
        seconds=options.seconds,
        on_progress=tell,
        should_stop=should_stop,
    )
    _stop_if(should_stop)
    return plan


def _stop_if(should_stop: Callable[[], bool]) -> None:
    if should_stop():
        raise Cancelled
