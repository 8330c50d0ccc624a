"""Nobody works out one person's pay from what they may see.

The oracle is linear algebra: each shown value is an equation over the secrets; no
hidden pay may be a combination of these equations.
"""

from dataclasses import replace
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from topsheet.kernel import figure as f
from topsheet.kernel.figure import Figure, Op, Ratio
from topsheet.kernel.money import Money
from topsheet.kernel.redaction import redacted

ZERO = Ratio(Fraction(0))


def number(value):
    return f.given("number", Ratio(Fraction(value)))


def secret(name, value):
    return f.given(name, Ratio(Fraction(value)), sensitive=True, address=name)


def total(*parts, **details):
    return f.total("sum", parts, ZERO, **details)


# The oracle ---------------------------------------------------------------------------


def linear(figure) -> dict[str, Fraction]:
    """The figure as coefficients of the innermost secrets ("" is the constant)."""
    form = worked(figure, [linear(part) for part in figure.parts])
    if figure.sensitive and not any(factor for name, factor in form.items() if name):
        return {figure.address: Fraction(1)}
    return form


def worked(figure, forms):
    match figure.op:
        case Op.GIVEN:
            return {"": figure.value.value}
        case Op.SUM:
            return added(forms)
        case Op.DIFFERENCE:
            return added([forms[0], times(forms[1], Fraction(-1))])
        case Op.PRODUCT | Op.PERCENT_OF:
            return times(forms[1], figure.parts[0].value.value)
    raise AssertionError(figure.op)


def added(forms):
    names = {name for form in forms for name in form}
    return {
        name: sum((form.get(name, Fraction(0)) for form in forms), Fraction(0)) for name in names
    }


def times(form, factor):
    return {name: value * factor for name, value in form.items()}


def shown_forms(tree: Figure, seen: Figure):
    """The linear forms of everything still shown; ``note`` says which figure it was."""
    forms = {}
    f.walk(tree, lambda each: forms.__setitem__(each.note, linear(each)))
    shown = []
    f.walk(seen, lambda each: shown.append(each.note) if each.value is not None else None)
    return [forms[note] for note in shown]


def noted(figure: Figure, path: str = "0") -> Figure:
    """The tree with each figure's place in it as its note."""
    parts = tuple(noted(part, f"{path}.{n}") for n, part in enumerate(figure.parts))
    return replace(figure, parts=parts, note=path)


def secret_forms(figure: Figure):
    if figure.sensitive:
        yield {k: v for k, v in linear(figure).items() if k}
    for part in figure.parts:
        yield from secret_forms(part)


def rank(rows, names):
    matrix = [[row.get(n, Fraction(0)) for n in names] for row in rows]
    done = 0
    for column in range(len(names)):
        pivot = next((r for r in range(done, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        for r in range(done + 1, len(matrix)):
            factor = matrix[r][column] / matrix[done][column]
            matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[done], strict=True)]
        done += 1
    return done


def can_be_worked_out(form, rows) -> bool:
    form = {k: v for k, v in form.items() if v}
    if not form:
        return False  # nothing is hidden in a figure that is always nought
    names = sorted({n for row in [*rows, form] for n in row if n})
    return rank([*rows, form], names) == rank(rows, names)


# Trees --------------------------------------------------------------------------------

values = st.integers(0, 9)
factors = st.integers(0, 3).map(number)
leaves = st.one_of(
    values.map(number),
    st.sampled_from("abcdef").map(lambda n: secret(n, ord(n))),
)


def over(inner):
    some = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        some.map(lambda p: total(*p)),
        some.map(lambda p: total(*p)),
        st.builds(lambda p, s: total(*p, sensitive=True, address=f"pay {s} {p}"), some, values),
        st.builds(lambda a, b: f.product("times", [a, b]), factors, inner),
        st.builds(lambda a, b: f.percent_of("fringe", a, b), factors, inner),
        st.builds(lambda a, b: f.difference("less", a, b), inner, inner),
    )


trees = st.recursive(leaves, over, max_leaves=16)
a, b, c, d = (secret(n, v) for n, v in zip("abcd", (3, 5, 7, 11), strict=True))


@settings(max_examples=500)
@given(trees)
@example(total(a, f.percent_of("fringe", number(2), a)))
@example(total(total(a, b), total(a, b, c)))
@example(total(total(a, b), total(f.product("x", [number(2), a]), f.product("y", [number(3), b]))))
@example(total(f.product("none", [number(0), a]), b))
@example(total(f.difference("less", a, b), b))
@example(total(total(a, b, sensitive=True, address="pay"), total(a, b)))
def test_no_hidden_pay_can_be_worked_out(tree):
    tree = noted(tree)
    rows = shown_forms(tree, redacted(tree))
    for form in secret_forms(tree):
        assert not can_be_worked_out(form, rows)


@given(trees)
def test_nothing_sensitive_is_left_in_the_open(tree):
    f.walk(redacted(tree), lambda each: check_hidden(each))


def check_hidden(figure):
    if figure.sensitive:
        assert figure.value is None
        assert figure.parts == ()


@given(trees)
def test_what_hides_nothing_stays_as_it_was(tree):
    kept = []
    f.walk(tree, lambda each: kept.append(each.sensitive))
    if not any(kept):
        assert redacted(tree) == tree


# The cases a production meets ---------------------------------------------------------


def money(label, amount, **details):
    return f.given(label, Money.of(amount, "EUR"), address=label, **details)


def amounts(label, *parts):
    return f.total(label, parts, Money(0, "EUR"))


ADA = money("Ada", 40000, sensitive=True)
BEN = money("Ben", 9000, sensitive=True)
TRAVEL = money("travel", 1200)


def test_a_total_over_two_people_is_shown_and_their_lines_collapse():
    seen = redacted(amounts("Cast", ADA, BEN, TRAVEL))
    assert seen.value == Money.of(50200, "EUR")
    assert [part.label for part in seen.parts] == ["travel", "Confidential (2)"]


def test_a_total_over_one_person_is_withheld():
    assert redacted(amounts("Cast", ADA, TRAVEL)).value is None


def test_pay_and_the_fringe_on_it_do_not_keep_each_other_secret():
    fringe = f.percent_of("Fringe", f.given("20 %", Ratio(Fraction(1, 5))), ADA)
    assert redacted(amounts("Ada in all", ADA, fringe)).value is None


def test_the_higher_of_two_totals_over_the_same_people_stays():
    share = f.given("20 %", Ratio(Fraction(1, 5)))
    pay = amounts("Pay", ADA, BEN)
    charges = amounts("Charges", *(f.percent_of("on", share, one) for one in (ADA, BEN)))
    seen = redacted(amounts("Budget", pay, charges, TRAVEL))
    assert seen.value == Money.of(60000, "EUR")
    assert [part.label for part in seen.parts] == ["travel", "Confidential (2)"]


def test_the_lesser_of_two_fees_is_somebodys_fee():
    lowest = f.lesser("lowest", [ADA, BEN])
    assert redacted(lowest).value is None
    assert redacted(amounts("twice", lowest, lowest)).value is None
