"""Names and numbers of a length that lists, boards and sheets can hold.

What is longer is cut, with a remark; headings and title pages keep their whole text.
"""

from __future__ import annotations

from dataclasses import replace

from topsheet.kernel.problem import Severity
from topsheet.script.engine.manuscript import Manuscript, RawScene
from topsheet.script.engine.types import ScriptElement

LONGEST_TITLE = 200
LONGEST_SET = 200
LONGEST_NAME = 120
LONGEST_NUMBER = 20


def cut_title(manuscript: Manuscript, title: str) -> str:
    return _cut(manuscript, "The title", title, LONGEST_TITLE, 1)


def cut_names(manuscript: Manuscript) -> None:
    """Cut set names, scene numbers and speakers' names that are too long, in place."""
    for scene in manuscript.scenes:
        _cut_heading(manuscript, scene)
        _cut_speakers(manuscript, scene.elements)
    _cut_speakers(manuscript, manuscript.preamble)


def _cut_heading(manuscript: Manuscript, scene: RawScene) -> None:
    heading = scene.heading
    set_name = heading.set_name.upper()  # ß and ligatures grow
    scene.heading = replace(
        heading,
        set_name=_cut(manuscript, "The set", set_name, LONGEST_SET, scene.line),
        number=_cut(manuscript, "Scene number", heading.number, LONGEST_NUMBER, scene.line),
    )


def _cut_speakers(manuscript: Manuscript, elements: list[ScriptElement]) -> None:
    for at, element in enumerate(elements):
        if len(element.speaker) > LONGEST_NAME:
            name = _cut(manuscript, "The name", element.speaker, LONGEST_NAME, element.line)
            elements[at] = replace(element, speaker=name)


def _cut(manuscript: Manuscript, what: str, text: str, longest: int, line: int) -> str:
    if len(text) <= longest:
        return text
    manuscript.remark(
        f"{what} “{text[:40]}…” is longer than {longest} characters and was cut. Shorten it.",
        line,
        Severity.WARNING,
    )
    return text[:longest].rstrip()
