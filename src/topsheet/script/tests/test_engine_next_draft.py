"""The scenes after a new draft: names, numbers, lengths and corrections carried."""

from dataclasses import replace

from topsheet.kernel.eighths import Eighths
from topsheet.script.engine import read_script
from topsheet.script.engine.compare import compare
from topsheet.script.engine.next_draft import KeptScene, dropped_in_words, next_scenes

BLOCKS = [
    f"INT. {name} - NIGHT\n\nMarta {verb} the {name.lower()} and thinks of {name.lower()} "
    f"number {n}, of the {verb} she heard, and of nothing else at all."
    for n, (name, verb) in enumerate(
        [("KITCHEN", "sweeps"), ("BARN", "opens"), ("QUAY", "leaves"), ("ATTIC", "paints")]
    )
]


def draft(*blocks):
    return read_script("\n\n".join(blocks).encode(), "draft.fountain")


def kept(script, **corrected):
    """The scenes of a script, corrected by hand: ``s0002={"set_name": "SHED"}``."""
    found = []
    for scene in script.scenes:
        said = corrected.get(scene.key, {})
        read = {name: getattr(scene, name) for name in said}
        read = {n: v.count if isinstance(v, Eighths) else v for n, v in read.items()}
        found.append(KeptScene(scene=replace(scene, uid=scene.key, **said), corrected=read))
    return found


def after(old, new, *, locked=False):
    comparison = compare([one.as_read for one in old], new.scenes)
    return next_scenes(old, new, comparison, locked=locked, colour="white")


def shown(scenes):
    return [(s.scene.uid, s.scene.number, s.scene.omitted) for s in scenes]


def test_scenes_keep_their_names_and_numbers_and_new_ones_take_letters():
    old = kept(draft(*BLOCKS))
    fresh = "EXT. LIGHTHOUSE - DAY\n\nA keeper winds the great clockwork under a red sky."
    scenes = after(old, draft(BLOCKS[0], fresh, BLOCKS[1], BLOCKS[3]))
    assert shown(scenes) == [
        ("s0001", "1", False), ("s0005", "1A", False), ("s0002", "2", False),
        ("s0003", "3", True), ("s0004", "4", False),
    ]  # fmt: skip
    assert [s.scene.index for s in scenes] == [0, 1, 2, 3, 4]
    assert scenes[3].scene.elements == old[2].scene.elements


def test_a_moved_scene_keeps_its_name():
    scenes = after(kept(draft(*BLOCKS)), draft(*[BLOCKS[n] for n in (3, 0, 1, 2)]))
    assert [s.scene.uid for s in scenes] == ["s0004", "s0001", "s0002", "s0003"]


def test_only_rewritten_scenes_are_measured_anew():
    old = [replace(one, scene=replace(one.scene, eighths=Eighths(9)))
           for one in kept(draft(*BLOCKS))]  # fmt: skip
    scenes = after(old, draft(*BLOCKS[:3], BLOCKS[3] + " She stops. " * 40))
    assert [s.scene.eighths.count for s in scenes][:3] == [9, 9, 9]
    assert scenes[3].scene.eighths.count != 9


def test_a_length_set_by_hand_holds_even_when_the_scene_is_rewritten():
    old = kept(draft(*BLOCKS), s0004={"eighths": Eighths(20)})
    [*_, last] = after(old, draft(*BLOCKS[:3], BLOCKS[3] + " She stops. " * 40))
    assert last.scene.eighths == Eighths(20)
    assert last.corrected["eighths"] > 1


def test_a_correction_holds_while_the_draft_reads_the_same():
    old = kept(draft(*BLOCKS), s0002={"set_name": "SHED", "synopsis": "She opens it."})
    scene = after(old, draft(BLOCKS[0], BLOCKS[1] + " Rain.", *BLOCKS[2:]))[1]
    assert (scene.scene.set_name, scene.scene.synopsis) == ("SHED", "She opens it.")
    assert scene.corrected == {"set_name": "BARN", "synopsis": ""}
    assert not scene.dropped


def test_where_the_draft_reads_otherwise_the_draft_counts_and_it_is_told():
    old = kept(draft(*BLOCKS), s0002={"set_name": "SHED"})
    scene = after(old, draft(BLOCKS[0], BLOCKS[1].replace("BARN", "STABLE"), *BLOCKS[2:]))[1]
    assert scene.scene.set_name == "STABLE"
    assert scene.corrected == {}
    assert dropped_in_words(scene, old) == ["set SHED"]


def test_a_draft_that_says_what_was_corrected_needs_no_correction_any_more():
    old = kept(draft(*BLOCKS), s0002={"set_name": "STABLE"})
    scene = after(old, draft(BLOCKS[0], BLOCKS[1].replace("BARN", "STABLE"), *BLOCKS[2:]))[1]
    assert (scene.scene.set_name, scene.corrected, scene.dropped) == ("STABLE", {}, ())


def test_a_scene_omitted_by_hand_stays_omitted_while_the_draft_has_it():
    old = kept(draft(*BLOCKS), s0002={"omitted": True})
    scene = after(old, draft(*BLOCKS))[1]
    assert scene.scene.omitted
    assert scene.corrected == {"omitted": False}


def test_a_scene_the_draft_omits_keeps_its_text():
    numbered = [b.replace("NIGHT", f"NIGHT #{n}#", 1) for n, b in enumerate(BLOCKS, 1)]
    scenes = after(kept(draft(*numbered)), draft(numbered[0], "2 OMITTED", *numbered[2:]))
    assert shown(scenes)[1] == ("s0002", "2", True)
    assert scenes[1].scene.heading == "INT. BARN - NIGHT"
    assert scenes[1].scene.elements


def test_the_drafts_own_numbers_count_until_they_are_locked():
    numbered = [b.replace("NIGHT", f"NIGHT #{n}#", 1) for n, b in enumerate(BLOCKS, 11)]
    old = kept(draft(*BLOCKS))
    assert [s.scene.number for s in after(old, draft(*numbered))] == ["11", "12", "13", "14"]
    locked = after(old, draft(*numbered), locked=True)
    assert [s.scene.number for s in locked] == ["1", "2", "3", "4"]


def test_a_reused_number_leaves_the_omitted_scene_told_apart_by_its_paper():
    numbered = [b.replace("NIGHT", f"NIGHT #{n}#", 1) for n, b in enumerate(BLOCKS, 1)]
    fresh = "EXT. LIGHTHOUSE - DAY #2#\n\nA keeper winds the great clockwork under a red sky."
    scenes = after(kept(draft(*numbered)), draft(numbered[0], fresh, *numbered[2:]))
    assert shown(scenes)[:3] == [
        ("s0001", "1", False), ("s0002", "2-white", True), ("s0005", "2", False),
    ]  # fmt: skip


def test_a_scene_that_goes_on_follows_a_light_that_was_corrected():
    blocks = [BLOCKS[0], BLOCKS[1].replace("NIGHT", "CONTINUOUS"), *BLOCKS[2:]]
    old = kept(draft(*blocks), s0001={"light": "dawn"})
    old[0] = replace(old[0], scene=replace(old[0].scene, light=type(old[1].scene.light)("dawn")))
    old[0] = replace(old[0], corrected={"light": "night"})
    scenes = after(old, draft(*blocks))
    assert [s.scene.light.value for s in scenes] == ["dawn", "dawn", "night", "night"]
