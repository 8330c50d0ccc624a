"""Undo and redo over the API and on the command line."""

import json

import pytest

from topsheet.production.models import Production
from topsheet.production.services import edit_production

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(production):
    return production()


@pytest.fixture
def ana(film, member):
    return member(film, "producer")


@pytest.fixture
def renamed(film, ana):
    edit_production(ana, film, film.version, title="Winter")
    return film


def path(film, verb):
    return f"/api/v1/productions/{film.uid}/{verb}"


def post(client, user, film, verb, body=None):
    client.force_login(user)
    return client.post(path(film, verb), body or {}, content_type="application/json")


def test_undo_and_redo(client, renamed, ana):
    undone = post(client, ana, renamed, "undo").json()
    assert undone["change"] == "Undone: Production edited"
    assert undone["rows"] == [
        {"kind": "production", "scenario": "", "uid": renamed.uid, "version": 3, "gone": False}
    ]
    assert Production.objects.get().title == "The Orchard"
    again = post(client, ana, renamed, "redo").json()
    assert (again["redoes"], Production.objects.get().title) == (undone["sequence"], "Winter")


def test_what_next(client, renamed, ana):
    client.force_login(ana)
    told = client.get(path(renamed, "undo")).json()
    assert (told["undo"]["verb"], told["undo"]["why_not"]) == ("Production edited", "")
    assert told["redo"]["why_not"].startswith("You have nothing to redo")


def test_nothing_to_undo_is_a_problem_with_a_sentence(client, film, ana):
    answer = post(client, ana, film, "undo")
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["detail"] == "You have nothing to undo in “The Orchard”."
    assert "theirs" not in answer.json()


def test_another_act_than_the_one_looked_at_is_refused(client, renamed, ana):
    assert post(client, ana, renamed, "undo", {"expected": 1}).status_code == 409
    assert post(client, ana, renamed, "undo", {"expected": 2**80}).status_code == 422
    assert post(client, ana, renamed, "undo", {"expected": renamed.sequence}).status_code == 200


def test_a_stranger_finds_no_production(client, renamed, person):
    assert post(client, person("Eve"), renamed, "undo").status_code == 404


def test_the_command_line(command, film, owner):
    assert command("undo", film.uid).exit_code == 2
    edit_production(owner, film, film.version, title="Winter")
    assert command("undo", film.uid).stdout == "Undone: Production edited\n"
    made = json.loads(command("redo", film.uid, "--json").stdout)
    assert (made["change"], made["kinds"]) == ("Redone: Production edited", ["production"])
