"""Search over the rooms: found where it is, and only by those who may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.budget.models import Account
from topsheet.people.models import Role
from topsheet.places.models import Place
from topsheet.platform.models import User
from topsheet.production import searching
from topsheet.production.changes import recording
from topsheet.production.models import Production
from topsheet.production.searching import search
from topsheet.production.selectors import scenario_of
from topsheet.production.services import archive_production
from topsheet.script.models import Draft, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    searching.forget()


@pytest.fixture
def orchard(owner: User, production: Callable[..., Production]) -> Production:
    found = production("The Orchard")
    _fill(found, owner)
    return found


def _fill(production: Production, actor: User) -> None:
    scenario = scenario_of(production)
    draft = Draft(scenario=scenario, number=1, title="Orchard", file_name="a", format="fountain",
                  colour="white", pages=1, pages_by_eighths=8, eighths_source="ceil")  # fmt: skip
    scene = Scene(
        scenario=scenario, uid="s0001", draft=draft, order=0, number="12A", numbered=True,
        heading="INT. MÜHLE - NIGHT", intext="INT", light="night", eighths=8, page=1, line=1,
        elements=[{"kind": "action", "text": "The lantern goes out.", "line": 2}],
    )  # fmt: skip
    with recording(production, actor, "Filled") as changes:
        changes.create(draft)
        changes.create(scene)
        changes.create(Account(scenario=scenario, uid="3300", name="Camera", level="production",
                               order=1))  # fmt: skip
        changes.create(Place(production=production, uid="mill", name="Old mill, Łódź"))
        changes.create(Role(production=production, uid="mia", name="Mia Berg", board_id="1",
                            deal="day"))  # fmt: skip


def _names(user: User, query: str, here: Production | None = None) -> list[str]:
    found = search(user, query, here=scenario_of(here) if here else None, seconds=5)
    return [one.name for one in (*found.here, *found.elsewhere)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("12a", "12A INT. MÜHLE - NIGHT"),
        ("muhle night", "12A INT. MÜHLE - NIGHT"),
        ("lantern", "12A INT. MÜHLE - NIGHT"),
        ("3300", "3300 Camera"),
        ("lodz", "Old mill, Łódź"),
        ("berg mia", "Mia Berg"),
    ],
)
def test_things_are_found_by_what_people_remember_of_them(
    owner: User, orchard: Production, query: str, name: str
):
    assert name in _names(owner, query, orchard)


def test_this_production_comes_first_and_others_are_named(
    owner: User, orchard: Production, production: Callable[..., Production]
):
    other = production("Winter Ferry")
    _fill(other, owner)
    found = search(owner, "camera", here=scenario_of(orchard), seconds=5)
    assert [one.production_title for one in found.here] == ["The Orchard"]
    assert [one.production_title for one in found.elsewhere] == ["Winter Ferry"]


def test_nobody_learns_of_a_room_they_may_not_see(
    orchard: Production, member: Callable[..., User], person: Callable[..., User]
):
    assistant = member(orchard, "first-ad")
    assert "3300 Camera" not in _names(assistant, "camera", orchard)
    assert "12A INT. MÜHLE - NIGHT" in _names(assistant, "lantern", orchard)
    assert _names(member(orchard, "guest"), "berg", orchard) == []
    assert _names(person("Eve"), "berg") == []


def test_a_mistyped_word_finds_what_was_meant(owner: User, orchard: Production):
    found = search(owner, "camrea", here=scenario_of(orchard), seconds=5)
    assert found.meant == "camera"
    assert [one.name for one in found.here] == ["3300 Camera"]


def test_what_was_written_a_moment_ago_is_found(owner: User, orchard: Production):
    assert _names(owner, "zeppelin", orchard) == []
    with recording(orchard, owner, "Place added") as changes:
        changes.create(Place(production=orchard, uid="z", name="Zeppelin field"))
    assert _names(owner, "zeppelin", orchard) == ["Zeppelin field"]


def test_without_time_what_is_left_unread_is_said(
    owner: User, orchard: Production, production: Callable[..., Production]
):
    _fill(production("Winter Ferry"), owner)
    assert search(owner, "camera", here=scenario_of(orchard), seconds=0).unread == 1
    assert search(owner, "camera", here=scenario_of(orchard), seconds=5).unread == 0


def test_an_archived_production_is_found_by_its_title_only(
    client: Client, owner: User, orchard: Production, production: Callable[..., Production]
):
    archive_production(owner, orchard)
    client.force_login(owner)
    told: Any = client.get("/api/v1/search?q=orchard").json()
    assert [one["name"] for one in told["productions"]] == ["The Orchard"]
    assert not client.get("/api/v1/search?q=camera").json()["elsewhere"]


@pytest.mark.parametrize("q", ["", " ", "%00", "%F0%9F%8E%AC", "(((", "x" * 120, "%0A%0D", "'"])
def test_any_question_is_answered(client: Client, owner: User, orchard: Production, q: str):
    client.force_login(owner)
    assert client.get(f"/api/v1/search?q={q}&production={orchard.uid}").status_code == 200


def test_the_dialog_offers_commands_one_may_give(
    client: Client, owner: User, orchard: Production, member: Callable[..., User]
):
    client.force_login(owner)
    url = f"/go-to/?production={orchard.uid}"
    mine = assert_clean_fragment(client.get(url, headers={"HX-Request": "true"}))
    assert "Improve the board" in mine and "data-undo" in mine
    guest = Client()
    guest.force_login(member(orchard, "guest"))
    theirs = assert_clean_fragment(guest.get(url, headers={"HX-Request": "true"}))
    assert "Improve the board" not in theirs


def test_without_the_dialog_the_page_searches(client: Client, owner: User, orchard: Production):
    client.force_login(owner)
    page = assert_clean_page(client.get(f"/go-to/?production={orchard.uid}&q=lantern"))
    assert "12A INT. MÜHLE" in page
    assert f"/p/{orchard.uid}/script/#s0001" in page


def test_the_command_line_searches_everywhere(command: Callable[..., Any], orchard: Production):
    assert "3300 Camera" in command("search", "camera").output


def test_what_is_found_leads_to_a_page(client: Client, owner: User, orchard: Production):
    client.force_login(owner)
    for query in ("lantern", "mia", "mill", "3300"):
        rows: Any = client.get(f"/api/v1/search?q={query}&production={orchard.uid}").json()["here"]
        assert rows, query
        assert all("/p/" in row["url"] for row in rows)
    for query in ("mill", "3300"):
        rows = client.get(f"/api/v1/search?q={query}&production={orchard.uid}").json()["here"]
        assert all(
            client.get(row["url"], follow=True).status_code == 200
            for row in rows
            if row["kind"] == "place"
        )
