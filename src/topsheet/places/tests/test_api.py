"""Places through the API and on their pages."""

import pytest
from django.test import Client

from topsheet.places.services import PlaceWanted, new_place, save_places
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of


@pytest.fixture
def made(production, owner):
    made = production(country="FR")
    with recording(made, owner, "Plan") as changes:
        wanted = PlaceWanted(key="cafe", name="Café", sets=("CAFÉ", "CAFÉ - KITCHEN"), stage=True)
        save_places(changes, scenario_of(made), [wanted])
    return made


@pytest.fixture
def api(made):
    def ask(user, verb: str, path: str, body=None):
        client = Client()
        client.force_login(user)
        url = f"/api/v1/productions/{made.uid}/{path}"
        sent = {} if body is None else {"content_type": "application/json", "data": body}
        answer = getattr(client, verb.lower())(url, **sent)
        return answer.status_code, answer.json()

    return ask


def test_sets_are_put_at_a_new_place_and_the_answer_has_its_row(made, owner, api):
    body = {"sets": ["CAFÉ"], "new": {"name": "Chez Lulu", "position": "48°51′N 2°21′E"}}
    status, answer = api(owner, "POST", "sets/bind", body)
    assert (status, answer["change"]) == (200, "CAFÉ put at Chez Lulu")
    (row,) = answer["rows"]
    assert (row["sets"], row["position"]) == (["CAFÉ"], "48.85, 2.35")
    assert (row["zone"], row["zone_assumed"]) == ("Europe/Paris", True)
    assert row["geo"] == "geo:48.85,2.35"
    assert row["map"].startswith("https://www.openstreetmap.org/?mlat=48.85&mlon=2.35")


def test_an_assumed_place_is_bound_to_a_real_one(made, owner, api):
    body = {"version": 1, "name": "Chez Lulu", "address": "3, rue Haute"}
    _, answer = api(owner, "POST", "places/cafe/bind", body)
    assert (answer["rows"][0]["assumed"], answer["change"]) == (False, "Place Chez Lulu bound")


def test_the_sun_is_told_by_the_clock_of_the_place(made, owner, api):
    place = new_place(owner, made, name="Greenwich", position="51.4769, 0.0", country="GB")
    _, answer = api(owner, "GET", f"places/{place.uid}/sun?first=2026-06-21")
    (day,) = answer["days"]
    assert (answer["zone"], day["sunrise"], day["sunset"]) == ("Europe/London", "04:43", "21:21")


def test_a_place_without_a_position_has_no_sun(made, owner, api):
    status, problem = api(owner, "GET", "places/cafe/sun?first=2026-06-21")
    assert (status, problem["field"]) == (422, "position")


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("POST", "sets/bind", {"sets": []}), ("POST", "sets/bind", {"sets": ["\0"], "place": "\0"}),
        ("POST", "sets/bind", {"sets": ["CAFÉ"]}), ("PATCH", "places/%00", {"name": "x"}),
        ("PATCH", "places/cafe", {"position": "9" * 4000}), ("PATCH", "places/cafe", {"away": "x"}),
        ("PATCH", "places/cafe", {"version": 10**40}), ("POST", "places", {"name": "\0"}),
        ("POST", "places/cafe/merge", {"into": "cafe"}), ("DELETE", "places/cafe", None),
        ("GET", "places/cafe/sun?first=0001-01-01", None), ("GET", "places?scenario=%00", None),
    ],
)  # fmt: skip
def test_wild_input_is_a_problem_and_never_a_fault(made, owner, api, verb, path, body):
    status, problem = api(owner, verb, path, body)
    assert status in (400, 404, 422)
    assert problem["detail"]


@pytest.mark.parametrize("page", ["places/", "places/sets/", "places/at/cafe/"])
def test_pages_show_the_place_and_hide_what_one_may_not_do(made, owner, member, client, page):
    for user, edits in ((owner, True), (member(made, "financier"), False)):
        client.force_login(user)
        html = client.get(f"/p/{made.uid}/{page}").content.decode()
        assert "Café" in html
        assert ("data-cell" in html or 'id="bind"' in html) == edits


def test_who_may_not_see_places_is_refused_and_a_guess_is_not_there(made, member, person, client):
    client.force_login(member(made, "casting"))
    assert client.get(f"/p/{made.uid}/places/").status_code == 403
    client.force_login(person("Stranger"))
    assert client.get(f"/p/{made.uid}/places/").status_code == 404
    assert client.get(f"/p/{made.uid}/places/at/nowhere/").status_code == 404
