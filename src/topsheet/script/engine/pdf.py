"""Text PDFs to scenes, by where the lines stand on the page, and their true lengths.

A printed script says by its margins what each line is: action at the left, speech in
the middle, names further in. The margins are measured per document. Lengths are the
distances on these very pages from heading to heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine.cues import Cue, in_capitals, is_transition, parse_cue
from topsheet.script.engine.headings import heading_opens, heading_stands, parse_heading
from topsheet.script.engine.manuscript import Manuscript, RawScene
from topsheet.script.engine.pagination import Measured, Pagination
from topsheet.script.engine.pdf_lines import PrintedLine, printed_pages
from topsheet.script.engine.pdf_margins import BodyLine, Margins, body_lines, measure_margins
from topsheet.script.engine.types import ElementKind, Format, ScriptElement

_NEAR = 12.0  # points by which a line may miss its margin
_FARTHER = 60.0  # points beyond the names where transitions stand
_SPARSE = 26  # lines; a page before the script with fewer is a title page


def read_pdf(data: bytes, filename: str) -> tuple[Manuscript, Pagination]:
    """Read a text PDF: the manuscript, and its scenes measured on its own pages.

    Raises InvalidInput for a scan, a locked or damaged file, or one not laid out as a script.
    """
    pages = printed_pages(data, filename)
    manuscript = Manuscript(format=Format.PDF)
    first = _first_page(pages, manuscript)
    body = body_lines(pages, first)
    margins = measure_margins(body)
    if margins is None:
        raise InvalidInput(
            f"0 scenes found in “{filename}”: its text is not laid out as a screenplay with "
            "headings such as “INT. KITCHEN - DAY”. Export the script as Fountain or Final Draft.",
            field="file",
        )
    starts = _Reader(manuscript, margins).read(body)
    return manuscript, _measure(body, starts, margins)


def _first_page(pages: Sequence[Sequence[PrintedLine]], manuscript: Manuscript) -> int:
    """The first page of the script itself; what stands before it is the title page."""
    first = next(
        (n for n, page in enumerate(pages) if any(_is_heading_text(line) for line in page)), 0
    )
    while first and len(pages[first - 1]) >= _SPARSE and _opens_script(pages[first - 1]):
        first -= 1
    front = [line.text.strip() for page in pages[:first] for line in page if line.text.strip()]
    if front:
        if not _is_spaced_out(front[0]):
            manuscript.title_page["Title"] = front[0].strip("“”\"'*_ ")
        manuscript.title_page["Text"] = "\n".join(front[1:])
    if first > 1:
        manuscript.remark(f"The first {first} pages stand before the script and were passed over.")
    return first


def _is_spaced_out(text: str) -> bool:
    """T I T L E S set in single letters have lost their words."""
    words = text.split()
    return sum(len(word) == 1 for word in words) * 2 >= len(words)


def _is_heading_text(line: PrintedLine) -> bool:
    return any(
        heading_opens(piece.text) and heading_stands(piece.text, True, True)
        for piece in line.pieces
    )


def _opens_script(page: Sequence[PrintedLine]) -> bool:
    return any(line.text.upper().startswith(("FADE IN", "TEASER", "COLD OPEN")) for line in page)


class _Reader:
    """One walk over the lines of one printed script."""

    def __init__(self, manuscript: Manuscript, margins: Margins) -> None:
        self.manuscript = manuscript
        self.margins = margins
        self.elements = manuscript.preamble
        self.names: dict[str, str] = {}
        self.cue: Cue | None = None
        self.starts: list[tuple[int, float]] = []
        self.numbered = 0
        self.lines: list[BodyLine] = []
        self.says_more = False  # whether broken speeches are marked with (MORE)

    def read(self, body: Sequence[Sequence[BodyLine]]) -> list[tuple[int, float]]:
        """Fill the manuscript; the page and height of each scene's heading."""
        self.lines = [line for page in body for line in page]
        self.says_more = any(line.more for line in self.lines)
        self.numbered = sum(1 for line in self.lines if line.left and in_capitals(line.text))
        at = 0
        while at < len(self.lines):
            at = self._line(at)
        return self.starts

    def _line(self, at: int) -> int:
        line = self.lines[at]
        if self._is_heading(line):
            return self._heading(at)
        if self._is_side_by_side(at):
            return self._side_by_side(at)
        if self._is_cue(at):
            return self._speech(at)
        if self._speech_goes_on(at):
            return self._spoken(at)
        self.cue = None
        if self._is_transition(line):
            self._add(ElementKind.TRANSITION, line.text, line)
            return at + 1
        return self._action(at)

    def _is_heading(self, line: BodyLine) -> bool:
        numbered = line.left or line.right  # a long number runs into the heading
        if abs(line.x - self.margins.action) > _NEAR and not numbered:
            return False
        if heading_opens(line.text):
            return heading_stands(line.text, True, True)
        if not line.left or not in_capitals(line.text):
            return False
        return line.left == line.right or "OMITTED" in line.text or self.numbered > 4

    def _heading(self, at: int) -> int:
        line = self.lines[at]
        text, stop = line.text, at + 1
        while stop < len(self.lines) and self._wraps(self.lines[stop - 1], self.lines[stop]):
            text = f"{text} {self.lines[stop].text}"
            stop += 1
        heading = parse_heading(text, line.left or line.right)
        scenes = self.manuscript.scenes
        if scenes and "CONT" in text.upper() and self._repeats(text, heading.number):
            return stop
        scenes.append(RawScene(heading=heading, line=line.number))
        self.starts.append((line.page, line.y))
        self.elements = scenes[-1].elements
        self.cue = None
        return stop

    def _repeats(self, text: str, number: str) -> bool:
        """A heading set again at the head of a page: INT. BARN - DAY (CONTINUED)."""
        before = self.manuscript.scenes[-1].heading
        same = text.upper().startswith(before.text.upper()[:20])
        ends = text.upper().rstrip(" .:)").endswith(("CONTINUED", "CONT'D", "CONT’D", "CONT"))
        return same and ends and (not number or number == before.number) and "(" in text

    def _wraps(self, above: BodyLine, line: BodyLine) -> bool:
        return (
            self._close(above, line)
            and not line.left
            and abs(line.x - above.x) <= _NEAR
            and in_capitals(line.text)
            and not heading_opens(line.text)
        )

    def _close(self, above: BodyLine, line: BodyLine) -> bool:
        """Whether a line stands right under another, on one page."""
        return above.page == line.page and line.y - above.y < 1.5 * self.margins.line_height

    def _is_speech_margin(self, line: BodyLine) -> bool:
        inner = line.x > self.margins.dialogue - _NEAR and line.text.startswith("(")
        return inner or abs(line.x - self.margins.dialogue) <= _NEAR

    def _is_cue(self, at: int) -> bool:
        line = self.lines[at]
        far_in = line.x > self.margins.dialogue + 14
        if not far_in or not in_capitals(line.text) or at + 1 == len(self.lines):
            return False
        below = self.lines[at + 1]
        # At a page's foot the speech stands on the next one.
        near = self._close(line, below) or below.page != line.page
        return near and self._is_speech_margin(below) and not is_transition(line.text)

    def _speech(self, at: int) -> int:
        line = self.lines[at]
        cue = self._named(line.text)
        if not self._goes_on_after_page(at, cue):
            self._add(ElementKind.CHARACTER, cue.name, line, cue)
        self.cue = cue
        return self._spoken(at + 1)

    def _named(self, text: str) -> Cue:
        cue = parse_cue(text.rstrip(":"))
        return Cue(self.names.setdefault(cue.name.casefold(), cue.name), cue.extension)

    def _goes_on_after_page(self, at: int, cue: Cue) -> bool:
        """NAME (CONT'D) at the head of a page, its speech broken by the page alone."""
        above = self.lines[at - 1] if at else None
        return (
            above is not None
            and above.page != self.lines[at].page
            and (above.more or not self.says_more)
            and self.cue is not None
            and self.cue.name == cue.name
            and "(CONT" in self.lines[at].text.upper()
            and self._is_speech_margin(above)
        )

    def _speech_goes_on(self, at: int) -> bool:
        """Speech after an empty line or a page break under the same name."""
        line = self.lines[at]
        if self.cue is None or not self._is_speech_margin(line):
            return False
        return not (in_capitals(line.text) and is_transition(line.text))

    def _spoken(self, at: int) -> int:
        run: list[BodyLine] = []
        while at < len(self.lines) and self._is_speech_margin(self.lines[at]):
            line = self.lines[at]
            if run and not self._close(run[-1], line):
                break
            if line.text.startswith("("):
                self._said(run)
                run = []
                at = self._parenthetical(at)
                continue
            run.append(line)
            at += 1
        self._said(run)
        return at

    def _said(self, run: list[BodyLine]) -> None:
        if run:
            text = " ".join(line.text for line in run)
            self._add(ElementKind.DIALOGUE, text, run[0], self.cue)

    def _parenthetical(self, at: int) -> int:
        stop = at + 1
        while (
            ")" not in self.lines[stop - 1].text
            and stop < len(self.lines)
            and self._close(self.lines[stop - 1], self.lines[stop])
        ):
            stop += 1
        text = " ".join(line.text for line in self.lines[at:stop])
        kind = ElementKind.PARENTHETICAL if text.endswith(")") else ElementKind.DIALOGUE
        self._add(kind, text, self.lines[at], self.cue)
        return stop

    def _is_side_by_side(self, at: int) -> bool:
        """Two names on one line, with something said under both."""
        pieces = self.lines[at].pieces
        if len(pieces) != 2 or not all(in_capitals(piece.text) for piece in pieces):
            return False
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return below is not None and self._close(self.lines[at], below) and len(below.pieces) == 2

    def _side_by_side(self, at: int) -> int:
        line = self.lines[at]
        middle = line.pieces[1].x - 36
        columns: tuple[list[str], list[str]] = ([], [])
        stop = at + 1
        while stop < len(self.lines) and self._close(self.lines[stop - 1], self.lines[stop]):
            for piece in self.lines[stop].pieces:
                columns[piece.x >= middle].append(piece.text)
            stop += 1
        for side, name, spoken in zip(("left", "right"), line.pieces, columns, strict=True):
            cue = self._named(name.text)
            self._add(ElementKind.CHARACTER, cue.name, line, cue, side)
            if spoken:
                self._add(ElementKind.DIALOGUE, " ".join(spoken), line, cue, side)
        self.cue = None
        return stop

    def _is_transition(self, line: BodyLine) -> bool:
        if not in_capitals(line.text):
            return False
        return is_transition(line.text) or (
            line.x > self.margins.cue + _FARTHER and line.text.endswith((":", "."))
        )

    def _action(self, at: int) -> int:
        first = self.lines[at]
        stop = at + 1
        while stop < len(self.lines) and self._continues(stop):
            stop += 1
        text = " ".join(line.text for line in self.lines[at:stop])
        far_in = first.x > self.margins.dialogue + 14
        self._add(ElementKind.CENTERED if far_in else ElementKind.ACTION, text, first)
        return stop

    def _continues(self, at: int) -> bool:
        above, line = self.lines[at - 1], self.lines[at]
        if abs(line.x - above.x) > _NEAR or self._is_heading(line):
            return False
        if self._close(above, line):
            return True
        # A paragraph broken by the page goes on in small letters.
        return above.page != line.page and above.text[-1] not in '.!?:"”' and line.text[0].islower()

    def _add(
        self,
        kind: ElementKind,
        text: str,
        line: BodyLine,
        cue: Cue | None = None,
        dual: str = "",
    ) -> None:
        last = self.elements[-1] if self.elements else None
        if cue and last and kind is ElementKind.DIALOGUE and last.kind is kind and not dual:
            # The speech goes on over a page or an empty line.
            self.elements[-1] = replace(last, text=f"{last.text} {text}")
            return
        self.elements.append(
            ScriptElement(
                kind=kind,
                text=text,
                line=line.number,
                speaker=cue.name if cue else "",
                extension=cue.extension if cue else "",
                dual=dual,
            )
        )


