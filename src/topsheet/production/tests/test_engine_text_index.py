"""Finding by words: folded, every word, the best first; against reading everything."""

from hypothesis import given
from hypothesis import strategies as st

from topsheet.production.engine.text_index import Entry, build, fold, words_of


def _index(*names: str, **more: str):
    return build([Entry(kind="x", uid=str(n), name=name, **more) for n, name in enumerate(names)])


def _found(index, query: str) -> list[str]:
    return [hit.entry.name for hit in index.find(words_of(query))]


def test_case_and_accents_do_not_matter():
    index = _index("Café Müller", "Łucja Ørsted", "STRASSE", "Καλλιόπη")
    assert _found(index, "cafe muller") == ["Café Müller"]
    assert _found(index, "lucja orsted") == ["Łucja Ørsted"]
    assert _found(index, "straße") == ["STRASSE"]
    assert _found(index, "καλλιοπη") == ["Καλλιόπη"]


def test_every_word_must_occur():
    index = _index("Kitchen day", "Kitchen night")
    assert _found(index, "night kitchen") == ["Kitchen night"]
    assert _found(index, "kitchen noon") == []


def test_the_name_itself_comes_before_what_contains_it():
    index = _index("Annabel", "Joanna", "Anna", "Anna Berg")
    assert _found(index, "anna") == ["Anna", "Anna Berg", "Annabel", "Joanna"]


def test_a_word_in_the_name_counts_more_than_one_in_the_text():
    index = build(
        [
            Entry(kind="scene", uid="1", name="1 INT. HALL", text="A boat goes by."),
            Entry(kind="element", uid="2", name="Boat"),
        ]
    )
    assert [hit.entry.uid for hit in index.find(("boat",))] == ["2", "1"]


def test_a_word_never_reaches_over_into_the_next_thing():
    index = _index("ab", "cd")
    assert _found(index, "abcd") == []
    assert _found(index, "b c") == []


_text = st.text("abcé øß", max_size=8)


@given(st.lists(_text, max_size=6), st.text("abcéøß ", max_size=5))
def test_it_finds_what_reading_everything_finds(names: list[str], query: str):
    words = words_of(query)
    found = sorted(hit.entry.uid for hit in _index(*names).find(words))
    read = [
        str(n)
        for n, name in enumerate(names)
        if words and all(word in " ".join(fold(name).split()) for word in words)
    ]
    assert found == sorted(read)


@given(st.text(), st.text())
def test_folding_is_done_once(one: str, two: str):
    assert fold(fold(one)) == fold(one)
