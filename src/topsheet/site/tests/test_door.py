"""Sign-in, first run, one-time links, passwords."""

import pytest
from django.test import Client

from tests.harness.pages import assert_clean_page
from topsheet.platform import accounts, throttle
from topsheet.platform.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "seventeen-strips"


@pytest.fixture
def lena() -> User:
    return accounts.create_owner("lena@example.org", "Lena Strand", PASSWORD)


@pytest.mark.parametrize("path", ["/", "/new/", "/password/", "/go-to/", "/p/abc/", "/nowhere/"])
def test_nothing_is_seen_before_sign_in(client: Client, lena: User, path: str):
    response = client.get(path)
    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert response["Location"].startswith("/sign-in/?next=")


def test_a_fragment_takes_the_whole_page_to_the_sign_in(client: Client, lena: User):
    response = client.get("/go-to/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/sign-in/")


def test_a_new_office_asks_for_its_owner(client: Client):
    assert client.get("/sign-in/").headers["Location"] == "/welcome/"
    assert_clean_page(client.get("/welcome/"))
    form = {"name": "Lena Strand", "email": "lena@example.org", "password": PASSWORD}
    assert client.post("/welcome/", form).headers["Location"] == "/"
    page = assert_clean_page(client.get("/"))
    assert "Begin with a script" in page
    assert accounts.office_owner().email == "lena@example.org"


def test_the_placeholder_of_the_command_line_becomes_the_owner(client: Client):
    placeholder = accounts.office_owner()
    form = {"name": "Lena Strand", "email": "lena@example.org", "password": PASSWORD}
    client.post("/welcome/", form)
    assert User.objects.get().pk == placeholder.pk


@pytest.mark.parametrize(
    "told", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}]
)
def test_an_office_that_is_nobodys_is_not_taken_from_another_machine(client: Client, told):
    form = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD}
    page = client.post("/welcome/", form, **told)
    assert page.status_code == 403
    assert "link that the server printed" in page.content.decode()
    assert not User.objects.filter(email="eve@example.org").exists()


def test_an_office_has_one_first_owner(client: Client, lena: User):
    assert client.get("/welcome/").headers["Location"] == "/sign-in/"
    form = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD}
    client.post("/welcome/", form)
    assert not User.objects.filter(email="eve@example.org").exists()


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("password", "short", "too short"),
        ("email", "lena", "valid email"),
        ("name", "", "A name is needed."),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(client: Client, field: str, given: str, said: str):
    form = {"name": "Lena", "email": "lena@example.org", "password": PASSWORD} | {field: given}
    page = assert_clean_page(client.post("/welcome/", form))
    assert said in page
    assert f'id="id_{field}_error"' in page
    assert accounts.needs_owner()


def test_signing_in_goes_where_one_wanted_to(client: Client, lena: User):
    form = {"email": "LENA@example.org", "password": PASSWORD, "next": "/new/"}
    assert client.post("/sign-in/", form).headers["Location"] == "/new/"


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/x"])
def test_signing_in_never_leads_elsewhere(client: Client, lena: User, wanted: str):
    form = {"email": lena.email, "password": PASSWORD, "next": wanted}
    assert client.post("/sign-in/", form).headers["Location"] == "/"


def test_a_wrong_password_is_one_sentence(client: Client, lena: User):
    page = assert_clean_page(client.post("/sign-in/", {"email": lena.email, "password": "x"}))
    assert "do not belong together" in page


def test_guessing_must_wait_even_with_the_right_password(client: Client, lena: User):
    for _ in range(throttle.ALLOWED):
        client.post("/sign-in/", {"email": lena.email, "password": "x"})
    page = assert_clean_page(client.post("/sign-in/", {"email": lena.email, "password": PASSWORD}))
    assert "Too many attempts" in page


def test_a_success_starts_counting_anew(client: Client, lena: User):
    for _ in range(throttle.ALLOWED - 1):
        client.post("/sign-in/", {"email": lena.email, "password": "x"})
    client.post("/sign-in/", {"email": lena.email, "password": PASSWORD})
    assert throttle.wait([f"email:{lena.email}"]) == 0


def test_a_link_signs_in_once(client: Client, lena: User):
    path = accounts.sign_in_path(accounts.sign_in_link(lena))
    assert client.get(path).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    other = Client()
    assert other.get(path).headers["Location"] == "/sign-in/"
    assert "was used already" in assert_clean_page(other.get("/sign-in/"))


def test_signing_out_needs_a_post_and_ends_the_session(client: Client, lena: User):
    client.force_login(lena)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_a_password_is_changed_with_the_old_one(client: Client, lena: User):
    client.force_login(lena)
    page = assert_clean_page(client.post("/password/", {"old": "x", "new": "another-long-one-9"}))
    assert "not your present password" in page
    client.post("/password/", {"old": PASSWORD, "new": "another-long-one-9"})
    lena.refresh_from_db()
    assert lena.check_password("another-long-one-9")
    assert client.get("/").status_code == 200  # still signed in


def test_who_came_by_link_sets_a_first_password(client: Client, owner: User):
    client.force_login(owner)
    assert 'name="old"' not in assert_clean_page(client.get("/password/"))
    client.post("/password/", {"new": "another-long-one-9"})
    owner.refresh_from_db()
    assert owner.check_password("another-long-one-9")
