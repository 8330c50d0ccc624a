"""The API of the breakdown: what the pages call, and what wild input gets."""

from __future__ import annotations

import json

import pytest

from topsheet.breakdown import models

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(film, client):
    """``api("POST", "decide", {…})`` → status and body, as the owner."""
    client.force_login(film.owner)

    def ask(method, path, body=None):
        response = client.generic(
            method,
            f"/api/v1/productions/{film.production.uid}/breakdown/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
        )
        return response.status_code, response.json()

    return ask


def test_a_decision_answers_with_its_sentence_and_the_row(film, api):
    row = film.mention("horse", "s0002")
    status, said = api("POST", "decide", {"state": "accepted", "uids": [row.uid], "version": 1})
    assert status == 200
    assert said["change"] == "horse accepted in scene 2"
    assert said["rows"][0]["version"] == 2
    assert said["sequence"] == film.production.sequence + 1


def test_a_stale_decision_is_a_conflict_with_both_values(film, api):
    row = film.mention("horse", "s0002")
    api("POST", "decide", {"state": "accepted", "uids": [row.uid], "version": 1})
    status, said = api("POST", "decide", {"state": "rejected", "uids": [row.uid], "version": 1})
    assert status == 409
    assert (said["theirs"]["state"], said["yours"]["state"]) == ("accepted", "rejected")
    assert said["version"] == 2


def test_every_suggestion_stands_in_the_review_in_the_order_of_the_script(film, api):
    _, index = api("GET", "review")
    at = {name: n for n, name in enumerate(index["columns"])}
    total = sum(m.objects.filter(scenario=film.scenario).count()
                for m in (models.Mention, models.Appearance, models.SceneFlag))  # fmt: skip
    assert len(index["items"]) == total
    places = [(row[at["scene"]], row[at["line"]]) for row in index["items"]]
    assert places == sorted(places)
    assert index["elements"]["animals-horse"]["name"] == "horse"


def test_the_text_of_a_scene_is_whole_and_its_words_are_marked(film, api):
    _, scenes = api("GET", "review/scenes?uids=s0002")
    (scene,) = scenes
    text = "".join(text for block in scene["blocks"] for text, _ in block["pieces"])
    assert "FORTY VILLAGERS follow a horse. Martha waves." in text
    marked = {text for block in scene["blocks"] for text, uids in block["pieces"] if uids}
    assert {"VILLAGERS", "horse", "Martha", "dagger"} <= marked
    assert film.mention("horse", "s0002").uid in scene["items"]


def test_elements_are_worked_on_through_the_api(film, api):
    assert api("PATCH", "elements/animals-horse", {"name": "mare", "version": 1})[0] == 200
    merge = {"elements": ["props-dagger"], "into": "props-knife"}
    assert api("POST", "merge", merge)[0] == 200
    assert api("POST", "elements/props-knife/split", {"scenes": ["3"], "name": "cleaver"})[0] == 200
    assert api("POST", "elements/props-rifle/links", {"always_with": "leo"})[0] == 200
    assert api("POST", "words", {"scene": "1", "words": "a tin", "category": "props"})[0] == 200
    assert api("POST", "elements", {"name": "painter", "category": "notes"})[0] == 200
    assert api("DELETE", "elements/painter")[0] == 200
    assert api("POST", "category", {"elements": ["tin"], "category": "set dressing"})[0] == 200
    assert api("POST", "refuse", {"element": "props-rifle", "scene": "3"})[0] == 200
    rows = {row["name"]: row for row in api("GET", "elements")[1]}
    assert [s["number"] for s in rows["knife"]["scenes"]] == ["1", "2"]
    assert rows["tin"]["category"] == "set dressing"
    assert rows["mare"]["aliases"][0]["text"] == "horse"
    assert rows["rifle"]["links"][0]["name"] == "LEO"
    assert "painter" not in rows
    link = rows["rifle"]["links"][0]["uid"]
    assert api("DELETE", f"links/{link}")[0] == 200
    alias = rows["mare"]["aliases"][0]["uid"]
    assert api("DELETE", f"aliases/{alias}")[0] == 200


def test_presence_and_roles_are_worked_on_through_the_api(film, api):
    put = {"scene": "3", "role": "martha", "present": "voice"}
    assert api("PUT", "presence", put)[0] == 200
    assert api("POST", "roles/boy/merge", {"into": "leo"})[0] == 200
    found = api("GET", "presence")[1]
    third = next(scene for scene in found["scenes"] if scene["uid"] == "s0003")
    assert {key: seen["how"] for key, seen in third["roles"].items()} == {
        "martha": "voice", "leo": "works",
    }  # fmt: skip
    row = film.mention("villagers", "s0002")
    assert api("PATCH", f"mentions/{row.uid}", {"quantity": 12, "version": 1})[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "decide", {"state": "maybe", "uids": ["x"]}),
        ("POST", "decide", {"state": "accepted"}),
        ("POST", "decide", {"state": "accepted", "uids": ["\x00"]}),
        ("POST", "decide", {"state": "accepted", "uids": [], "from_confidence": 10**40}),
        ("POST", "words", {"scene": "1", "words": "…", "category": "props"}),
        ("POST", "words", {"scene": "1", "words": "x" * 900, "category": "props"}),
        ("POST", "words", {"scene": "99", "words": "tin", "category": "props"}),
        ("POST", "words", {"scene": "1", "words": "tin", "category": "nonsense"}),
        ("POST", "words", {"scene": "1", "words": "tin", "category": "props", "line": 10**20}),
        ("POST", "words", {"scene": "1", "words": "tin", "category": "props", "quantity": 0}),
        ("PATCH", "elements/%00", {"name": "x"}),
        ("PATCH", "elements/nothing", {"name": "x"}),
        ("PATCH", "elements/props-knife", {"name": "   "}),
        ("PATCH", "elements/props-knife", {"version": -1, "name": "x"}),
        ("POST", "merge", {"elements": ["props-knife"], "into": "props-knife"}),
        ("POST", "merge", {"elements": [], "into": "props-knife"}),
        ("POST", "elements/props-knife/split", {"scenes": ["2"], "name": "cleaver"}),
        ("POST", "elements/props-knife/links", {}),
        ("DELETE", "elements/props-knife", None),
        ("DELETE", "links/%F0%9F%90%8E", None),
        ("PATCH", "mentions/nothing", {"quantity": 1}),
        ("PUT", "presence", {"scene": "1", "role": "nobody", "present": "works"}),
        ("PUT", "flags", {"scene": "1", "flag": "snow"}),
        ("PUT", "flags", {"scene": "99", "flag": "rain"}),
        ("GET", "review/scenes?uids=", None),
        ("GET", "review/scenes?uids=%00", None),
        ("GET", "review/scenes?uids=s0001,s0009", None),
        ("GET", "review?scenario=nothing", None),
    ],
)
def test_wild_input_is_refused_in_a_sentence(api, method, path, body):
    status, said = api(method, path, body)
    assert 400 <= status < 500, said
    assert said["detail"]


def test_who_may_only_look_is_refused_and_a_stranger_finds_nothing(film, client, member, person):
    address = f"/api/v1/productions/{film.production.uid}/breakdown/decide"
    body = json.dumps({"state": "accepted", "scene": "1"})
    for user, status in ((member(film.production, "auditor"), 403), (person("Ada"), 404)):
        client.force_login(user)
        assert client.post(address, body, content_type="application/json").status_code == status
