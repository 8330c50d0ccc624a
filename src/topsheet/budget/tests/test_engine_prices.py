"""The price list: what the schedule pays for a board moves as the estimate moves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.budget.engine import build_budget, compute, price_list
from topsheet.budget.engine.types import CutOffPeriod, Fringe, Global
from topsheet.budget.packs import load_template
from topsheet.budget.tests.samples import (
    FERRY_FACTS,
    breakdown,
    budget,
    ferry,
    inputs,
    line,
    percent,
)
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import UnitPrice
from topsheet.people.engine.types import Deal, Engagement
from topsheet.schedule.engine import judge
from topsheet.schedule.engine.types import Board, BoardDay, Shift
from topsheet.schedule.tests.problems import MONDAY, problem, strip

COUNTRIES = ("FR", "GB", "DE", "US", "PL", "")
BUDGETS = {
    (country, level): ferry(country, level, currency="EUR" if country == "PL" else "")
    for country in COUNTRIES
    for level in ("micro", "mid")
}
LISTS = {key: price_list(plan) for key, plan in BUDGETS.items()}

board_facts = st.fixed_dictionaries(
    {name: st.integers(0, 60 if "days" in name else 20) for name in FERRY_FACTS}
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(BUDGETS)), board_facts, board_facts)
def test_any_two_boards_differ_alike_in_price_list_and_estimate(key, one, other):
    plan, prices = BUDGETS[key], LISTS[key]
    before, after = compute(plan, facts=one), compute(plan, facts=other)
    assert after.before_contractuals - before.before_contractuals == (
        prices.cost(other) - prices.cost(one)
    )


def test_a_tariff_knows_the_cut_off_of_its_person():
    # 10 % up to 300: 100 → 10; 200 → 20; 300 → 30; then none
    plan = budget(
        line("a", "100", amount="cast.jo.paid_days", unit="day", person="jo", fringes=("x",)),
        fringes=(percent("x", "10", "300"),),
    )
    tariff = price_list(plan).tariffs["cast/jo/paid-days"]
    assert [tariff.cost(n) for n in range(6)] == [0, 11000, 22000, 33000, 43000, 53000]


def test_pay_before_the_shoot_uses_up_a_cut_off_but_is_no_cost_of_the_board():
    # prep 250 leaves 50 of a cut-off of 300: 10 % of 50 comes with the first day, then none
    plan = budget(
        line("prep", "250", person="jo", fringes=("x",)),
        line("a", "100", amount="cast.jo.paid_days", unit="day", person="jo", fringes=("x",)),
        fringes=(percent("x", "10", "300"),),
    )
    tariff = price_list(plan).tariffs["cast/jo/paid-days"]
    assert [tariff.cost(n) for n in range(4)] == [0, 10500, 20500, 30500]


def test_monthly_cut_offs_and_flat_fringes_are_priced_as_they_are_computed():
    flat = Fringe(key="f", name="Flat", flat=UnitPrice.of("3.335", "EUR"), flat_unit="day")
    fringes = (
        percent("m", "11", "1000", period=CutOffPeriod.MONTH, on=("h",)),
        percent("h", "9.9"),
        flat,
    )
    plan = budget(
        line("prep", "70", amount="7", unit="day", person="jo", fringes=("m", "h", "f")),
        line("a", "70", amount="shoot.days", unit="day", person="jo", fringes=("m", "h", "f")),
        fringes=fringes,
    )
    tariff = price_list(plan).tariffs["shoot/days"]
    none = compute(plan, facts={"shoot/days": 0}).total.minor
    for n in range(1, 80):
        assert compute(plan, facts={"shoot/days": n}).total.minor - none == (
            tariff.cost(n) - tariff.cost(0)
        )


def test_steps_of_a_formula_are_tabled():
    plan = budget(
        line("hotel", "80", amount="calendar", unit="night", component="not pay"),
        globals=(
            Global(
                name="calendar",
                label="Calendar days",
                formula="shoot.days + floor(max(shoot.days - 1, 0) / 5) * 2",
            ),
        ),
    )
    tariff = price_list(plan).tariffs["shoot/days"]
    assert [tariff.cost(n) // 8000 for n in (0, 1, 5, 6, 10, 11)] == [0, 1, 5, 8, 12, 15]


def test_a_straight_tariff_is_short_and_goes_on_for_ever():
    plan = budget(line("a", "100", amount="shoot.days", unit="day"))
    tariff = price_list(plan).tariffs["shoot/days"]
    assert tariff.steps == (0, 10000)
    assert tariff.cost(5000) == 50_000_000


def test_one_person_on_two_facts_cannot_be_priced_and_is_named():
    plan = budget(
        line("day", "100", amount="shoot.days", person="jo", fringes=("x",)),
        line("night", "50", amount="shoot.nights", person="jo", fringes=("x",)),
        fringes=(percent("x", "10"),),
    )
    with pytest.raises(InvalidInput, match="shoot/days and shoot/nights together"):
        price_list(plan)


def test_a_plain_sum_of_facts_can_be_priced():
    plan = budget(
        line("meals", "12.50", amount="40 * shoot.days + 2 * shoot.nights", unit="meal",
             component="not pay"),
    )  # fmt: skip
    prices = price_list(plan)
    assert prices.tariffs["shoot/days"].cost(3) == 150_000
    assert prices.tariffs["shoot/nights"].cost(3) == 7_500


def test_a_product_of_facts_cannot():
    plan = budget(line("x", amount="shoot.days * shoot.nights", component="not pay"))
    with pytest.raises(InvalidInput, match="put each on a line of its own"):
        price_list(plan)


STRIPS = [
    strip(1, 200, "ferry", "ab", elements="horse"),
    strip(2, 300, "kitchen", "bc", "EXT NIGHT"),
    strip(3, 240, "ferry", "ac", minors="c"),
    strip(4, 180, "kitchen", "a", "EXT DUSK"),
    strip(5, 60, "ferry", "c", elements="horse"),
    strip(6, 480, "ferry", "bc"),
]
ENGAGED = {"a": Deal.WEEK, "b": Deal.DAY, "c": Deal.SHOOTING_DAY}


def board_budget(country):
    """A budget of the strips above: roles a, b and c, two places, a horse."""
    sample = breakdown()
    roles = tuple(
        replace(sample.roles[0], key=key, name=key.upper(), minor=key == "c") for key in "abc"
    )
    seen = tuple(
        replace(sample.appearances[0], role=role, scene=one.order)
        for one in STRIPS
        for role in one.cast
    )
    horse = replace(sample.elements[1], key="horse")
    known = replace(sample, roles=roles, appearances=seen, elements=(horse,))
    deals = tuple(Engagement(role=key, deal=deal) for key, deal in ENGAGED.items())
    template = load_template(country=country, level="low")
    return build_budget(template, inputs(breakdown=known, engagements=deals))


def boards():
    """Any order of the strips on up to four days."""
    days = st.lists(st.integers(0, 3), min_size=len(STRIPS), max_size=len(STRIPS))
    return days.map(_board)


def _board(places):
    used = sorted(set(places))
    return Board(
        days=tuple(
            BoardDay(
                number=n,
                date=MONDAY + timedelta(days=day * 2),
                shift=Shift.NIGHT if day == 3 else Shift.DAY,
                strips=tuple(one.key for one, at in zip(STRIPS, places, strict=True) if at == day),
            )
            for n, day in enumerate(used, start=1)
        )
    )


MOVED = {country: board_budget(country) for country in ("FR", "US")}
MOVED_PRICES = {country: price_list(plan) for country, plan in MOVED.items()}


@pytest.mark.parametrize("country", sorted(MOVED))
@settings(max_examples=25, deadline=None)
@given(first=boards(), second=boards())
def test_when_strips_move_the_board_and_the_estimate_move_alike(country, first, second):
    asked = replace(problem(STRIPS, ENGAGED), prices=MOVED_PRICES[country])
    here, there = judge(asked, first), judge(asked, second)
    before = compute(MOVED[country], facts=here.facts).before_contractuals
    after = compute(MOVED[country], facts=there.facts).before_contractuals
    assert after - before == there.cost - here.cost
