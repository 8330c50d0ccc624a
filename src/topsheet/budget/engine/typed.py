"""What people type and paste into cells, read exactly: numbers by locale, prices, percentages.

    1 234,50    1,234.50    1'234.50    (1,200)    € 45    12,5 %    3 weeks    = shoot.days * 2

The decimal sign of the reader's language decides where a text could be read both ways.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from topsheet.budget.engine.formulas import FUNCTIONS, Number, parse
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import UnitPrice

LONGEST_FORMULA = 300
DEEPEST = 24  # brackets in brackets
MOST_DIGITS = 15
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "¥": "JPY", "kr": "SEK", "Ft": "HUF",
         "Kč": "CZK", "₹": "INR"}  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_PLAIN = re.compile(r"[-+−–]?[\d.,\s\u00a0\u202f']*\d[\d.,\s\u00a0\u202f']*")
_CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")
_WITH_UNIT = re.compile(r"(?P<number>[-+−(]?[\d.,\s\u00a0\u202f']*\d\)?)\s*(?P<unit>[^\W\d][^\d]*)")


@lru_cache(maxsize=8_192)  # a pasted block says the same few numbers again and again
def read_number(text: str, decimal: str = ".") -> Fraction | None:
    """The number a text says, or None where it is no plain number.

    >>> read_number("1 234,50", ","), read_number("1,234.50"), read_number("(1,200)")
    (Fraction(2469, 2), Fraction(2469, 2), Fraction(-1200, 1))
    """
    text = text.strip()
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    share = text.endswith("%")
    text = text[:-1].rstrip() if share else text
    if not _PLAIN.fullmatch(text):
        return None
    digits = _canonical(_SPACES.sub("", text), decimal)
    if digits is None:
        return None
    value = Fraction(digits) / 100 if share else Fraction(digits)
    return -value if negative else value


def _canonical(text: str, decimal: str) -> str | None:
    """Digits with a point, whatever signs group them; None where groups do not fit."""
    sign = "-" if text[:1] in ("-", "−", "–") else ""
    text = text.lstrip("-+−–")
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return sign + text
    mark = text[last]
    other = "," if mark == "." else "."
    whole, part = text[:last], text[last + 1 :]
    grouped = mark in whole or (other not in whole and mark != decimal and _is_group(whole, part))
    if grouped:
        groups = text.split(mark)
        fits = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
        return sign + "".join(groups) if fits and other not in text else None
    if other in whole:
        first, *groups = whole.split(other)
        if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
            return None
        whole = whole.replace(other, "")
    return f"{sign}{whole or '0'}.{part or '0'}"


def _is_group(whole: str, part: str) -> bool:
    return len(part) == 3 and 1 <= len(whole) <= 3 and whole != "0"


@lru_cache(maxsize=8_192)
def written(value: Fraction) -> str:
    """A number as formulas hold it: 1234.5, or a division where no decimal is exact."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator} / {value.denominator}"
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs((value * 10**places).numerator)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def read_formula(text: str, decimal: str = ".") -> str:
    """A number by locale, or a formula, as it is kept. Raises InvalidInput."""
    text = " ".join(text.split())
    number = read_number(text, decimal)
    if number is not None:
        _refuse_huge(number, text)
        return written(number)
    text = text.removeprefix("=").strip()
    if len(text) > LONGEST_FORMULA:
        raise InvalidInput(
            f"The formula is longer than {LONGEST_FORMULA} characters; name a part of it as a "
            "global."
        )
    if _depth(text) > DEEPEST:
        raise InvalidInput(
            "The formula has too many brackets in brackets; name a part as a global."
        )
    expression = parse(text)
    if isinstance(expression, Number):
        _refuse_huge(expression.value, text)
    return text


