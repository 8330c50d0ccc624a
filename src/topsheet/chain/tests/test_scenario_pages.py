"""The pages of scenarios: clean, linked, and told by right."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.harness.pages import assert_clean_page
from topsheet.budget.models import Line
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.chain.tests.test_scenarios import edit
from topsheet.production.models import Production, Scenario
from topsheet.production.scenarios import adopt, describe, drop, fork

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(made, owner, office) -> Production:
    return save_plan(made, demo_script(), DEMO, owner)


@pytest.fixture
def budapest(planned, owner) -> Scenario:
    made = fork(owner, planned, "Budapest")
    row = Line.objects.filter(scenario=made, component="not pay", price_coefficient__gt=0).first()
    edit(Line, made, row.uid, owner, price_coefficient=row.price_coefficient * 2)
    return made


@pytest.fixture
def page(client: Client, planned, owner):
    """``page("scenarios/")``: a clean page's HTML, for the owner or another."""

    def show(path: str, user=None) -> str:
        client.force_login(user or owner)
        return assert_clean_page(client.get(f"/p/{planned.uid}/{path}"))

    return show


def body(html: str) -> str:
    return html.split("<main", 1)[1]


def test_the_list_shows_each_with_what_can_be_done(page, planned, budapest):
    html = body(page("scenarios/"))
    assert "Budapest" in html
    assert f"?a=main&amp;b={budapest.uid}" in html
    assert f"/scenarios/{budapest.uid}/adopt/" in html
    assert f'data-scenario-do="drop" data-uid="{budapest.uid}"' in html
    assert 'data-scenario-do="drop" data-uid="main"' not in html


def test_the_list_puts_the_past_and_the_dropped_apart(page, planned, budapest, owner):
    drop(owner, fork(owner, planned, "Winter"))
    adopt(owner, budapest)
    html = body(page(f"scenarios/?adopted={budapest.uid}"))
    assert "“Budapest” is adopted: in main 1 records are changed" in html
    past, dropped = html.split("What became of earlier ones", 1)[1].split("1 dropped", 1)
    assert "Before ‘Budapest’" in past
    assert "Winter" in dropped
    assert "Take up again" in dropped


@pytest.mark.parametrize("nonsense", ["nobody", "%00", "main"])
def test_a_wrong_adopted_says_nothing(page, nonsense):
    assert "is adopted" not in page(f"scenarios/?adopted={nonsense}")


def test_who_may_not_fork_gets_no_buttons(page, planned, budapest, member):
    html = page("scenarios/", member(planned, "first-ad"))
    for word in ("data-fork", "data-rename", "data-scenario-do", "/adopt/", "scenario-dialog"):
        assert word not in html
    assert "Budapest" in html
    assert "£" not in body(html)


def test_a_scenarios_note_is_shown_and_edited_beside_its_title(page, owner, budapest):
    describe(owner, budapest, "Half the price?")
    html = body(page("scenarios/"))
    assert "Half the price? ·" in html
    assert 'data-note="Half the price?"' in html
    assert 'id="scenario-note"' in page("scenarios/")


def test_the_comparison_shows_what_differs_and_folds_the_rest(page, budapest):
    html = body(page(f"scenarios/compare/?a=main&b={budapest.uid}"))
    assert "figures are the same" in html
    assert "1 record, from Main to Budapest" in html
    assert html.count('class="what changed"') == 1


def test_each_side_of_the_comparison_opens_in_its_own_scenario(page, client, budapest):
    html = body(page(f"scenarios/compare/?a=main&b={budapest.uid}"))
    links = re.findall(r'class="fig" href="([^"]*)"', html)
    theirs = [link for link in links if f"scenario={budapest.uid}" in link]
    assert min(len(theirs), len(links) - len(theirs)) > 100
    for link in sorted(set(links))[::9]:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_without_two_it_says_how_to_get_a_second(page):
    assert "Nothing to lay beside it yet" in page("scenarios/compare/")


def test_by_default_main_stands_beside_the_scenario_one_is_in(page, budapest, planned, owner):
    fork(owner, planned, "Newer")
    html = page(f"scenarios/compare/?scenario={budapest.uid}")
    assert f'value="{budapest.uid}" selected' in html
    assert 'value="main" selected' in html


@pytest.mark.parametrize(
    "path", ["scenarios/compare/?a=nobody", "scenarios/compare/?b=%00", "scenarios/nobody/adopt/"]
)
def test_what_is_not_there_is_404(client, planned, owner, path):
    client.force_login(owner)
    assert client.get(f"/p/{planned.uid}/{path}").status_code == 404


