"""The main job for every door: make a plan of a script and save it in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from topsheet.breakdown.services import save_breakdown
from topsheet.budget.services import save_budget
from topsheet.chain.casting import places_wanted
from topsheet.chain.options import PlanOptions
from topsheet.chain.plan import MadePlan, check_options, make_plan, never
from topsheet.chain.progress import Report, Stage, Stopwatch, silent
from topsheet.chain.standings import standing_now
from topsheet.kernel.errors import InvalidInput
from topsheet.people.services import save_roles
from topsheet.places.services import save_places
from topsheet.platform import clock, files, jobs
from topsheet.platform.jobs import Cancelled
from topsheet.platform.models import Job, User
from topsheet.production.changes import recording
from topsheet.production.models import Production
from topsheet.production.selectors import scenario_of
from topsheet.production.services import create_production
from topsheet.schedule.services import save_board
from topsheet.script.services import save_draft

PLAN_JOB = "chain.plan"
LARGEST = 50 * 1024 * 1024  # bytes; ten times the largest screenplay seen


def request_plan(data: bytes, filename: str, options: PlanOptions, *, actor: User) -> Job:
    """Ask a worker for the plan. The options are checked now, as far as packs can tell."""
    check_options(options, clock.today())
    refuse_too_large(data, filename)
    payload = {
        "file": files.store(data),
        "filename": filename,
        "options": options.as_json(),
        "user": actor.email,
    }
    return jobs.enqueue(PLAN_JOB, payload, user=actor)


def refuse_too_large(data: bytes, filename: str) -> None:
    """Raises InvalidInput for what is no screenplay by its size alone."""
    if len(data) > LARGEST:
        raise InvalidInput(
            f"“{filename}” has over 50 MB: that is not a screenplay. Choose the script's file.",
            field="file",
        )


def plan_from_script(
    data: bytes,
    filename: str,
    options: PlanOptions,
    *,
    actor: User,
    report: Report = silent,
    should_stop: Callable[[], bool] = never,
) -> tuple[Production, MadePlan]:
    """Plan a production from a screenplay's bytes and keep it.

    ``filename`` is a label and a hint of the format. Raises InvalidInput when the script
    or an option cannot be used, Cancelled when asked to stop; then nothing is kept.
    """
    made = make_plan(
        data, filename, options, today=clock.today(), report=report, should_stop=should_stop
    )
    if should_stop():
        raise Cancelled
    watch = Stopwatch(report=report)
    with watch.stage(Stage.SAVE):
        production = save_plan(made, data, filename, actor)
        standing_now(scenario_of(production))  # what the first change is compared with
    return production, replace(made, seconds={**made.seconds, **watch.seconds})


def save_plan(made: MadePlan, source: bytes, filename: str, actor: User) -> Production:
    """One new production with everything the plan consists of; all of it or nothing."""
    with transaction.atomic():
        production = _open_production(made, actor)
        scenario = scenario_of(production)
        with recording(production, actor, f"Plan made from {filename}") as changes:
            save_draft(changes, scenario, made.script, source=source, filename=filename)
            save_roles(changes, production, made.roles)
            save_places(changes, scenario, places_wanted(made.breakdown))
            save_breakdown(changes, scenario, made.breakdown)
            save_board(changes, scenario, made.problem, made.schedule)
            save_budget(changes, scenario, made.budget)
    return production


def _open_production(made: MadePlan, actor: User) -> Production:
    options = made.options
    return create_production(
        actor=actor,
        title=made.title,
        kind=options.kind,
        country=options.country,
        level=options.level,
        currency=made.budget.currency,
        agreements=list(options.agreements),
        start=options.start,
        days_per_week=options.days_per_week,
    )
