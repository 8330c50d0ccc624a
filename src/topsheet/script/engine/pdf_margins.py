"""The habits of one printed script: its margins, its line height, what its pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from topsheet.script.engine.cues import in_capitals
from topsheet.script.engine.headings import heading_opens
from topsheet.script.engine.pdf_lines import Piece, PrintedLine
from topsheet.script.engine.words import PAGE_FURNITURE

NUMBER = re.compile(r"[A-Z]{0,2}\d{1,4}[A-Z]{0,3}(?:-[A-Z]?\d{1,4}[A-Z]{0,2})?\.?$")
_PAGE_NUMBER = re.compile(r"[\W_]*(?:page\s+)?(?:\d{1,3}[A-Z]?|[ivxl]{1,6})[\W_]*$", re.IGNORECASE)
_CONTINUED = re.compile(
    r"(?:[A-Z]?\d+[A-Z]{0,2}\s+)?\(?(?:CONTINUED|CONT['’]?D|SUITE)\)?\s*:?\s*(?:\(\d+\))?"
    r"(?:\s+[A-Z]?\d+[A-Z]{0,2})?$"
)
_DIGITS = re.compile(r"\d+")
_INCH = 72.0
_MARKS = frozenset("*• ")  # of a revision, in the margin
_EDGE = 2  # lines at head and foot of a page where running titles stand


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A line of the script itself. ``left`` and ``right`` are numbers in the margins."""

    page: int  # from 0, of the script's pages
    number: int  # of the line in the file, from 1
    y: float
    x: float
    text: str
    pieces: tuple[Piece, ...]
    left: str = ""
    right: str = ""
    more: bool = False  # (MORE) stood under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Left edges in points: of action, and how far in speech and names stand."""

    action: float
    dialogue: float
    cue: float
    line_height: float


def body_lines(pages: Sequence[Sequence[PrintedLine]], first: int) -> list[list[BodyLine]]:
    """The script's lines, page by page from page ``first``, without what pages repeat."""
    running = _running_titles(pages)
    count = sum(len(page) for page in pages[:first])
    body = []
    for number, page in enumerate(pages[first:]):
        kept = []
        for at, line in enumerate(page):
            count += 1
            edge = at < _EDGE or at >= len(page) - _EDGE
            if edge and _is_running(line, running):
                continue
            if made := _body(line, number, count):
                kept.append(made)
            elif kept and "MORE" in line.text.upper():
                kept[-1] = replace(kept[-1], more=True)
        body.append(kept)
    return body


def _body(line: PrintedLine, page: int, number: int) -> BodyLine | None:
    pieces = [p for p in line.pieces if set(p.text) - _MARKS]
    if pieces and pieces[-1].text.endswith(" *"):
        pieces[-1] = Piece(pieces[-1].x, pieces[-1].text.rstrip(" *"))
    left = right = ""
    if len(pieces) > 1 and NUMBER.match(pieces[0].text):
        left = pieces.pop(0).text.rstrip(".")
    if len(pieces) > 1 and NUMBER.match(pieces[-1].text):
        right = pieces.pop().text.rstrip(".")
    text = "  ".join(p.text for p in pieces).strip()
    if not text or _CONTINUED.match(text) or text.upper() in PAGE_FURNITURE:
        return None
    return BodyLine(
        page=page,
        number=number,
        y=line.y,
        x=pieces[0].x,
        text=text,
        pieces=tuple(pieces),
        left=left,
        right=right,
    )


def _running_titles(pages: Sequence[Sequence[PrintedLine]]) -> frozenset[str]:
    """Lines at the edge of many pages that differ by digits at most."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_DIGITS.sub("#", line.text) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = max(3, len(pages) * 0.3)
    return frozenset(text for text, count in seen.items() if count >= often)


def _is_running(line: PrintedLine, running: frozenset[str]) -> bool:
    text = line.text
    if _PAGE_NUMBER.match(text):
        return True
    return _DIGITS.sub("#", text) in running and not heading_opens(text)


def measure_margins(body: Iterable[Sequence[BodyLine]]) -> Margins | None:
    """Where action, speech and names stand; None when no heading stands anywhere.

    A script without speech gets the usual distances, one inch and two.
    """
    lines = [line for page in body for line in page]
    headings = Counter(_step(line.x) for line in lines if heading_opens(line.text))
    if not headings:
        return None
    action = headings.most_common(1)[0][0]
    inner = (line for line in lines if 20 < line.x - action < 150)
    spoken = _commonest(line.x for line in inner if not in_capitals(line.text))
    dialogue = spoken or action + _INCH
    names = (line for line in lines if line.x > dialogue + 14 and in_capitals(line.text))
    cue = _commonest(line.x for line in names) or dialogue + _INCH
    return Margins(action=action, dialogue=dialogue, cue=cue, line_height=_line_height(body))


def _step(x: float) -> float:
    return round(x / 3) * 3.0


def _commonest(values: Iterable[float]) -> float | None:
    counted = Counter(map(_step, values)).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= 2 else None


def _line_height(body: Iterable[Sequence[BodyLine]]) -> float:
    steps: Counter[float] = Counter()
    for page in body:
        for above, line in pairwise(page):
            if 7 < line.y - above.y < 17:
                steps[round((line.y - above.y) * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else 12.0
