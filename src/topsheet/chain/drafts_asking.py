"""A review asked of a worker: the job, and the review it led to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from topsheet.chain.drafts import (
    DraftReview,
    Imported,
    Pairings,
    import_draft,
    refuse_unusable,
    review_again,
    script_revision,
)
from topsheet.kernel.errors import Conflict, NotFound
from topsheet.platform import files, jobs
from topsheet.platform.models import Job, JobState, User
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario
from topsheet.script.selectors import current_draft

REVIEW_JOB = "chain.draft"


@dataclass(frozen=True, slots=True)
class AskedReview:
    """A finished job's review as it is now. ``stale``: the script changed since the job."""

    job: Job
    review: DraftReview
    stale: bool

    @property
    def cost(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (self.job.result or {}).get("cost", [])
        return found


def request_review(
    actor: User, scenario: Scenario, data: bytes, filename: str, *, anyway: bool = False
) -> Job:
    """Ask a worker to look at a new draft. What can be refused at once is."""
    require(actor, scenario.production, "script", Level.EDIT)
    refuse_unusable(data, filename, current_draft(scenario))
    return _enqueue(actor, scenario, files.store(data), filename, anyway=anyway)


def ask_again(actor: User, scenario: Scenario, job: Job, *, anyway: bool | None = None) -> Job:
    """The same draft looked at anew: the script changed, or somebody insists on it."""
    require(actor, scenario.production, "script", Level.EDIT)
    said = job.payload
    insist = bool(said["anyway"]) if anyway is None else anyway
    return _enqueue(actor, scenario, said["file"], said["filename"], anyway=insist)


def review_job(actor: User, scenario: Scenario, job_id: str | UUID) -> Job:
    """A review's job. Raises NotFound for another's, or one of another production."""
    require(actor, scenario.production, "script", Level.EDIT)
    job = jobs.find_job(job_id, actor)
    here = job.name == REVIEW_JOB and job.production == scenario.production.uid
    if not here or job.payload.get("scenario") != scenario.uid:
        raise NotFound("There is no such review of a draft here.")
    return job


def asked_review(actor: User, scenario: Scenario, job: Job) -> AskedReview:
    """What a finished job found. Raises NotFound until it is done."""
    if job.state != JobState.DONE or not job.result:
        raise NotFound("This review is not there yet; ask its job how far it is.")
    review = review_again(actor, scenario, job.payload)
    return AskedReview(job, review, stale=script_revision(scenario) != job.result["revision"])


def import_asked(actor: User, scenario: Scenario, job: Job, pairings: Pairings) -> Imported:
    """Take in the draft that ``job`` reviewed. When the script changed since, the review is
    asked for again and Conflict raised.
    """
    asked = asked_review(actor, scenario, job)
    seen = replace(asked.review, revision=int((job.result or {})["revision"]))
    try:
        return import_draft(actor, scenario, seen, pairings)
    except Conflict:
        ask_again(actor, scenario, job)
        raise


def latest_again(actor: User, scenario: Scenario, job: Job) -> Job:
    """The newest review of the same file; one is asked for when there is none after ``job``."""
    later = Job.objects.filter(
        name=REVIEW_JOB, user=actor, production=scenario.production.uid,
        created_at__gt=job.created_at, payload__file=job.payload["file"],
        payload__scenario=scenario.uid,
    ).order_by("created_at")  # fmt: skip
    return later.last() or ask_again(actor, scenario, job)


def _enqueue(actor: User, scenario: Scenario, digest: str, filename: str, *, anyway: bool) -> Job:
    payload = {"file": digest, "filename": filename, "anyway": anyway, "user": actor.email,
               "production": scenario.production.uid, "scenario": scenario.uid}  # fmt: skip
    return jobs.enqueue(REVIEW_JOB, payload, user=actor, production=scenario.production.uid)
