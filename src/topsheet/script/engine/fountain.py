"""Fountain to scenes, leniently: what a careful reader would see, each recovery reported.

Syntax: fountain.io/syntax, version 1.1. The text is walked once, block by block; a
block is what stands between two blank lines. Where real scripts leave the syntax
(blank lines forgotten, leading spaces, headings in other languages, leftovers of
printed pages) the reader recovers and remarks on the line.
"""

from __future__ import annotations

import re
from dataclasses import replace

from topsheet.kernel.problem import Severity
from topsheet.script.engine.cues import Cue, in_capitals, is_transition, parse_cue, why_not_a_cue
from topsheet.script.engine.headings import (
    heading_opens,
    heading_stands,
    parse_heading,
)
from topsheet.script.engine.manuscript import Manuscript, RawScene
from topsheet.script.engine.marks import Note, plain, prepare
from topsheet.script.engine.titlepage import read_title_page
from topsheet.script.engine.types import ElementKind, Format, ScriptElement
from topsheet.script.engine.words import PAGE_FURNITURE

_FORCED_HEADING = re.compile(r"\.(?=[^\W_])")
_CALIBRE = re.compile(r"\.\d+(?:\s*(?:CAL|MM|MAGNUM|INCH|PERCENT|%)|\s+[a-z]|\s*$)", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"={3,}$")
_DIRECTIVE = re.compile(r"\{\{.*\}\}$")
_LONGEST_ASIDE = 6  # lines over which an open parenthetical is followed
_SPECIAL = frozenset(".!@>~#={")


def read_fountain(text: str) -> Manuscript:
    """Read Fountain text (plain newlines) into a manuscript. Never raises."""
    reader = _Reader(text)
    reader.read()
    return reader.manuscript


