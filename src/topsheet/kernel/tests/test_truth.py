"""Published sums that concern the kernel, by their id in the samples."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from topsheet.kernel import figure as f
from topsheet.kernel.figure import Band, Ratio
from topsheet.kernel.money import Money, Percent, UnitPrice, share_out


@pytest.fixture(scope="module")
def truth(samples):
    cases = json.loads((samples / "truth" / "money.json").read_text(encoding="utf-8"))["cases"]
    return {case["id"]: (case["input"], case["expected"]) for case in cases}


def euros(amount):
    return Money.of(amount, "EUR")


def test_budget_fringe_cap(truth):
    """10 days at 250 with 10 % up to 2,000: 200, in all 2,700."""
    given, expected = truth["budget-fringe-cap"]
    base = UnitPrice.of(given["rate"], "EUR").times(given["units"])
    band = Band(upto=euros(given["cap"]), percent=percent(given["fringe_pct"]))
    fringe = f.banded("fringe", f.given("base", base), [band]).value
    assert (base, fringe) == (euros(expected["base"]), euros(expected["fringe"]))
    assert base + fringe == euros(expected["total"])


def test_budget_fringe_range(truth):
    """One cut-off over a person's three lines, not one for each."""
    given, expected = truth["budget-fringe-range"]
    band = Band(upto=euros(given["cutoff"]), percent=percent(given["pct"]))
    lines = [f.given("line", euros(amount)) for amount in given["person_lines"]]
    together = f.banded("fringe", f.total("person", lines, euros(0)), [band]).value
    apart = Money.sum((f.banded("fringe", line, [band]).value for line in lines), "EUR")
    assert together == euros(expected["fringe_ranged"])
    assert apart == euros(expected["fringe_per_line_wrong"])


def test_budget_rounding_payroll(truth):
    """Two of the six published sums cut where they should round; ours round half up."""
    given, expected = truth["budget-rounding-payroll"]
    ours = [str(percent(rate).of_money(euros(base))) for base, rate in given["cases"]]
    assert ours == expected["half_up"]
    assert sum(a != b for a, b in zip(ours, expected["published"], strict=True)) == 2


def test_budget_amort(truth):
    given, expected = truth["budget-amort"]
    for episodes, each in zip(given["episodes"], expected["per_episode"], strict=True):
        assert share_out(euros(given["amort"]), [1] * episodes) == [euros(each)] * episodes


def test_wf_generic_tiers(truth):
    """Cash through tiers is the lesser of what is left and the tier, shared by percentages."""
    given, expected = truth["wf-generic-tiers"]
    left, paid = euros(given["cash"]), [euros(0), euros(0)]
    for tier in given["tiers"]:
        size = left if tier["size"] is None else min(left, euros(tier["size"]))
        parts = share_out(size, [Fraction(tier["pref"]), Fraction(tier["sec"])])
        paid = [had + got for had, got in zip(paid, parts, strict=True)]
        left = left - size
    assert paid == [euros(expected["preferred"]), euros(expected["secondary"])]


def test_uk_avec_80cap(truth):
    """The lesser of two figures, one a percentage of a third."""
    given, expected = truth["uk-avec-80cap"]
    spent = f.given("relevant global", Money.of(given["relevant_global"], "GBP"))
    abroad = f.given("non-UK", Money.of(given["non_uk"], "GBP"))
    home = f.difference("UK", spent, abroad)
    cap = f.percent_of("80 %", f.given("cap", Ratio(Fraction(4, 5))), spent)
    assert home.value == Money.of(expected["uk"], "GBP")
    assert cap.value == Money.of(expected["cap80"], "GBP")
    qualifying = f.lesser("qualifying", [home, cap]).value
    assert qualifying == Money.of(expected["qualifying_to_date"], "GBP")


def percent(fraction):
    """The samples write a percentage as a fraction of one: "0.062"."""
    return Percent.of(Decimal(fraction) * 100)
