"""From what was read to a script: light, numbers, parts, remarks; and whatever is thrown at it."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine import as_json, read_script
from topsheet.script.engine.types import EighthsMode, IntExt, Light


def read(text: str, **options):
    return read_script(text.encode(), "script.fountain", **options)


def scenes(*headings: str) -> str:
    return "".join(f"{heading}\n\nSomebody waits.\n\n" for heading in headings)


def test_later_and_continuous_take_the_light_of_the_scene_before():
    script = read(
        scenes("INT. A - NIGHT", "EXT. B - CONTINUOUS", "INT. C - DAY", "INT. C - MOMENTS LATER")
    )
    assert [(s.light, s.light_inherited) for s in script.scenes] == [
        (Light.NIGHT, False),
        (Light.NIGHT, True),
        (Light.DAY, False),
        (Light.DAY, True),
    ]
    assert script.problems == ()


def test_a_missing_time_is_taken_from_before_and_remarked_on():
    script = read(scenes("EXT. A - NIGHT", "INT. B", ".THE WELL"))
    assert [s.light for s in script.scenes] == [Light.NIGHT] * 3
    assert [s.intext for s in script.scenes] == [IntExt.EXT, IntExt.INT, IntExt.INT]
    assert [(p.line, "a time of day" in p.message) for p in script.problems] == [
        (5, True),
        (9, True),
    ]
    assert "does not name INT or EXT or a time of day" in script.problems[1].message


def test_the_first_scene_has_none_before_it():
    script = read(scenes("INT. A - CONTINUOUS"))
    assert script.scenes[0].light is Light.DAY
    assert "for want of a scene before it" in script.problems[0].message


def test_a_heading_of_time_alone_plays_in_the_set_before():
    script = read(scenes("INT. BARN - DAY", ".LATER"))
    assert [s.set_name for s in script.scenes] == ["BARN", "BARN"]


def test_sets_are_in_capitals_so_that_one_set_is_one():
    script = read(scenes("int. barn - day", "INT. Barn - NIGHT"))
    assert {s.set_name for s in script.scenes} == {"BARN"}


def test_unnumbered_scenes_are_counted():
    script = read(scenes("INT. A - DAY", "INT. B - DAY"))
    assert [(s.number, s.numbered) for s in script.scenes] == [("1", False), ("2", False)]


def test_a_number_used_twice_is_remarked_on_and_kept():
    script = read(scenes("INT. A - DAY #4#", "INT. B - DAY #4#"))
    assert [s.number for s in script.scenes] == ["4", "4"]
    assert script.problems[0].line == 5
    assert "used twice: here and on line 1" in script.problems[0].message


def test_a_scene_without_a_number_among_numbered_ones_takes_a_free_one():
    script = read(scenes("INT. A - DAY #1#", "INT. B - DAY", "INT. C - DAY #3#"))
    assert [(s.number, s.numbered) for s in script.scenes] == [
        ("1", True),
        ("2", False),
        ("3", True),
    ]
    assert "counted as 2" in script.problems[0].message


def test_parts_count_scenes_speeches_and_words_spoken():
    script = read(
        "INT. A - DAY\n\nANNA\n(low)\nOne two three.\n\nBEN\nFour.\n\nANNA (V.O.)\n~Five six\n\n"
        "INT. B - DAY\n\nANNA (CONT'D)\nSeven.\n"
    )
    anna, ben = script.characters
    assert (anna.name, anna.scenes, anna.lines, anna.words) == ("ANNA", (0, 1), 3, 6)
    assert (ben.scenes, ben.lines, ben.words) == ((0,), 1, 1)
    assert script.scenes[0].characters == ("ANNA", "BEN")


def test_omitted_scenes_have_no_length_and_no_remarks():
    script = read("INT. A - DAY #1#\n\nHm.\n\n2 OMITTED\n\nINT. C - DAY #3#\n\nHm.\n")
    assert [(s.number, s.omitted, s.eighths.count) for s in script.scenes] == [
        ("1", False, 1),
        ("2", True, 0),
        ("3", False, 1),
    ]
    assert script.problems == ()


@pytest.mark.parametrize("mode", list(EighthsMode))
def test_the_sum_by_eighths_is_the_sum_of_the_scenes(mode):
    text = "".join(f"INT. ROOM {n} - DAY\n\n{'Hm. ' * n * 9}\n\n" for n in range(30))
    script = read(text, eighths=mode)
    assert script.pages_by_eighths.count == sum(s.eighths.count for s in script.scenes)
    assert script.eighths_source == mode.value
    if mode is EighthsMode.RECONCILED:
        assert script.pages_by_eighths.count == script.pages * 8


def test_more_scenes_than_eighths_cannot_be_reconciled_and_it_is_said():
    script = read(
        scenes(*[f"INT. ROOM {n} - DAY" for n in range(30)]), eighths=EighthsMode.RECONCILED
    )
    assert script.pages_by_eighths.count == 30
    assert "cannot be reconciled" in script.problems[0].message


def test_five_thousand_scenes_are_read():
    script = read(scenes(*[f"INT. ROOM {n} - DAY" for n in range(5000)]))
    assert len(script.scenes) == 5000
    assert script.scenes[-1].set_name == "ROOM 4999"


@pytest.mark.parametrize(
    ("encoding", "remarked"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("latin-1", True),
        ("cp1252", True),
        ("utf-16", True),
        ("utf-16-le", True),
        ("utf-16-be", True),
    ],
)
def test_text_in_any_usual_encoding_is_read(encoding, remarked):
    quote = "…" if encoding not in ("latin-1",) else ""
    text = f"INT. CAFÉ - NUIT\r\n\r\nÉLODIE\r\nÇa va{quote} ?\r\n"
    script = read_script(text.encode(encoding), "a.fountain")
    assert (script.scenes[0].set_name, script.characters[0].name) == ("CAFÉ", "ÉLODIE")
    assert bool(script.problems) is remarked


def test_json_has_the_promised_keys():
    plain = as_json(read("INT. A - DAY #7#\n\nANNA\nHi.\n"))
    assert plain["pages_by_eighths"] == "1/8"
    assert plain["scenes"][0] == {
        "number": "7",
        "heading": "INT. A - DAY",
        "intext": "INT",
        "set": "A",
        "time": "DAY",
        "light": "day",
        "eighths": 1,
        "page": 1,
        "line": 1,
        "characters": ["ANNA"],
        "omitted": False,
    }
    assert plain["characters"] == [{"name": "ANNA", "scenes": ["7"], "lines": 1, "words": 1}]


_LINES = st.sampled_from(
    ["INT. A - DAY", "EXT. B", ".C", "ANNA", "BEN ^", "@Li", "(low)", "Hi.", "  ", "", "", "===",
     "[[", "]]", "/*", "*/", "> x <", "~la", "*b*", "CUT TO:", "# s", "= s", "!X", "12 OMITTED",
     "Title: X", "\t", "(", "1 INT. D - NIGHT 1", "INT. E - LATER #9#", "...", "{{X}}", "_"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=40).map("\n".join))
@example("")
def test_any_mixture_of_marks_is_read_or_refused(text):
    try:
        script = read(text)
    except InvalidInput:
        return
    assert [s.index for s in script.scenes] == list(range(len(script.scenes)))
    lines = [s.line for s in script.scenes]
    assert lines == sorted(lines)
    assert all(s.eighths.count >= 1 for s in script.scenes if not s.omitted)
    assert all(0 <= p.line <= text.count("\n") + 1 for p in script.problems)


@given(st.text(), st.sampled_from(["a.fountain", "a.fdx", "a.txt", "a", "a.xyz"]))
def test_any_text_is_read_or_refused(text, filename):
    try:
        read_script(text.encode("utf-8", "surrogatepass"), filename)
    except InvalidInput as refused:
        assert refused.message.endswith(".")


@given(st.binary(), st.sampled_from(["a.fountain", "a.fdx", "a.pdf", "a.md"]))
@example(b"\xff\xfe", "a.fountain")
@example(b"<?xml", "a.fdx")
@example(b"%PDF-1.7", "a.pdf")
def test_any_bytes_are_read_or_refused(data, filename):
    try:
        read_script(data, filename)
    except InvalidInput as refused:
        assert "\n" not in refused.message.replace(filename, "")


# Real scripts, where they are at hand; counted by a person reading each heading.
COUNTED = {
    "big-fish-screenplain.fountain": 192,  # 190 INT./EXT. and two EXT/INT. headings
    "bigfish-compartido.fountain": 192,  # the same, most without a blank line below
    "callback.fountain": 12,
    "last-birthday-card.fountain": 48,
}


@pytest.mark.parametrize(("name", "count"), COUNTED.items())
def test_scenes_of_real_scripts(name, count):
    file = Path(os.environ.get("TOPSHEET_SCRIPTS", "")) / "fountain" / name
    if "TOPSHEET_SCRIPTS" not in os.environ or not file.exists():
        pytest.skip("real scripts are not here; name their folder in TOPSHEET_SCRIPTS")
    assert len(read_script(file.read_bytes(), name).scenes) == count
