"""The rail and its marks: what exists, what one may see, what is withheld."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory

from topsheet.kernel.money import Money
from topsheet.production.selectors import scenario_of
from topsheet.site import marks
from topsheet.site.marks import Glance, glance_of
from topsheet.site.rail import production_rail

pytestmark = pytest.mark.django_db

PLANNED = Glance(
    draft="v1 white",
    pages=410,
    scenes=56,
    elements=1312,
    days=15,
    start=date(2027, 2, 15),
    wrap=date(2027, 3, 5),
    total=Money.of("1841985", "EUR"),
)


@pytest.fixture
def planned(production, monkeypatch):
    """The main scenario of a production of which a glance is made up."""
    monkeypatch.setattr(marks, "_read", lambda scenario: PLANNED)
    return scenario_of(production("The Orchard"))


def rail_of(rf: RequestFactory, scenario, user, path: str = "/") -> dict[str, object]:
    request = rf.get(path)
    request.user = user
    sections = production_rail(request, scenario)
    return {str(link.label): link for section in sections for link in section.links}


def test_a_new_production_has_no_marks(production, owner):
    scenario = scenario_of(production("The Orchard"))
    assert glance_of(scenario, owner) == Glance()


def test_the_marks_are_short(rf, planned, owner):
    links = rail_of(rf, planned, owner)
    said = {label: link.mark for label, link in links.items()}
    assert said["Script"] == "v1 white"
    assert said["Breakdown"] == "1,312"
    assert said["Budget"] == "1.84M"
    assert said["Schedule"] == "15 days"


def test_the_page_one_is_on_is_marked(rf, planned, owner):
    uid = planned.production.uid
    links = rail_of(rf, planned, owner, f"/p/{uid}/breakdown/elements/")
    assert [label for label, link in links.items() if link.current] == ["Breakdown"]
    links = rail_of(rf, planned, owner, f"/p/{uid}/")
    assert [label for label, link in links.items() if link.current] == ["The topsheet"]


def test_a_room_one_may_not_see_is_not_in_the_rail(rf, planned, member):
    links = rail_of(rf, planned, member(planned.production, "first-ad"))
    assert "Schedule" in links
    assert "Budget" not in links


def test_a_total_is_withheld_from_who_may_not_see_money(planned, member):
    seen = glance_of(planned, member(planned.production, "first-ad"))
    assert seen.total is None
    assert seen.withheld
    assert seen.days == 15


def test_a_total_that_gives_pay_away_is_withheld(planned, member, monkeypatch):
    financier = member(planned.production, "financier")
    monkeypatch.setattr(marks, "shown_addresses", lambda scenario: frozenset())
    assert glance_of(planned, financier).withheld
    monkeypatch.setattr(marks, "shown_addresses", lambda scenario: frozenset({"budget"}))
    assert glance_of(planned, financier).total == PLANNED.total
