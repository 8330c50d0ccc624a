"""Words of a suggestion are found in the text, and a text cut into pieces is whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.breakdown.engine.marks import find_excerpt, find_words, pieces


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("FORTY VILLAGERS follow a horse.", ["villagers"], "VILLAGERS"),
        ("Two horses graze.", ["horse"], "horses"),
        ("The horseman rides.", ["horse"], None),
        ("An old police car.", ["police car"], "police car"),
        ("A police-car stops.", ["police car"], "police-car"),
        ("He starts the car.", ["police car"], "car"),
        ("Élodie's knife", ["elodie", "knife"], "knife"),
        ("Nothing here.", [""], None),
    ],
)
def test_the_words_of_a_name_are_found(text, names, said):
    span = find_words(text, names)
    assert (text[slice(*span)] if span else None) == said


def test_a_quoted_sentence_is_found_across_line_breaks():
    text = "He waits.\nThe rain\nfalls on him. Then it stops."
    assert find_excerpt(text, "…The rain falls on him.") == (10, 32)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.tuples(st.integers(0, 40), st.integers(0, 40)), st.text(max_size=3))),
)
def test_pieces_joined_are_the_text(text, spans):
    inside = [((min(a, b, len(text)), min(max(a, b), len(text))), key) for (a, b), key in spans]
    cut = pieces(text, inside)
    assert "".join(piece for piece, _ in cut) == text
    marked = [key for _, keys in cut for key in keys]
    assert {key for (a, b), key in inside if a < b} == set(marked)