class _Reader:
    """One pass over the lines of one script."""

    def __init__(self, text: str) -> None:
        source = prepare(text)
        self.lines = source.lines
        self.lines.append("")
        self.numbers = source.numbers
        self.soft = source.soft
        self.notes = source.notes
        self.manuscript = Manuscript(format=Format.FOUNTAIN, problems=source.problems)
        self.elements = self.manuscript.preamble
        self.cues: dict[str, Cue] = {}
        self.names: dict[str, str] = {}
        self.speech: tuple[list[ScriptElement], int, int] = ([], 0, 0)
        self.in_section = False
        self.furniture: list[int] = []

    def read(self) -> None:
        lines = self.lines
        at = read_title_page(lines, self.manuscript)
        last = len(lines) - 1
        while at < last:
            if not lines[at]:
                at += 1
                continue
            end = lines.index("", at)
            while at < end:
                at = self._paragraph(at, end)
        _place_notes(self.manuscript, self.notes)
        self._remark_furniture()

    def _paragraph(self, at: int, end: int) -> int:
        """Read what starts on line ``at`` of a block that ends before ``end``; where it stops."""
        line = self.lines[at]
        if line[0] in _SPECIAL and (after := self._special(line, at)):
            return after
        blank_below = at + 1 == end
        if heading_opens(line) and heading_stands(line, True, blank_below):
            self._heading(line, at, blank_below)
            return at + 1
        if line[0] in "*_" and (after := self._emphasised(line, at, end)):
            return after
        if in_capitals(line):
            return self._capitals(line, at, end)
        return self._action(at, end)

    def _special(self, line: str, at: int) -> int:
        """Lines that open with a mark of their own; 0 when the mark means nothing here."""
        mark = line[0]
        if mark == ".":
            return self._forced_heading(line, at)
        if mark == "@" and len(line) > 1:
            return self._forced_cue(line, at)
        if mark == "=":
            return self._synopsis(line, at)
        if mark == "#" and line.strip("# "):
            self._add(ElementKind.SECTION, plain(line.lstrip("#").strip()), at)
            self.in_section = True
            return at + 1
        if mark == ">":
            return self._forced_transition(line, at)
        if mark == "~":
            self._add(ElementKind.LYRIC, plain(line[1:].strip()), at)
            return at + 1
        if mark == "!":
            self._add(ElementKind.ACTION, plain(line[1:].strip()), at)
            return at + 1
        return self._directive(line, at)

    def _forced_heading(self, line: str, at: int) -> int:
        if not _FORCED_HEADING.match(line):
            return 0
        if _CALIBRE.match(line):
            self._remark(f"“{line[:40]}” opens with a full stop but reads as a number.", at)
            return 0
        self._heading(line[1:], at, blank_below=True)
        return at + 1

    def _forced_cue(self, line: str, at: int) -> int:
        end = self.lines.index("", at)
        if end == at + 1:
            self._remark(f"Nobody speaks under “{line}”; it was kept as a cue.", at)
        return self._speech(line[1:], at, end)

    def _forced_transition(self, line: str, at: int) -> int:
        inside = line[1:].strip()
        if inside.endswith("<"):
            self._add(ElementKind.CENTERED, plain(inside[:-1].strip()), at)
        else:
            self._add(ElementKind.TRANSITION, plain(inside), at)
        return at + 1

    def _synopsis(self, line: str, at: int) -> int:
        if _PAGE_BREAK.match(line):
            self._add(ElementKind.PAGE_BREAK, "", at)
            return at + 1
        text = plain(line.lstrip("=").strip())
        self._add(ElementKind.SYNOPSIS, text, at)
        scenes = self.manuscript.scenes
        if scenes and not self.in_section:
            scenes[-1].synopsis = f"{scenes[-1].synopsis} {text}".strip()
        return at + 1

    def _directive(self, line: str, at: int) -> int:
        if line[0] == "{" and _DIRECTIVE.match(line):
            self._remark(f"The instruction {line[:40]} of another program was left out.", at)
            return at + 1
        return 0

    def _emphasised(self, line: str, at: int, end: int) -> int:
        """A heading or cue set in bold or underlined."""
        text = plain(line)
        if text == line:
            return 0
        blank_below = at + 1 == end
        if heading_opens(text) and heading_stands(text, True, blank_below):
            self._heading(text, at, blank_below)
            return at + 1
        return self._capitals(text, at, end) if in_capitals(text) else 0

    def _capitals(self, line: str, at: int, end: int) -> int:
        """A line in capitals at the head of a block: transition, cue, or action."""
        alone = at + 1 == end
        if line in PAGE_FURNITURE or line.rstrip(":") in PAGE_FURNITURE:
            self.furniture.append(at)
            return at + 1
        if is_transition(line):
            self._add(ElementKind.TRANSITION, plain(line), at)
            if not alone:
                self._remark(f"There is no blank line under “{line}”.", at)
            return at + 1
        if alone and not (end in self.soft and self.lines[end + 1]):
            self._add(ElementKind.ACTION, plain(line), at)
            return end
        if reason := why_not_a_cue(line):
            self._remark(
                f"“{line[:60]}” with text under it was read as description, not as a speaker: "
                f"{reason}. Put @ before it if it is one.",
                at,
            )
            return self._action(at, end)
        return self._speech(line, at, end)

    def _heading(self, line: str, at: int, blank_below: bool) -> None:
        text = plain(line)
        if not blank_below:
            self._remark(f"There is no blank line under the heading “{text[:60]}”.", at)
        scene = RawScene(heading=parse_heading(text), line=self.numbers[at])
        self.manuscript.scenes.append(scene)
        self.elements = scene.elements
        self.in_section = False

    def _action(self, at: int, end: int) -> int:
        lines = self.lines
        stop = at + 1
        while stop < end and not self._breaks_action(lines[stop], stop):
            stop += 1
        text = lines[at] if stop == at + 1 else "\n".join(lines[at:stop])
        self._add(ElementKind.ACTION, plain(text), at)
        return stop

    def _breaks_action(self, line: str, at: int) -> bool:
        if line[0] in "!>~" or _PAGE_BREAK.match(line):
            return True
        return heading_opens(line) and self._stands_without_blank(line, at)

    def _stands_without_blank(self, line: str, at: int) -> bool:
        stands = heading_stands(line, False, not self.lines[at + 1])
        if stands:
            self._remark(f"There is no blank line above the heading “{line[:60]}”.", at)
        return stands

    def _speech(self, cue_line: str, at: int, end: int) -> int:
        """A cue and all that is spoken under it, over blank lines of two spaces too."""
        dual = cue_line.endswith("^")
        if dual:
            cue_line = cue_line[:-1].rstrip()
        side = self._set_side_by_side(at) if dual else ""
        cue = self._cue(cue_line)
        start = len(self.elements)
        self._add(ElementKind.CHARACTER, cue.name, at, cue, side)
        stop = self._spoken(at + 1, end, cue, side)
        self.speech = (self.elements, start, len(self.elements))
        return stop

    def _cue(self, text: str) -> Cue:
        cue = self.cues.get(text)
        if cue is None:
            cue = parse_cue(plain(text))
            name = self.names.setdefault(cue.name.casefold(), cue.name)
            cue = self.cues[text] = Cue(name, cue.extension)
        return cue

    def _set_side_by_side(self, at: int) -> str:
        elements, start, end = self.speech
        if elements is not self.elements or end != len(elements) or start == end:
            self._remark("A second half of dual dialogue (^) has no speech before it.", at)
            return ""
        for n in range(start, end):
            elements[n] = replace(elements[n], dual="left")
        return "right"

    def _spoken(self, at: int, end: int, cue: Cue, side: str) -> int:
        lines = self.lines
        run: list[str] = []
        start = at
        while True:
            if at == end:
                if not (at in self.soft and lines[at + 1]):
                    break
                run.append("")
                at += 1
                end = lines.index("", at)
            line = lines[at]
            first = line[0]
            if first == "(" or first == "~":
                self._said(run, start, cue, side)
                run = []
                at = start = self._aside(line, at, end, cue, side)
                continue
            if heading_opens(line) and self._stands_without_blank(line, at):
                break
            if first == "=" and _PAGE_BREAK.match(line):
                break
            run.append(line)
            at += 1
        self._said(run, start, cue, side)
        return at

    def _said(self, run: list[str], at: int, cue: Cue, side: str) -> None:
        if run:
            self._add(ElementKind.DIALOGUE, plain("\n".join(run)), at, cue, side)

    def _aside(self, line: str, at: int, end: int, cue: Cue, side: str) -> int:
        """A parenthetical (over several lines if it is not closed), a sung line, a leftover."""
        if line.upper() in PAGE_FURNITURE:
            self.furniture.append(at)
            return at + 1
        if line[0] == "~":
            self._add(ElementKind.LYRIC, plain(line[1:].strip()), at, cue, side)
            return at + 1
        stop = at + 1
        if ")" not in line:
            near = range(stop, min(end, stop + _LONGEST_ASIDE))
            closing = (n for n in near if self.lines[n].endswith(")"))
            stop = next(closing, at) + 1
        text = " ".join(self.lines[at:stop])
        kind = ElementKind.PARENTHETICAL if text.endswith(")") else ElementKind.DIALOGUE
        self._add(kind, plain(text), at, cue, side)
        return stop

    def _add(
        self, kind: ElementKind, text: str, at: int, cue: Cue | None = None, dual: str = ""
    ) -> None:
        line = self.numbers[at]
        if cue is None:
            self.elements.append(ScriptElement(kind=kind, text=text, line=line))
        else:
            self.elements.append(
                ScriptElement(
                    kind=kind,
                    text=text,
                    line=line,
                    speaker=cue.name,
                    extension=cue.extension,
                    dual=dual,
                )
            )

    def _remark(self, message: str, at: int, severity: Severity = Severity.NOTE) -> None:
        self.manuscript.remark(message, self.numbers[at], severity)

    def _remark_furniture(self) -> None:
        if self.furniture:
            count = len(self.furniture)
            self._remark(
                f"{count} leftovers of printed pages such as (MORE) or CONTINUED were left out.",
                self.furniture[0],
            )


def _place_notes(manuscript: Manuscript, notes: list[Note]) -> None:
    """Put each note between the paragraphs it stood between."""
    scenes = manuscript.scenes
    which = -1
    touched: dict[int, list[ScriptElement]] = {}
    for note in notes:
        while which + 1 < len(scenes) and scenes[which + 1].line <= note.line:
            which += 1
        elements = scenes[which].elements if which >= 0 else manuscript.preamble
        elements.append(ScriptElement(kind=ElementKind.NOTE, text=note.text, line=note.line))
        touched[which] = elements
    for elements in touched.values():
        elements.sort(key=lambda element: element.line)
