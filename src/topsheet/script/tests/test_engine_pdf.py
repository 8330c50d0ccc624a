"""Text PDFs: margins, furniture of pages, true lengths, and PDFs that are no scripts."""

import pytest

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine import read_script
from topsheet.script.engine.types import EighthsMode

ACTION, SPEECH, ASIDE, NAME, MARGIN, RIGHT = 108, 180, 216, 252, 60, 540
HEADER = (510, 36, "1.")


def pdf(*pages: list[tuple[float, float, str]], encrypt: str = "") -> bytes:
    """A PDF set in Courier 12: pages of (points from the left, from the top, text)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    kids = []
    for page in pages:
        shown = b"".join(
            b"1 0 0 1 %.2f %.2f Tm (%s) Tj\n" % (x, 792 - y, _escaped(text)) for x, y, text in page
        )
        stream = b"BT /F1 12 Tf\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size %d /Root 1 0 R %s>>" % (len(objects) + 1, encrypt.encode())
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, start)


def _escaped(text: str) -> bytes:
    for mark in "\\()":
        text = text.replace(mark, "\\" + mark)
    return text.encode("cp1252")


def page(*lines: tuple[float, str] | None, start: float = 72) -> list[tuple[float, float, str]]:
    """Lines from the top, 12 points apart; None is an empty one."""
    return [(line[0], start + 12 * n, line[1]) for n, line in enumerate(lines) if line is not None]


FILLER = (ACTION, "Somebody crosses the floor and looks out at the water for a while.")

FIRST = page(
    (ACTION, "INT. KITCHEN - NIGHT"),
    None,
    (ACTION, "MARTA (40) pours tea. The window is open and"),
    (ACTION, "the curtain moves."),
    None,
    (NAME, "MARTA (V.O.)"),
    (ASIDE, "(softly)"),
    (SPEECH, "You never asked me what the"),
    (SPEECH, "tide was doing."),
    None,
    (NAME, "LÉO"),
    (SPEECH, "No."),
    None,
    (432, "CUT TO:"),
    None,
    (ACTION, "EXT. QUAY - CONTINUOUS"),
    None,
    *[FILLER] * 36,
    None,
    (NAME, "LÉO"),
)
SECOND = page((NAME, "LÉO (CONT'D)"), (SPEECH, "I asked."), None, *[FILLER] * 51)


def read(*pages, **options):
    return read_script(pdf(*pages), "ferry.pdf", **options)


def test_margins_say_what_a_line_is():
    kitchen, quay = read(FIRST, SECOND).scenes
    assert [(e.kind.value, e.text, e.speaker, e.extension) for e in kitchen.elements] == [
        (
            "action",
            "MARTA (40) pours tea. The window is open and the curtain moves.",
            "",
            "",
        ),
        ("character", "MARTA", "MARTA", "V.O."),
        ("parenthetical", "(softly)", "MARTA", "V.O."),
        ("dialogue", "You never asked me what the tide was doing.", "MARTA", "V.O."),
        ("character", "LÉO", "LÉO", ""),
        ("dialogue", "No.", "LÉO", ""),
        ("transition", "CUT TO:", "", ""),
    ]
    assert (quay.set_name, quay.time) == ("QUAY", "CONTINUOUS")


def test_lengths_are_distances_on_the_pages_themselves():
    script = read(FIRST, SECOND)
    # 55 lines a page: the quay begins on line 16 of the first page.
    assert [s.eighths.count for s in script.scenes] == [2, 14]
    assert (script.pages, script.eighths_source) == (2, "nearest")
    ceil = read(FIRST, SECOND, eighths=EighthsMode.CEIL)
    assert [s.eighths.count for s in ceil.scenes] == [3, 14]


def test_numbers_in_the_margins_and_what_pages_repeat():
    def numbered(n: int, text: str) -> list[tuple[float, float, str]]:
        top = [(MARGIN, 36.0, "The Ferry - Blue Rev. 1/2/26"), (510, 36.0, f"{n}.")]
        heading = [(MARGIN, 72.0, f"{n}A"), (ACTION, 72.0, text), (RIGHT, 72.0, f"{n}A")]
        rest = page(None, FILLER, None, (NAME, "ANNA"), (SPEECH, "Yes" + " yes" * n))
        end = [(480, 720.0, "(CONTINUED)"), (RIGHT, 96.0, "*")]
        return [*top, *heading, *rest, *end]

    script = read(*[numbered(n, f"INT. ROOM {n} - DAY") for n in range(1, 6)])
    assert [s.number for s in script.scenes] == ["1A", "2A", "3A", "4A", "5A"]
    assert {e.text for s in script.scenes for e in s.elements} == {
        FILLER[1],
        "ANNA",
        *("Yes" + " yes" * n for n in range(1, 6)),
    }


def test_a_speech_over_a_page_is_one_speech():
    above = page((ACTION, "INT. A - DAY"), None, FILLER, None, (NAME, "ANNA"), (SPEECH, "One"),
                 (NAME, "(MORE)"))  # fmt: skip
    below = page((NAME, "ANNA (CONT'D)"), (SPEECH, "and two."), None, FILLER)
    script = read(above, below)
    assert (script.characters[0].lines, script.characters[0].words) == (1, 3)


def test_two_speeches_side_by_side():
    lines = page(
        (ACTION, "INT. A - DAY"), None, FILLER, None, (NAME, "ANNA"), (SPEECH, "Hm."), None
    )
    both = [(150, 180.0, "BEN"), (390, 180.0, "IDA"), (120, 192.0, "No, no."), (360, 192.0, "Yes.")]
    script = read([*lines, *both])
    assert [(e.speaker, e.dual, e.text) for e in script.scenes[0].elements[3:]] == [
        ("BEN", "left", "BEN"),
        ("BEN", "left", "No, no."),
        ("IDA", "right", "IDA"),
        ("IDA", "right", "Yes."),
    ]


def test_the_title_page_is_not_counted():
    title = [(250, 300.0, "THE FERRY"), (250, 330.0, "by"), (230, 350.0, "A. Nonymous")]
    script = read(title, FIRST, SECOND)
    assert (script.title, script.pages) == ("THE FERRY", 2)
    assert script.scenes[0].page == 1


def test_a_script_without_speech_is_read():
    assert len(read(page((ACTION, "INT. A - DAY"), None, FILLER)).scenes) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([]), "pictures of pages"),
        (pdf(page(*[FILLER] * 20)), "0 scenes found"),
        (b"%PDF-1.4\nnothing", "damaged"),
        (
            pdf(
                FIRST,
                encrypt="/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
                f"/O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00><00>] ",
            ),
            "password",
        ),
    ],
)
def test_pdfs_that_cannot_be_read_say_why(data, says):
    with pytest.raises(InvalidInput, match=says):
        read_script(data, "ferry.pdf")


def test_a_number_too_long_for_its_margin_runs_into_the_heading():
    lines = page((ACTION, "INT. A - DAY"), None, FILLER, None)
    long = [(MARGIN, 144.0, "101AA INT. B - NIGHT"), (RIGHT - 40, 144.0, "101AA")]
    after = page(FILLER, start=168)
    assert [s.number for s in read([*lines, *long, *after]).scenes] == ["1", "101AA"]


def test_a_name_printed_twice_for_bold_is_read_once():
    name = (NAME, "MRS HALL (CONT'D)")
    lines = page((ACTION, "INT. A - DAY"), None, FILLER, None, name, (SPEECH, "Hello, all."))
    twice = [(x + 0.4, y, text) for x, y, text in lines if "MRS" in text]
    assert [c.name for c in read([*lines, *twice]).characters] == ["MRS HALL"]


def test_a_letter_set_apart_from_its_number_is_not_the_set():
    lines = page((ACTION, "INT. A - DAY"), None, FILLER, None)
    numbered = [
        (MARGIN, 144, "104A"),
        (ACTION, 144, "B INT. FLAT. HALL - DAY"),
        (RIGHT, 144, "104A"),
    ]
    _, scene = read([*lines, *numbered, *page(FILLER, start=168)]).scenes
    assert (scene.intext, scene.set_name) == ("INT", "FLAT - HALL")


def test_a_title_before_a_name_does_not_end_a_part_of_the_heading():
    (scene,) = read(page((ACTION, "INT. DR. LOW'S OFFICE. HOSPITAL - DAY"), None, FILLER)).scenes
    assert scene.set_name == "DR. LOW'S OFFICE - HOSPITAL"
