"""Pages and eighths: the printed page by hand, the roundings, conservation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.kernel.eighths import Eighths
from topsheet.script.engine.lengths import to_eighths
from topsheet.script.engine.pagination import Layout, Measured, line_count, paginate
from topsheet.script.engine.types import EighthsMode, ElementKind, ScriptElement

TEN = Layout(page_lines=10, action=10, dialogue=8)


def action(lines: int) -> ScriptElement:
    text = "\n".join("x" for _ in range(lines))
    return ScriptElement(kind=ElementKind.ACTION, text=text, line=1)


def spoken(kind: ElementKind, lines: int, dual: str = "") -> ScriptElement:
    text = "\n".join("x" for _ in range(lines))
    return ScriptElement(kind=kind, text=text, line=1, speaker="A", dual=dual)


def speech(*parts: int, dual: str = "") -> list[ScriptElement]:
    """A cue and its parts; a negative number of lines is a parenthetical."""
    kinds = [ElementKind.PARENTHETICAL if n < 0 else ElementKind.DIALOGUE for n in parts]
    said = [spoken(kind, abs(n), dual) for kind, n in zip(kinds, parts, strict=True)]
    return [spoken(ElementKind.CHARACTER, 1, dual), *said]


def pages(*scenes, layout: Layout = TEN):
    return paginate([], [("INT. A", list(scene)) for scene in scenes], layout)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("one two three", 7, 2),
        ("one two", 7, 1),
        ("one two t", 7, 2),
        ("unbreakableword", 5, 3),
        ("well-known", 6, 2),
        ("a\nb\n\nc", 10, 4),
        ("厨房厨房", 6, 2),  # wide characters take two columns
        ("e\u0301e\u0301e\u0301", 3, 1),  # an accent on its own takes none
    ],
)
def test_lines_of_a_text(text, width, lines):
    assert line_count(text, width) == lines


def test_a_short_scene_is_its_heading_a_blank_and_its_action():
    found = pages([action(3)])
    assert (found.pages, found.scenes) == (1, (Measured(page=1, lines=5),))


def test_lengths_run_from_heading_to_heading_with_the_blank_between():
    # heading 1, blank, action 2 = 4; blank; then the next heading on line 6.
    found = pages([action(2)], [action(1)])
    assert [scene.lines for scene in found.scenes] == [5, 3]


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page():
    # 8 lines used; a heading needs a blank, itself, a blank and two lines.
    found = pages([action(6)], [action(3)])
    assert [scene.page for scene in found.scenes] == [1, 2]
    assert [scene.lines for scene in found.scenes] == [10, 5]


def test_an_action_is_broken_so_that_two_lines_stand_on_either_side():
    # Heading 1, blank, action 5 = 7; blank; 2 of 4 lines fit, 2 go over.
    assert pages([action(5), action(4)]).scenes[0].lines == 10 + 2
    # One line more above: only one would fit, so the paragraph moves as a whole.
    assert pages([action(6), action(4)]).scenes[0].lines == 10 + 4


def test_a_speech_broken_by_the_page_costs_a_more_and_a_name():
    # 5 lines used, blank, name, 2 lines, (MORE) = 10; then name (CONT'D) and 4 lines.
    assert pages([action(3), *speech(6)]).scenes[0].lines == 10 + 5


def test_a_speech_too_short_to_break_moves_as_a_whole():
    assert pages([action(5), *speech(3)]).scenes[0].lines == 10 + 4


def test_no_page_ends_on_a_parenthetical():
    # 4 lines used: blank, name, 2 lines, "(beat)" would be last before (MORE).
    assert pages([action(2), *speech(2, -1, 4)]).scenes[0].lines == 10 + 6


def test_speeches_side_by_side_are_as_high_as_the_longer():
    both = [*speech(1, dual="left"), *speech(3, dual="right")]
    assert pages(both).scenes[0].lines == 1 + 1 + 4


def test_a_forced_page_break_leaves_white_that_belongs_to_nobody():
    breaks = ScriptElement(kind=ElementKind.PAGE_BREAK, text="", line=1)
    found = pages([action(2), breaks], [action(2)])
    assert [scene.lines for scene in found.scenes] == [4, 4]
    assert found.pages == 2


def test_what_is_not_printed_takes_no_room():
    quiet = [
        ScriptElement(kind=kind, text="x", line=1)
        for kind in (ElementKind.NOTE, ElementKind.SECTION, ElementKind.SYNOPSIS)
    ]
    assert pages([action(2), *quiet]).scenes[0].lines == 4


def test_what_stands_before_the_first_heading_is_counted_with_it():
    found = paginate([action(1)], [("INT. A", [action(1)])], TEN)
    assert found.scenes[0].lines == 1 + 1 + 3


def test_a_paragraph_longer_than_pages_runs_over_them():
    assert pages([action(35)]).pages == 4


@given(st.lists(st.lists(st.integers(1, 30), max_size=4), min_size=1, max_size=12))
def test_lengths_add_up_to_what_is_used_of_the_pages(scenes):
    found = pages(*[[action(lines) for lines in scene] for scene in scenes])
    total = sum(scene.lines for scene in found.scenes)
    assert (found.pages - 1) * 10 < total <= found.pages * 10
    assert [s.page for s in found.scenes] == sorted(s.page for s in found.scenes)


# Eighths of a page of 55 lines: an eighth is 6.875 lines.


def counts(lines, mode, pages=1):
    return [length.count for length in to_eighths(lines, 55, pages, mode)]


def test_nearest_has_a_floor_of_one_eighth():
    assert counts([0, 1, 10, 11, 55, 110], EighthsMode.NEAREST) == [1, 1, 1, 2, 8, 16]


def test_ceil_counts_a_begun_eighth():
    assert counts([0, 6, 7, 55, 56], EighthsMode.CEIL) == [1, 1, 2, 8, 9]


def test_reconciled_adds_up_to_the_page_count():
    # 3 scenes on one page of 8 eighths: 20/55, 20/55, 15/55 = 2.91, 2.91, 2.18.
    assert counts([20, 20, 15], EighthsMode.RECONCILED) == [3, 3, 2]


def test_reconciled_gives_short_scenes_their_eighth_first():
    assert counts([1, 1, 53], EighthsMode.RECONCILED) == [1, 1, 6]


def test_reconciled_cannot_give_less_than_an_eighth_each():
    assert counts([5] * 11, EighthsMode.RECONCILED) == [1] * 11


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=60),
    st.integers(20, 70),
    st.integers(1, 120),
)
def test_every_rounding_keeps_its_promise(lines, full, pages):
    for mode in EighthsMode:
        lengths = to_eighths(lines, full, pages, mode)
        assert len(lengths) == len(lines)
        assert min(lengths) >= Eighths(1)
    exact = [line * 8 / full for line in lines]
    nearest = to_eighths(lines, full, pages, EighthsMode.NEAREST)
    assert all(abs(n.count - e) <= 0.5 or n.count == 1 for n, e in zip(nearest, exact, strict=True))
    ceil = to_eighths(lines, full, pages, EighthsMode.CEIL)
    assert all(0 <= c.count - e < 1 or c.count == 1 for c, e in zip(ceil, exact, strict=True))
    reconciled = to_eighths(lines, full, pages, EighthsMode.RECONCILED)
    assert sum(r.count for r in reconciled) == max(len(lines), pages * 8)


@given(st.lists(st.integers(7, 200), min_size=1, max_size=20))
def test_reconciled_keeps_the_order_of_lengths(lines):
    total_pages = -(-sum(lines) // 55)
    lengths = counts(lines, EighthsMode.RECONCILED, total_pages)
    pairs = sorted(zip(lines, lengths, strict=True))
    assert [length for _, length in pairs] == sorted(length for _, length in pairs)
