"""The words of a screenplay: what a reader of any format hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.problem import Problem


class Format(StrEnum):
    FOUNTAIN = "fountain"
    FDX = "fdx"
    PDF = "pdf"


class IntExt(StrEnum):
    """Where a scene plays, as printed on its strip."""

    INT = "INT"
    EXT = "EXT"
    BOTH = "INT/EXT"


class Light(StrEnum):
    """The light a scene plays in, after CONTINUOUS, LATER and SAME are resolved."""

    DAY = "day"
    NIGHT = "night"
    DAWN = "dawn"
    DUSK = "dusk"


class EighthsMode(StrEnum):
    """How a measured length is rounded; see practice: nearest is the default."""

    NEAREST = "nearest"
    CEIL = "ceil"
    RECONCILED = "reconciled"


class ElementKind(StrEnum):
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    SHOT = "shot"
    CENTERED = "centered"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    PAGE_BREAK = "page break"
    GENERAL = "general"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptElement:
    """One paragraph. ``line`` is where it starts in the source (paragraph number in FDX,
    page-wise line in PDF). ``speaker`` is the cue's name without extension, on the cue
    and on everything spoken under it; ``extension`` is ``V.O.``, ``O.S.`` … as written.
    ``dual`` is "" or "left"/"right" for dialogue set side by side. Emphasis marks are
    taken out of ``text``.
    """

    kind: ElementKind
    text: str
    line: int
    speaker: str = ""
    extension: str = ""
    dual: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene in script order (``index`` from 0).

    ``number`` is the script's own, or counted when the script has none (``numbered``
    False). ``set_name`` is the place in the story without INT/EXT and time;
    ``time`` is as written ("CONTINUOUS"), ``light`` what it comes to. ``page`` is the
    page the heading stands on, ``eighths`` its length. ``uid`` names the scene over all
    drafts once it is kept ("" as read); ``key`` is that, or its place in this draft.
    """

    index: int
    number: str
    numbered: bool
    heading: str
    intext: IntExt
    set_name: str
    time: str
    light: Light
    light_inherited: bool
    eighths: Eighths
    page: int
    line: int
    elements: tuple[ScriptElement, ...]
    characters: tuple[str, ...]
    omitted: bool = False
    synopsis: str = ""
    uid: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """What strips, tags and pages name the scene by."""
        return self.uid or f"s{self.index + 1:04d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """A speaking part, from its cues. ``scenes`` are scene indexes with a cue."""

    name: str
    scenes: tuple[int, ...]
    lines: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A screenplay as read. ``preamble`` is what stands before the first heading."""

    title: str
    format: Format
    title_page: Mapping[str, str]
    pages: int
    pages_by_eighths: Eighths
    eighths_source: str  # "nearest", "ceil", "reconciled" or "imported"
    scenes: tuple[Scene, ...]
    characters: tuple[Character, ...]
    problems: tuple[Problem, ...]
    preamble: tuple[ScriptElement, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)  # encoding, producer of the file …
