"""The printed lines of a text PDF: what stands where on each page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from topsheet.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SAME_LINE = 2.5  # points of difference in baseline within one line
_WIDTH = 7.2  # points of a Courier 12 character
_NEW_PIECE = 3.6 * _WIDTH  # from one character's origin to the next
_NEW_WORD = 1.8 * _WIDTH
_UNKNOWN = 0xFFFD  # stands for half a character
_OVERPRINT = 0.25 * _WIDTH  # narrower than any letter
_LEVEL = 0.02  # radians; a watermark across the page is turned further


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on a line, from its left edge ``x`` (points)."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page: its baseline, counted in points from the top, and its pieces."""

    y: float
    pieces: tuple[Piece, ...]

    @property
    def x(self) -> float:
        return self.pieces[0].x

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def printed_pages(data: bytes, filename: str) -> list[list[PrintedLine]]:
    """The lines of every page, top to bottom. Raises InvalidInput for what cannot be read."""
    import pypdfium2

    document = _open(data, filename)
    try:
        pages = [_page_lines(page) for page in document]
    except pypdfium2.PdfiumError:
        raise _damaged(filename) from None
    finally:
        document.close()
    characters = sum(len(line.text) for lines in pages for line in lines)
    if characters < 40 * len(pages):
        raise InvalidInput(
            f"“{filename}” holds pictures of pages, not text (a scan). Export the PDF from the "
            "writing program, or run text recognition (OCR) on it first.",
            field="file",
        )
    return pages


def _open(data: bytes, filename: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InvalidInput(
                f"“{filename}” is protected by a password. Save it without one and try again.",
                field="file",
            ) from None
        raise _damaged(filename) from None


def _damaged(filename: str) -> InvalidInput:
    return InvalidInput(
        f"“{filename}” is a damaged PDF and cannot be opened. Export it again.", field="file"
    )


def _page_lines(page: Any) -> list[PrintedLine]:
    text_page = page.get_textpage()
    lines = _lines(text_page, page.get_height())
    text_page.close()
    page.close()
    return lines


# A character: its origin from the left and the top, itself, and whether a space stood before.
_Char = tuple[float, float, str, bool]


def _lines(text_page: Any, height: float) -> list[PrintedLine]:
    rows: dict[int, list[_Char]] = defaultdict(list)
    for char in _characters(text_page, height):
        rows[round(char[1])].append(char)
    lines = []
    for group in _neighbours(rows):
        pieces = tuple(_pieces(_printed_once(sorted(group, key=lambda item: item[0]))))
        if pieces:
            lines.append(PrintedLine(group[0][1], pieces))
    return lines


def _characters(text_page: Any, height: float) -> Iterator[_Char]:
    """Every upright character with the origin of its baseline."""
    import ctypes

    import pypdfium2.raw as pdfium

    raw = text_page.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    unicode_of, origin_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
    angle_of = pdfium.FPDFText_GetCharAngle
    spaced, high = False, 0
    for index in range(text_page.count_chars()):
        code = unicode_of(raw, index)
        if code <= 32 or code in (0xA0, 0xFFFE, 0xFFFF):
            spaced = True
        elif angle_of(raw, index) <= _LEVEL and origin_of(raw, index, at_x, at_y):
            if 0xDC00 <= code <= 0xDFFF:  # the second half of a pair: emoji come as two
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else _UNKNOWN
            high = code if 0xD800 <= code <= 0xDBFF else 0
            if not high:
                yield x.value, height - y.value, chr(code), spaced
                spaced = False


def _neighbours(rows: dict[int, list[_Char]]) -> Iterator[list[_Char]]:
    """Rows whose baselines differ by a hair are one line."""
    group: list[_Char] = []
    last = None
    for key in sorted(rows):
        if last is not None and key - last > _SAME_LINE:
            yield group
            group = []
        group = group + rows[key]
        last = key
    if group:
        yield group


def _printed_once(group: Iterable[_Char]) -> list[_Char]:
    """Without the second print of a character over the first, which stands for bold."""
    kept: list[_Char] = []
    for char in group:
        if not any(
            char[2] == before[2] and char[0] - before[0] < _OVERPRINT for before in kept[-2:]
        ):
            kept.append(char)
    return kept


def _pieces(group: list[_Char]) -> Iterator[Piece]:
    """Characters to words by spaces and gaps; a wide gap starts a new piece."""
    start, text, before = group[0][0], "", group[0][0]
    for x, _, char, spaced in group:
        gap = x - before
        if text and gap > _NEW_PIECE:
            yield Piece(start, text)
            start, text = x, ""
        elif text and (spaced or gap > _NEW_WORD):
            text += " "
        text += char
        before = x
    if text.strip():
        yield Piece(start, text)
