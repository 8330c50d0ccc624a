"""Improving a board as a job: it survives a reload of the page; a cancel keeps the best."""

from __future__ import annotations

from typing import Any

from topsheet.platform.accounts import find_user
from topsheet.platform.jobs import Progress, job
from topsheet.production.selectors import find_production, scenario_of
from topsheet.schedule.improving import JOB, Asked, improve_board


@job(JOB)
def improve(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """``payload``: production, scenario, user (e-mail), effort, seconds, with_boneyard."""
    actor = find_user(payload["user"])
    scenario = scenario_of(find_production(payload["production"], actor), payload["scenario"])
    asked = Asked(
        effort=payload["effort"],
        seconds=payload["seconds"],
        with_boneyard=payload["with_boneyard"],
    )
    return improve_board(actor, scenario, asked, progress)
