"""Numbers of new scenes in a locked script, and texts side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.script.engine.numbers import inserted_number
from topsheet.script.engine.word_diff import Side, side_by_side


@pytest.mark.parametrize(
    ("before", "after", "taken", "number"),
    [
        ("10", "11", {"10", "11"}, "10A"),
        ("10", "10A", {"10", "10A"}, "A10A"),
        ("10A", "10B", {"10A", "10B"}, "A10B"),
        ("10A", "11", {"10A"}, "10B"),
        ("10H", "11", {"10H"}, "10J"),
        ("10N", "11", {"10N"}, "10P"),
        ("10Z", "11", {"10Z"}, "10AA"),
        ("", "1", {"1"}, "A1"),
        ("", "1", {"1", "A1"}, "B1"),
        ("12", "", {"12"}, "12A"),
        ("12", "13", {"12", "12A"}, "12B"),
        ("", "", set(), "1"),
        ("TITLE", "1", {"TITLE", "1"}, "TITLEA"),
    ],
)
def test_an_inserted_scene_takes_the_letter_the_trade_gives_it(before, after, taken, number):
    assert inserted_number(before, after, taken) == number


@given(places=st.lists(st.integers(0, 30), max_size=40))
def test_no_inserted_number_is_given_twice(places):
    numbers = [str(n) for n in range(1, 11)]
    for place in places:
        at = min(place, len(numbers))
        before = numbers[at - 1] if at else ""
        after = numbers[at] if at < len(numbers) else ""
        numbers.insert(at, inserted_number(before, after, numbers))
    assert len(set(numbers)) == len(numbers)


TEXTS = st.lists(st.text(alphabet="ab c.\né", min_size=1, max_size=20), max_size=8)


@given(old=TEXTS, new=TEXTS)
def test_each_side_of_a_comparison_reads_as_its_draft(old, new):
    rows = side_by_side(old, new)
    assert [t for row in rows if row.old for t in ["".join(p.text for p in row.old)]] == old
    assert [t for row in rows if row.new for t in ["".join(p.text for p in row.new)]] == new


def test_only_the_words_that_differ_are_marked():
    [same, changed, added] = side_by_side(
        ["Marta pours tea.", "She waits for him."],
        ["Marta pours tea.", "She waits for Leo.", "A dog barks outside."],
    )
    assert same.same
    assert [(p.side, p.text) for p in changed.old] == [
        (Side.SAME, "She waits for "), (Side.OLD, "him"), (Side.SAME, "."),
    ]  # fmt: skip
    assert [(p.side, p.text) for p in changed.new][1] == (Side.NEW, "Leo")
    assert added.old == ()
