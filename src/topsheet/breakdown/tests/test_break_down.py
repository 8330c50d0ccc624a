"""The breakdown of small scenes, worked by hand."""

from __future__ import annotations

from topsheet.breakdown import lexicon
from topsheet.breakdown.engine import COUNTED_FROM, Breakdown, Category, Presence, break_down
from topsheet.script.engine import read_script


def broken(text: str) -> Breakdown:
    return break_down(read_script(text.encode(), "test.fountain"), lexicon.load())


def test_a_voice_on_the_phone_works_no_day_and_an_off_screen_one_does() -> None:
    bd = broken(
        "INT. BAKERY - DAY\n\nThe oven ticks.\n\nMARTHA (O.S.)\nComing!\n\nLEO (V.O.)\nI left.\n"
    )
    seen = {a.role: (a.presence, a.works) for a in bd.appearances}
    assert seen == {"martha": (Presence.OFF_SCREEN, True), "leo": (Presence.VOICE, False)}


def test_a_horse_brings_its_wrangler_and_says_where_it_stands() -> None:
    bd = broken("EXT. FIELD - DAY\n\nA horse crosses the field. She runs like a horse.\n")
    counted = {(e.category, e.name) for e in bd.elements if e.confidence >= COUNTED_FROM}
    assert counted == {
        (Category.ANIMALS, "horse"),
        (Category.ANIMAL_WRANGLERS, "animal wrangler"),
    }
    assert bd.elements[0].mentions[0].excerpt == "A horse crosses the field."
