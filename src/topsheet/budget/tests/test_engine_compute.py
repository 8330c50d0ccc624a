"""The estimate: rounding, currencies, groups, totals that add up three ways."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.budget.engine import compute
from topsheet.budget.engine.printing import footed, printed
from topsheet.budget.engine.types import Account, ExchangeRate, Global, Group, ProductionLevel
from topsheet.budget.tests.oracle import Oracle
from topsheet.budget.tests.samples import (
    ACCOUNTS,
    FERRY_FACTS,
    budget,
    charge,
    ferry,
    line,
    percent,
)
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, UnitPrice


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def only(plan, facts=None) -> Money:
    return compute(plan, facts=facts or {}).total


def test_a_line_is_amount_times_times_times_price():
    # 2.5 weeks × 3 people × 1,234.56 = 9,259.20
    plan = budget(line("a", "1234.56", amount="2.5", times="3"))
    assert only(plan) == eur("9259.20")


def test_a_line_rounds_half_up_once_not_per_factor():
    # 1/3 × 3 × 100 is 100, not 3 × 33.33
    assert only(budget(line("a", "100", amount="1 / 3", times="3"))) == eur("100")
    # 0.5 × 0.01 = 0.005 → 0.01; a negative half goes away from zero: −0.01
    assert only(budget(line("a", "0.01", amount="0.5"))) == eur("0.01")
    assert only(budget(line("a", "-0.01", amount="0.5"))) == eur("-0.01")


def test_a_price_may_be_finer_than_a_cent():
    # 12,345 km × 0.045 = 555.525 → 555.53
    km = line("km", "0.045", amount="12345", unit="km", component="not pay")
    assert only(budget(km)) == eur("555.53")


def test_facts_and_globals_move_a_line():
    plan = budget(
        line("a", "1000", amount="weeks"),
        globals=(Global(name="weeks", label="Weeks", formula="shoot.days / 5"),),
    )
    assert only(plan, {"shoot/days": 11}) == eur("2200")
    assert only(plan, {"shoot/days": 12}) == eur("2400")


def test_a_group_that_is_off_costs_nothing():
    lines = (line("a", "100"), line("b", "50", group="winter"))
    assert only(budget(*lines, groups=(Group(name="winter", on=True),))) == eur("150")
    off = budget(*lines, groups=(Group(name="winter", on=False),))
    result = compute(off, facts={})
    assert result.total == eur("100")
    assert "b" not in result.lines


USD = ExchangeRate(currency="USD", rate=Decimal("0.91"), on=date(2026, 11, 2), source="bank")


def test_pay_is_fringed_in_its_own_currency_and_converted_once():
    # 1,000.10 USD; 6.2 % = 62.0062 → 62.01 USD; × 0.91: 910.091 → 910.09 and 56.4291 → 56.43
    plan = budget(
        line("a", "1000.10", currency="USD", fringes=("x",)),
        fringes=(percent("x", "6.2"),),
        rates=(USD,),
    )
    result = compute(plan, facts={})
    assert result.lines["a"].pay == Money.of("1000.10", "USD")
    assert (result.lines["a"].amount, result.lines["a"].fringe) == (eur("910.09"), eur("56.43"))


def test_a_currency_with_no_minor_unit_is_converted_in_whole():
    # 1,001 JPY × 0.0059 = 5.9059 → 5.91
    yen = ExchangeRate(currency="JPY", rate=Decimal("0.0059"), on=date(2026, 11, 2), source="bank")
    plan = budget(line("a", "1001", currency="JPY"), rates=(yen,))
    assert only(plan) == eur("5.91")


def test_levels_stages_and_departments_each_add_up_to_the_total():
    result = compute(ferry("GB", "mid"), facts=FERRY_FACTS)
    for parts in (result.levels, result.stages, result.departments, result.cells):
        assert Money.sum(parts.values(), result.currency) == result.total
    tops = [row for row in result.accounts.values() if not row.account.category]
    assert Money.sum((row.total for row in tops), result.currency) == result.total
    charged = Money.sum((c.amount for c in result.contractuals.values()), result.currency)
    assert result.before_contractuals + charged == result.total


def test_what_is_assumed_is_listed_with_its_address_and_why():
    result = compute(ferry(country=""), facts=FERRY_FACTS)
    first = result.assumed[0]
    assert (first.address, first.label) == ("budget", "Basis")
    assert "No country was given, so no fringes are charged" in first.reason
    reasons = {item.address: item.reason for item in result.assumed}
    assert "prices are illustrative" in reasons["budget"]
    assert "Nobody has said where the unit is based" in reasons["budget/global/housed"]
    # Agreed, so only the missing fringes make it assumed.
    assert "No country was given" in reasons["budget/1400/cast-père-louis"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lines": (line("a"), line("a"))}, "There are two lines “a”"),
        ({"lines": (line("a", account="1"),)}, "which the chart lacks"),
        ({"lines": (line("a", fringes=("x",)),)}, "which is no fringe"),
        ({"lines": (line("a", currency="GBP"),)}, "lock a rate from GBP to EUR"),
        ({"lines": (line("a", people=0),)}, "at least one person"),
        (
            {"lines": (line("a", person="p"), line("b", person="p", people=2))},
            "one currency and one number of people",
        ),
        ({"days_per_week": 0}, "at least one working day"),
        ({"fringes": (percent("x", "1", on=("y",)),)}, "stands on “y”, which is no fringe"),
        ({"fringes": (percent("x", "1", posting="own account"),)}, "which the chart lacks"),
        ({"accounts": (*ACCOUNTS, ACCOUNTS[0])}, "There are two accounts “1400”"),
        (
            {"accounts": (Account(code="1", name="x", level=ProductionLevel.ATL, category="2"),)},
            "which is no category",
        ),
        (
            {
                "accounts": (
                    *ACCOUNTS,
                    Account(code="1", name="x", level=ProductionLevel.ATL, category="3300"),
                )
            },
            "give both one level",
        ),
        ({"lines": (line("a", amount="nothing"),)}, "Line “A”: “nothing” is not known"),
    ],
)
def test_what_does_not_fit_is_one_sentence(changes, words):
    plan = replace(budget(line("a")), **changes)
    with pytest.raises(InvalidInput, match=words) as error:
        compute(plan, facts={})
    assert error.value.field


amounts = st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 40)), min_size=1, max_size=8)


@given(amounts, st.randoms())
def test_the_total_is_the_sum_of_parts_in_any_order(rows, random):
    lines = [
        line(f"l{n}", f"{minor / 100:.2f}", amount=str(units), account=random.choice(
            ("1400", "3301", "3310", "5000")), fringes=("x",), person=f"p{n % 3}")
        for n, (minor, units) in enumerate(rows)
    ]  # fmt: skip
    plan = budget(
        *lines,
        fringes=(percent("x", "13.85", "4000"),),
        contractuals=(charge("contingency", "10"),),
    )
    result = compute(plan, facts={})
    assert result.total.minor == Oracle(plan, {}).total
    shuffled = list(lines)
    random.shuffle(shuffled)
    # Whole persons keep their fringe whatever the order; so does the whole budget.
    assert compute(replace(plan, lines=tuple(shuffled)), facts={}).total == result.total


@given(st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 30))
def test_a_dearer_price_never_makes_it_cheaper(minor, more, days):
    def total(price: int) -> int:
        dear = line("a", person="a", amount="shoot.days", fringes=("x",))
        plan = budget(
            replace(dear, price=UnitPrice(price, 2, "EUR")),
            fringes=(percent("x", "20", "3000"),),
            contractuals=(charge("contingency", "7.5"),),
        )
        return compute(plan, facts={"shoot/days": days}).total.minor

    assert total(minor) <= total(minor + more)


def test_printed_whole_units_foot():
    # 1.50 + 1.50 + 0.50 = 3.50 → 4: 2 + 2 + 0
    assert footed([eur("1.50"), eur("1.50"), eur("0.50")]) == [2, 2, 0]
    # three times 0.40 is 1.20 → 1, given to the first
    assert footed([eur("0.40")] * 3) == [1, 0, 0]
    assert footed([eur("-1.20"), eur("5.20")]) == [-1, 5]
    assert footed([]) == []


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30))
def test_footed_units_are_within_one_of_their_amounts(minors):
    shown = footed([Money(minor, "EUR") for minor in minors])
    assert sum(shown) == (2 * sum(minors) + 100) // 200 or sum(minors) < 0
    assert all(abs(units * 100 - minor) < 100 for units, minor in zip(shown, minors, strict=True))


@pytest.mark.parametrize("country", ["DE", "FR"])
def test_a_printed_budget_adds_up_by_hand(country):
    plan = ferry(country, "low")
    result = compute(plan, facts=FERRY_FACTS)
    shown = {address: money.minor for address, money in printed(plan, result).items()}
    assert all(minor % 100 == 0 for minor in shown.values())
    assert sum(shown[f"budget/{level}"] for level in ProductionLevel) == shown["budget"]
    for code, row in result.accounts.items():
        top = row.account.category or code
        parts = [f"budget/{top}/{key}" for key in row.lines]
        parts += [f"budget/{key}" for key in row.contractuals]
        parts += [f"budget/{a.code}" for a in plan.accounts if a.category == code]
        whole = sum(shown[part] for part in parts) + shown.get(f"budget/{code}#fringes", 0)
        assert whole == shown[f"budget/{code}"]
        for key in row.lines:
            line_ = f"budget/{top}/{key}"
            assert shown[f"{line_}#pay"] + shown[f"{line_}#fringe"] == shown[line_]
            assert abs(shown[line_] - result.lines[key].total.minor) < 100
