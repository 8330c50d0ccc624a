"""A first budget: what a script, a breakdown and deals turn into."""

import pytest

from topsheet.budget.engine import build_budget, compute
from topsheet.budget.engine.formulas import spelled
from topsheet.budget.engine.types import PayComponent, Posting, Stage
from topsheet.budget.packs import KINDS, LEVELS, covered, load_template
from topsheet.budget.tests.samples import FERRY_FACTS, ferry, inputs
from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine.types import paid_days


def by_key(plan):
    return {line.key: line for line in plan.lines}


def test_cast_is_paid_by_the_days_of_the_board_and_by_the_deal():
    lines = by_key(ferry("GB"))
    odile, louis = lines["cast-odile"], lines["cast-père-louis"]
    assert (odile.unit, odile.amount) == ("fee", "cast.odile.paid_days")
    assert odile.note == "No deal is made; “run of picture” is assumed for a lead."
    assert (louis.unit, louis.amount) == ("day", spelled(paid_days("père-louis")))
    assert not louis.assumed
    assert louis.person == lines["rehearsal-père-louis"].person


def test_a_voice_gets_a_recording_day_and_no_shooting_day():
    lines = by_key(ferry())
    assert (lines["voice-radio"].stage, lines["voice-radio"].amount) == (Stage.POST, "1")
    assert "cast-radio" not in lines


def test_a_child_brings_a_chaperone_and_a_tutor_for_its_days():
    lines = by_key(ferry())
    for key in ("chaperone-cast-mia", "tutor-cast-mia"):
        assert lines[key].amount == "cast.mia.paid_days"
    assert "chaperone-cast-odile" not in lines


def test_crew_has_prep_shoot_and_wrap_in_one_person_range():
    lines = by_key(ferry())
    weeks = [lines[key] for key in ("focus-puller-prep", "focus-puller", "focus-puller-wrap")]
    assert {line.person for line in weeks} == {"focus-puller"}
    assert [str(line.stage) for line in weeks] == ["prep", "shoot", "wrap"]
    assert weeks[1].amount == "shoot_weeks"


def test_elements_are_paid_by_their_days_and_unsure_ones_are_left_out():
    lines = by_key(ferry())
    crowd = lines["pay-background-market-crowd"]
    assert (crowd.amount, crowd.times) == ("element.background_market_crowd.days", "40")
    assert "85 % confidence, not accepted yet" in crowd.note
    assert not lines["hire-vehicles-van"].assumed  # accepted
    assert not any("bus" in key for key in lines)  # 30 %


def test_places_are_paid_by_days_rigged_once_and_revisited():
    lines = by_key(ferry())
    assert lines["rig-place-ferry"].amount == "min(place.ferry.visits, 1)"
    assert lines["revisit-place-ferry"].amount == "max(place.ferry.visits - 1, 0)"


def test_the_crews_premiums_are_a_pool():
    lines = by_key(ferry("US"))
    for key in ("night-premium", "overtime", "idle-days"):
        assert lines[key].person == ""
        assert lines[key].component is PayComponent.OVERTIME


def test_per_diems_run_through_days_off():
    facts = FERRY_FACTS | {"shoot/days": 11}
    result = compute(ferry(), facts=facts)
    assert result.globals["calendar_days"] == 15  # two weeks with two days off, and a Monday
    assert result.globals["shoot_weeks"] * 5 == 11


def test_in_france_charges_stand_in_their_own_poste():
    plan = ferry("FR")
    assert {fringe.posting for fringe in plan.fringes} == {Posting.OWN_ACCOUNT}
    result = compute(plan, facts=FERRY_FACTS)
    four = result.accounts["4"].total
    assert four.minor == sum(line.fringe.minor for line in result.lines.values()) > 0


def test_without_a_country_there_are_no_fringes_and_pay_is_marked():
    plan = ferry(country="")
    assert plan.fringes == ()
    assert all(line.assumed for line in plan.lines if line.component is PayComponent.BASIC)


def test_another_currency_locks_a_dated_rate():
    plan = ferry("PL", currency="EUR")
    (rate,) = plan.rates
    assert (rate.currency, plan.currency, rate.illustrative) == ("PLN", "EUR", True)
    assert compute(plan, facts=FERRY_FACTS).currency == "EUR"


@pytest.mark.parametrize("country", ["", *covered(), "SE"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_template_computes_and_a_larger_size_costs_more(country, level, kind):
    template = load_template(kind=kind, level=level, country=country)
    total = compute(build_budget(template, inputs()), facts=FERRY_FACTS).total.minor
    assert total > 0
    if level != "micro":
        below = LEVELS[LEVELS.index(level) - 1]
        smaller = load_template(kind=kind, level=below, country=country)
        assert compute(build_budget(smaller, inputs()), facts=FERRY_FACTS).total.minor < total


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"kind": "opera"}, "kind"), ({"level": "huge"}, "level"), ({"currency": "XXX"}, "currency"),
     ({"chart": "martian"}, "chart")],
)  # fmt: skip
def test_an_unknown_word_names_what_is_known(asked, field):
    with pytest.raises(InvalidInput, match="use one of") as error:
        load_template(**asked)
    assert error.value.field == field


def test_a_role_with_a_strange_key_still_has_its_fact():
    plan = ferry()
    assert compute(plan, facts=FERRY_FACTS).lines["cast-père-louis"].quantity == 5


def test_every_price_is_marked_illustrative_and_every_fringe_unverified():
    plan = ferry("DE")
    assert all(line.illustrative for line in plan.lines)
    assert all(fringe.assumed and not fringe.source.verified for fringe in plan.fringes)
