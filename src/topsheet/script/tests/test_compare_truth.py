"""Scripts that people wrote, edited in ways we know: every scene must be found again."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from topsheet.script.engine import read_script
from topsheet.script.engine.compare import Fate, compare
from topsheet.script.engine.types import ElementKind

EDITED, ADDED, OMITTED, MOVED = 5, 3, 2, 1


@pytest.fixture
def screenplays() -> Path:
    folder = Path(os.environ.get("TOPSHEET_SCRIPTS", "-"))
    if not folder.is_dir():
        pytest.skip("other people's screenplays are not here; name them in TOPSHEET_SCRIPTS")
    return folder


def read(path: Path):
    return read_script(path.read_bytes(), path.name).scenes


def next_draft(scenes, seed: int):
    """The scenes of a next draft, and for each the old index (None: written new)."""
    chance = random.Random(seed)
    long = [n for n, scene in enumerate(scenes) if len(text_of(scene).split()) > 12]
    picked = chance.sample(long, EDITED + OMITTED + MOVED)
    edited, omitted, moved = picked[:EDITED], picked[EDITED:-1], picked[-1]
    draft = [(edit(scenes[n], chance) if n in edited else scenes[n], n)
             for n in range(len(scenes)) if n not in omitted and n != moved]  # fmt: skip
    to = (moved + len(draft) // 2) % len(draft)
    draft.insert(to, (scenes[moved], moved))
    for n in range(ADDED):
        draft.insert(chance.randrange(len(draft)), (fresh(scenes[n], n), None))
    return draft, set(edited), set(omitted), moved


def text_of(scene) -> str:
    return " ".join(element.text for element in scene.elements)


def edit(scene, chance: random.Random):
    """About a third of the words of the scene written anew."""

    def words(text: str) -> str:
        return re.sub(r"\w+", lambda m: m[0] if chance.random() > 0.3 else m[0][::-1], text)

    return replace(scene, elements=tuple(
        replace(e, text=words(e.text)) if e.kind is not ElementKind.CHARACTER else e
        for e in scene.elements
    ))  # fmt: skip


def fresh(scene, n: int):
    text = f"Surveyors unroll chart {n} of the canal works and quarrel over the {n}th lock gate."
    element = replace(scene.elements[0], text=text) if scene.elements else None
    return replace(
        scene, heading=f"EXT. CANAL WORKS {n} - DAY", set_name=f"CANAL WORKS {n}", number="",
        numbered=False, elements=(element,) if element else (), characters=(),
    )  # fmt: skip


def assert_nothing_is_lost(scenes, seed: int) -> None:
    draft, edited, omitted, moved = next_draft(scenes, seed)
    found = compare(scenes, [scene for scene, _ in draft])
    truth = {new: old for new, (_, old) in enumerate(draft)}
    said = {m.new: m for m in found.matches if m.new is not None}
    wrong = {
        n: (m.old, truth[n]) for n, m in said.items() if not same_scene(scenes, m.old, truth[n])
    }
    assert not wrong
    assert {m.old for m in found.with_fate(Fate.OMITTED)} == omitted
    for n, match in said.items():
        if truth[n] is None:
            assert match.fate is Fate.NEW
        else:
            assert match.fate is (Fate.CHANGED if truth[n] in edited else Fate.SAME), match
        assert match.moved == (truth[n] == moved)
    assert found.same_film


def same_scene(scenes, said: int | None, true: int | None) -> bool:
    """One and the same, or a copy that no reader could tell apart."""
    if said is None or true is None:
        return said == true
    return said == true or (scenes[said].heading, text_of(scenes[said])) == (
        scenes[true].heading, text_of(scenes[true])
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_a_numbered_script_edited_in_known_ways_loses_nothing(samples, seed):
    assert_nothing_is_lost(read(samples / "fdx" / "rearview-fd.fdx"), seed)


@pytest.mark.parametrize("seed", range(8))
def test_an_unnumbered_script_edited_in_known_ways_loses_nothing(screenplays, seed):
    assert_nothing_is_lost(read(screenplays / "fountain" / "big-fish-screenplain.fountain"), seed)


def test_one_script_saved_by_two_programs_is_the_same_scene_by_scene(samples):
    """95 pages in one, 88 in the other: no scene is longer for that."""
    old, new = read(samples / "fdx" / "rearview.fdx"), read(samples / "fdx" / "rearview-fd.fdx")
    found = compare(old, new)
    assert Counter(m.fate for m in found.matches) == {Fate.SAME: 207}
    assert [m.old for m in found.matches] == list(range(207))


@pytest.mark.parametrize(
    ("other", "unsettled"),
    [("fountain/big-fish-beat.fountain", 0), ("pdf/big-fish-screenplain.pdf", 0),
     ("fdx/big-fish-screenplain.fdx", 2)],
)  # fmt: skip
def test_one_script_in_several_formats_is_the_same_script(screenplays, other, unsettled):
    """The Final Draft file lacks two headings: the two scenes split off there are asked about."""
    old, new = (
        read(screenplays / other),
        read(screenplays / "fountain/big-fish-screenplain.fountain"),
    )
    found = compare(old, new)
    assert len(found.with_fate(Fate.UNCERTAIN)) == unsettled
    assert not found.with_fate(Fate.NEW)
    assert not found.with_fate(Fate.OMITTED)
    assert found.known >= len(new) - unsettled


def test_no_two_films_are_taken_for_one(screenplays):
    films = ["big-fish-beat", "callback", "half-credit", "mr-mr-charles", "ifrost-torn",
             "ifrost-sunflower", "last-birthday-card", "yntswyd"]  # fmt: skip
    read_films = {film: read(screenplays / "fountain" / f"{film}.fountain") for film in films}
    taken = [
        (a, b) for a in films for b in films
        if a != b and compare(read_films[a], read_films[b]).same_film
    ]  # fmt: skip
    assert not taken
