"""Every figure comes to what its parts say, by an evaluator of its own.

The evaluator below works in plain fractions of the major unit and shares no code with
the kernel: rounding, shares and bands are written again, another way.
"""

from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.kernel import figure as f
from topsheet.kernel.figure import Band, Figure, Op, Quantity, Ratio
from topsheet.kernel.money import Money, Percent, UnitPrice

DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3}


# The evaluator ------------------------------------------------------------------------


def evaluate(figure: Figure) -> Fraction:
    """The figure's value in major units, from its leaves alone."""
    parts = [evaluate(part) for part in figure.parts]
    match figure.op:
        case Op.GIVEN | Op.LOOKED_UP:
            return plain(figure.value)
        case Op.SUM:
            return sum(parts, Fraction(0))
        case Op.DIFFERENCE:
            return parts[0] - parts[1]
        case Op.PRODUCT:
            exact = Fraction(1)
            for part in parts:
                exact *= part
            return settled(figure, exact)
        case Op.PERCENT_OF:
            return settled(figure, parts[0] * parts[1])
        case Op.QUOTIENT:
            return settled(figure, parts[0] / parts[1])
        case Op.CONVERT:
            return settled(figure, parts[0] * parts[1])
        case Op.LESSER:
            return sorted(parts)[0]
        case Op.GREATER:
            return sorted(parts)[-1]
        case Op.BANDED:
            return settled(figure, by_slices(parts[0], figure.bands))
        case Op.ROUNDED:
            digits = min(figure.index, DIGITS[figure.value.currency])
            return nearest(parts[0], digits)
        case Op.SHARE:
            return dealt(parts[0], parts[1:], DIGITS[figure.value.currency])[figure.index]


def plain(value) -> Fraction:
    match value:
        case Money(minor, currency):
            return Fraction(minor) / 10 ** DIGITS[currency]
        case UnitPrice(coefficient, exponent, _):
            return Fraction(coefficient) / 10**exponent
        case Quantity(number, _) | Ratio(number):
            return number


def settled(figure: Figure, exact: Fraction) -> Fraction:
    """Money ends on the minor unit; numbers stay exact."""
    if isinstance(figure.value, Money):
        return nearest(exact, DIGITS[figure.value.currency])
    return exact


def nearest(exact: Fraction, digits: int) -> Fraction:
    scale = 10**digits
    size = Fraction(floor(abs(exact) * scale + Fraction(1, 2)), scale)
    return size if exact >= 0 else -size


def by_slices(base: Fraction, bands) -> Fraction:
    """Each cent is charged by the first band that reaches above it (as a running tax)."""
    due, below = Fraction(0), Fraction(0)
    for band in bands:
        if base <= below:
            break
        top = base if band.upto is None else min(base, plain(band.upto))
        if top > below:
            due += (top - below) * Fraction(band.percent.value) / 100
            below = top
    return due


def dealt(whole: Fraction, weights, digits: int) -> list[Fraction]:
    """Largest remainder, dealt one minor unit at a time to whoever lacks most."""
    cent = Fraction(1, 10**digits)
    if not sum(weights):
        weights = [Fraction(1)] * len(weights)
    quotas = [whole * w / sum(weights) for w in weights]
    shares = [floor(q / cent) * cent for q in quotas]
    while sum(shares) < whole:
        lack = [q - s for q, s in zip(quotas, shares, strict=True)]
        poorest = lack.index(max(lack))
        shares[poorest] += cent
    return shares


# Trees of every operation -------------------------------------------------------------

numbers = st.fractions(min_value=-50, max_value=500, max_denominator=40)
positive = st.fractions(min_value=Fraction(1, 40), max_value=50, max_denominator=40)
ratios = numbers.map(lambda n: f.given("ratio", Ratio(n)))
rates = positive.map(lambda n: f.looked_up("rate", Ratio(n)))
days = numbers.map(lambda n: f.given("days", Quantity(n, "day")))
percents = st.integers(0, 20000).map(lambda n: Percent.of(f"{n // 100}.{n % 100:02}"))


