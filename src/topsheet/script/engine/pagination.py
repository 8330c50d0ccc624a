"""Pages as a screenplay is printed: Courier 12, US letter, and where each scene falls on them.

Six lines to the inch and ten characters to the inch, one inch of margin above and
below: 54 lines. A scene's length is the distance on paper from its heading to the
next, so that the lengths on a page add up to the page, as a first assistant director
counts them with a ruler; white left by a forced page break belongs to nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.script.engine.types import ElementKind, ScriptElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The printed page, in lines and characters. The widths are the trade's usual ones."""

    page_lines: int = 55
    action: int = 61
    dialogue: int = 35
    parenthetical: int = 25
    dual: int = 28
    dual_parenthetical: int = 24
    space_before_heading: int = 1
    smallest_rest: int = 2  # lines of a paragraph left alone at a page's end or head


US_LETTER = Layout()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Where one scene stands: the page of its heading (from 1) and its length in lines."""

    page: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """A paginated script; ``page_lines`` is what a full page holds."""

    pages: int
    page_lines: int
    scenes: tuple[Measured, ...]


# Beyond these nothing is wide and nothing combines: Latin, Greek, Cyrillic, quotes, dashes.
_NOT_ONE_COLUMN = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u2e80-\U0010ffff]")
_UNPRINTED = frozenset({ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.NOTE})
_SPOKEN = frozenset({ElementKind.DIALOGUE, ElementKind.PARENTHETICAL, ElementKind.LYRIC})


def paginate(
    preamble: Sequence[ScriptElement],
    scenes: Sequence[tuple[str, Sequence[ScriptElement]]],
    layout: Layout = US_LETTER,
) -> Pagination:
    """Set the script on pages; ``scenes`` are (heading, elements) in order.

    What stands before the first heading is measured with the first scene.
    """
    page = _Page(layout)
    page.set_all(preamble)
    starts: list[tuple[int, int]] = []
    for heading, elements in scenes:
        page.set_heading(heading, elements)
        starts.append((page.number, page.position if starts else 0))
        page.y += line_count(heading, layout.action)
        page.set_all(elements)
    ends = [position for _, position in starts[1:]] + [page.position]
    measured = tuple(
        Measured(page=number, lines=end - start)
        for (number, start), end in zip(starts, ends, strict=False)
    )
    return Pagination(pages=page.number, page_lines=layout.page_lines, scenes=measured)


def line_count(text: str, width: int) -> int:
    """How many lines a text takes at a width, broken at spaces and after hyphens.

    >>> line_count("one two three", 7), line_count("", 10), line_count("a\\nb", 10)
    (2, 1, 2)
    """
    if len(text) <= width and text.isascii() and "\n" not in text:
        return 1
    if not text.isascii() and _NOT_ONE_COLUMN.search(text):
        text = _as_columns(text)
    count = 0
    for paragraph in text.split("\n"):
        start, length = 0, len(paragraph)
        while length - start > width:
            space = paragraph.rfind(" ", start, start + width + 1)
            hyphen = paragraph.rfind("-", start, start + width)
            if space < hyphen or space <= start:
                start = hyphen + 1 if hyphen > start else start + width
            else:
                start = space + 1
            count += 1
        count += 1
    return count


def _as_columns(text: str) -> str:
    """One character per column: wide ones (Chinese, Japanese, Korean) twice, combining never."""
    widths = {"W": 2, "F": 2}
    return "".join(
        char
        * (0 if unicodedata.combining(char) else widths.get(unicodedata.east_asian_width(char), 1))
        for char in text
    )


class _Page:
    """The page being set: its number, and ``y``, the lines used on it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.full = layout.page_lines
        self.number = 1
        self.y = 0
        self.lost = 0  # lines left white by forced page breaks

    @property
    def position(self) -> int:
        return (self.number - 1) * self.full + self.y - self.lost

    def turn(self) -> None:
        self.number += 1
        self.y = 0

    def set_heading(self, heading: str, elements: Sequence[ScriptElement]) -> None:
        """Open a scene where its heading and two lines below it fit."""
        space = self.layout.space_before_heading if self.y else 0
        below = 1 + self.layout.smallest_rest if elements else 0
        if self.y + space + line_count(heading, self.layout.action) + below > self.full:
            self.turn()
            space = 0
        self.y += space

    def set_all(self, elements: Sequence[ScriptElement]) -> None:
        at, count = 0, len(elements)
        while at < count:
            element = elements[at]
            kind = element.kind
            if kind is ElementKind.CHARACTER:
                at = self._set_speech(elements, at)
                continue
            if kind is ElementKind.PAGE_BREAK:
                self._break()
            elif kind not in _UNPRINTED:
                self._set_paragraph(element, elements[at - 1] if at else None)
            at += 1

    def _break(self) -> None:
        if self.y:
            self.lost += self.full - self.y
            self.turn()

    def _set_paragraph(self, element: ScriptElement, before: ScriptElement | None) -> None:
        sung = element.kind is ElementKind.LYRIC and before and before.kind is element.kind
        space = 0 if sung or not self.y else 1
        lines = line_count(element.text, self.layout.action)
        room = self.full - self.y - space
        if lines <= room:
            self.y += space + lines
            return
        rest = self.layout.smallest_rest
        fits = min(room, lines - rest)
        if fits >= rest:
            lines -= fits
        self.turn()
        self._overflow(lines)

    def _overflow(self, lines: int) -> None:
        while lines > self.full:
            lines -= self.full
            self.turn()
        self.y = lines

    def _set_speech(self, elements: Sequence[ScriptElement], at: int) -> int:
        """A cue and what is spoken; two speeches side by side are set as one block."""
        end = _end_of_speech(elements, at)
        if elements[at].dual == "left" and end < len(elements) and elements[end].dual == "right":
            other = _end_of_speech(elements, end)
            left = sum(self._lines_of(elements[at + 1 : end], dual=True))
            right = sum(self._lines_of(elements[end + 1 : other], dual=True))
            self._set_block([1 + max(left, right)], splits=False)
            return other
        self._set_block(self._lines_of(elements[at + 1 : end], dual=False), splits=True)
        return end

    def _lines_of(self, spoken: Sequence[ScriptElement], *, dual: bool) -> list[int]:
        """Lines of each part; negative for a parenthetical, which no page may end on."""
        layout = self.layout
        width = layout.dual if dual else layout.dialogue
        narrow = layout.dual_parenthetical if dual else layout.parenthetical
        if dual:
            return [
                line_count(e.text, narrow if e.kind is ElementKind.PARENTHETICAL else width)
                for e in spoken
            ]
        return [
            -line_count(e.text, narrow)
            if e.kind is ElementKind.PARENTHETICAL
            else line_count(e.text, width)
            for e in spoken
        ]

    def _set_block(self, parts: list[int], *, splits: bool) -> None:
        space = 1 if self.y else 0
        lines = sum(map(abs, parts)) if splits else parts[0] - 1
        if self.y + space + 1 + lines <= self.full:
            self.y += space + 1 + lines
            return
        # The cue above and (MORE) below take a line each.
        fits = self._whole_lines(parts, self.full - self.y - space - 2) if splits else 0
        self.turn()
        self._overflow(1 + lines - fits)

    def _whole_lines(self, parts: list[int], room: int) -> int:
        """How many lines of a speech may stay above (MORE); 0 when it moves as a whole."""
        lines = sum(map(abs, parts))
        rest = self.layout.smallest_rest
        fits = min(room, lines - rest)
        top = 0
        for part in parts:
            if part < 0 and top < fits <= top - part:
                fits = top
            top += abs(part)
        return fits if fits >= rest else 0


def _end_of_speech(elements: Sequence[ScriptElement], at: int) -> int:
    end, count = at + 1, len(elements)
    while end < count and elements[end].kind in _SPOKEN and elements[end].speaker:
        end += 1
    return end
