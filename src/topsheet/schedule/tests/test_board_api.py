"""The board over the API: every verb, conflicts with both values, wild input, pay."""

from __future__ import annotations

import json

import pytest

from topsheet.platform.jobs import Cancelled, Progress, find_job, work
from topsheet.schedule import improving, working
from topsheet.schedule.engine.types import SHOOT_DAYS, PriceList, Tariff
from topsheet.schedule.improving import Asked, request_improve
from topsheet.schedule.models import Strip
from topsheet.schedule.prices import _offered, offer
from topsheet.schedule.selectors import load_plan
from topsheet.schedule.tests.small_film import small_film
from topsheet.schedule.tests.test_working import state_of


@pytest.fixture
def film(production, owner):
    return small_film(production(), owner)


@pytest.fixture
def api(film, client, owner):
    client.force_login(owner)

    def ask(method, path="", body=None):
        url = f"/api/v1/productions/{film.production.uid}/board{path}"
        sent = {} if body is None else {"data": json.dumps(body)}
        found = getattr(client, method)(url, content_type="application/json", **sent)
        return found.status_code, found.json()

    return ask


def test_the_board_tells_days_strips_and_versions(film, api):
    status, found = api("get")
    assert status == 200
    keys = [strip["key"] for day in found["days"] for strip in day["strips"]]
    assert sorted(keys) == ["s0001", "s0002", "s0003", "s0004"]
    assert {"uid", "version", "number", "date", "flags", "banners"} <= set(found["days"][0])


def test_a_strip_in_the_air_has_a_price_on_every_day(film, api):
    status, found = api("post", "/landing", {"strips": ["s0001"]})
    assert status == 200
    days = [day.uid for day in state_of(film).days]
    assert [one["day"] for one in found["landings"]] == [*days, "new", "boneyard"]
    assert all(one["label"] for one in found["landings"])


def test_a_move_says_which_days_changed_and_the_new_versions(film, api):
    state = state_of(film)
    first, last = state.days[0], state.days[-1]
    key = last.strips[-1]
    status, found = api("post", "/move", {"strips": [key], "day": first.uid, "position": 0})
    assert status == 200
    assert first.uid in found["days"]
    assert {"sequence", "change"} <= set(found)
    row = next(row for row in found["rows"] if row["uid"] == key)
    assert row["version"] == Strip.objects.get(uid=key).version
    assert row["day"] == first.uid


def test_the_same_strip_moved_by_two_is_a_409_with_both_values(film, api, owner):
    key = state_of(film).days[0].strips[0]
    version = Strip.objects.get(uid=key).version
    working.to_boneyard(owner, film.scenario, [key])
    status, found = api(
        "post", "/move", {"strips": [key], "day": "new", "versions": {key: version}}
    )
    assert status == 409
    assert found["theirs"]["day"] == "boneyard"
    assert found["version"] == version + 1
    assert found["by"]


def test_every_verb_is_there(film, api):
    first = state_of(film).days[0].uid
    keys = state_of(film).keys()
    done = [
        api("post", "/move", {"strips": keys, "day": first}),
        api("post", f"/days/{first}/split", {"position": 2}),
        api("post", f"/days/{first}/join"),
        api("post", "/days", {"after": first}),
        api("post", "/days", {"date": "2028-01-03", "kind": "travel"}),
        api("post", "/breaks", {}),
        api("post", "/lock", {"strips": [keys[0]], "locked": True}),
        api("post", "/lock", {"strips": [keys[0]], "locked": False}),
        api("patch", f"/days/{first}", {"locked": True}),
        api("patch", f"/days/{first}", {"locked": False}),
        api("patch", f"/days/{first}", {"shift": "split", "call": 700, "note": "Rain cover"}),
        api("patch", f"/strips/{keys[0]}", {"minutes": 80}),
        api("post", f"/parts/{keys[1]}", {"count": 2}),
        api("patch", f"/strips/{keys[1]}/2", {"minutes": 20}),
        api("delete", f"/parts/{keys[1]}/2"),
        api("post", f"/extra/{keys[1]}", {"kind": "retake", "minutes": 30}),
        api("post", "/banners", {"day": first, "text": "Lunch", "minutes": 60}),
        api("put", "/preference", {"overtime_weight": 50000}),
        api("post", f"/days/{first}/shift", {"date": "2028-02-01"}),
        api("delete", f"/days/{first}"),
    ]
    for status, found in done:
        assert status == 200, found
        assert found["change"]
        assert found["sequence"]
    assert "\u201cLunch\u201d" in done[16][1]["change"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "/move", {"strips": [], "day": "new"}),
        ("post", "/move", {"strips": ["s0001", "s0001"], "day": "new"}),
        ("post", "/move", {"strips": ["s\x00"], "day": "new"}),
        ("post", "/move", {"strips": ["s0001"], "day": "new", "position": 10**30}),
        ("post", "/move", {"strips": ["s0001"], "day": "new", "versions": {"s0001": -1}}),
        ("post", "/move", {"strips": ["😀"], "day": "😀"}),
        ("post", "/landing", {"strips": ["gone"]}),
        ("post", "/days", {"date": "9999-12-31"}),
        ("post", "/days", {"date": "0001-01-01"}),
        ("patch", "/days/none", {"call": 5}),
        ("patch", "/days/none", {}),
        ("post", "/days/none/shift", {}),
        ("patch", "/strips/s0001", {"minutes": 10**20}),
        ("patch", "/strips/s0001/9/9", {"minutes": 1}),
        ("patch", "/strips/s0001", {"place": "x" * 201}),
        ("post", "/parts/s0001", {"count": 2, "shares": [9, 9]}),
        ("post", "/extra/s0001", {"kind": "scene", "minutes": 5}),
        ("delete", "/parts/s0001", None),
        ("post", "/improve", {"effort": 10**9}),
        ("post", "/improve/none/take", None),
        ("patch", "/banners/none", {"text": "x"}),
        ("put", "/preference", {"overtime_weight": -1}),
    ],
)
def test_wild_input_is_refused_with_a_sentence(api, method, path, body):
    status, found = api(method, path, body)
    assert 400 <= status < 500
    assert found["detail"]


