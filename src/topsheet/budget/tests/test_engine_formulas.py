"""Formulas: what can be written, what it comes to, and how a mistake is told."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.budget.engine.formulas import Name, Scope, facts_of, parse, spelled
from topsheet.kernel.errors import InvalidInput


def value(formula: str, globals_=None, facts=None, known=()) -> Fraction:
    return Scope(globals_ or {}, facts or {}, frozenset(known)).value(formula, "Line “x”")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 4 - 3", 3),  # from the left
        ("24 / 4 / 2", 3),
        ("-(2 + 1) + 5", 2),
        ("0.1 + 0.2", Fraction(3, 10)),  # exact, not a float
        ("ceil(11 / 5)", 3),
        ("floor(11 / 5)", 2),
        ("ceil(-1.5)", -1),
        ("floor(-1.5)", -2),
        ("round(2.5)", 3),  # a half away from zero
        ("round(-2.5)", -3),
        ("min(3, 2, 5) + max(1, 7)", 9),
        ("1 / 3 * 3", 1),
    ],
)
def test_a_formula_is_exact(formula, expected):
    assert value(formula) == expected


def test_globals_stand_on_globals_and_facts():
    globals_ = {"weeks": "shoot.days / week", "week": "5"}
    assert value("weeks + 2", globals_, {"shoot/days": 28}) == Fraction(38, 5)
    assert facts_of("weeks + 2", globals_) == {"shoot/days"}


def test_a_fact_the_budget_names_counts_none_when_the_board_has_none():
    assert value("element.horse.days", known={"element/horse/days"}) == 0


@pytest.mark.parametrize(
    "fact",
    ["shoot/days", "cast/old-man/paid-days", "cast/o_hara/paid-days", "cast/父/paid-days",
     "place/café 3/visits", "element/stunts-a-b-2/days", "cast/12b/paid-days"],
)  # fmt: skip
def test_a_spelling_names_exactly_one_fact(fact):
    assert parse(spelled(fact)) == Name(fact)


@given(st.text(st.characters(exclude_characters="[]", exclude_categories=("Cc", "Cs", "Z")),
               min_size=1, max_size=12))  # fmt: skip
def test_any_key_can_be_spelled(key):
    assert parse(spelled(f"cast/{key}/paid-days")) == Name(f"cast/{key}/paid-days")


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("", "A formula is empty"),
        ("2 +", "something is missing at the end"),
        ("2 3", "“3” stands where an operation should"),
        ("(2", "a bracket is not closed"),
        ("2 & 3", "“&” cannot be read"),
        ("sum(2)", "there is no function “sum”"),
        ("ceil(1, 2)", "“ceil” takes one number"),
        ("* 2", "“*” stands where a number should"),
        ("[days]", "is not a fact such as"),
        ("days", "“days” is not known"),
        ("shoot.dayz", "the fact “shoot.dayz” is not known"),
        ("5 / (3 - 3)", "divides by zero"),
        ("__import__", "is not known"),
    ],
)
def test_a_mistake_is_one_clear_sentence(formula, words):
    with pytest.raises(InvalidInput, match="Line “x”") as error:
        value(formula)
    assert words in error.value.message
    assert "\n" not in error.value.message


def test_a_circle_of_globals_is_named():
    with pytest.raises(InvalidInput, match="a → b → c → a"):
        value("a", {"a": "b + 1", "b": "c", "c": "a"})


def test_a_global_of_itself_is_a_circle():
    with pytest.raises(InvalidInput, match="a → a"):
        value("a", {"a": "a + 1"})


def test_an_endless_formula_is_refused():
    with pytest.raises(InvalidInput, match="more than 500"):
        value("1" + " + 1" * 400)
