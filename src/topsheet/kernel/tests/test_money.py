"""Money keeps every cent: exact in, rounded half up once, shares that add up."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.kernel.money import Money, Percent, UnitPrice, half_up, minor_digits, share_out

minors = st.integers(-(10**15), 10**15)
currencies = st.sampled_from(["EUR", "JPY", "KWD"])


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("2.5", 3), ("-2.5", -3), ("0", 0), ("-1.49", -1)],
)
def test_a_half_is_rounded_away_from_zero(value, nearest):
    assert half_up(Fraction(value)) == nearest


@given(st.fractions())
def test_rounding_never_moves_by_more_than_a_half(value):
    assert abs(half_up(value) - value) <= Fraction(1, 2)
    assert half_up(-value) == -half_up(value)


@pytest.mark.parametrize(
    ("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("TND", 3), ("CLF", 4), ("XOF", 0)]
)
def test_minor_digits_are_those_of_iso_4217(currency, digits):
    assert minor_digits(currency) == digits


@given(minors, currencies)
def test_printing_and_reading_an_amount_gives_it_back(minor, currency):
    amount = Money(minor, currency)
    assert Money.of(str(amount), currency) == amount
    assert Fraction(amount.decimal) == Fraction(minor, 10 ** minor_digits(currency))


def test_an_amount_longer_than_the_decimal_context_keeps_its_digits():
    digits = "123456789012345678901234567890123456.78"
    with decimal.localcontext(prec=6):
        assert str(Money.of(digits, "EUR")) == digits
        assert str(UnitPrice.of(digits, "EUR")) == digits


@pytest.mark.parametrize("text", ["", "twelve", "NaN", "sNaN", "Infinity", "1,50"])
def test_what_is_not_an_amount_is_refused(text):
    for kind in (Money, UnitPrice):
        with pytest.raises(ValueError, match="is not"):
            kind.of(text, "EUR")
    with pytest.raises(ValueError, match="is not a percentage"):
        Percent.of(text)


def test_an_amount_finer_than_the_currency_is_refused():
    with pytest.raises(ValueError, match="more decimals than JPY has"):
        Money.of("100.5", "JPY")


def test_no_float_becomes_money():
    for make in (
        lambda: Money(12.5, "EUR"),
        lambda: Money.of(12.5, "EUR"),
        lambda: UnitPrice.of(0.045, "EUR"),
        lambda: Percent.of(13.85),
    ):
        with pytest.raises(TypeError):
            make()


@pytest.mark.parametrize("act", ["__add__", "__sub__", "__lt__", "__le__"])
def test_two_currencies_are_never_mixed(act):
    with pytest.raises(ValueError, match="EUR and USD"):
        getattr(Money(1, "EUR"), act)(Money(1, "USD"))


def test_sums_and_order():
    amounts = [Money(n, "EUR") for n in (300, -100, 250)]
    assert Money.sum(amounts, "EUR") == Money(450, "EUR")
    assert sorted(amounts)[0] == Money(-100, "EUR")
    assert max(amounts) == Money(300, "EUR")
    assert not Money.zero("EUR")


@pytest.mark.parametrize(
    ("price", "quantity", "cents"),
    [
        ("0.045", 120, 540),  # 120 km at 4.5 cents
        ("0.045", Fraction(1, 9), 1),  # 0.5 cent, half up
        ("250", Fraction(7, 2), 87500),  # three and a half weeks
        ("1e3", 2, 200000),
        ("-0.005", 1, -1),
    ],
)
def test_a_unit_price_is_rounded_once(price, quantity, cents):
    assert UnitPrice.of(price, "EUR").times(quantity) == Money(cents, "EUR")


@pytest.mark.parametrize(
    ("percent", "base", "share"), [("13.85", 100000, 13850), ("0.05", 1000, 1), ("150", 200, 300)]
)
def test_a_percentage_is_exact_and_may_pass_a_hundred(percent, base, share):
    assert Percent.of(percent).of_money(Money(base, "EUR")).minor == share


def test_a_percentage_prints_without_empty_decimals():
    assert [str(Percent.of(p)) for p in ("20", "20.50", "0.6", "100")] == [
        "20 %", "20.5 %", "0.6 %", "100 %",
    ]  # fmt: skip


@given(minors, st.lists(st.integers(0, 10**6) | st.fractions(0, 10**3), min_size=1, max_size=12))
def test_shares_add_up_and_stay_within_a_cent_of_their_quota(minor, weights):
    shares = [m.minor for m in share_out(Money(minor, "EUR"), weights)]
    assert sum(shares) == minor
    whole = sum(weights)
    quotas = [
        Fraction(minor) * w / whole if whole else Fraction(minor, len(weights)) for w in weights
    ]
    assert all(abs(share - quota) < 1 for share, quota in zip(shares, quotas, strict=True))


def test_shares_of_nothing_and_wrong_weights():
    assert share_out(Money(5, "EUR"), []) == []
    with pytest.raises(ValueError, match="negative weight"):
        share_out(Money(5, "EUR"), [1, -1])


def test_a_decimal_amount_is_taken_as_it_stands():
    assert Money.of(Decimal("12.50"), "EUR") == Money.of("12.5", "EUR") == Money(1250, "EUR")