def test_without_sight_of_pay_no_amount_is_told(film, client, member):
    client.force_login(member(film.production, "first-ad"))
    url = f"/api/v1/productions/{film.production.uid}/board"
    body = json.dumps({"strips": ["s0001"]})
    found = client.post(f"{url}/landing", body, content_type="application/json").json()
    for one in found["landings"]:
        assert one["change"] is None
        assert not one["positions"]
        assert one["label"]
        assert not any(breach["price"] for breach in one["appear"] + one["disappear"])
    assert client.get(url).json()["cost"] is None


def test_who_may_only_look_is_refused(film, client, member):
    client.force_login(member(film.production, "location-manager"))
    url = f"/api/v1/productions/{film.production.uid}/board"
    body = json.dumps({"strips": ["s0001"], "day": "new"})
    assert client.post(f"{url}/move", body, content_type="application/json").status_code == 403


def _a_day_each(film, owner):
    keys = state_of(film).keys()
    for key in keys:
        working.move_strips(owner, film.scenario, [key], "new")


@pytest.fixture
def priced(film):
    """A day has a price."""
    currency = film.production.currency
    prices = PriceList(currency=currency, tariffs={SHOOT_DAYS: Tariff((0, 10_000))}, basis="test")
    was = list(_offered)
    offer(lambda scenario: prices, lambda scenario: ("test",))
    yield prices
    _offered[:] = was


def test_improve_keeps_a_better_board_as_the_persons_change(film, api, owner, priced):
    _a_day_each(film, owner)
    before = len([day for day in state_of(film).days if day.strips])
    status, asked = api("post", "/improve", {"effort": 1})
    assert status == 200
    work(once=True)
    job = find_job(asked["job"], owner)
    assert job.state == "done", job.error
    assert job.result["saved"]
    assert job.result["days"] < before
    assert len(load_plan(film.scenario).best.days) == job.result["days"]
    assert load_plan(film.scenario).bound.minor > 0


def test_a_board_changed_meanwhile_is_not_overwritten_and_the_result_is_offered(
    film, owner, monkeypatch, priced
):
    _a_day_each(film, owner)
    job = request_improve(owner, film.scenario, Asked(effort=1))
    real = improving.improve

    def meanwhile(*args, **kwargs):
        found = real(*args, **kwargs)
        working.insert_day(owner, film.scenario)
        return found

    monkeypatch.setattr(improving, "improve", meanwhile)
    before = state_of(film)
    work(once=True)
    result = find_job(job.id, owner).result
    assert result["changed_meanwhile"]
    assert not result["saved"]
    now = state_of(film)
    assert [d.strips for d in now.days if d.strips] == [d.strips for d in before.days if d.strips]
    taken = improving.take_improved(owner, film.scenario, str(job.id))
    assert len([d for d in taken.after.days if d.strips]) == result["days"]


def test_a_cancelled_improve_keeps_the_best_so_far(film, owner, priced):
    _a_day_each(film, owner)

    class Impatient(Progress):
        asked = 0

        def report(self, fraction, message, detail=None):
            raise Cancelled

        def should_stop(self):
            Impatient.asked += 1
            return Impatient.asked > 4

    found = improving.improve_board(owner, film.scenario, Asked(effort=20), Impatient())
    assert found["stopped"]
    assert found["saved"] or not found["better"]
