"""The slate, cast and places over the API."""

import pytest

from topsheet.production.container import unpack


@pytest.fixture
def ask(client):
    """``ask(user, "productions")``: the answer to a signed-in person."""

    def get(user, path):
        client.force_login(user)
        return client.get(f"/api/v1/{path}")

    return get


def test_the_slate(ask, production, owner):
    made = production("Le Verger", country="FR")
    (row,) = ask(owner, "productions").json()
    assert (row["uid"], row["title"], row["country"]) == (made.uid, "Le Verger", "FR")
    assert ask(owner, f"productions/{made.uid}").json() == row


def test_what_is_not_mine_is_not_there(ask, production, person):
    made = production()
    eve = person("Eve")
    assert ask(eve, "productions").json() == []
    for path in ("", "/export", "/cast", "/places"):
        answer = ask(eve, f"productions/{made.uid}{path}")
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_file(ask, production, owner, member, office):
    made = production()
    answer = ask(owner, f"productions/{made.uid}/export")
    assert unpack(answer.content).production["uid"] == made.uid
    assert f"{made.uid}.topsheet" in answer.headers["Content-Disposition"]
    assert ask(member(made, "guest"), f"productions/{made.uid}/export").status_code == 403


def test_cast_and_places_of_an_empty_production(ask, production, member):
    made = production()
    user = member(made, "upm")
    assert ask(user, f"productions/{made.uid}/cast").json() == []
    assert ask(user, f"productions/{made.uid}/places").json() == []


def test_nobody_is_answered_unsigned(client, production):
    production()
    assert client.get("/api/v1/productions").status_code == 401
