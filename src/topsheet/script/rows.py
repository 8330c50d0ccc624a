"""Between the engine's types and rows: what a draft and a scene look like as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.problem import Problem, Severity
from topsheet.production.models import Scenario
from topsheet.script import models
from topsheet.script.engine.analysis import characters
from topsheet.script.engine.corrections import WORDS, Correctable, in_words
from topsheet.script.engine.types import (
    ElementKind,
    Format,
    IntExt,
    Light,
    Scene,
    Script,
    ScriptElement,
)


def scene_row(scenario: Scenario, draft: models.Draft, scene: Scene) -> models.Scene:
    return models.Scene(
        scenario=scenario,
        draft=draft,
        uid=scene.key,
        order=scene.index,
        number=scene.number,
        numbered=scene.numbered,
        heading=scene.heading,
        intext=scene.intext.value,
        set_name=scene.set_name,
        time=scene.time,
        light=scene.light.value,
        light_inherited=scene.light_inherited,
        eighths=scene.eighths.count,
        page=scene.page,
        line=scene.line,
        characters=list(scene.characters),
        elements=elements_as_json(scene.elements),
        omitted=scene.omitted,
        synopsis=scene.synopsis,
    )


def scene_of(row: models.Scene) -> Scene:
    return Scene(
        index=row.order,
        number=row.number,
        numbered=row.numbered,
        heading=row.heading,
        intext=IntExt(row.intext),
        set_name=row.set_name,
        time=row.time,
        light=Light(row.light),
        light_inherited=row.light_inherited,
        eighths=Eighths(row.eighths),
        page=row.page,
        line=row.line,
        elements=elements_of(row.elements),
        characters=tuple(row.characters),
        omitted=row.omitted,
        synopsis=row.synopsis,
        uid=row.uid,
    )


def script_of(draft: models.Draft, scenes: Sequence[models.Scene]) -> Script:
    """The script exactly as it was read, or as it was corrected since."""
    read = tuple(map(scene_of, scenes))
    return Script(
        title=draft.title,
        format=Format(draft.format),
        title_page=dict(draft.title_page),
        pages=draft.pages,
        pages_by_eighths=shot_length(read),
        eighths_source=draft.eighths_source,
        scenes=read,
        characters=characters(read),
        problems=problems_of(draft.problems),
        preamble=elements_of(draft.preamble),
        details=dict(draft.details),
    )


def corrected_in_words(row: models.Scene) -> dict[str, str]:
    """What was read of each corrected field, as people write it."""
    return {
        name: in_words(Correctable(name), value)
        for name, value in row.corrected.items()
        if name in WORDS
    }


def shot_length(scenes: Sequence[Scene]) -> Eighths:
    """The lengths of all scenes that are not omitted."""
    return Eighths(sum(scene.eighths.count for scene in scenes if not scene.omitted))


def pairs(mapping: Mapping[str, str]) -> list[list[str]]:
    """A mapping in its order; a JSON object would lose it in PostgreSQL."""
    return [[key, value] for key, value in mapping.items()]


def elements_as_json(elements: Sequence[ScriptElement]) -> list[dict[str, Any]]:
    """Paragraphs with only what they have: an action has no speaker."""
    return [
        {"kind": e.kind.value, "text": e.text, "line": e.line}
        | ({"speaker": e.speaker} if e.speaker else {})
        | ({"extension": e.extension} if e.extension else {})
        | ({"dual": e.dual} if e.dual else {})
        for e in elements
    ]


def elements_of(rows: Sequence[Mapping[str, Any]]) -> tuple[ScriptElement, ...]:
    return tuple(ScriptElement(**{**row, "kind": ElementKind(row["kind"])}) for row in rows)


def problems_as_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {"message": p.message, "severity": p.severity.value, "line": p.line, "where": p.where}
        for p in problems
    ]


def problems_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**{**row, "severity": Severity(row["severity"])}) for row in rows)
