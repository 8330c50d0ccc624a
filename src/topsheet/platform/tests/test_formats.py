"""Numbers as people read them, in English, French and German."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils.translation import override

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.figure import Quantity, Ratio
from topsheet.kernel.money import Money, Percent, UnitPrice
from topsheet.platform import formats

NBSP = "\u00a0"
NARROW = "\u202f"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (123450, "EUR", f"€{NBSP}1,234.50"),
        (0, "EUR", f"€{NBSP}0.00"),
        (-5, "EUR", f"(€{NBSP}0.05)"),
        (1500000, "JPY", f"JP¥{NBSP}1,500,000"),
        (1234567, "KWD", f"KWD{NBSP}1,234.567"),
    ],
)
def test_money_names_its_currency_and_keeps_its_digits(minor, currency, said):
    assert formats.money_text(Money(minor, currency)) == said


def test_whole_money_rounds_half_up_and_away_from_zero():
    assert formats.money_text(Money(250, "EUR"), whole=True, bare=True) == "3"
    assert formats.money_text(Money(-250, "EUR"), whole=True, bare=True) == "(3)"


def test_a_negative_that_rounds_to_nothing_has_no_parentheses():
    assert formats.money_text(Money(-40, "EUR"), whole=True, bare=True) == "0"


def test_money_goes_where_the_locale_puts_it():
    with override("fr"):
        assert formats.money_text(Money(123450, "EUR")) == f"1{NARROW}234,50{NBSP}€"
        assert formats.money_text(Money(-123450, "EUR"), whole=True) == f"(1{NARROW}235{NBSP}€)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Percent.of("13.85"), f"13.85{NBSP}%"),
        (Percent.of("120"), f"120{NBSP}%"),
        (Ratio(Fraction(31, 1000)), f"3.1{NBSP}%"),
        (0.031, f"3.1{NBSP}%"),
        (-0.5, f"\u221250.0{NBSP}%"),
    ],
)
def test_percentages(value, said):
    assert formats.percent_text(value) == said


def test_a_page_and_its_eighths_do_not_part():
    assert formats.eighths_text(Eighths(12)) == f"1{NBSP}4/8"
    assert formats.eighths_text(8) == "1"


def test_lengths_and_times_of_day():
    assert formats.minutes_text(160) == f"2{NBSP}h{NBSP}40"
    assert formats.minutes_text(5) == f"0{NBSP}h{NBSP}05"
    assert formats.clock_text(1530) == "01:30"


def test_dates_are_read_by_locale():
    day = date(2027, 4, 20)
    assert formats.date_text(day, "day") == "Tue 20 Apr"
    with override("fr"):
        assert formats.date_text(day, "day") == "mar. 20 avr."


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "withheld"),
        (Money(100, "EUR"), f"€{NBSP}1.00"),
        (UnitPrice.of("0.045", "EUR"), f"€{NBSP}0.045"),
        (UnitPrice.of("250", "EUR"), f"€{NBSP}250.00"),
        (Quantity.of("7/2", "weeks"), f"3.5{NBSP}weeks"),
        (Ratio(Fraction(1, 3)), "0.3333"),
    ],
)
def test_any_value_of_a_figure(value, said):
    assert formats.value_text(value) == said


def test_a_small_mark_is_short():
    assert formats.compact_money(Money(436485600, "EUR")) == "4.36M"
    assert formats.compact_money(Money(11800000, "EUR")) == "118K"


def test_how_long_ago():
    assert formats.ago_text(timedelta(seconds=20)) == "just now"
    assert formats.ago_text(timedelta(hours=3)) == "3 hours ago"
    with override("fr"):
        assert formats.ago_text(timedelta(days=2)) == "il y a 2 jours"
