"""New drafts by API and command line."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.chain.tests.test_drafts import blue
from topsheet.platform import jobs
from topsheet.platform.models import Job
from topsheet.production.selectors import scenario_of
from topsheet.script.correcting import correct_scene
from topsheet.script.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(made, owner, office):
    return scenario_of(save_plan(made, demo_script(), DEMO, owner))


@pytest.fixture
def api(client, owner, scenario):
    """``api("get", "drafts")``: the API below the production, as the owner."""
    client.force_login(owner)

    def ask(method, path, body=None, **more):
        url = f"/api/v1/productions/{scenario.production.uid}/{path}"
        kind = {} if method == "get" or more.pop("form", False) else {
            "content_type": "application/json"}  # fmt: skip
        return getattr(client, method)(url, body, **kind, **more)

    return ask


def hand_in(api, data, name="blue.fountain", **fields):
    body = {"file": SimpleUploadedFile(name, data), **fields}
    return api("post", "drafts", body, form=True)


def test_a_draft_is_handed_in_reviewed_and_taken_in(api, scenario):
    asked = hand_in(api, blue())
    assert asked.status_code == 202
    job = asked.json()["job"]
    assert api("get", f"drafts/reviews/{job}").status_code == 404
    jobs.work(once=True)
    review = api("get", f"drafts/reviews/{job}").json()
    assert review["counts"]["new"] == 1
    assert {scene["fate"] for scene in review["scenes"]} == {"new", "omitted", "changed", "same"}
    assert not review["stale"]
    done = api("post", f"drafts/reviews/{job}/import", {"pairings": {}})
    assert done.status_code == 200
    scenario.production.refresh_from_db()
    assert done.json()["sequence"] == scenario.production.sequence
    drafts = api("get", "drafts").json()
    assert [(d["number"], d["colour"], d["in_force"]) for d in drafts] == [
        (2, "blue", True), (1, "white", False),
    ]  # fmt: skip
    assert drafts[0]["by"] == "Olga Owner"


def test_a_stale_review_is_made_again(api, owner, scenario):
    job = hand_in(api, blue()).json()["job"]
    jobs.work(once=True)
    correct_scene(owner, scenario, "s0001", {"synopsis": "It begins."})
    assert api("get", f"drafts/reviews/{job}").json()["stale"]
    refused = api("post", f"drafts/reviews/{job}/import", {})
    assert refused.status_code == 409
    assert "changed since this draft was reviewed" in refused.json()["detail"]
    assert jobs.work(once=True) == 1
    assert Draft.objects.count() == 1


def test_a_missing_file_says_what_to_send(api):
    for answer in (api("post", "drafts", {}, form=True), api("post", "drafts", {"file": "x"})):
        assert answer.status_code == 422
        assert "multipart/form-data in the field “file”" in answer.json()["detail"]


def test_another_film_fails_the_job_in_a_sentence(api):
    other = b"INT. A - DAY\n\nOnce.\n\nEXT. B - DAY\n\nTwice.\n"
    job = hand_in(api, other).json()
    jobs.work(once=True)
    assert "looks like another film" in Job.objects.get(id=job["job"]).error
    insisted = hand_in(api, other, anyway="true").json()["job"]
    jobs.work(once=True)
    assert not api("get", f"drafts/reviews/{insisted}").json()["same_film"]


def test_the_draft_in_force_is_refused_at_once(api):
    answer = hand_in(api, demo_script())
    assert answer.status_code == 422
    assert "is the draft in force already" in answer.json()["detail"]


@pytest.mark.parametrize("job", ["x", "00000000-0000-0000-0000-000000000000", "%00"])
def test_a_review_that_is_not_there_is_404(api, job):
    assert api("get", f"drafts/reviews/{job}").status_code == 404
    assert api("post", f"drafts/reviews/{job}/import", {}).status_code == 404


def test_strangers_find_no_drafts(client, person, scenario):
    client.force_login(person("Ada"))
    assert client.get(f"/api/v1/productions/{scenario.production.uid}/drafts").status_code == 404


def test_commands_list_compare_and_take_in(command, scenario, tmp_path):
    name, file = scenario.production.uid, tmp_path / "blue.fountain"
    file.write_bytes(blue())
    compared = command("draft", "compare", name, str(file))
    assert "1 new, 1 omitted" in compared.stdout
    assert "LIGHTHOUSE" in compared.stdout
    shown = command("draft", "import", name, str(file))
    assert "Nothing was saved" in shown.stdout
    assert Draft.objects.count() == 1
    taken = command("draft", "import", name, str(file), "--yes", "--json")
    assert json.loads(taken.stdout)["row"]["colour"] == "blue"
    assert "blue.fountain  (1 new" in command("draft", "list", name).stdout


def test_commands_refuse_in_a_line(command, scenario, tmp_path):
    other = tmp_path / "other.fountain"
    other.write_text("INT. A - DAY\n\nOnce.\n")
    name = scenario.production.uid
    for arguments in (
        ("draft", "import", name, str(other)),
        ("draft", "import", name, str(tmp_path / "none.fountain")),
        ("draft", "import", name, str(tmp_path)),
        ("draft", "import", name, str(other), "--anyway", "--pair", "nonsense"),
        ("draft", "import", name, str(other), "--anyway", "--pair", "1=999"),
    ):
        result = command(*arguments)
        assert result.exit_code == 2, arguments
        assert "Traceback" not in result.stderr