def _measure(
    body: Sequence[Sequence[BodyLine]], starts: Sequence[tuple[int, float]], margins: Margins
) -> Pagination:
    """Distances from heading to heading in lines, on pages as full as this script's are."""
    if not starts:
        return Pagination(pages=len(body), page_lines=1, scenes=())
    height = margins.line_height
    filled = [page for page in body if page]
    top = sorted(page[0].y for page in filled)[len(filled) // 10]
    bottom = sorted(page[-1].y for page in filled)[-1 - len(filled) // 10]
    full = max(20, round((bottom - top) / height) + 1)
    lost = 0
    lost_before = []
    for page in body:
        lost_before.append(lost)
        lost += _white(page, top, full, height)
    positions = [
        page * full - lost_before[page] + max(0, round((y - top) / height)) for page, y in starts
    ]
    last = (len(body) - 1) * full - lost_before[-1] + _used(body[-1], top, height)
    ends = [*positions[1:], last]
    positions[0] = 0  # what stands before the first heading is counted with it
    scenes = tuple(
        Measured(page=page + 1, lines=max(0, end - start))
        for (page, _), start, end in zip(starts, positions, ends, strict=True)
    )
    return Pagination(pages=len(body), page_lines=full, scenes=scenes)


def _used(page: Sequence[BodyLine], top: float, height: float) -> int:
    return round((page[-1].y - top) / height) + 1 if page else 0


def _white(page: Sequence[BodyLine], top: float, full: int, height: float) -> int:
    """Lines left white by the end of an act: a quarter page or more."""
    white = full - _used(page, top, height)
    return white if white >= full // 4 else 0
