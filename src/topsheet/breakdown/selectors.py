"""Reads: a scenario's breakdown as the engine's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import (
    Appearance,
    Breakdown,
    Category,
    Element,
    Flag,
    Mention,
    Place,
    Presence,
    Role,
    SceneFlag,
)
from topsheet.kernel.errors import NotFound
from topsheet.production.models import Scenario
from topsheet.script.selectors import scene_order


def load_breakdown(scenario: Scenario) -> Breakdown:
    """The breakdown as it was saved. Raises NotFound when the scenario has none."""
    parts = list(models.Part.objects.filter(scenario=scenario))
    places = list(models.AssumedPlace.objects.filter(scenario=scenario))
    if not parts and not places:
        raise NotFound("This production has no breakdown yet. Plan it from a script first.")
    index = {uid: at for at, uid in enumerate(scene_order(scenario))}
    return Breakdown(
        roles=tuple(map(_role, parts)),
        appearances=_appearances(scenario, index),
        elements=_elements(scenario, index),
        flags=_flags(scenario, index),
        places=tuple(map(_place, places)),
    )


def _role(row: models.Part) -> Role:
    return Role(key=row.uid, name=row.name, board_id=row.board_id, age=row.age, minor=row.minor,
                lines=row.lines, words=row.words)  # fmt: skip


def _place(row: models.AssumedPlace) -> Place:
    return Place(key=row.uid, name=row.name, sets=tuple(row.sets), stage=row.stage)


def _appearances(scenario: Scenario, index: Mapping[str, int]) -> tuple[Appearance, ...]:
    rows = models.Appearance.objects.filter(scenario=scenario).select_related("part")
    found = [
        Appearance(
            role=row.part.uid, scene=index[row.scene], presence=Presence(row.presence),
            works=row.works, confidence=row.confidence, line=row.line,
        )
        for row in rows
        if row.scene in index
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda seen: (seen.scene, seen.role)))


def _elements(scenario: Scenario, index: Mapping[str, int]) -> tuple[Element, ...]:
    mentions: dict[object, list[Mention]] = defaultdict(list)
    for row in models.Mention.objects.filter(scenario=scenario):
        if row.scene in index:
            mentions[row.element_id].append(_mention(row, index[row.scene], row.quantity))
    return tuple(
        Element(
            key=row.uid, category=Category(row.category), name=row.name,
            mentions=tuple(sorted(mentions[row.pk], key=lambda m: m.scene)),
        )
        for row in models.Element.objects.filter(scenario=scenario)
    )  # fmt: skip


def _flags(scenario: Scenario, index: Mapping[str, int]) -> tuple[SceneFlag, ...]:
    order = list(Flag)
    found = [
        SceneFlag(flag=Flag(row.flag), mention=_mention(row, index[row.scene], None))
        for row in models.SceneFlag.objects.filter(scenario=scenario)
        if row.scene in index
    ]
    return tuple(sorted(found, key=lambda f: (f.mention.scene, order.index(f.flag))))


def _mention(row: models.Mention | models.SceneFlag, scene: int, quantity: int | None) -> Mention:
    return Mention(
        scene=scene, line=row.line, excerpt=row.excerpt,
        confidence=row.confidence, reason=row.reason, quantity=quantity,
    )  # fmt: skip
