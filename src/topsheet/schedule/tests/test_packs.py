"""The working day by country and agreement, and the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from topsheet.kernel.errors import InvalidInput
from topsheet.schedule import packs
from topsheet.schedule.engine.types import Shift


@pytest.mark.parametrize("country", ["", *packs.known_countries()])
def test_each_country_has_a_day_that_leaves_its_rest(country: str) -> None:
    rules = packs.working_rules(country, [], "feature")
    longest = rules.day + rules.overtime_limit
    assert rules.capacity > 300
    assert longest + rules.rest <= 1440, "two full days in a row keep the rest"
    assert rules.calls[Shift.DAY] < rules.calls[Shift.SPLIT] < rules.calls[Shift.NIGHT]
    assert rules.assumed


def test_an_agreement_overrides_its_country() -> None:
    rules = packs.working_rules("GB", ["pact-bectu-tv-drama-2023-continuous"], "episode")
    assert (rules.day, rules.meal, rules.overtime_block) == (540, 0, 15)
    assert "country.GB" in rules.rules
    assert not rules.assumed


def test_drop_and_pick_up_only_where_a_contract_grants_it() -> None:
    assert packs.working_rules("US", [], "feature").drop_after == 0
    assert packs.working_rules("US", ["sag-aftra-theatrical"], "feature").drop_after == 10


def test_an_unknown_country_or_agreement_lists_the_known() -> None:
    with pytest.raises(InvalidInput, match="FR") as error:
        packs.working_rules("XX", [], "feature")
    assert error.value.field == "country"
    with pytest.raises(InvalidInput, match="eu-2003-88"):
        packs.working_rules("FR", ["no-such"], "feature")


def test_public_holidays_are_not_worked() -> None:
    calendar = packs.working_calendar("FR", date(2027, 5, 3), 5)
    assert not calendar.is_working(date(2027, 5, 6))  # Ascension Day 2027


@pytest.mark.parametrize(("start", "week"), [("1800-01-01", 5), ("2101-01-01", 5)])
def test_a_start_out_of_range_names_the_option(start: str, week: int) -> None:
    with pytest.raises(InvalidInput, match="--start"):
        packs.working_calendar("FR", date.fromisoformat(start), week)


def test_a_week_of_three_days_is_refused() -> None:
    with pytest.raises(InvalidInput, match="4, 5, 6 or 7"):
        packs.working_calendar("FR", date(2027, 5, 3), 3)


@pytest.mark.parametrize("kind", ["feature", "short", "episode"])
def test_each_kind_has_its_minutes(kind: str) -> None:
    rule = packs.minutes_rule(kind)
    assert set(rule.per_eighth) == {"INT", "EXT", "INT/EXT"}
    assert "stunts" in rule.day_cost
