"""A figure in words: operation, authority, doubt."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils.translation import override

from topsheet.kernel.figure import (
    Band,
    Quantity,
    Ratio,
    banded,
    convert,
    difference,
    given,
    greater,
    lesser,
    percent_of,
    product,
    quotient,
    rounded,
    share,
    total,
)
from topsheet.kernel.money import Money, Percent
from topsheet.kernel.rule import Rule, RuleKind, Source
from topsheet.platform.explaining import basis, doubt, how, told


def euros(amount: str) -> Money:
    return Money.of(amount, "EUR")


A, B = given("A", euros("100")), given("B", euros("40"))
THREE = given("Days", Quantity.of(3, "days"))
HALF = given("Half", Ratio(Fraction(1, 2)))


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (A, ""),
        (total("T", [A, B], euros("0")), "The sum of 2 figures"),
        (total("T", [A], euros("0")), ""),
        (difference("D", A, B), "€ 100.00 − € 40.00"),
        (product("P", [THREE, A]), "3 days × € 100.00"),
        (quotient("Q", A, THREE), "€ 100.00 ÷ 3 days"),
        (percent_of("%", HALF, A), "50.0 % of € 100.00"),
        (lesser("L", [A, B]), "The lesser of € 100.00, € 40.00"),
        (greater("G", [A, B]), "The greater of € 100.00, € 40.00"),
        (convert("C", A, HALF, "USD"), "€ 100.00 at 0.5"),
        (rounded("R", A), "€ 100.00, rounded"),
        (share("S", A, [THREE, THREE], 1), "3 days in 2 shares of € 100.00, to the cent"),
    ],
)
def test_each_operation_has_its_words(figure, words):
    assert how(figure).replace("\u00a0", " ") == words


def test_bands_are_told_one_by_one():
    bands = [
        Band(upto=euros("60"), percent=Percent.of("10")),
        Band(upto=None, percent=Percent.of("2.5")),
    ]
    said = how(banded("B", A, bands)).replace("\u00a0", " ")
    assert said == "€ 100.00: 10 % up to € 60; 2.5 % of the rest"


SOURCE = Source(title="Annex 2", read_on=date(2026, 11, 22), verified=True)
RULE = Rule(
    id="r",
    title="Night premium",
    kind=RuleKind.CONTRACT,
    jurisdiction="FR",
    source=SOURCE,
    valid_from=date(2026, 1, 1),
)


def test_authority_is_one_line():
    figure = given("N", euros("1"), rule=RULE, revision="board 48")
    assert basis(figure) == (
        "Night premium · Annex 2 · in force from 1 Jan 2026 · read on 22 Nov 2026 · verified "
        "· board 48"
    )


def test_doubts():
    today = date(2026, 12, 1)
    assert doubt(given("N", euros("1"), rule=RULE), today) == ""
    assert doubt(given("N", euros("1"), rule=RULE), date(2028, 1, 1)) == "stale"
    assert doubt(given("N", euros("1"), source=Source(title="Talk")), today) == "not verified"
    assert doubt(given("N", euros("1"), assumed=True), today) == "assumed"


def test_parts_that_lie_deep_are_counted():
    figure = total("T", [total("U", [A, B], euros("0"))], euros("0"))
    assert told(figure, depth=1).parts[0].more == 2
    assert told(figure, depth=1).parts[0].parts == ()


def test_only_web_addresses_become_links():
    bad = given("N", euros("1"), source=Source(title="x", url="javascript:alert(1)"))
    assert told(bad).url == ""
