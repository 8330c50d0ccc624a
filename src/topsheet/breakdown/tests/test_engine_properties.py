"""What holds of every breakdown, whatever the script says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from topsheet.breakdown import lexicon
from topsheet.breakdown.engine import Breakdown, break_down
from topsheet.kernel.eighths import Eighths
from topsheet.script.engine.types import (
    ElementKind,
    Format,
    IntExt,
    Light,
    Scene,
    Script,
    ScriptElement,
)

_WORDS = ("A horse", "the VAN", "MARTHA (9)", "Leo's hand", "FORTY VILLAGERS", "like a gun,",
          "BANG!", "INTERCUT", "(", "“DOG”", "She falls down the stairs.", "élan", "ЮЛИЯ", "#2",
          "'s", "12", "…", "\n", "no car.", "VOICE", "the")  # fmt: skip
_TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join))
_CUES = st.one_of(
    st.sampled_from(["LEO", "MARTHA/LEO", "BOTH", "ALL", "CROWD", "MAN #1", "A MAN", "(V.O.)", "'S",
                     "MARTHA'S VOICE", "&", "RADIO", "ÉLODIE", "B.B. KING SONG"]),
    st.text(max_size=12),
)  # fmt: skip
_SETS = st.one_of(
    st.sampled_from(["BAKERY - BACK ROOM", "CAR", "KITCHEN", "", "A/B/C", "BOB'S HOUSE", "-", "(X)",
                     "BOAT - DOCK", "THE", "MARTHA'S", "'S KITCHEN"]),
    st.text(max_size=20),
)  # fmt: skip


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    line, scenes = 1, []
    for index in range(draw(st.integers(0, 5))):
        first, elements = line, []
        for kind in draw(st.lists(st.sampled_from(list(ElementKind)), max_size=6)):
            line += 1
            speaker = draw(_CUES) if kind is ElementKind.CHARACTER else ""
            text = speaker or draw(_TEXT)
            extension = draw(st.sampled_from(["", "V.O.", "O.S.", "ON PHONE"]))
            elements.append(
                ScriptElement(kind=kind, text=text, line=line, speaker=speaker, extension=extension)
            )
        set_name = draw(_SETS)
        scenes.append(
            Scene(
                index=index, number=str(index + 1), numbered=False,
                heading=f"INT. {set_name} - DAY",
                intext=draw(st.sampled_from(list(IntExt))), set_name=set_name,
                time=draw(st.sampled_from(["DAY", "CONTINUOUS", ""])),
                light=draw(st.sampled_from(list(Light))), light_inherited=False,
                eighths=Eighths(1), page=1, line=first, elements=tuple(elements), characters=(),
                omitted=draw(st.integers(0, 9)) == 0,
            )
        )  # fmt: skip
        line += 1
    return Script(
        title="", format=Format.FOUNTAIN, title_page={}, pages=1, pages_by_eighths=Eighths(1),
        eighths_source="nearest", scenes=tuple(scenes), characters=(), problems=(),
    )  # fmt: skip


def told(bd: Breakdown) -> list[tuple[int, int, int]]:
    """(scene, line, confidence) of everything a breakdown says."""
    mentions = [mention for element in bd.elements for mention in element.mentions]
    mentions += [flag.mention for flag in bd.flags]
    return [(m.scene, m.line, m.confidence) for m in mentions] + [
        (a.scene, a.line, a.confidence) for a in bd.appearances
    ]


@given(scripts())
def test_everything_said_stands_on_a_line_of_a_scene_that_is_played(script):
    bd = break_down(script, lexicon.load())
    lines = {
        s.index: {s.line, *(e.line for e in s.elements)} for s in script.scenes if not s.omitted
    }
    for scene, line, confidence in told(bd):
        assert line in lines[scene]
        assert 0 < confidence <= 100


@given(scripts())
def test_no_element_without_a_mention_and_keys_are_unique(script):
    bd = break_down(script, lexicon.load())
    assert all(element.mentions and element.name for element in bd.elements)
    for keys in (
        [e.key for e in bd.elements],
        [r.key for r in bd.roles],
        [p.key for p in bd.places],
    ):
        assert len(keys) == len(set(keys))
        assert all(0 < len(key) <= 64 for key in keys)
    assert len({(a.role, a.scene) for a in bd.appearances}) == len(bd.appearances)
    assert {a.role for a in bd.appearances} <= {r.key for r in bd.roles}
    assert [r.board_id for r in bd.roles] == [str(n + 1) for n in range(len(bd.roles))]


@given(scripts())
def test_every_set_that_is_played_has_exactly_one_place(script):
    bd = break_down(script, lexicon.load())
    sets = [name for place in bd.places for name in place.sets]
    assert sorted(sets) == sorted({s.set_name for s in script.scenes if not s.omitted})


@given(scripts())
def test_the_same_script_gives_the_same_breakdown(script):
    assert break_down(script, lexicon.load()) == break_down(script, lexicon.load())
