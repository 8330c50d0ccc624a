"""What an open page hears of other people's changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from topsheet.platform.models import User
from topsheet.production.models import Production
from topsheet.production.services import edit_production

pytestmark = pytest.mark.django_db


@pytest.fixture
def orchard(production: Callable[..., Production]) -> Production:
    return production("The Orchard")


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _pulse(client: Client, production: Production, since: object, tag: str = "") -> Any:
    headers = {"If-None-Match": tag} if tag else {}
    return client.get(f"/p/{production.uid}/pulse/?since={since}", headers=headers)


def test_nothing_new_is_answered_without_a_body(
    owner: User, orchard: Production, django_assert_max_num_queries: Callable[..., Any]
):
    client = _client(owner)
    first = _pulse(client, orchard, orchard.sequence)
    assert first.json() == {"sequence": 1, "changes": []}
    with django_assert_max_num_queries(5):
        again = _pulse(client, orchard, orchard.sequence, first["ETag"])
    assert again.status_code == 304
    assert not again.content


def test_a_change_by_somebody_else_is_told_with_who_and_what(
    owner: User, orchard: Production, member: Callable[..., User]
):
    ana = member(orchard, "line-producer")
    edit_production(owner, orchard, orchard.version, title="The Orchards")
    told = _pulse(_client(ana), orchard, orchard.sequence - 1).json()["changes"]
    assert [(one["who"], one["own"], one["here"]) for one in told] == [("Olga Owner", False, True)]
    assert told[0]["verb"]
    mine = _pulse(_client(owner), orchard, orchard.sequence - 1).json()["changes"]
    assert mine[0]["own"] is True


def test_a_stranger_hears_nothing(orchard: Production, person: Callable[..., User]):
    assert _pulse(_client(person("Eve")), orchard, 0).status_code == 404


@pytest.mark.parametrize("since", ["", "-1", "x", "9" * 40, "\x00", "²"])
def test_a_wild_number_is_no_error(owner: User, orchard: Production, since: str):
    assert _pulse(_client(owner), orchard, since).status_code == 200
