"""Fringes worked by hand: cut-offs by person and period, fringes on fringes, posting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.budget.engine import compute
from topsheet.budget.engine.types import CutOffPeriod, Fringe, Posting
from topsheet.budget.tests.samples import budget, line, percent
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, UnitPrice


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def charged(*lines, fringes):
    result = compute(budget(*lines, fringes=fringes), facts={})
    return {(f.range_key.partition(":")[2], f.fringe): f.amount for f in result.fringes}


def test_a_fringe_stops_at_its_cut_off():
    # 12 % of min(3,000, 2,500) = 300
    found = charged(
        line("a", "3000", person="a", fringes=("x",)), fringes=(percent("x", "12", "2500"),)
    )
    assert found["a", "x"] == eur("300")


def test_a_pool_has_no_cut_off_for_nobody_knows_how_many_share_it():
    # 12 % of 3,000 = 360
    found = charged(line("a", "3000", fringes=("x",)), fringes=(percent("x", "12", "2500"),))
    assert found["a", "x"] == eur("360")


def test_two_equal_people_have_two_cut_offs():
    # 2 people × 3,000; cut-off 2 × 2,500 = 5,000; 12 % = 600
    two = line("a", "3000", times="2", person="a", people=2, fringes=("x",))
    assert charged(two, fringes=(percent("x", "12", "2500"),))["a", "x"] == eur("600")


def test_two_persons_do_not_share_a_cut_off():
    lines = [line(k, "2000", person=k, fringes=("x",)) for k in ("a", "b")]
    found = charged(*lines, fringes=(percent("x", "10", "1500"),))
    assert found == {("a", "x"): eur("150"), ("b", "x"): eur("150")}


def test_a_monthly_cut_off_starts_anew_each_begun_month():
    # 9 weeks × 2,000 = 18,000; 9 × 12 ÷ 52 = 2.08 months, 3 begun; 3 × 5,000 = 15,000; 10 %
    nine = line("a", "2000", amount="9", person="a", fringes=("x",))
    fringe = percent("x", "10", "5000", period=CutOffPeriod.MONTH)
    assert charged(nine, fringes=(fringe,))["a", "x"] == eur("1500")


def test_a_weekly_cut_off_counts_days_as_fifths_of_a_week():
    # 6 days = 1.2 weeks, 2 begun; 6 × 400 = 2,400; cut-off 2 × 900 = 1,800; 5 % = 90
    six = line("a", "400", amount="6", unit="day", person="a", fringes=("x",))
    fringe = percent("x", "5", "900", period=CutOffPeriod.WEEK)
    assert charged(six, fringes=(fringe,))["a", "x"] == eur("90")


def test_a_fee_is_of_no_length_so_one_period_is_counted():
    fee = line("a", "9000", unit="fee", person="a", fringes=("x",))
    fringe = percent("x", "10", "5000", period=CutOffPeriod.MONTH)
    assert charged(fee, fringes=(fringe,))["a", "x"] == eur("500")


def test_insurance_stands_on_holiday_pay():
    # 12.07 % of 1,000 = 120.70; 13.8 % of 1,120.70 = 154.6566 → 154.66
    found = charged(
        line("a", "1000", fringes=("ni", "holiday")),
        fringes=(percent("ni", "13.8", on=("holiday",)), percent("holiday", "12.07")),
    )
    assert found == {("a", "holiday"): eur("120.70"), ("a", "ni"): eur("154.66")}


def test_a_fringe_on_a_fringe_that_is_not_carried_is_on_pay_alone():
    found = charged(
        line("a", "1000", fringes=("ni",)),
        fringes=(percent("ni", "10", on=("holiday",)), percent("holiday", "12")),
    )
    assert found == {("a", "ni"): eur("100")}


def test_a_fringe_is_only_on_its_components():
    # kit rental carries no charge; overtime does: 10 % of 500 + 200
    found = charged(
        line("pay", "500", person="a", fringes=("x",)),
        line("kit", "300", person="a", component="kit", fringes=("x",)),
        line("over", "200", person="a", component="overtime", fringes=("x",)),
        fringes=(percent("x", "10"),),
    )
    assert found == {("a", "x"): eur("70")}


def test_a_flat_fringe_is_per_unit():
    # 8.65 an hour × 240 hours = 2,076
    flat = Fringe(key="hw", name="Health", flat=UnitPrice.of("8.65", "EUR"), flat_unit="hour")
    found = charged(line("a", "40", amount="240", unit="hour", fringes=("hw",)), fringes=(flat,))
    assert found["a", "hw"] == eur("2076")


def test_a_fringe_rounds_once_for_the_person_not_once_a_line():
    # three lines of 0.10: 5 % of 0.30 = 0.015 → 0.02; line by line it would be 3 × 0.01
    lines = [line(k, "0.10", person="a", fringes=("x",)) for k in "pqr"]
    assert charged(*lines, fringes=(percent("x", "5"),))["a", "x"] == eur("0.02")


def test_a_percentage_over_a_hundred_is_legal():
    found = charged(line("a", "10", fringes=("x",)), fringes=(percent("x", "150"),))
    assert found["a", "x"] == eur("15")


def test_fringes_in_a_circle_are_named():
    fringes = (percent("x", "1", on=("y",)), percent("y", "1", on=("x",)))
    with pytest.raises(InvalidInput, match="x → y → x"):
        charged(line("a", fringes=("x",)), fringes=fringes)


def test_a_cut_off_in_another_currency_is_refused():
    dear = line("a", "100", person="a", fringes=("x",))
    with pytest.raises(InvalidInput, match="cut-off of “x” is in USD"):
        charged(dear, fringes=(percent("x", "1", "10", currency="USD"),))


@pytest.mark.parametrize(
    ("posting", "account", "shown", "on_line"),
    [
        (Posting.LINE, "", "3301", "110"),
        (Posting.ACCOUNT, "", "3301", "100"),
        (Posting.CATEGORY, "", "3300", "100"),
        (Posting.OWN_ACCOUNT, "3399", "3399", "100"),
    ],
)
def test_a_fringe_is_posted_where_it_is_told(posting, account, shown, on_line):
    fringe = percent("x", "10", posting=posting, account=account)
    result = compute(budget(line("a", fringes=("x",)), fringes=(fringe,)), facts={})
    (share,) = result.lines["a"].shares
    assert (share.account, share.amount) == (shown, eur("10"))
    assert result.lines["a"].total == eur(on_line)
    assert result.lines["a"].fringe == eur("10")
    assert result.accounts["3300"].total == result.total == eur("110")
    assert result.stages["shoot"] == result.departments["Camera"] == eur("110")


pays = st.lists(st.integers(0, 900_000), min_size=1, max_size=6)


@given(pays, st.integers(0, 150), st.integers(1, 2_000_000), st.randoms())
def test_a_fringe_is_bounded_shared_whole_and_blind_to_order(amounts, rate, limit, random):
    lines = [
        line(f"l{n}", f"{minor / 100:.2f}", person="a", fringes=("x",))
        for n, minor in enumerate(amounts)
    ]
    fringe = percent("x", str(rate), f"{limit / 100:.2f}")
    result = compute(budget(*lines, fringes=(fringe,)), facts={})
    (one,) = result.fringes
    assert one.amount.minor <= (limit * rate + 50) // 100  # never past percent × cut-off
    assert sum(found.fringe.minor for found in result.lines.values()) == one.amount.minor
    random.shuffle(lines)
    again = compute(budget(*lines, fringes=(fringe,)), facts={})
    assert again.total == result.total


@given(st.integers(1, 500_000), st.integers(1, 500_000), st.integers(1, 700_000))
def test_splitting_a_line_of_one_person_changes_nothing(first, second, limit):
    fringe = percent("x", "7.3", f"{limit / 100:.2f}")
    whole = line("w", f"{(first + second) / 100:.2f}", person="a", fringes=("x",))
    parts = [
        line(k, f"{minor / 100:.2f}", person="a", fringes=("x",))
        for k, minor in (("p", first), ("q", second))
    ]
    assert (
        compute(budget(whole, fringes=(fringe,)), facts={}).total
        == compute(budget(*parts, fringes=(fringe,)), facts={}).total
    )