def test_a_scenario_without_a_plan_is_told_not_broken_on(client, production, owner):
    film = production("Two Rooms")
    other = fork(owner, film, "Empty")
    client.force_login(owner)
    for path in (
        "scenarios/",
        f"scenarios/compare/?b={other.uid}",
        f"scenarios/{other.uid}/adopt/",
    ):
        assert_clean_page(client.get(f"/p/{film.uid}/{path}"))
    answer = client.get(f"/p/{film.uid}/scenarios/compare/?b={other.uid}")
    assert "has no board and budget yet" in answer.content.decode()


def test_the_comparison_hides_money_by_right(page, planned, budapest, member, made):
    path = f"scenarios/compare/?b={budapest.uid}"
    without = body(page(path, member(planned, "first-ad")))
    assert "By account" not in without
    assert "Estimate" not in without
    assert "1 record in a room you may not see" in without
    no_pay = body(page(path, member(planned, "financier")))
    assert "By account" in no_pay
    assert "By department" not in no_pay
    assert "What the order of the strips costs" not in no_pay
    assert "confidential" in no_pay


@pytest.fixture
def contested(planned, budapest, owner) -> str:
    """A line that both changed, and one that only the scenario did; the first one's uid."""
    main = Scenario.objects.get(production=planned, is_main=True)
    first, second = Line.objects.filter(scenario=main, component="not pay")[:2]
    edit(Line, budapest, first.uid, owner, name="Barn")
    edit(Line, main, first.uid, owner, name="Shed")
    edit(Line, budapest, second.uid, owner, name="Second")
    return first.uid


def test_the_page_of_an_adoption_lists_conflicts_with_both_values(
    page, planned, budapest, contested
):
    html = page(f"scenarios/{budapest.uid}/adopt/")
    assert f'data-key="budget-line/{contested}#name"' in html
    for value in ("Barn", "Shed", "1 conflict to decide", "0 of 1 decided"):
        assert value in html
    assert "Second" in html.split("What changes in main by itself", 1)[1]
    sequence = Production.objects.get(pk=planned.pk).sequence
    assert f'data-sequence="{sequence}"' in html


def test_who_may_fork_but_not_adopt_sees_the_conflicts_and_no_button(
    client, page, planned, budapest, member
):
    html = page(f"scenarios/{budapest.uid}/adopt/", member(planned, "upm"))
    assert "Ask the producer" in html
    assert "btn go large" not in html
    client.force_login(member(planned, "first-ad"))
    assert client.get(f"/p/{planned.uid}/scenarios/{budapest.uid}/adopt/").status_code == 403


def test_what_cannot_be_adopted_says_why(page, planned, owner):
    winter = fork(owner, planned, "Winter")
    assert "Nothing to adopt" in page(f"scenarios/{winter.uid}/adopt/")
    drop(owner, winter)
    assert "was dropped" in page(f"scenarios/{winter.uid}/adopt/")
    assert "what scenarios are adopted into" in page("scenarios/main/adopt/")


def test_the_menu_in_the_header_switches_and_keeps_the_page(page, planned, budapest):
    html = page(f"budget/?scenario={budapest.uid}")
    menu = html.split("scenario-menu", 1)[1].split("</details>", 1)[0]
    assert f'href="/p/{planned.uid}/budget/"' in menu
    assert f'href="/p/{planned.uid}/budget/?scenario={budapest.uid}" aria-current="true"' in menu
    for word in ("Fork this one", "Lay beside Main", "Adopt into Main", "Drop", "All scenarios"):
        assert word in menu


def test_every_link_of_the_rail_stays_in_the_scenario(page, planned, budapest):
    html = page(f"?scenario={budapest.uid}")
    rail = html.split('class="all"', 1)[1].split("</nav>", 1)[0]
    links = re.findall(r'<a href="([^"]*)"', rail)
    assert len(links) > 5
    assert not [link for link in links if f"scenario={budapest.uid}" not in link]


def test_a_dropped_scenario_is_not_in_the_menu(page, planned, budapest, owner):
    drop(owner, budapest)
    menu = page("").split("scenario-menu", 1)[1].split("</details>", 1)[0]
    assert "Budapest" not in menu


def test_strangers_are_told_nothing(client, planned, budapest, person):
    client.force_login(person("Eve"))
    for path in ("scenarios/", "scenarios/compare/", f"scenarios/{budapest.uid}/adopt/"):
        assert client.get(f"/p/{planned.uid}/{path}").status_code == 404


def test_a_closed_scenario_says_so_on_its_pages(page, planned, budapest, owner):
    assert "scenario-notice" not in page(f"budget/?scenario={budapest.uid}")
    adopt(owner, budapest)
    kept = Scenario.objects.get(production=planned, state="kept")
    assert "is what main was then" in page(f"budget/?scenario={kept.uid}")
    assert "was adopted and stays as it was" in page(f"?scenario={budapest.uid}")
