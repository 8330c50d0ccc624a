"""New production from a script, and the page that shows how far it is."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.platform import files
from topsheet.platform.models import Job, JobState, User
from topsheet.site.stages import stages_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed_in(client: Client, owner: User, office: Path) -> Client:
    client.force_login(owner)
    return client


def form(**choices: object) -> dict[str, object]:
    """What the page sends when only a script was chosen."""
    script = SimpleUploadedFile("orchard.fountain", b"INT. KITCHEN - DAY\n\nShe waits.\n")
    sent = {"file": script, "kind": "feature", "level": "low", "days_per_week": "5", "effort": "10"}
    return sent | choices


def test_the_form_offers_countries_and_agreements_by_name(signed_in: Client):
    page = assert_clean_page(signed_in.get("/new/"))
    assert '<option value="FR">France</option>' in page
    assert 'value="sag-aftra-theatrical"' in page


def test_a_script_is_kept_and_a_plan_is_asked_for(signed_in: Client, owner: User):
    choices = {"country": "FR", "start": "2027-04-05", "agreements": ["eu-2003-88"]}
    response = signed_in.post("/new/", form(**choices))
    job = Job.objects.get()
    assert response.headers["Location"] == f"/jobs/{job.id}/"
    assert (job.name, job.user, job.state) == ("chain.plan", owner, JobState.QUEUED)
    assert files.read(job.payload["file"]).startswith(b"INT. KITCHEN")
    assert job.payload["filename"] == "orchard.fountain"
    assert job.payload["options"]["country"] == "FR"
    assert job.payload["options"]["agreements"] == ["eu-2003-88"]


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("start", "1800-01-01", "1800-01-01"),
        ("start", "soon", "is not a date"),
        ("country", "XX", "is not one of the available choices"),
        ("days_per_week", "9", "is not one of the available choices"),
        ("file", "", "Choose a script"),
    ],
)
def test_a_wrong_choice_is_one_sentence_at_its_field(
    signed_in: Client, field: str, given: str, said: str
):
    page = assert_clean_page(signed_in.post("/new/", form(**{field: given})))
    assert said in page
    assert f'id="id_{field}_error"' in page
    assert not Job.objects.exists()


def test_a_waiting_job_shows_its_stages_and_asks_again(signed_in: Client, owner: User):
    job = plan(owner, state=JobState.RUNNING, progress=0.4, message="€ 486,220 so far")
    job.detail = {"stage": "schedule"}
    job.save()
    page = assert_clean_page(signed_in.get(f"/jobs/{job.id}/"))
    assert 'hx-trigger="every 500ms"' in page
    assert "€ 486,220 so far" in page
    fragment = assert_clean_fragment(signed_in.get(f"/jobs/{job.id}/", headers=HTMX))
    assert "<html" not in fragment
    assert [stage.state for stage in stages_of(job)] == ["done", "done", "now"] + ["ahead"] * 2


def test_a_finished_plan_leads_to_its_topsheet(signed_in: Client, owner: User):
    job = plan(owner, state=JobState.DONE, result={"production": "abc"})
    assert signed_in.get(f"/jobs/{job.id}/", headers=HTMX).headers["HX-Redirect"] == "/p/abc/"
    assert signed_in.get(f"/jobs/{job.id}/").headers["Location"] == "/p/abc/"


def test_a_failed_plan_says_why_and_keeps_the_choices(signed_in: Client, owner: User):
    error = "0 scenes found: no line looks like INT. KITCHEN - DAY."
    job = plan(owner, state=JobState.FAILED, error=error)
    page = assert_clean_page(signed_in.get(f"/jobs/{job.id}/"))
    assert error in page
    assert "The plan could not be made" in page and "Making the plan" not in page
    assert "every 500ms" not in page
    again = assert_clean_page(signed_in.get(f"/new/?again={job.id}"))
    assert '<option value="short" selected>' in again
    assert '<option value="FR" selected>' in again


def test_a_plan_is_cancelled_by_who_asked_for_it(signed_in: Client, owner: User, person):
    job = plan(owner)
    stranger = Client()
    stranger.force_login(person("Ada"))
    assert stranger.post(f"/jobs/{job.id}/cancel/").status_code == 404
    signed_in.post(f"/jobs/{job.id}/cancel/")
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "Nothing was kept" in assert_clean_page(signed_in.get(f"/jobs/{job.id}/"))


def test_there_is_no_page_for_a_job_of_nobody(signed_in: Client):
    assert_clean_page(signed_in.get(f"/jobs/{uuid4()}/"), 404)


def test_a_plan_under_way_is_found_on_the_slate(signed_in: Client, owner: User):
    job = plan(owner, state=JobState.RUNNING, message="Scheduling")
    page = assert_clean_page(signed_in.get("/"))
    assert f'href="/jobs/{job.id}/"' in page


def plan(owner: User, **fields: object) -> Job:
    options = {"kind": "short", "country": "FR", "effort": 10}
    payload = {"file": "0" * 64, "filename": "orchard.fountain", "options": options}
    return Job.objects.create(name="chain.plan", user=owner, payload=payload, **fields)
