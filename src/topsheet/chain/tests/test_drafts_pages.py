"""The pages of drafts: handed in, looked at, paired, taken in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.harness.pages import assert_clean_page
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.chain.tests.test_drafts import blue
from topsheet.platform import jobs
from topsheet.platform.models import Job
from topsheet.production.selectors import scenario_of
from topsheet.script.correcting import correct_scene
from topsheet.script.models import Draft, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(made, owner, office):
    return scenario_of(save_plan(made, demo_script(), DEMO, owner))


@pytest.fixture
def page(client, owner, scenario):
    client.force_login(owner)
    base = f"/p/{scenario.production.uid}/"

    def ask(path, body=None, **more):
        url = base + path if not path.startswith("/") else path
        return client.get(url, **more) if body is None else client.post(url, body, **more)

    return ask


def handed_in(page, data=None):
    """The address of the review of a draft, once a worker has done it."""
    sent = SimpleUploadedFile("blue.fountain", blue() if data is None else data)
    answer = page("draft/", {"file": sent})
    assert answer.status_code == 302
    jobs.work(once=True)
    return answer["Location"]


def test_a_draft_is_handed_in_looked_at_and_taken_in(page, scenario):
    assert "Drop the new draft here" in assert_clean_page(page("draft/"))
    url = handed_in(page)
    shown = assert_clean_page(page(url))
    for said in ("Draft 2, blue", "LIGHTHOUSE", "What it costs", "<ins>", "the same", "Estimate"):
        assert said in shown
    assert Draft.objects.count() == 1
    taken = page("draft/", {"import": url.partition("job=")[2]})
    assert taken["Location"] == f"/p/{scenario.production.uid}/script/"
    assert Draft.objects.count() == 2
    listed = assert_clean_page(page("drafts/"))
    assert "Draft 2, blue" in listed and "Draft 1, white" in listed
    assert "in force" in listed


def test_a_pair_said_otherwise_is_shown_and_taken_in(page, scenario):
    url = handed_in(page)
    [new] = [s for s in review_json(page, url)["scenes"] if s["fate"] == "new"]
    pair = f"{new['place']}:s0003"
    shown = assert_clean_page(page(f"{url}&pair={pair}"))
    assert f'<input type="hidden" name="pair" value="{pair}">' in shown
    page("draft/", {"import": url.partition("job=")[2], "pair": [pair]})
    assert Scene.objects.get(scenario=scenario, uid="s0003").set_name == "LIGHTHOUSE"
    nonsense = page(f"{url}&pair=99999:s0003")
    assert nonsense.status_code == 302


def review_json(page, url):
    job = url.partition("job=")[2]
    uid = url.split("/")[2]
    return page(f"/api/v1/productions/{uid}/drafts/reviews/{job}").json()


def test_a_job_under_way_is_shown_and_leads_to_its_review(page):
    sent = SimpleUploadedFile("blue.fountain", blue())
    url = page("draft/", {"file": sent})["Location"]
    assert "Comparing the drafts" in assert_clean_page(page(url))
    assert "hx-get" in page(url, headers={"HX-Request": "true"}).content.decode()
    jobs.work(once=True)
    assert page(url, headers={"HX-Request": "true"})["HX-Redirect"] == url


def test_another_film_may_be_compared_anyway(page):
    other = b"INT. A - DAY\n\nOnce.\n\nEXT. B - DAY\n\nTwice.\n"
    url = handed_in(page, other)
    failed = assert_clean_page(page(url))
    assert "looks like another film" in failed
    again = page("draft/", {"again": url.partition("job=")[2]})["Location"]
    jobs.work(once=True)
    assert "hardly any scene is known" in assert_clean_page(page(again))


def test_a_script_changed_since_leads_to_a_review_made_again(page, owner, scenario):
    url = handed_in(page)
    correct_scene(owner, scenario, "s0001", {"synopsis": "It begins."})
    answer = page("draft/", {"import": url.partition("job=")[2]})
    assert answer.status_code == 302
    assert answer["Location"] != url
    assert Draft.objects.count() == 1
    jobs.work(once=True)
    assert "Draft 2, blue" in assert_clean_page(page(answer["Location"]))
    assert page(url)["Location"] == answer["Location"]
    assert Job.objects.count() == 2


def test_what_cannot_be_a_draft_is_said_beside_the_field(page):
    for body in ({}, {"file": SimpleUploadedFile("same.fountain", demo_script())}):
        answer = page("draft/", body)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()


def test_a_drafts_file_is_given_back_as_it_came(page):
    answer = page("drafts/1/file")
    assert answer.content == demo_script()
    assert "attachment" in answer["Content-Disposition"]
    assert page("drafts/9/file").status_code == 404


def test_who_may_only_look_sees_the_drafts_and_hands_none_in(client, member, scenario):
    client.force_login(member(scenario.production, "guest"))
    base = f"/p/{scenario.production.uid}/"
    allowed = client.get(base + "drafts/").status_code
    assert allowed in (200, 403)
    assert client.get(base + "draft/").status_code == 403
    assert client.post(base + "draft/", {}).status_code == 403


def test_a_review_of_nothing_is_not_found(page):
    assert page("draft/?job=00000000-0000-0000-0000-000000000000").status_code == 404
    assert page("draft/?job=nonsense").status_code == 404
