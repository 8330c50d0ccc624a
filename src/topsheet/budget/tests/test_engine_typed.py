"""What people type into cells is read exactly, by their own language."""

from fractions import Fraction as F

import pytest

from topsheet.budget.engine.pasted import columns_from, read_block
from topsheet.budget.engine.typed import (
    read_amount,
    read_formula,
    read_number,
    read_percent,
    read_price,
    read_whole,
    written,
)
from topsheet.kernel.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1 234,50", ",", F("1234.5")),
        ("1\u00a0234,50", ",", F("1234.5")),
        ("1,234.50", ".", F("1234.5")),
        ("1.234,50", ".", F("1234.5")),  # both signs: the last is the decimal one
        ("1'234.50", ".", F("1234.5")),
        ("1,234", ".", F(1234)),
        ("1,234", ",", F("1.234")),
        ("1.234", ",", F(1234)),
        ("1,5", ".", F("1.5")),
        ("0,125", ".", F("0.125")),
        ("1,234,567", ".", F(1234567)),
        ("1.234.567", ".", F(1234567)),
        ("(1,200)", ".", F(-1200)),
        ("−40", ".", F(-40)),
        ("12,5 %", ",", F("0.125")),
        (".5", ".", F("0.5")),
        ("12,34,5", ".", None),
        ("1.2.3", ".", None),
        ("shoot.days", ".", None),
        ("", ".", None),
        ("-", ".", None),
    ],
)
def test_a_number_is_read_by_locale(text, decimal, value):
    assert read_number(text, decimal) == value


@pytest.mark.parametrize("value", [F(0), F(-5, 4), F(1, 3), F("0.0005"), F(10**9), F(-7)])
def test_a_number_written_into_a_formula_reads_back(value):
    from topsheet.budget.engine.formulas import Scope

    assert Scope({}, {}, frozenset()).value(written(value), "") == value


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [("€ 1.200,50", "EUR", "1200.50"), ("$45", "USD", "45"), ("120 gbp", "GBP", "120"),
     ("(80)", "EUR", "-80"), ("0.045", "EUR", "0.045")],
)  # fmt: skip
def test_a_price_says_its_currency(text, currency, amount):
    price = read_price(text, "EUR")
    assert (price.fraction, price.currency) == (F(amount), currency)


def test_an_amount_with_a_unit_is_converted_to_the_lines():
    assert read_amount("3 weeks", "day", 5) == "15"
    assert read_amount("10 days", "week", 5) == "2"
    with pytest.raises(InvalidInput, match="“km” does not convert to “day”"):
        read_amount("3 km", "day", 5)


def test_formulas_are_kept_as_typed():
    assert read_formula("= shoot.days * 2") == "shoot.days * 2"
    assert read_formula("1 234,5", ",") == "1234.5"


@pytest.mark.parametrize("text", ["1" * 40, "(" * 40 + "1" + ")" * 40, "x" * 400, "2 +", "§"])
def test_what_is_no_formula_is_refused_in_a_sentence(text):
    with pytest.raises(InvalidInput) as refusal:
        read_formula(text)
    assert refusal.value.message.endswith(".")


def test_percentages_and_whole_numbers_have_bounds():
    assert read_percent("13,8 %", ",") == "13.8"
    assert read_whole("2") == 2
    for bad in ("-1", "x", "1001"):
        with pytest.raises(InvalidInput):
            read_percent(bad)
    for bad in ("0", "1.5", "x"):
        with pytest.raises(InvalidInput):
            read_whole(bad)


def test_blocks_come_with_tabs_semicolons_commas_and_quotes():
    assert read_block('a\t"two\nlines"\t3\r\nb\t\t4\r\n') == [
        ["a", "two\nlines", "3"],
        ["b", "", "4"],
    ]
    assert read_block("a;1,5\nb;2") == [["a", "1,5"], ["b", "2"]]
    assert read_block('a,"1,200",day\nb,3,day') == [["a", "1,200", "day"], ["b", "3", "day"]]
    assert read_block("1,200\n3,400") == [["1,200"], ["3,400"]]
    with pytest.raises(InvalidInput):
        read_block("\n\n")


def test_a_block_must_fit_to_the_right_of_the_cell():
    assert columns_from("amount", 3) == ["amount", "unit", "times"]
    with pytest.raises(InvalidInput, match="select a column further left"):
        columns_from("account", 5)
