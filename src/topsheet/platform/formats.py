"""Numbers as people read them: by locale, negatives in parentheses, nothing that wraps.

Pages, PDFs and mails format through these, so one amount looks the same everywhere.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from django.utils.translation import get_language, gettext, to_locale

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.figure import Quantity, Ratio, Value
from topsheet.kernel.money import Money, Percent, UnitPrice, half_up, minor_digits

NBSP = "\u00a0"


def money_text(amount: Money, *, whole: bool = False, bare: bool = False) -> str:
    """An amount with its currency; ``whole`` drops the minor unit, ``bare`` the currency."""
    digits = 0 if whole else minor_digits(amount.currency)
    scale = 10 ** (minor_digits(amount.currency) - digits)
    units = half_up(Fraction(abs(amount.minor), scale))
    value = Fraction(units, 10**digits)
    text = (
        number_text(value, digits=digits)
        if bare
        else _with_currency(value, digits, amount.currency)
    )
    return f"({text})" if amount.minor < 0 and units else text


def country_name(code: str) -> str:
    """A country by its ISO code, in the reader's language; an unknown code as it is."""
    return str(locale().territories.get(code, code))


def compact_money(amount: Money) -> str:
    """An amount for a small mark: 4.36M, 118K; no currency."""
    units = half_up(Fraction(abs(amount.minor), 10 ** minor_digits(amount.currency)))
    places = 2 if units >= 1_000_000 else 0
    text = format_compact_decimal(units, fraction_digits=places, locale=locale())
    return f"({text})" if amount.minor < 0 else text


def number_text(value: int | Fraction, *, digits: int | None = None) -> str:
    """A number with the locale's separators; ``digits`` None keeps up to four that matter."""
    pattern = "#,##0.####" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    exact = Fraction(value)
    places = 4 if digits is None else digits
    rounded = half_up(exact * 10**places)
    text = format_decimal(_decimal(abs(rounded), places), format=pattern, locale=locale())
    return f"\u2212{text}" if rounded < 0 else text


def percent_text(value: Percent | Ratio | Fraction | float, digits: int | None = None) -> str:
    """A percentage; a bare number is a share of one (0.031 is 3.1 %).

    Without ``digits`` a declared percentage keeps its own, a computed one gets one.
    """
    if isinstance(value, Percent):
        return number_text(Fraction(value.value), digits=digits) + f"{NBSP}%"
    share = value.value if isinstance(value, Ratio) else Fraction(value)
    return number_text(share * 100, digits=1 if digits is None else digits) + f"{NBSP}%"


def eighths_text(length: Eighths | int) -> str:
    """``1 4/8`` without a break between page and eighths."""
    return str(length if isinstance(length, Eighths) else Eighths(length)).replace(" ", NBSP)


def minutes_text(minutes: int) -> str:
    """A length of time as ``2 h 40``."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "\u2212" if minutes < 0 else ""
    return f"{sign}{hours}{NBSP}h{NBSP}{rest:02d}"


def clock_text(minutes: int) -> str:
    """A time of day from minutes after midnight; 1530 is 01:30 of the next morning."""
    hours, rest = divmod(minutes % 1440, 60)
    return f"{hours:02d}:{rest:02d}"


def date_text(day: date, style: str = "medium") -> str:
    """A date: ``long``, ``medium``, ``short``, or ``day`` (Tue 20 Apr in the locale's order)."""
    if style == "day":
        return format_skeleton("MMMEd", day, locale=locale())
    return format_date(day, format=style, locale=locale())


def month_text(day: date) -> str:
    """The month's short name."""
    return format_date(day, format="MMM", locale=locale())


def weekday_text(day: date) -> str:
    """The weekday in a letter or two, for narrow columns."""
    return format_date(day, format="EEEEEE", locale=locale())


def ago_text(since: timedelta) -> str:
    """How long ago: ``3 hours ago``, ``just now``."""
    if since < timedelta(minutes=1):
        return gettext("just now")
    return format_timedelta(-since, add_direction=True, locale=locale())


def value_text(value: Value | None) -> str:
    """Any value of a figure; a withheld one says so."""
    match value:
        case None:
            return gettext("withheld")
        case Money():
            return money_text(value)
        case UnitPrice():
            return _unit_price_text(value)
        case Quantity():
            return f"{number_text(value.value)}{NBSP}{value.unit}"
        case Ratio():
            return number_text(value.value)


@cache
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def locale() -> Locale:
    """The locale of the page being made; plain English dates are read day first."""
    name = to_locale(get_language() or "en")
    return _locale("en_GB" if name in {"en", "en_US"} else name)


def _with_currency(value: Fraction, digits: int, currency: str) -> str:
    """The currency where the locale puts it, never touching the digits."""
    here = locale()
    number = format_currency(
        _decimal(half_up(value * 10**digits), digits),
        currency,
        format=_currency_pattern(here, digits),
        locale=here,
        currency_digits=False,
    )
    symbol_end = next((i for i, letter in enumerate(number) if letter.isdigit()), 0)
    if symbol_end and not number[symbol_end - 1].isspace():
        return number[:symbol_end] + NBSP + number[symbol_end:]
    return number


def _currency_pattern(here: Locale, digits: int) -> str:
    pattern = here.currency_formats["standard"].pattern.split(";")[0]
    return pattern.replace("0.00", "0" + ("." + "0" * digits if digits else ""))


def _unit_price_text(price: UnitPrice) -> str:
    digits = max(minor_digits(price.currency), price.exponent)
    text = _with_currency(abs(price.fraction), digits, price.currency)
    return f"({text})" if price.coefficient < 0 else text


def _decimal(scaled: int, digits: int) -> Decimal:
    return Decimal(scaled).scaleb(-digits)
