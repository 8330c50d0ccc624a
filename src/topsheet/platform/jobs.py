"""Work behind the pages: asked for by a request, done by a worker, told as it goes.

    queued ──claim──> running ──> done | failed | cancelled
       ^                 │
       └── heartbeat lost (once; the second time: failed)

A job's function runs outside any transaction; it stores what it found in one
short one and returns a small result. It hears of a cancel when it reports.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from topsheet.kernel.errors import NotFound, TopsheetError
from topsheet.platform import clock
from topsheet.platform.models import Job, JobState, User

HEARTBEAT_SECONDS = 2.0
LOST_AFTER = timedelta(seconds=15)
CANCEL_PATIENCE = 30.0  # seconds a job may go on after a cancel before it is abandoned
_REPORT_EVERY = 0.25  # seconds between two writes of progress
_IDLE_SECONDS = 0.5

log = logging.getLogger(__name__)


class Cancelled(Exception):
    """The person who asked for the job has asked to stop it."""


class Progress:
    """Where a long work tells how far it is. This one tells nobody; workers and the
    command line have their own.
    """

    def report(self, fraction: float, message: str, detail: dict[str, Any] | None = None) -> None:
        """``fraction`` from 0 to 1. Raises Cancelled when a cancel was asked for."""

    def should_stop(self) -> bool:
        """Whether a cancel was asked for, for engines that look for themselves."""
        return False


JobFunction = Callable[[dict[str, Any], Progress], dict[str, Any]]
_registry: dict[str, JobFunction] = {}


def job(name: str) -> Callable[[JobFunction], JobFunction]:
    """Register a function in a room's ``jobs.py`` as the work called ``name``."""

    def register(function: JobFunction) -> JobFunction:
        if _registry.get(name, function) is not function:
            raise ValueError(f"two jobs are called {name}")
        _registry[name] = function
        return function

    return register


def enqueue(
    name: str, payload: dict[str, Any], *, user: User | None = None, production: str = ""
) -> Job:
    """Ask for work; ``production`` is a uid. Raises ValueError for an unknown name."""
    _function(name)
    return Job.objects.create(name=name, payload=payload, user=user, production=production)


def find_job(job_id: str | UUID, user: User) -> Job:
    """A job that ``user`` asked for (an owner: anybody's). Raises NotFound."""
    jobs = Job.objects.all() if user.is_owner else Job.objects.filter(user=user)
    try:
        return jobs.get(id=job_id)
    except (Job.DoesNotExist, ValidationError):
        raise NotFound("There is no such job.") from None


def cancel(job: Job) -> None:
    """Stop a job: at once when it waits, at its next report when it runs."""
    waiting = Job.objects.filter(id=job.id, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, message="Cancelled", finished_at=clock.now()):
        Job.objects.filter(id=job.id, state=JobState.RUNNING).update(cancel_requested=True)
    job.refresh_from_db()


def reclaim(worker: str = "") -> int:
    """Retry (once) or fail the running jobs whose worker is lost; how many there were.

    With ``worker``, that one is known to have ended and its silence is not waited for.
    """
    silent = Q(heartbeat__lt=clock.now() - LOST_AFTER) | Q(heartbeat=None)
    lost = Q(worker=worker) if worker else silent
    running = Job.objects.filter(lost, state=JobState.RUNNING)
    return sum(_give_up_or_retry(job) for job in running)


def work(
    *,
    once: bool = False,
    name: str = "",
    stop: Callable[[], bool] = lambda: False,
    abandon: Callable[[], None] | None = None,
) -> int:
    """Run queued jobs until ``stop()``; with ``once``, until none is left. How many were run.

    ``abandon`` ends the process of a job that does not hear a cancel; somebody starts another.
    """
    name = name or worker_name()
    done = 0
    while not stop():
        reclaim()
        job = _claim(name)
        if job is not None:
            _run(job, abandon)
            done += 1
        elif once:
            break
        else:
            close_old_connections()
            time.sleep(_IDLE_SECONDS)
    return done


def worker_name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def _function(name: str) -> JobFunction:
    if name not in _registry:
        autodiscover_modules("jobs")
    if name not in _registry:
        raise ValueError(f"no room has a job called {name}")
    return _registry[name]


