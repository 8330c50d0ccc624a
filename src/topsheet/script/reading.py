"""The script as the page shows it: scenes with their paragraphs in blocks, marks, remarks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.problem import Problem, Severity
from topsheet.script.engine.corrections import Correctable, in_words
from topsheet.script.engine.types import (
    Character,
    ElementKind,
    Light,
    Scene,
    Script,
    ScriptElement,
)
from topsheet.script.models import Draft
from topsheet.script.models import Scene as SceneRow
from topsheet.script.rows import corrected_in_words

LIGHTS: dict[Light, Promise] = {
    Light.DAY: _("day"),
    Light.NIGHT: _("night"),
    Light.DAWN: _("dawn"),
    Light.DUSK: _("dusk"),
}
SEVERITIES: dict[Severity, tuple[str, Promise]] = {
    Severity.NOTE: ("note", _("recovered")),
    Severity.WARNING: ("warn", _("please look")),
    Severity.ERROR: ("bad", _("left out")),
}
SOURCES: dict[str, Promise] = {
    "nearest": _("each scene to the nearest eighth"),
    "ceil": _("each begun eighth counted"),
    "reconciled": _("shared out to the page count"),
    "imported": _("as the file brings them"),
}
_FACTS: dict[str, Promise] = {
    "number": _("Scene number"),
    "heading": _("Heading"),
    "intext": _("INT or EXT"),
    "set_name": _("Set"),
    "time": _("Time of day"),
    "light": _("Light"),
    "eighths": _("Length in pages"),
    "synopsis": _("Synopsis"),
}
_EMPTY: dict[str, Promise] = {"synopsis": _("Add a synopsis"), "time": _("no time of day")}
_LINE = ("intext", "set_name", "time", "light", "synopsis")
_CLASSES = {kind: kind.value.replace(" ", "-") for kind in ElementKind}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and its class in the style sheet."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together: a paragraph alone, a speech, or two speeches side by side."""

    speech: tuple[Paragraph, ...] = ()
    beside: tuple[Paragraph, ...] = ()
    alone: Paragraph | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field of a scene as it can be corrected; ``read`` is what was read where it was."""

    name: str
    label: Promise
    value: str
    read: str | None
    empty: Promise | str = ""  # what stands where there is no value


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScene:
    """``start`` is where it begins, in eighths from the top of the script."""

    uid: str
    version: int
    scene: Scene
    light: Promise
    start: int
    blocks: tuple[Block, ...]
    facts: dict[str, Fact]

    @property
    def line(self) -> tuple[Fact, ...]:
        """The facts that stand in a line under the heading."""
        return tuple(self.facts[name] for name in _LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A problem, the scene it concerns ("" before the first), and how it is marked."""

    problem: Problem
    scene: str
    style: str
    word: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScript:
    draft: Draft
    script: Script
    source: Promise
    preamble: tuple[Block, ...]
    scenes: tuple[ShownScene, ...]
    parts: tuple[Character, ...]
    remarks: tuple[Remark, ...]
    length: Eighths

    @property
    def omitted(self) -> int:
        return sum(item.scene.omitted for item in self.scenes)

    @property
    def shot(self) -> int:
        """How many scenes are not omitted."""
        return len(self.scenes) - self.omitted


def shown(draft: Draft, script: Script, rows: Iterable[SceneRow]) -> ShownScript:
    """Lay a script out for its page; the parts with most speeches first."""
    scenes, start = [], 0
    by_uid = {row.uid: row for row in rows}
    for scene in script.scenes:
        row = by_uid[scene.key]
        scenes.append(
            ShownScene(
                uid=scene.key,
                version=row.version,
                scene=scene,
                light=LIGHTS[scene.light],
                start=start,
                blocks=tuple(_blocks(scene.elements)),
                facts=_facts(row),
            )
        )
        start += 0 if scene.omitted else scene.eighths.count
    return ShownScript(
        draft=draft,
        script=script,
        source=SOURCES[script.eighths_source],
        preamble=tuple(_blocks(script.preamble)),
        scenes=tuple(scenes),
        parts=tuple(sorted(script.characters, key=lambda part: (-part.lines, part.name))),
        remarks=tuple(_remarks(script)),
        length=Eighths(start),
    )


def _facts(row: SceneRow) -> dict[str, Fact]:
    read = corrected_in_words(row)
    return {
        name: Fact(
            name=name,
            label=label,
            value=in_words(Correctable(name), getattr(row, name)),
            read=read.get(name),
            empty=_EMPTY.get(name, ""),
        )
        for name, label in _FACTS.items()
    }


def _remarks(script: Script) -> Iterator[Remark]:
    lines = [scene.line for scene in script.scenes]
    for problem in script.problems:
        style, word = SEVERITIES[problem.severity]
        at = bisect_right(lines, problem.line)
        scene = script.scenes[at - 1].key if at else ""
        yield Remark(problem=problem, scene=scene, style=style, word=word)


def _blocks(elements: Sequence[ScriptElement]) -> Iterator[Block]:
    at = 0
    while at < len(elements):
        if elements[at].kind is not ElementKind.CHARACTER:
            yield Block(alone=_paragraph(elements[at]))
            at += 1
            continue
        speech, end = _speech(elements, at)
        beside: tuple[Paragraph, ...] = ()
        if elements[at].dual == "left" and end < len(elements) and elements[end].dual == "right":
            beside, end = _speech(elements, end)
        yield Block(speech=speech, beside=beside)
        at = end


def _speech(elements: Sequence[ScriptElement], at: int) -> tuple[tuple[Paragraph, ...], int]:
    end = at + 1
    while end < len(elements) and elements[end].speaker and not _is_cue(elements[end]):
        end += 1
    return tuple(map(_paragraph, elements[at:end])), end


def _is_cue(element: ScriptElement) -> bool:
    return element.kind is ElementKind.CHARACTER


def _paragraph(element: ScriptElement) -> Paragraph:
    text = element.text
    if _is_cue(element) and element.extension:
        text = f"{text} ({element.extension})"
    if element.kind is ElementKind.TRANSITION and text.upper().startswith("FADE IN"):
        return Paragraph("action", text)  # set at the left, where a script opens
    return Paragraph(_CLASSES[element.kind], text)
