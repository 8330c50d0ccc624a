"""Final Draft files (FDX) to scenes: paragraphs with a type, text in many runs.

Read without entities and without the network. A file that breaks off is read as far
as it goes, with a remark. Lines are counted in paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import ceil, isfinite
from typing import TYPE_CHECKING

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.problem import Severity
from topsheet.script.engine.cues import Cue, parse_cue
from topsheet.script.engine.headings import parse_heading
from topsheet.script.engine.manuscript import Manuscript, RawScene
from topsheet.script.engine.pagination import US_LETTER, Layout
from topsheet.script.engine.types import ElementKind, Format, ScriptElement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import XMLParser, _Element

_KINDS = {
    "Action": ElementKind.ACTION,
    "General": ElementKind.GENERAL,
    "Character": ElementKind.CHARACTER,
    "Parenthetical": ElementKind.PARENTHETICAL,
    "Dialogue": ElementKind.DIALOGUE,
    "Lyrics": ElementKind.LYRIC,
    "Lyric": ElementKind.LYRIC,
    "Singing": ElementKind.LYRIC,
    "Transition": ElementKind.TRANSITION,
    "Shot": ElementKind.SHOT,
    "Cast List": ElementKind.GENERAL,
    "New Act": ElementKind.CENTERED,
    "End of Act": ElementKind.CENTERED,
}
_LONGEST_SCENE = 300 * 8  # eighths; longer than any screenplay
_SPOKEN = frozenset({ElementKind.PARENTHETICAL, ElementKind.DIALOGUE, ElementKind.LYRIC})
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|<\x00|\x00<")  # UTF-16, where zeros are meant
_BYLINES = frozenset(
    ("BY", "WRITTEN BY", "SCREENPLAY BY", "UN FILM DE", "SCÉNARIO DE", "VON", "DE")
)


def read_fdx(data: bytes, filename: str) -> Manuscript:
    """Read a Final Draft document. Raises InvalidInput when it is none, or is not safe."""
    manuscript = Manuscript(format=Format.FDX)
    if b"\x00" in data and not _WIDE.match(data):
        data = data.replace(b"\x00", b"")
        manuscript.remark("NUL characters stand in the file; they were left out.")
    root = _parse(data, filename, manuscript)
    content = root.find("Content")
    if root.tag == "FinalDraft" and content is None:
        raise InvalidInput(
            f"“{filename}” holds no script: it breaks off or is empty; export the script again.",
            field="file",
        )
    if root.tag != "FinalDraft" or content is None:
        raise InvalidInput(
            f"“{filename}” is XML but not a Final Draft script; save it from Final Draft, "
            "Fade In or Highland as .fdx.",
            field="file",
        )
    manuscript.details["final draft version"] = root.get("Version", "")
    manuscript.layout = _layout(root)
    _read_title_page(root, manuscript)
    _Reader(manuscript).read(content.iterchildren("Paragraph"))
    return manuscript


def _parse(data: bytes, filename: str, manuscript: Manuscript) -> _Element:
    from lxml import etree

    ascii_only = data.replace(b"\x00", b"")
    if b"<!ENTITY" in ascii_only or b"<!DOCTYPE" in ascii_only:
        raise InvalidInput(
            f"“{filename}” defines XML entities, which Final Draft never does, so it was not "
            "opened; export the script again.",
            field="file",
        )
    try:
        return etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        line, reason = error.lineno or 0, (error.msg or "").split(", line")[0]
    root = etree.fromstring(data, _parser(recover=True))
    if root is None:
        raise InvalidInput(
            f"“{filename}” is broken XML from line {line} on ({reason}) and nothing in it can be "
            "read; export the script again.",
            field="file",
        )
    manuscript.remark(
        f"The file is broken at its line {line} ({reason}), perhaps cut off; what stands "
        "before that was read. Export it again to be sure of the rest.",
        line=0,
        severity=Severity.ERROR,
    )
    return root


def _parser(*, recover: bool) -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def _layout(root: _Element) -> Layout:
    """The page as the file sets it up: its height, and the space above headings.

    Final Draft gives margins in points and paper in inches; twelve points are a line, and
    the last line may hang over by less than one.
    """
    page, paper = root.find("PageLayout"), root.find("PageLayout/PageSize")
    height = _number(paper, "Height", 11.0) * 72
    body = height - _number(page, "TopMargin", 75.0) - _number(page, "BottomMargin", 65.0)
    spec = root.find("ElementSettings[@Type='Scene Heading']/ParagraphSpec")
    above = round(_number(spec, "SpaceBefore", US_LETTER.space_before_heading * 12.0) / 12)
    lines = ceil(body / 12)
    if not (30 <= lines <= 80 and 0 <= above <= 4):
        return US_LETTER
    return replace(US_LETTER, page_lines=lines, space_before_heading=above)


def _number(element: _Element | None, name: str, default: float) -> float:
    try:
        value = float(element.get(name, "")) if element is not None else default
    except ValueError:
        return default
    return value if isfinite(value) else default


def _read_title_page(root: _Element, manuscript: Manuscript) -> None:
    """Title pages are free text: the first line is the title, the line after “by” the author."""
    content = root.find("TitlePage/Content")
    if content is None:
        return
    lines = [text for p in content.iterchildren("Paragraph") if (text := _text(p).strip())]
    page = manuscript.title_page
    if lines:
        page["Title"] = lines[0].strip('“”"')
    for above, line in pairwise(lines):
        if above.upper().strip(" :") in _BYLINES:
            page.setdefault("Author", line)
    if len(lines) > 1:
        page["Text"] = "\n".join(lines[1:])


def _text(paragraph: _Element) -> str:
    """All runs joined; a run may be cut anywhere, even inside a word."""
    runs = (run.text for run in paragraph.iterchildren("Text") if run.text)
    return "".join(runs).replace("\u2028", "\n").replace("\xa0", " ").strip()


class _Reader:
    """One walk over the paragraphs of one script."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.elements = manuscript.preamble
        self.cue: Cue | None = None
        self.names: dict[str, str] = {}
        self.line = 0
        self.unknown: set[str] = set()

    def read(self, paragraphs: Iterable[_Element]) -> None:
        for paragraph in paragraphs:
            self.line += 1
            both = paragraph.find("DualDialogue")
            if both is not None:
                self._dual(both)
            else:
                self._paragraph(paragraph, "")

    def _dual(self, both: _Element) -> None:
        """Two speeches side by side; a third cue (rare) starts again on the left."""
        side = "right"
        for paragraph in both.iterchildren("Paragraph"):
            if paragraph.get("Type") == "Character":
                side = "left" if side == "right" else "right"
            self._paragraph(paragraph, side)
            self.line += 1

    def _paragraph(self, paragraph: _Element, dual: str) -> None:
        kind = paragraph.get("Type") or ""
        self._notes(paragraph)
        if kind == "Scene Heading":
            self._heading(paragraph)
            return
        text = _text(paragraph)
        if paragraph.get("StartsNewPage") == "Yes" and self.elements:
            self._add(ElementKind.PAGE_BREAK, "")
        if text:
            self._element(self._kind(kind), text, dual)

    def _kind(self, name: str) -> ElementKind:
        if name.startswith("Outline"):
            return ElementKind.SYNOPSIS
        if name and name not in _KINDS and name not in self.unknown:
            self.unknown.add(name)
            self.manuscript.remark(f"Paragraphs of type “{name}” were read as action.", self.line)
        return _KINDS.get(name, ElementKind.ACTION)

    def _element(self, kind: ElementKind, text: str, dual: str) -> None:
        if kind is ElementKind.CHARACTER:
            cue = parse_cue(text)
            self.cue = Cue(self.names.setdefault(cue.name.casefold(), cue.name), cue.extension)
            self._add(kind, self.cue.name, self.cue, dual)
        elif kind in _SPOKEN and self.cue:
            self._add(kind, text, self.cue, dual)
        else:
            if kind in _SPOKEN:
                self.manuscript.remark(f"“{text[:40]}” is spoken by nobody.", self.line)
            self.cue = None
            self._add(kind, text)

    def _add(self, kind: ElementKind, text: str, cue: Cue | None = None, dual: str = "") -> None:
        self.elements.append(
            ScriptElement(
                kind=kind,
                text=text,
                line=self.line,
                speaker=cue.name if cue else "",
                extension=cue.extension if cue else "",
                dual=dual,
            )
        )

    def _notes(self, paragraph: _Element) -> None:
        for note in paragraph.iter("ScriptNote"):
            text = "\n".join(_text(p) for p in note.iterchildren("Paragraph")).strip()
            if text:
                self._add(ElementKind.NOTE, text)

    def _heading(self, paragraph: _Element) -> None:
        omitted = paragraph.find("OmittedScene")
        text = _text(paragraph)
        if omitted is not None:
            inside = omitted.find("Paragraph")
            text = (_text(inside) if inside is not None else "") or text or "OMITTED"
        if not text:
            self.manuscript.remark("A scene heading without text was passed over.", self.line)
            return
        properties = paragraph.find("SceneProperties")
        number = paragraph.get("Number") or ""
        scene = RawScene(heading=parse_heading(text), line=self.line, omitted=omitted is not None)
        if properties is not None:
            number = number or properties.get("Number") or ""
            self._properties(scene, properties)
        if number:
            scene.heading = parse_heading(text, number.strip())
        self.manuscript.scenes.append(scene)
        self.elements = scene.elements
        self.cue = None

    def _properties(self, scene: RawScene, properties: _Element) -> None:
        length, page = properties.get("Length") or "", properties.get("Page") or ""
        if length:
            scene.length = self._length(length)
        scene.page = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else None
        summary = properties.findall("Summary/Paragraph")
        scene.synopsis = " ".join(filter(None, map(_text, summary)))

    def _length(self, given: str) -> Eighths | None:
        """The length a scene brings; None where it cannot be one."""
        try:
            length = Eighths.parse(given)
        except ValueError as error:
            self.manuscript.remark(f"{error}; the scene was measured.", self.line)
            return None
        if length.count > _LONGEST_SCENE:
            self.manuscript.remark(
                f"“{given[:20]}” is no length of a scene; the scene was measured.", self.line
            )
            return None
        return length
