"""The main job over the API: ask for a plan, wait for its job, read topsheet and figures."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from topsheet.chain.tests.test_commands_plan import SMALL
from topsheet.platform.jobs import work
from topsheet.production.models import Production

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def api(client: Client, owner, office) -> Client:
    client.force_login(owner)
    return client


def ask(api: Client, content: bytes = SMALL.encode(), **options: str):
    file = SimpleUploadedFile("two.fountain", content)
    return api.post("/api/v1/plans", {"file": file, "effort": "1", **options})


def test_a_plan_is_made_by_a_job_and_read_back(api: Client):
    asked = ask(api, country="FR", start="2027-04-05")
    assert asked.status_code == 202
    assert work(once=True) == 1
    job = api.get(asked["Location"]).json()
    assert job["state"] == "done", job
    uid = job["result"]["production"]
    topsheet = api.get(f"/api/v1/productions/{uid}/topsheet").json()
    assert topsheet["title"] == "Two Rooms"
    why = api.get(f"/api/v1/productions/{uid}/explain", {"address": "budget"}).json()
    assert why["value"]["amount"] == topsheet["budget"][-1]["amount"]


def test_a_bad_option_is_a_problem_that_names_its_field(api: Client):
    refused = ask(api, country="XX")
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["field"] == "country"


def test_a_script_that_is_none_fails_its_job_and_leaves_no_production(api: Client):
    asked = ask(api, b"He went in.\n\n" * 50)
    work(once=True)
    job = api.get(asked["Location"]).json()
    assert job["state"] == "failed"
    assert "0 scenes found" in job["error"]
    assert not Production.objects.exists()


def test_an_unknown_figure_is_not_found(api: Client):
    ask(api)
    work(once=True)
    uid = Production.objects.get().uid
    missing = api.get(f"/api/v1/productions/{uid}/explain", {"address": "budget/none"})
    assert missing.status_code == 404
    assert missing["Content-Type"] == "application/problem+json"


def test_nobody_signed_out_is_told_anything(client: Client, db):
    assert client.get("/api/v1/productions").status_code == 401
