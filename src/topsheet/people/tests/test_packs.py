"""Assumed deals by country and standing."""

import pytest

from topsheet.people.engine import Deal, Standing, standing
from topsheet.people.packs import assumed_deal, deals, standing_of


@pytest.mark.parametrize(
    ("country", "part", "deal"),
    [
        ("FR", Standing.LEAD, Deal.SHOOTING_DAY),
        ("GB", Standing.LEAD, Deal.BUYOUT),
        ("GB", Standing.SUPPORTING, Deal.WEEK),
        ("US", Standing.LEAD, Deal.RUN),
        ("US", Standing.DAY_PLAYER, Deal.DAY),
        ("", Standing.SUPPORTING, Deal.WEEK),
        ("NZ", Standing.LEAD, Deal.RUN),
    ],
)
def test_a_country_has_its_own_deals_and_others_the_general_one(country, part, deal):
    assert assumed_deal(country, part).deal == deal


def test_no_assumption_claims_to_be_verified():
    assert not any(rule.source.verified for rule in deals().rules)


def test_every_standing_has_a_deal_in_every_country():
    countries = {rule.jurisdiction for rule in deals().rules}
    for country in countries:
        for part in Standing:
            assert assumed_deal(country, part).rule.jurisdiction == country


def test_standing_is_a_share_of_the_scenes():
    assert standing_of(30, 100) == Standing.LEAD
    assert standing_of(29, 100) == Standing.SUPPORTING
    assert standing_of(5, 100) == Standing.DAY_PLAYER
    assert standing(0, 0, lead=30, supporting=6) == Standing.DAY_PLAYER
