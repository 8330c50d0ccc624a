"""Long work as jobs: it survives a reload of the page and can be cancelled."""

from __future__ import annotations

from typing import Any

from topsheet.chain.drafts import review_draft
from topsheet.chain.drafts_asking import REVIEW_JOB
from topsheet.chain.drafts_cost import cost_of
from topsheet.chain.options import parse_options
from topsheet.chain.progress import Stage
from topsheet.chain.services import PLAN_JOB, plan_from_script
from topsheet.platform import files
from topsheet.platform.accounts import find_user
from topsheet.platform.jobs import Progress, job
from topsheet.production.selectors import find_production, scenario_of


@job(PLAN_JOB)
def plan(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """``payload``: file (digest of the stored script), filename, options, user (e-mail)."""

    def report(stage: Stage, fraction: float, message: str) -> None:
        progress.report(fraction, message, {"stage": stage.value})

    production, made = plan_from_script(
        files.read(payload["file"]),
        payload["filename"],
        parse_options(payload["options"]),
        actor=find_user(payload["user"]),
        report=report,
        should_stop=progress.should_stop,
    )
    return {"production": production.uid, "seconds": dict(made.seconds)}


@job(REVIEW_JOB)
def review(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """``payload``: file (digest), filename, anyway, user (e-mail), production, scenario."""
    actor = find_user(payload["user"])
    scenario = scenario_of(find_production(payload["production"], actor), payload["scenario"])
    found = review_draft(
        actor,
        scenario,
        files.read(payload["file"]),
        payload["filename"],
        anyway=payload["anyway"],
        report=progress.report,
        should_stop=progress.should_stop,
    )
    progress.report(0.7, "Working out what it costs")
    cost = cost_of(actor, scenario, found)
    return {
        "revision": found.revision, "counts": found.counts,
        "cost": cost.as_json(), "homeless": list(cost.homeless),
    }  # fmt: skip
