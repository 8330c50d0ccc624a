"""The pages of the people: who sees what, and what can be done there."""

import pytest

from topsheet.people.casting import cast_by_name
from topsheet.people.contacts import new_company, new_person
from topsheet.people.engaging import engage
from topsheet.people.selectors import find_role
from topsheet.people.services import agree_deal


@pytest.fixture
def manned(made, owner):
    ada = new_person(owner, made, name="Ada Lens", email="ada@example.org", diet="no nuts")
    engage(owner, ada, position="DoP", rate="901")
    agree_deal(owner, find_role(made, "odile"), deal="week", rate="1234.5")
    cast_by_name(owner, find_role(made, "odile"), "Eva Gross", add=True)
    new_company(owner, made, name="Stars Ltd", kind="agency")
    return made


def test_the_list_is_narrowed_by_words_kind_and_department(manned, owner, client):
    client.force_login(owner)
    url = f"/p/{manned.uid}/people/"
    for asked, shown, hidden in (
        ("?q=ada+dop", "Ada Lens", "Eva Gross"), ("?kind=cast", "Eva Gross", "Ada Lens"),
        ("?kind=company", "Stars Ltd", "Eva Gross"), ("?department=Camera", "Ada Lens", "Stars"),
        ("?q=%00&kind=dragons", "Ada Lens", "nothing"),
    ):  # fmt: skip
        html = client.get(url + asked).content.decode()
        assert f"{shown}</a>" in html
        assert f"{hidden}</a>" not in html


@pytest.mark.parametrize("role", ["first-ad", "casting", "financier"])
def test_rates_and_deals_are_on_no_page_of_those_who_may_not_see_pay(manned, member, client, role):
    client.force_login(member(manned, role))
    for page in ("people/", "people/cast/", *_sheets(manned)):
        html = client.get(f"/p/{manned.uid}/{page}").content.decode()
        assert "901" not in html
        assert "1,234" not in html
        assert ">week" not in html


def test_private_fields_are_shown_to_those_who_keep_the_list(manned, owner, member, client):
    (sheet,) = [page for page in _sheets(manned) if "Ada" in page]
    client.force_login(owner)
    assert "no nuts" in client.get(f"/p/{manned.uid}/{sheet.split('#')[0]}").content.decode()
    client.force_login(member(manned, "first-ad"))
    html = client.get(f"/p/{manned.uid}/{sheet.split('#')[0]}").content.decode()
    assert "no nuts" not in html
    assert "data-cell" not in html


def test_the_import_is_for_those_who_may_edit(manned, owner, member, client):
    client.force_login(owner)
    assert client.get(f"/p/{manned.uid}/people/import/").status_code == 200
    client.force_login(member(manned, "first-ad"))
    assert client.get(f"/p/{manned.uid}/people/import/").status_code == 403


def test_the_likest_name_is_offered_first_for_a_merge(manned, owner):
    from topsheet.people.listing import find_listed
    from topsheet.people.pages import others

    double = new_person(owner, manned, name="LENS, Áda")
    assert others(manned, find_listed(manned, double.uid))[0].name == "Ada Lens"


def test_nobody_known_is_not_there(manned, owner, client):
    client.force_login(owner)
    assert client.get(f"/p/{manned.uid}/people/who/nobody/").status_code == 404


def test_search_leads_to_a_sheet(manned, owner, client):
    client.force_login(owner)
    answer = client.get(f"/p/{manned.uid}/people/?who=x1")
    assert answer.headers["Location"] == f"/p/{manned.uid}/people/who/x1/"
    assert client.get(f"/p/{manned.uid}/people/?who=a/b").status_code == 404


def _sheets(production) -> list[str]:
    from topsheet.people.models import Person

    return [f"people/who/{one.uid}/#{one.name}" for one in Person.objects.all()]
