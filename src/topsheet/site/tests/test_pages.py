"""The slate, the go-to list, the look, errors."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unsolvable
from topsheet.platform.models import User
from topsheet.production.models import Production
from topsheet.site.errors import TopsheetErrors, server_error

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def test_an_empty_slate_says_what_to_do_first(signed_in: Client):
    page = assert_clean_page(signed_in.get("/"))
    assert "Begin with a script" in page
    assert 'href="/new/"' in page


def test_the_slate_lists_what_one_may_know_of(
    signed_in: Client, production: Callable[..., Production], member: Callable[..., User]
):
    orchard, other = production("The Orchard", country="FR"), production("Winter Ferry")
    page = assert_clean_page(signed_in.get("/"))
    assert "The Orchard" in page
    assert "Production opened" in page
    guest = Client()
    guest.force_login(member(orchard, "guest"))
    seen = assert_clean_page(guest.get("/"))
    assert "The Orchard" in seen
    assert other.title not in seen


def test_the_slate_asks_the_database_little(
    signed_in: Client,
    production: Callable[..., Production],
    django_assert_max_num_queries: Callable[..., object],
):
    for number in range(12):
        production(f"Number {number}")
    signed_in.get("/")  # what follows from rows is kept until a row changes
    with django_assert_max_num_queries(10):
        signed_in.get("/")


def test_go_to_is_a_page_and_a_fragment(signed_in: Client, production: Callable[..., Production]):
    orchard = production("The Orchard")
    assert "The Orchard" in assert_clean_page(signed_in.get("/go-to/"))
    asked = signed_in.get(f"/go-to/?production={orchard.uid}", headers={"HX-Request": "true"})
    assert "The Orchard" in assert_clean_fragment(asked)


def test_go_to_does_not_tell_of_what_is_not_ones_own(
    client: Client, production: Callable[..., Production], person: Callable[..., User]
):
    orchard = production("The Orchard")
    client.force_login(person("Ada"))
    assert "The Orchard" not in assert_clean_page(client.get(f"/go-to/?production={orchard.uid}"))


@pytest.mark.parametrize("path", ["/shortcuts/", "/password/", "/new/"])
def test_small_pages(signed_in: Client, path: str):
    assert_clean_page(signed_in.get(path))


def test_the_look_is_kept_in_a_cookie(signed_in: Client):
    assert signed_in.post("/look/", {"theme": "dark", "next": "/new/"})["Location"] == "/new/"
    assert 'data-theme="dark"' in assert_clean_page(signed_in.get("/"))
    signed_in.post("/look/", {"theme": ""})
    assert "data-theme" not in assert_clean_page(signed_in.get("/"))


def test_a_look_that_is_none_is_not_kept(signed_in: Client):
    signed_in.post("/look/", {"theme": '"><script>', "next": "//elsewhere.example"})
    assert "data-theme" not in assert_clean_page(signed_in.get("/"))


def test_robots_are_sent_away(client: Client):
    assert "Disallow: /" in client.get("/robots.txt").content.decode()


def test_what_is_not_there_is_a_page_too(signed_in: Client):
    assert "nothing that is yours to see" in assert_clean_page(signed_in.get("/nowhere/"), 404)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("There is no such scene."), 404),
        (NotAllowed("Ask the producer."), 403),
        (Conflict("Somebody changed it."), 409),
        (InvalidInput("That is no date.", field="start"), 422),
        (Unsolvable("No board is lawful.", reasons=["Day 3 has no night."]), 422),
    ],
)
def test_every_known_error_is_told_in_one_place(
    rf: RequestFactory, owner: User, error: Exception, status: int
):
    request = rf.get("/p/x/")
    request.user = owner
    response = TopsheetErrors(lambda _: None).process_exception(request, error)
    assert response.status_code == status
    assert str(error) in response.content.decode()


def test_other_errors_are_not_swallowed(rf: RequestFactory):
    assert TopsheetErrors(lambda _: None).process_exception(rf.get("/"), KeyError("x")) is None


def test_the_last_page_needs_nothing_that_may_have_broken(rf: RequestFactory):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "nothing was changed" in response.content.decode()
    assert "Traceback" not in response.content.decode()
