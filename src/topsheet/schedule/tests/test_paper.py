"""The schedule's sheets are read back as text: everything is on them, once."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from topsheet.platform import pdf
from topsheet.schedule import paper
from topsheet.schedule.engine import judge
from topsheet.schedule.engine.day_out_of_days import day_out_of_days
from topsheet.schedule.engine.types import Board, BoardDay, Shift
from topsheet.schedule.tests.problems import problem, strip

NAMES = ["Søren Kierk", "Łucja Wójcik", "Nguyễn Văn An", "Ελένη Παππά", "ЮЛИЯ Петрова", "東京 太郎"]
HEAD = pdf.Head(
    production="The Salt Road",
    sheet="",
    draft="White draft",
    board="Board Main, revision 4",
    printed="5 April 2027",
)
LIGHTS = ["INT DAY", "EXT DAY", "INT NIGHT", "INT DUSK", "EXT DAY", "INT/EXT DAY"]


@pytest.fixture(scope="module")
def planned():
    """96 scenes on 16 days, so that every sheet needs a second page."""
    strips = [
        strip(900 + n, 60, place=f"place {n % 5}", cast="abcdef"[: 1 + n % 6], light=LIGHTS[n % 6])
        for n in range(96)
    ]
    plain = problem(strips)
    cast = tuple(replace(one, name=name) for one, name in zip(plain.cast, NAMES, strict=True))
    given = replace(plain, cast=cast)
    dates = given.calendar.working_days(16)
    days = tuple(
        BoardDay(
            number=n + 1,
            date=dates[n],
            shift=Shift.DAY,
            strips=tuple(s.key for s in strips[6 * n : 6 * n + 6]),
        )
        for n in range(16)
    )
    return judge(given, Board(days=days)), given


@pytest.fixture(scope="module", params=["one_liner", "stripboard"])
def text(request, planned):
    printed = getattr(paper, request.param)(*planned, HEAD)
    assert printed.problems == ()
    return pages_of(printed.data)


def pages_of(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_every_strip_is_printed_once(text):
    words = Counter("\n".join(text).split())
    assert {n: words[str(900 + n)] for n in range(96) if words[str(900 + n)] != 1} == {}


def test_names_are_printed_in_their_own_letters(text):
    whole = "\n".join(text)
    assert [name for name in NAMES if name not in whole] == []


def test_every_page_says_what_it_is(text):
    assert len(text) > 1
    for number, page in enumerate(text, start=1):
        for words in ("The Salt Road", "White draft", "Board Main, revision 4", "5 April 2027"):
            assert words in page
        assert f"Page {number} of {len(text)}" in page


def test_every_day_has_its_end(text):
    whole = "".join("".join(text).split())  # turned text is read in pieces
    ends = [f"Endofday{n}{colon}6pages" for n in range(1, 17) for colon in ("", ":")]
    assert sum(end in whole for end in ends) == 16


def test_the_day_out_of_days_repeats_its_names_and_adds_up(planned):
    judged, given = planned
    longer = tuple(  # one shooting day in each of many weeks
        replace(day, date=given.calendar.start + timedelta(weeks=n))
        for n, day in enumerate(judged.board.days)
    )
    sheet = day_out_of_days(given, Board(days=longer))
    pages = pages_of(paper.day_out_of_days(sheet, HEAD).data)
    assert len(pages) == 4
    assert [(n, name) for n, page in enumerate(pages) for name in NAMES if name not in page] == []
    totals = [str(sum(getattr(row, what) for row in sheet.rows)) for what in ("work", "hold")]
    assert " ".join(totals) in " ".join(pages[-1].split())


def test_the_same_board_prints_the_same_bytes(planned):
    assert paper.one_liner(*planned, HEAD).data == paper.one_liner(*planned, HEAD).data


def test_what_looks_like_markup_is_only_text(planned):
    judged, given = planned
    odd = "#panic() *bold* $x$ <label> @ref"
    first = replace(given.strips[0], set_name=odd)
    given = replace(given, strips=(first, *given.strips[1:]))
    assert odd in "\n".join(pages_of(paper.one_liner(judged, given, HEAD).data))


def test_a_character_no_font_has_is_a_problem_that_names_it(planned, monkeypatch):
    monkeypatch.setattr(pdf.fonts, "missing", lambda characters, folders: ["東"])
    printed = paper.one_liner(*planned, HEAD)
    assert printed.data.startswith(b"%PDF")
    (problem_,) = printed.problems
    assert "“東” (U+6771)" in problem_.message
    assert problem_.where == "東京 太郎"


def test_an_empty_board_still_prints(planned):
    nothing = replace(planned[1], strips=())
    judged = judge(nothing, Board(days=()))
    for sheet in (paper.one_liner, paper.stripboard):
        assert sheet(judged, nothing, HEAD).data.startswith(b"%PDF")


def test_a_long_set_name_stays_on_its_strip(planned):
    judged, given = planned
    words = ("GRANDHOTEL", "FOURWINDS", "LOBBYMEZZANINE", "SATURDAYMORNING", "HARBOURHILL")
    first = replace(given.strips[0], set_name=" ".join(words))
    named = replace(given, strips=(first, *given.strips[1:]))
    left, right = _reach(paper.stripboard(judged, named, HEAD).data, words)
    assert right - left < 5.05 * 72 / 25.4, "points of a strip's width"


def _reach(data: bytes, words: tuple[str, ...]) -> tuple[float, float]:
    """From where to where across the page the words stand."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    found = [page.search(word).get_next() for word in words]
    boxes = [page.get_charbox(at + n) for at, count in found for n in range(count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)
