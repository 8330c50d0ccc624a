"""Settings, archive, bin: what is put away is found again, and what is deleted is seen nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.harness.pages import assert_clean_page
from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.platform.models import User
from topsheet.production.bin import (
    delete_production,
    find_binned,
    put_back_production,
    remove_for_good,
)
from topsheet.production.models import ChangeSet, Production
from topsheet.production.searching import titled
from topsheet.production.selectors import find_production

pytestmark = pytest.mark.django_db


@pytest.fixture
def orchard(production: Callable[..., Production]) -> Production:
    return production("The Orchard")


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def test_a_deleted_production_is_seen_nowhere(signed_in: Client, owner: User, orchard: Production):
    delete_production(owner, orchard)
    assert "The Orchard" not in signed_in.get("/?show=archive").content.decode()
    assert "The Orchard" not in signed_in.get("/go-to/").content.decode()
    assert signed_in.get(f"/p/{orchard.uid}/").status_code == 404
    assert signed_in.get(f"/p/{orchard.uid}/pulse/?since=0").status_code == 404
    assert signed_in.get(f"/api/v1/productions/{orchard.uid}").status_code == 404
    assert not signed_in.get("/api/v1/productions").json()
    assert titled(owner, "orchard") == []
    for user in (owner, None):
        with pytest.raises(NotFound):
            find_production(orchard.uid, user)


def test_put_back_it_is_as_it_was(signed_in: Client, owner: User, orchard: Production):
    delete_production(owner, orchard)
    assert "The Orchard" in assert_clean_page(signed_in.get("/?show=bin"))
    put_back_production(owner, find_binned(owner, orchard.uid))
    assert find_production("The Orchard", owner).pk == orchard.pk
    assert signed_in.get(f"/p/{orchard.uid}/").status_code == 200


def test_only_who_approves_deletes_and_finds_it_in_the_bin(
    owner: User, orchard: Production, member: Callable[..., User]
):
    upm, producer = member(orchard, "upm"), member(orchard, "producer")
    with pytest.raises(NotAllowed):
        delete_production(upm, orchard)
    delete_production(producer, orchard)
    with pytest.raises(NotFound):
        find_binned(upm, orchard.uid)
    assert find_binned(producer, orchard.uid).pk == orchard.pk


def test_removing_for_good_asks_for_the_title(owner: User, orchard: Production):
    with pytest.raises(NotFound):
        remove_for_good(owner, orchard, "The Orchard")
    delete_production(owner, orchard)
    with pytest.raises(InvalidInput, match="Type the title “The Orchard”"):
        remove_for_good(owner, orchard, "orchard")
    remove_for_good(owner, orchard, " The Orchard ")
    assert not Production.objects.exists()
    assert not ChangeSet.objects.exists()


def test_the_slate_puts_away_and_takes_out(signed_in: Client, orchard: Production):
    def shelve(act: str, **more: str) -> str:
        answer = signed_in.post(f"/shelf/{orchard.uid}/", {"act": act, **more}, follow=True)
        return assert_clean_page(answer)

    assert "is in the archive" in shelve("archive")
    assert "The Orchard" in assert_clean_page(signed_in.get("/?show=archive"))
    assert "on the slate again" in shelve("unarchive")
    assert "in the bin" in shelve("delete")
    assert "Type the title" in shelve("remove", title="x")
    assert "is back" in shelve("restore")
    assert signed_in.post(f"/shelf/{orchard.uid}/", {"act": "burn"}).status_code == 404


def test_the_settings_are_saved_as_one_change_with_a_version(
    signed_in: Client, orchard: Production
):
    page = assert_clean_page(signed_in.get(f"/p/{orchard.uid}/settings/"))
    assert "The Orchard" in page and "data-version" in page
    url = f"/api/v1/productions/{orchard.uid}/head"

    def patch(**said: Any) -> Any:
        return signed_in.patch(url, said, content_type="application/json")

    told = patch(version=1, title="Orchard", country="FR").json()
    assert told["change"] == "Title, country changed"
    assert told["rows"][0]["version"] == 2
    assert patch(version=2, start="2027-04-05").json()["change"] == (
        "First shooting day: 2027-04-05"
    )
    stale = patch(version=1, title="Orchards")
    assert stale.status_code == 409
    assert stale.json()["theirs"] == {"title": "Orchard"}
    assert patch(version=1, days_per_week=6).status_code == 200  # nobody touched that field
    for wrong in ({"title": " "}, {"country": "QQ"}, {"start": "soon"}, {"days_per_week": 2}):
        assert patch(version=4, **wrong).status_code == 422, wrong


def test_who_may_not_edit_reads_the_settings(
    client: Client, orchard: Production, member: Callable[..., User]
):
    client.force_login(member(orchard, "coordinator"))
    page = assert_clean_page(client.get(f"/p/{orchard.uid}/settings/"))
    assert "disabled" in page and "Delete" not in page
    url = f"/api/v1/productions/{orchard.uid}"
    answer = client.patch(
        f"{url}/head", {"version": 1, "title": "X"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert client.post(f"{url}/delete").status_code == 403


def test_the_api_deletes_lists_restores_and_removes(signed_in: Client, orchard: Production):
    url = f"/api/v1/productions/{orchard.uid}"
    assert signed_in.post(f"{url}/archive").json()["archived"] is True
    assert signed_in.post(f"{url}/unarchive").json()["archived"] is False
    assert signed_in.post(f"{url}/delete").json()["deleted"] is True
    assert [one["title"] for one in signed_in.get("/api/v1/bin").json()] == ["The Orchard"]
    assert signed_in.post(f"/api/v1/bin/{orchard.uid}/restore").json()["deleted"] is False
    signed_in.post(f"{url}/delete")
    typed = {"title": "The Orchard"}
    gone = signed_in.post(
        f"/api/v1/bin/{orchard.uid}/remove", typed, content_type="application/json"
    )
    assert gone.status_code == 204


def test_the_command_line_does_all_of_it(command: Callable[..., Any], orchard: Production):
    command("archive", orchard.uid)
    command("unarchive", orchard.uid)
    command("delete", orchard.uid)
    assert "The Orchard" in command("bin").output
    command("restore", orchard.title.lower())
    command("delete", orchard.uid)
    command("remove", orchard.uid, "--title", "The Orchard")
    assert not Production.objects.exists()
