"""The packs that ship: well formed, and compiled as they are written."""

from __future__ import annotations

import pytest

from topsheet.breakdown import lexicon
from topsheet.breakdown.engine import Category, compile_language
from topsheet.breakdown.engine.lexicon import Automaton, plural_of
from topsheet.breakdown.engine.words import near, slug
from topsheet.platform.packs import load_pack


@pytest.mark.parametrize("code", lexicon.LANGUAGES)
def test_a_pack_knows_every_list_of_the_english_one_or_none(code):
    pack = load_pack("topsheet.breakdown", f"packs/lexicon_{code}").data
    english = load_pack("topsheet.breakdown", "packs/lexicon_en").data
    assert set(pack["lists"]) <= set(english["lists"])
    assert pack["pack"]["id"] == f"lexicon-{code}"
    assert all(0 < group["confidence"] <= 95 for group in pack["words"])


def test_a_form_leads_to_its_entry_and_the_longest_wins():
    language = lexicon.load(("en",)).languages[0]
    knives = language.automaton.longest(("knives",), 0)
    assert knives is not None
    assert (knives[1].name, knives[1].plural) == ("knife", True)
    stop = language.automaton.longest(("bus", "stop"), 0)
    assert stop is not None
    assert (stop[0], stop[1].category) == (2, None)


def test_verbs_are_inflected_and_choices_spread():
    pack = {
        "language": {"code": "en"}, "numbers": {}, "lists": {},
        "people": {"nouns": [], "plural_only": []},
        "words": [{"category": "stunts", "confidence": 80, "phrases": ["~stab/~dive off = x"]}],
    }  # fmt: skip
    automaton = compile_language(pack).automaton
    for form in ("stabs", "stabbing", "stabbed", "dives", "diving", "dived"):
        assert automaton.longest((form, "off"), 0) is not None
    assert automaton.longest(("stab", "off"), 0) is None


def test_an_unknown_category_is_refused():
    pack = {
        "language": {"code": "en"}, "numbers": {}, "lists": {},
        "people": {"nouns": [], "plural_only": []},
        "words": [{"category": "ponies", "confidence": 80, "nouns": ["pony"]}],
    }  # fmt: skip
    with pytest.raises(ValueError, match="ponies"):
        compile_language(pack)


def test_the_automaton_takes_the_longest_path_that_ends():
    automaton = Automaton([(("a",), 1), (("a", "b", "c"), 3)])
    assert automaton.longest(("a", "b", "d"), 0) == (1, 1)
    assert automaton.longest(("a", "b", "c"), 0) == (3, 3)
    assert automaton.longest(("b",), 0) is None


@pytest.mark.parametrize(
    ("noun", "code", "several"),
    [("box", "en", "boxes"), ("pony", "en", "ponies"), ("toy", "en", "toys"),
     ("gâteau", "fr", "gâteaux"), ("sac", "fr", "sacs"), ("Hund", "de", "Hund")],
)  # fmt: skip
def test_regular_plurals(noun, code, several):
    assert plural_of(noun, code) == several


def test_a_slug_folds_accents_and_a_slip_is_one_letter():
    assert slug("Élodie O'Hara #2") == slug("ELODIE O’HARA #2") == "elodie-ohara-2"
    assert near("RESTAURANT", "RESTARUANT")
    assert near("MARTHA", "MARTA")
    assert not near("MARTHA", "MARTHA")
    assert not near("ANNA", "ANTON")


def test_every_category_is_known_to_the_pages():
    from topsheet.breakdown.sheets import CATEGORIES

    assert set(CATEGORIES) == set(Category)
