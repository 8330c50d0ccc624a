"""Who has which role: on the command line and over the API."""

import json

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(production):
    return production("Winter")


def ask(client, user, film, body=None, to=""):
    client.force_login(user)
    path = f"/api/v1/productions/{film.uid}/members{to}"
    if body is None:
        return client.get(path)
    return client.post(path, body, content_type="application/json")


def test_somebody_is_let_in_and_go_by_e_mail(film, person, command):
    email = person("Ada").email
    assert "joined as First assistant director" in command("member", "add", "Winter", email,
                                                           "first-ad").stdout  # fmt: skip
    listed = json.loads(command("member", "list", "Winter", "--json").stdout)["members"]
    assert (email, "first-ad") in {(row["email"], row["role"]) for row in listed}
    assert "left" in command("member", "remove", "Winter", email).stdout
    assert email not in command("member", "list", "Winter").stdout


@pytest.mark.parametrize(
    "words", [("add", "Winter", "eve@example.org", "guest"), ("add", "Winter", "A", "king"),
              ("remove", "Winter", "eve@example.org")],
)  # fmt: skip
def test_a_wrong_name_or_role_is_one_line(film, person, command, words):
    ada = person("Ada").email
    done = command("member", *(ada if word == "A" else word for word in words))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_the_api_lets_in_and_go(client, film, person, owner):
    body = {"email": person("Ada").email, "role": "accountant"}
    done = ask(client, owner, film, body).json()
    assert done["sequence"] and body["email"] in {row["email"] for row in done["rows"]}
    assert ask(client, owner, film, body).status_code == 409
    assert ask(client, owner, film, {**body, "role": "king"}).status_code == 422
    gone = ask(client, owner, film, {"email": body["email"]}, "/remove").json()
    assert body["email"] not in {row["email"] for row in gone["rows"]}


def test_only_who_approves_lets_people_in(client, film, person, member):
    body = {"email": person("Ada").email, "role": "accountant"}
    assert ask(client, member(film, "first-ad"), film, body).status_code == 403
    assert ask(client, person("Nobody"), film, body).status_code == 404


def test_a_guest_does_not_read_the_list(client, film, member):
    assert ask(client, member(film, "guest"), film).status_code == 403
