"""A job ends: done, failed or cancelled, also when its worker is lost."""

import threading
from datetime import timedelta

import pytest

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform import clock, jobs
from topsheet.platform.models import Job, JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch):
    """``registered(function)``: the function as the job "test.job"."""
    monkeypatch.setattr(jobs, "_registry", dict(jobs._registry))
    monkeypatch.setattr(jobs, "_REPORT_EVERY", 0.0)
    return lambda function: jobs.job("test.job")(function)


def run(payload=None) -> Job:
    asked = jobs.enqueue("test.job", payload or {})
    jobs.work(once=True)
    asked.refresh_from_db()
    return asked


def test_a_job_that_is_done_gives_its_result(registered):
    registered(lambda payload, progress: {"days": payload["pages"] // 4})
    job = run({"pages": 96})
    assert (job.state, job.result, job.progress) == (JobState.DONE, {"days": 24}, 1.0)
    assert job.finished_at is not None


def test_progress_is_told_as_it_goes(registered):
    seen = []

    def work(payload, progress):
        progress.report(0.4, "Reading the script", {"scenes": 12})
        seen.append(Job.objects.get())
        return {}

    registered(work)
    run()
    assert (seen[0].progress, seen[0].message) == (0.4, "Reading the script")
    assert seen[0].detail == {"scenes": 12}
    assert seen[0].state == JobState.RUNNING


def test_a_known_error_fails_the_job_in_its_own_words(registered):
    def work(payload, progress):
        raise InvalidInput("There is no scene in this file.")

    registered(work)
    job = run()
    assert (job.state, job.error) == (JobState.FAILED, "There is no scene in this file.")


def test_an_unforeseen_error_fails_the_job_and_asks_for_a_report(registered, caplog):
    def work(payload, progress):
        return {"never": 1 // 0}

    registered(work)
    job = run()
    assert job.state == JobState.FAILED
    assert "ZeroDivisionError" in job.error
    assert "Traceback" not in job.error


def test_a_waiting_job_is_cancelled_at_once(registered):
    registered(lambda payload, progress: {})
    job = jobs.enqueue("test.job", {})
    jobs.cancel(job)
    assert job.state == JobState.CANCELLED
    assert jobs.work(once=True) == 0


def test_a_running_job_is_cancelled_at_its_next_report(registered):
    def work(payload, progress):
        jobs.cancel(Job.objects.get())
        progress.report(0.5, "Solving")
        raise AssertionError("it went on")

    registered(work)
    assert run().state == JobState.CANCELLED


def test_a_job_that_is_over_is_not_cancelled_any_more(registered):
    registered(lambda payload, progress: {})
    job = run()
    jobs.cancel(job)
    assert job.state == JobState.DONE


def lost(attempt: int, **fields) -> Job:
    """A running job whose worker fell silent."""
    silence = clock.now() - jobs.LOST_AFTER - timedelta(seconds=1)
    return Job.objects.create(
        name="test.job", state=JobState.RUNNING, attempt=attempt, heartbeat=silence, **fields
    )


def test_a_lost_job_is_tried_once_more(registered):
    registered(lambda payload, progress: {"done": True})
    job = lost(attempt=1)
    jobs.work(once=True)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.DONE, 2)


def test_a_job_lost_twice_fails_with_a_sentence(registered):
    job = lost(attempt=2)
    assert jobs.reclaim() == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "twice" in job.error


def test_a_lost_job_that_was_to_be_cancelled_is_cancelled(registered):
    job = lost(attempt=1, cancel_requested=True)
    jobs.reclaim()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_job_that_beats_is_not_lost(registered):
    Job.objects.create(name="test.job", state=JobState.RUNNING, attempt=1, heartbeat=clock.now())
    assert jobs.reclaim() == 0


def test_the_job_of_a_worker_known_to_have_ended_is_not_waited_for(registered):
    Job.objects.create(
        name="test.job", state=JobState.RUNNING, attempt=1, heartbeat=clock.now(), worker="a:1/1"
    )
    assert jobs.reclaim("a:1/2") == 0
    assert jobs.reclaim("a:1/1") == 1


def test_a_worker_that_was_given_up_does_not_overwrite_the_second_try(registered):
    def work(payload, progress):
        Job.objects.update(state=JobState.RUNNING, worker="another", attempt=2)
        return {"from": "the first"}

    registered(work)
    job = run()
    assert (job.state, job.worker, job.result) == (JobState.RUNNING, "another", None)


def test_jobs_are_run_in_the_order_they_were_asked_for(registered):
    order = []
    registered(lambda payload, progress: order.append(payload["n"]) or {})
    for n in range(3):
        jobs.enqueue("test.job", {"n": n})
    assert jobs.work(once=True) == 3
    assert order == [0, 1, 2]


def test_an_unknown_name_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match=r"no\.such"):
        jobs.enqueue("no.such", {})


def test_a_job_is_shown_to_whom_it_belongs_and_to_owners(registered, person, owner):
    registered(lambda payload, progress: {})
    ada, job = person("Ada"), None
    job = jobs.enqueue("test.job", {}, user=ada)
    assert jobs.find_job(job.id, ada) == job
    assert jobs.find_job(str(job.id), owner) == job
    for user, wanted in ((person("Bob"), job.id), (ada, "nonsense")):
        with pytest.raises(NotFound):
            jobs.find_job(wanted, user)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_a_cancel_reaches_an_engine_by_the_heartbeat(registered, monkeypatch):
    import time

    monkeypatch.setattr(jobs, "HEARTBEAT_SECONDS", 0.05)

    def work(payload, progress):
        jobs.cancel(Job.objects.get())
        for _ in range(200):
            if progress.should_stop():
                return {"stopped": True}
            time.sleep(0.02)
        return {"stopped": False}

    registered(work)
    assert run().result == {"stopped": True}


@pytest.mark.django_db(transaction=True)
def test_a_job_that_does_not_hear_a_cancel_is_abandoned(registered, monkeypatch):
    monkeypatch.setattr(jobs, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(jobs, "CANCEL_PATIENCE", 0.1)
    abandoned = threading.Event()

    def work(payload, progress):
        jobs.cancel(Job.objects.get())
        return {"abandoned": abandoned.wait(20)}

    registered(work)
    job = jobs.enqueue("test.job", {})
    jobs.work(once=True, abandon=abandoned.set)
    job.refresh_from_db()
    assert abandoned.is_set()
    assert (job.state, job.result) == (JobState.CANCELLED, None)