def _claim(worker: str) -> Job | None:
    """The oldest waiting job, now ours. The conditional update decides between two workers."""
    with transaction.atomic():
        waiting = Job.objects.filter(state=JobState.QUEUED).order_by("created_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return None
        job.state, job.worker, job.attempt = JobState.RUNNING, worker, job.attempt + 1
        job.heartbeat = job.started_at = clock.now()
        job.save()
        return job


def _run(job: Job, abandon: Callable[[], None] | None) -> None:
    """Run one claimed job to an end, whatever happens in it."""
    with _heartbeat(job, abandon) as cancelled:
        try:
            result = _function(job.name)(job.payload, _JobProgress(job, cancelled))
        except Cancelled:
            _finish(job, JobState.CANCELLED, message="Cancelled")
        except TopsheetError as error:
            _finish(job, JobState.FAILED, error=error.message)
        except Exception:
            log.exception("job %s %s failed", job.name, job.id)
            _finish(job, JobState.FAILED, error=_unforeseen(job))
        else:
            _finish(job, JobState.DONE, result=result, progress=1.0)


def _unforeseen(job: Job) -> str:
    last = traceback.format_exc().strip().splitlines()[-1]
    return (
        f"Something unforeseen happened, nothing was changed. Please report it: {last} ({job.id})"
    )


def _finish(job: Job, state: JobState, **fields: Any) -> None:
    """Write the end, unless the job was taken from us meanwhile as lost."""
    ours = Job.objects.filter(id=job.id, state=JobState.RUNNING, worker=job.worker)
    ours.filter(attempt=job.attempt).update(state=state, finished_at=clock.now(), **fields)


def _give_up_or_retry(job: Job) -> int:
    seen = Job.objects.filter(id=job.id, state=JobState.RUNNING, attempt=job.attempt)
    if job.cancel_requested:
        return seen.update(state=JobState.CANCELLED, message="Cancelled", finished_at=clock.now())
    if job.attempt < 2:
        return seen.update(state=JobState.QUEUED, worker="", progress=0.0, message="Starting again")
    return seen.update(
        state=JobState.FAILED,
        finished_at=clock.now(),
        error="The program that ran this ended twice before it was done; nothing was changed. "
        "Try again, with a smaller effort if memory is short.",
    )


class _JobProgress(Progress):
    """Writes progress into the job's row, not more often than people can read it."""

    def __init__(self, job: Job, cancelled: threading.Event) -> None:
        self._job = job
        self._cancelled = cancelled
        self._written = 0.0

    def report(self, fraction: float, message: str, detail: dict[str, Any] | None = None) -> None:
        now = time.monotonic()
        if now - self._written >= _REPORT_EVERY:
            self._written = now
            _beat(self._job, self._cancelled, progress=min(max(fraction, 0.0), 1.0),
                  message=message[:300], detail=detail)  # fmt: skip
        if self._cancelled.is_set():
            raise Cancelled

    def should_stop(self) -> bool:
        return self._cancelled.is_set()


@contextmanager
def _heartbeat(job: Job, abandon: Callable[[], None] | None) -> Iterator[threading.Event]:
    """Beat in a thread of its own while the job runs; sets the event on a cancel.

    Inside a transaction (a test's) nobody could see a heartbeat, so there is none.
    """
    cancelled, over = threading.Event(), threading.Event()
    if connection.in_atomic_block:
        yield cancelled
        return
    arguments = (job, cancelled, over, abandon)
    thread = threading.Thread(target=_keep_beating, args=arguments, daemon=True)
    thread.start()
    try:
        yield cancelled
    finally:
        over.set()
        thread.join()


def _keep_beating(
    job: Job,
    cancelled: threading.Event,
    over: threading.Event,
    abandon: Callable[[], None] | None,
) -> None:
    deaf = 0.0  # seconds since the cancel
    try:
        while not over.wait(HEARTBEAT_SECONDS):
            try:
                _beat(job, cancelled)
                deaf = deaf + HEARTBEAT_SECONDS if cancelled.is_set() else 0.0
                if abandon is not None and deaf > CANCEL_PATIENCE:
                    _finish(job, JobState.CANCELLED, message="Cancelled")
                    abandon()
            except DatabaseError:
                log.warning("heartbeat of job %s was not written", job.id, exc_info=True)
    finally:
        connection.close()


def _beat(job: Job, cancelled: threading.Event, **fields: Any) -> None:
    """Say that we are alive; a job that is not ours any more is to stop too."""
    ours = Job.objects.filter(
        id=job.id, worker=job.worker, attempt=job.attempt, state=JobState.RUNNING
    )
    alive = ours.update(heartbeat=clock.now(), **fields)
    if not alive or ours.filter(cancel_requested=True).exists():
        cancelled.set()
