"""The plan as a job: it survives a reload of the page and can be cancelled."""

from __future__ import annotations

from typing import Any

from topsheet.chain.options import parse_options
from topsheet.chain.progress import Stage
from topsheet.chain.services import PLAN_JOB, plan_from_script
from topsheet.platform import files
from topsheet.platform.accounts import find_user
from topsheet.platform.jobs import Progress, job


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
