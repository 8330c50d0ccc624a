"""The pages of the chain on a production that was really planned."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.files import FILES
from topsheet.chain.services import save_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(made, owner, office):
    """The demo film's plan, saved."""
    return save_plan(made, demo_script(), DEMO, owner)


def signed_in(client: Client, user) -> Client:
    client.force_login(user)
    return client


def test_the_topsheet_shows_the_estimate_and_offers_its_files(client, planned, made, owner):
    html = assert_clean_page(signed_in(client, owner).get(f"/p/{planned.uid}/"))
    whole = f"{made.result.total.minor / 100:,.0f}"
    assert whole in html
    for name in FILES:
        assert f"/files/{name}" in html


def test_any_dotted_figure_opens_as_a_page_and_as_a_panel(client, planned, owner):
    for address in ("budget", "schedule/cost", "schedule/gap", "schedule/day/1", "script/pages"):
        url = f"/p/{planned.uid}/explain/?address={address}"
        assert_clean_page(signed_in(client, owner).get(url))
        assert_clean_fragment(client.get(url, headers={"HX-Request": "true"}))


def test_every_dotted_figure_of_the_topsheet_opens(client, planned, owner):
    import re

    html = signed_in(client, owner).get(f"/p/{planned.uid}/").content.decode()
    links = sorted(set(re.findall(r'href="([^"]*explain/\?address=[^"]*)"', html)))
    assert len(links) > 20
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_files_are_made_on_demand(client, planned, owner):
    got = signed_in(client, owner).get(f"/p/{planned.uid}/files/one-liner.pdf")
    assert got.content.startswith(b"%PDF")
    assert client.get(f"/p/{planned.uid}/files/secrets.txt").status_code == 404


def test_a_role_without_the_budget_sees_days_and_no_money(client, planned, made, member):
    page = signed_in(client, member(planned, "script-supervisor")).get(f"/p/{planned.uid}/")
    html = assert_clean_page(page)
    assert "Budget" not in html.split("<main", 1)[1] or "€" not in html
    assert f"{made.result.total.minor / 100:,.0f}" not in html
    refused = client.get(f"/p/{planned.uid}/explain/?address=budget")
    assert refused.status_code in (403, 404)
    assert client.get(f"/p/{planned.uid}/files/budget.xlsx").status_code in (403, 404)


def test_a_stranger_is_not_told_that_there_is_a_production(client, planned, person):
    stranger = signed_in(client, person("Someone Else"))
    for path in ("", "explain/", "files/topsheet.pdf"):
        assert stranger.get(f"/p/{planned.uid}/{path}").status_code == 404


def test_a_topsheet_asks_few_questions_of_the_database(
    client, planned, owner, django_assert_max_num_queries
):
    signed_in(client, owner).get(f"/p/{planned.uid}/")
    with django_assert_max_num_queries(30):
        client.get(f"/p/{planned.uid}/")


def test_a_production_without_a_plan_says_what_to_do_first(client, production, owner, office):
    opened = production("Nothing Yet")
    html = assert_clean_page(signed_in(client, owner).get(f"/p/{opened.uid}/"))
    assert "No plan yet" in html
    assert "/new/" in html


def test_what_a_guest_may_not_open_is_not_dotted(client, planned, member):
    import re

    html = signed_in(client, member(planned, "guest")).get(f"/p/{planned.uid}/").content.decode()
    links = re.findall(r'href="([^"]*explain/\?address=[^"]*)"', html)
    assert all(client.get(link.replace("&amp;", "&")).status_code == 200 for link in links)
    assert not links
