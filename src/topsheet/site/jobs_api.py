"""Jobs over the API: ask how far one is, ask it to stop."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from topsheet.platform import jobs
from topsheet.platform.models import Job

router = Router(tags=["jobs"])


class JobOut(Schema):
    """``result`` is there when the job is done, ``error`` when it failed."""

    id: UUID
    name: str
    state: str
    progress: float
    message: str
    detail: dict[str, Any] | None
    result: dict[str, Any] | None
    error: str
    created_at: datetime
    finished_at: datetime | None


@router.get("/jobs/{job_id}", response=JobOut, summary="How far a job is")
def job_state(request: HttpRequest, job_id: UUID) -> Job:
    return jobs.find_job(job_id, request.user)


@router.post("/jobs/{job_id}/cancel", response=JobOut, summary="Ask a job to stop")
def cancel_job(request: HttpRequest, job_id: UUID) -> Job:
    job = jobs.find_job(job_id, request.user)
    jobs.cancel(job)
    return job