def read_amount(text: str, unit: str, days_per_week: int, decimal: str = ".") -> str:
    """An amount for a line paid by ``unit``; “3 weeks” on a line by the day becomes days."""
    match = _WITH_UNIT.fullmatch(text.strip())
    if match and match["unit"].strip().casefold() not in FUNCTIONS:
        number = read_number(match["number"], decimal)
        if number is not None:
            factor = conversion(match["unit"], unit, days_per_week)
            if factor is None:
                raise InvalidInput(
                    f"“{match['unit'].strip()}” does not convert to “{unit}”; write the number of "
                    f"{unit or 'units'}, or change the unit."
                )
            return read_formula(written(number * factor))
    return read_formula(text, decimal)


def conversion(of: str, to: str, days_per_week: int) -> Fraction | None:
    """How many of ``to`` one of ``of`` is; None where they are not of one kind.

    >>> conversion("weeks", "day", 5), conversion("km", "day", 5)
    (Fraction(5, 1), None)
    """
    a, b = singular(of), singular(to)
    if a == b:
        return Fraction(1)
    sizes = _sizes(days_per_week)
    for kind in sizes:
        if a in kind and b in kind:
            return kind[a] / kind[b]
    return None


def measures_time(unit: str) -> bool:
    return singular(unit) in _sizes(5)[0]


def singular(unit: str) -> str:
    word = unit.strip().casefold()
    return word[:-1] if len(word) > 2 and word.endswith("s") else word


def _sizes(days_per_week: int) -> tuple[dict[str, Fraction], ...]:
    week = Fraction(days_per_week)
    time = {"day": Fraction(1), "week": week, "month": week * 52 / 12, "year": week * 52}
    length = {"km": Fraction(1), "m": Fraction(1, 1000), "mile": Fraction(1609344, 1_000_000)}
    return time, length


def read_price(text: str, currency: str, decimal: str = ".") -> UnitPrice:
    """A price; a sign or a code in it says its currency. Raises InvalidInput."""
    bare, said = _currency_in(text)
    number = read_number(bare, decimal)
    if number is None:
        raise InvalidInput(f"“{text.strip()}” is no price; write a number such as 1200.50.")
    _refuse_huge(number, text)
    digits = written(number)
    places = len(digits.partition(".")[2])
    if " / " in digits or places > 6:
        raise InvalidInput(f"“{text.strip()}” has more than six decimals; round it.")
    return UnitPrice.of(digits, said or currency)


def _currency_in(text: str) -> tuple[str, str]:
    """The text without its currency, and the currency's code ("" when it names none)."""
    for sign, code in SIGNS.items():
        if sign in text:
            return text.replace(sign, " ").strip(), code
    match = _CODE.search(text)
    if match is None:
        return text, ""
    return (text[: match.start()] + text[match.end() :]).strip(), match[1].upper()


def read_percent(text: str, decimal: str = ".") -> str:
    """A percentage as it is kept; the sign may be left out. Raises InvalidInput.

    >>> read_percent("13,8 %", ","), read_percent("7")
    ('13.8', '7')
    """
    number = read_number(text.strip().removesuffix("%"), decimal)
    if number is None or number < 0 or number > 1000:
        raise InvalidInput(f"“{text.strip()}” is no percentage; write a number such as 13.8.")
    digits = written(number)
    if " / " in digits or len(digits.partition(".")[2]) > 6:
        raise InvalidInput(f"“{text.strip()}” has more than six decimals; round it.")
    return digits


def read_whole(text: str, decimal: str = ".", *, least: int = 1, most: int = 100_000) -> int:
    """A whole number, such as how many people. Raises InvalidInput."""
    number = read_number(text, decimal)
    if number is None or number.denominator != 1 or not least <= number <= most:
        raise InvalidInput(
            f"“{text.strip()}” is no whole number from {least} to {most}; write one such as 2."
        )
    return int(number)


def _refuse_huge(number: Fraction, text: str) -> None:
    if abs(number) >= 10**MOST_DIGITS or number.denominator >= 10**MOST_DIGITS:
        raise InvalidInput(f"“{text.strip()[:40]}” is too large or too fine a number for a budget.")


def _depth(text: str) -> int:
    depth = most = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        most = max(most, depth)
    return max(most, text.count("-" * 2))
