"""Two drafts compared: what holds of every pair, and a truth set made from scripts."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from topsheet.script.engine import read_script
from topsheet.script.engine.compare import Changed, Comparison, Fate, compare, pair_again

# fmt: off
WORDS = ["river", "barn", "lamp", "waits", "turns", "slowly", "door", "opens", "rain", "horse",
         "letter", "Leo", "runs", "laughs", "table", "bread", "morning", "glass", "breaks",
         "silence", "engine", "smoke", "boy", "field", "stone", "bridge", "falls", "knife",
         "window", "light", "dog", "barks", "summer", "mother", "train", "platform", "leaves"]
SETS = ["KITCHEN", "BARN", "RIVER", "STREET", "STATION", "OFFICE", "CAR", "FIELD", "BRIDGE"]
# fmt: on


def script_of(blocks: list[str]):
    return read_script("\n\n".join(blocks).encode(), "draft.fountain").scenes


def written(seed: int, count: int, words: int = 30) -> list[str]:
    """``count`` scenes of a film that nobody else wrote."""
    chance = random.Random(seed)
    blocks = []
    for n in range(count):
        text = " ".join(chance.choice(WORDS) for _ in range(words))
        place, time = chance.choice(SETS), chance.choice(("DAY", "NIGHT"))
        blocks.append(f"INT. {place} {n % 7} - {time}\n\n{text}.\n\nMARTA\nI {text[:40]}.")
    return blocks


def numbered(blocks: list[str], numbers: list[str]) -> list[str]:
    heads = [block.split("\n", 1) for block in blocks]
    return [f"{head} #{no}#\n{rest}" for (head, rest), no in zip(heads, numbers, strict=True)]


def pairs_of(comparison: Comparison) -> dict[int, int | None]:
    return {m.new: m.old for m in comparison.matches if m.new is not None}


def gone_of(comparison: Comparison) -> set[int]:
    return {m.old for m in comparison.with_fate(Fate.OMITTED)}


@given(seed=st.integers(0, 999), count=st.integers(1, 40))
def test_a_draft_compared_with_itself_is_the_same_throughout(seed, count):
    scenes = script_of(written(seed, count))
    found = compare(scenes, scenes)
    assert [m.fate for m in found.matches] == [Fate.SAME] * count
    assert pairs_of(found) == {n: n for n in range(count)}
    assert not any(m.moved or m.changed for m in found.matches)


@given(seed=st.integers(0, 999), order=st.permutations(range(15)))
def test_however_scenes_are_shuffled_each_is_known_again(seed, order):
    blocks = written(seed, 15)
    found = compare(script_of(blocks), script_of([blocks[n] for n in order]))
    assert pairs_of(found) == dict(enumerate(order))
    assert {m.fate for m in found.matches} == {Fate.SAME}
    assert any(m.moved for m in found.matches) == (list(order) != sorted(order))


@given(seed=st.integers(0, 999), places=st.lists(st.integers(0, 12), max_size=6))
def test_inserted_scenes_are_new_and_no_other(seed, places):
    old = written(seed, 12)
    fresh = written(seed + 1000, len(places))
    draft: list[tuple[str, int | None]] = [(block, n) for n, block in enumerate(old)]
    for place, block in sorted(zip(places, fresh, strict=True), reverse=True):
        draft.insert(place, (block, None))
    found = compare(script_of(old), script_of([block for block, _ in draft]))
    assert pairs_of(found) == {n: old for n, (_, old) in enumerate(draft)}
    assert not gone_of(found)
    assert not any(m.moved for m in found.matches)


@given(seed=st.integers(0, 999), cut=st.sets(st.integers(0, 11), max_size=11))
def test_scenes_left_out_are_omitted_and_no_other(seed, cut):
    old = written(seed, 12)
    kept = [n for n in range(12) if n not in cut]
    found = compare(script_of(old), script_of([old[n] for n in kept]))
    assert gone_of(found) == cut
    assert pairs_of(found) == dict(enumerate(kept))


@given(seed=st.integers(0, 200), edits=st.integers(1, 12))
def test_the_same_answer_comes_when_the_new_draft_is_shuffled(seed, edits):
    """Order decides only between equals: whatever the order, the pairs are the same."""
    chance = random.Random(seed)
    old = written(seed, 14)
    new = [_rewritten(block, chance, edits) for block in old]
    straight = pairs_of(compare(script_of(old), script_of(new)))
    order = list(range(14))
    chance.shuffle(order)
    shuffled = pairs_of(compare(script_of(old), script_of([new[n] for n in order])))
    assert {order[n]: o for n, o in shuffled.items()} == straight


def _rewritten(block: str, chance: random.Random, edits: int) -> str:
    head, _, text = block.partition("\n\n")
    words = text.split(" ")
    for _ in range(edits):
        words[chance.randrange(len(words) // 2)] = chance.choice(WORDS)
    return f"{head}\n\n{' '.join(words)}"


def test_numbers_shifted_by_one_do_not_mislead():
    blocks = written(5, 20)
    old = script_of(numbered(blocks, [str(n) for n in range(1, 21)]))
    new = script_of(numbered(blocks, [str(n) for n in range(2, 22)]))
    found = compare(old, new)
    assert pairs_of(found) == {n: n for n in range(20)}
    assert {m.changed for m in found.matches} == {(Changed.NUMBER,)}


def test_a_number_given_to_another_scene_is_not_believed():
    """Scene 5 was cut and its number reused: the new scene is new, the old one omitted."""
    blocks, other = written(6, 12), written(77, 1)[0].replace("INT. ", "EXT. HARBOUR ")
    numbers = [str(n) for n in range(1, 13)]
    old = script_of(numbered(blocks, numbers))
    new = script_of(numbered([*blocks[:4], other, *blocks[5:]], numbers))
    found = compare(old, new)
    assert gone_of(found) == {4}
    assert pairs_of(found)[4] is None


def test_a_scene_written_anew_under_its_number_and_heading_is_found_or_asked_about():
    blocks = written(8, 12)
    anew = blocks[5].split("\n", 1)[0] + "\n\n" + written(900, 1)[0].split("\n\n", 1)[1]
    numbers = [str(n) for n in range(1, 13)]
    old = script_of(numbered(blocks, numbers))
    new = script_of(numbered([*blocks[:5], anew, *blocks[6:]], numbers))
    match = compare(old, new).matches[5]
    assert match.old == 5
    assert match.fate in (Fate.CHANGED, Fate.UNCERTAIN)


def test_omitted_in_the_new_draft_omits_the_scene_of_that_number():
    blocks = written(9, 5)
    numbers = ["1", "2", "3", "4", "5"]
    old = script_of(numbered(blocks, numbers))
    new = script_of([*numbered(blocks[:2], numbers[:2]), "3 OMITTED",
                     *numbered(blocks[3:], numbers[3:])])  # fmt: skip
    match = compare(old, new).matches[2]
    assert (match.old, match.new, match.fate) == (2, 2, Fate.OMITTED)


def test_an_omitted_scene_that_comes_back_is_told():
    scenes = script_of(written(10, 5))
    before = [*scenes[:2], replace(scenes[2], omitted=True), *scenes[3:]]
    match = compare(before, scenes).matches[2]
    assert match.old == 2
    assert match.changed == (Changed.RESTORED,)
    still = compare(before, [*scenes[:2], *scenes[3:]])
    assert [m.fate for m in still.matches] == [Fate.SAME] * 5


def test_two_like_candidates_are_a_question_not_a_guess():
    text = "Marta crosses the yard and looks at the lamp, then at the door, and waits."
    old = [f"EXT. YARD - DAY\n\n{text} Rain.", f"EXT. YARD - DAY\n\n{text} Snow.", *written(3, 8)]
    new = [f"EXT. YARD - DAY\n\n{text} Hail.", *written(3, 8)]
    match = compare(script_of(old), script_of(new)).matches
    asked = [m for m in match if m.fate is Fate.UNCERTAIN]
    assert [[c.old for c in m.candidates] for m in asked] in ([[0, 1]], [[1, 0]])


def test_another_film_is_known_as_another():
    here = compare(script_of(written(1, 30)), script_of(written(2, 30)))
    assert not here.same_film
    again = written(1, 30)
    half = [block if n % 2 else written(50 + n, 1)[0] for n, block in enumerate(again)]
    assert compare(script_of(again), script_of(half)).same_film


def test_a_person_may_say_which_scene_is_which():
    old, new = script_of(written(4, 6)), script_of([*written(4, 5), *written(40, 1)])
    found = compare(old, new)
    assert pairs_of(found)[5] is None
    said = pair_again(found, {5: 5}, old, new)
    assert pairs_of(said)[5] == 5
    assert not gone_of(said)
    taken = pair_again(found, {5: 0}, old, new)
    assert pairs_of(taken) == {0: None, 1: 1, 2: 2, 3: 3, 4: 4, 5: 0}
    assert gone_of(taken) == {5}


def test_thousands_of_scenes_with_one_heading_are_compared_in_reasonable_time():
    blocks = [
        f"EXT. ROAD - DAY\n\nCar {n} drives on past the sign number {n}." for n in range(2500)
    ]
    found = compare(script_of(blocks), script_of(blocks[3:]))
    assert gone_of(found) == {0, 1, 2}