def money_leaf(currency):
    minors = st.integers(-(10**7), 10**7)
    return minors.map(lambda n: f.given("amount", Money(n, currency)))


def unit_price(currency):
    return st.builds(
        lambda c, e: f.looked_up("price", UnitPrice(c, e, currency)),
        st.integers(-(10**6), 10**6),
        st.integers(0, 5),
    )


@st.composite
def bands(draw, currency):
    uptos = sorted(draw(st.lists(st.integers(0, 10**7), max_size=3)))
    slices = [Band(upto=Money(n, currency), percent=draw(percents)) for n in uptos]
    return [*slices, Band(upto=None, percent=draw(percents))] if draw(st.booleans()) else slices


def over(currency, inner):
    """One operation over money figures ``inner`` of ``currency``."""
    some = st.lists(inner, min_size=1, max_size=4)
    other = {"EUR": "JPY", "JPY": "KWD", "KWD": "EUR"}[currency]
    whole = money_leaf(other)
    return st.one_of(
        some.map(lambda p: f.total("sum", p, Money(0, currency))),
        st.builds(lambda a, b: f.difference("difference", a, b), inner, inner),
        st.builds(lambda a, b, c: f.product("product", [a, b, c]), ratios, inner, days),
        st.builds(lambda a, b: f.product("line", [a, b]), days, unit_price(currency)),
        st.builds(lambda a, b: f.quotient("each", a, b), inner, rates),
        st.builds(lambda r, b: f.percent_of("fringe", r, b), ratios, inner),
        some.map(lambda p: f.lesser("lesser", p)),
        some.map(lambda p: f.greater("greater", p)),
        st.builds(lambda b, s: f.banded("banded", b, s), inner, bands(currency)),
        st.builds(lambda a, n: f.rounded("printed", a, n), inner, st.integers(0, 3)),
        st.builds(lambda a, r: f.convert("converted", a, r, currency), whole, rates),
        shares(inner),
    )


@st.composite
def shares(draw, inner):
    weights = draw(st.lists(positive.map(lambda n: f.given("w", Ratio(n))), min_size=1, max_size=5))
    return f.share("share", draw(inner), weights, draw(st.integers(0, len(weights) - 1)))


def trees(currency):
    return st.recursive(money_leaf(currency), lambda inner: over(currency, inner), max_leaves=12)


any_tree = st.sampled_from(sorted(DIGITS)).flatmap(trees)
number_tree = st.one_of(
    st.lists(days, min_size=1, max_size=4).map(
        lambda p: f.total("days", p, Quantity(Fraction(0), "day"))
    ),
    st.builds(lambda a, b: f.product("man-days", [a, b]), days, ratios),
    st.builds(lambda a, b: f.difference("left", a, b), days, days),
    st.builds(lambda a, b: f.quotient("weeks", a, b), days, rates),
    st.builds(lambda a: f.quotient("same", a, f.given("five", Quantity.of(5, "day"))), days),
    st.builds(lambda a: f.quotient("share", a, f.given("m", Money(700, "EUR"))), trees("EUR")),
)


@settings(max_examples=300)
@given(any_tree | number_tree)
def test_a_figure_comes_to_what_its_parts_say(figure):
    f.walk(figure, lambda each: check(each))


def check(figure):
    assert plain(figure.value) == evaluate(figure), figure.label


def test_every_operation_is_generated():
    """The property above would be worth little if an operation never came up."""
    written = {Op.GIVEN, Op.LOOKED_UP}
    inner = f.given("a", Money(100, "EUR"))
    rate = f.given("r", Ratio(Fraction(2)))
    for made in (
        f.total("", [inner], Money(0, "EUR")),
        f.difference("", inner, inner),
        f.product("", [inner, rate]),
        f.quotient("", inner, rate),
        f.percent_of("", rate, inner),
        f.lesser("", [inner]),
        f.greater("", [inner]),
        f.banded("", inner, []),
        f.convert("", inner, rate, "JPY"),
        f.share("", inner, [rate], 0),
        f.rounded("", inner),
    ):
        written.add(made.op)
    assert written == set(Op)
