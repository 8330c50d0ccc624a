"""What a figure refuses, and how it is found."""

from fractions import Fraction

import pytest

from topsheet.kernel import figure as f
from topsheet.kernel.figure import Band, Quantity, Ratio
from topsheet.kernel.money import Money, Percent, UnitPrice

EURO = f.given("euro", Money(10000, "EUR"))
DOLLAR = f.given("dollar", Money(10000, "USD"))
DAYS = f.given("days", Quantity.of(5, "day"))
WEEKS = f.given("weeks", Quantity.of(2, "week"))
TWO = f.given("two", Ratio(Fraction(2)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: f.total("t", [EURO, DOLLAR], Money(0, "EUR")),
        lambda: f.total("t", [EURO, DAYS], Money(0, "EUR")),
        lambda: f.difference("d", DAYS, WEEKS),
        lambda: f.product("p", [EURO, DOLLAR]),
        lambda: f.quotient("q", EURO, DOLLAR),
        lambda: f.quotient("q", DAYS, EURO),
        lambda: f.quotient("q", EURO, f.given("none", Ratio(Fraction(0)))),
        lambda: f.lesser("l", [EURO, DOLLAR]),
        lambda: f.greater("g", [EURO, DAYS]),
        lambda: f.banded("b", DAYS, []),
        lambda: f.banded("b", EURO, [Band(upto=Money(1, "USD"), percent=Percent.of(1))]),
        lambda: f.convert("c", DAYS, TWO, "USD"),
        lambda: f.convert("c", EURO, DOLLAR, "USD"),
        lambda: f.share("s", DAYS, [TWO], 0),
        lambda: f.rounded("r", DAYS),
    ],
)
def test_unlike_things_are_not_computed_with(make):
    with pytest.raises(ValueError, match=r"\w"):
        make()


def test_a_withheld_figure_cannot_be_computed_with():
    hidden = f.Figure(label="Fee", op=f.Op.GIVEN, value=None)
    with pytest.raises(ValueError, match="withheld"):
        f.total("t", [hidden], Money(0, "EUR"))


def test_two_of_a_kind_divide_into_a_plain_number():
    assert f.quotient("q", DAYS, DAYS).value == Ratio(Fraction(1))
    price = f.given("price", UnitPrice.of("0.5", "EUR"))
    assert f.quotient("q", EURO, price).value == Ratio(Fraction(200))


def test_rounding_for_print_never_invents_digits():
    yen = f.given("yen", Money(1234, "JPY"))
    assert f.rounded("r", yen, 2).value == Money(1234, "JPY")
    assert f.rounded("r", f.given("e", Money(1250, "EUR"))).value == Money(1300, "EUR")


def test_a_fringe_stops_at_its_cut_off():
    bands = [Band(upto=Money.of(2000, "EUR"), percent=Percent.of(10))]
    pay = f.given("pay", Money.of(2500, "EUR"))
    assert f.banded("fringe", pay, bands).value == Money.of(200, "EUR")


def test_a_figure_is_found_by_its_address():
    inner = EURO.at("budget/3300/focus-puller")
    tree = f.total("t", [f.total("u", [inner], Money(0, "EUR"))], Money(0, "EUR"), address="budget")
    assert tree.find("budget/3300/focus-puller") is inner
    assert tree.find("budget") is tree
    assert tree.find("budget/9999") is None
