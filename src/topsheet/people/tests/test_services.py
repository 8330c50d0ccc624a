"""The cast list of a script: numbers stay, agreed deals stay."""

from datetime import date

import pytest

from topsheet.kernel.errors import NotAllowed
from topsheet.people.engine import CastRole, Deal, Engagement
from topsheet.people.selectors import engagements, find_role, parts_of
from topsheet.people.services import agree_deal, save_roles
from topsheet.production.changes import recording


def part(key: str, number: str, deal: Deal = Deal.DAY, **fields) -> CastRole:
    engagement = Engagement(role=key, deal=deal)
    return CastRole(
        key=key, name=key.title(), board_id=number, engagement=engagement,
        assumed_by="deal.fr.lead", **fields,
    )  # fmt: skip


@pytest.fixture
def save(owner):
    def run(production, *parts):
        with recording(production, owner, "Plan made from a script") as changes:
            save_roles(changes, production, parts)

    return run


def test_the_cast_list_is_in_the_order_of_its_numbers(production, save):
    made = production()
    save(made, part("odile", "10", minor=True, age=9), part("samir", "2"), part("jean", "1X"))
    assert [str(role) for role in parts_of(made)] == ["1X Jean", "2 Samir", "10 Odile"]
    assert all(role.assumed and role.assumed_by == "deal.fr.lead" for role in parts_of(made))


def test_a_number_once_given_stays_and_goes_to_nobody_else(production, save):
    made = production()
    save(made, part("odile", "1"), part("samir", "2"))
    save(made, part("samir", "1"), part("odile", "2"), part("jean", "2"))
    assert [str(role) for role in parts_of(made)] == ["1 Odile", "2 Samir", "3 Jean"]


def test_an_agreed_deal_survives_a_new_draft_and_a_lost_part(production, save, owner):
    made = production()
    save(made, part("odile", "1"), part("samir", "2"))
    away = {date(2026, 5, 1)}
    agree_deal(owner, find_role(made, "odile"), 1, deal=Deal.WEEK, minimum_days=5, away=away)
    save(made, part("odile", "1", Deal.BUYOUT))
    save(made)
    (kept,) = engagements(made)
    assert kept == Engagement(
        role="odile", deal=Deal.WEEK, minimum_days=5, away=frozenset(away), assumed=False
    )


def test_a_script_supervisor_agrees_no_deal(production, save, member):
    made = production()
    save(made, part("odile", "1"))
    with pytest.raises(NotAllowed):
        agree_deal(member(made, "script-supervisor"), find_role(made, "odile"), 1, deal=Deal.WEEK)


def test_deals_are_not_shown_to_those_who_may_not_see_pay(production, save, member):
    from topsheet.people.exports import cast_rows

    made = production()
    save(made, part("odile", "1"))
    assert "deal" in cast_rows(member(made, "upm"), made)[0]
    assert "deal" not in cast_rows(member(made, "first-ad"), made)[0]
