"""Reads: a scenario's breakdown as the engine's words."""

from __future__ import annotations

from collections import defaultdict

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
from topsheet.breakdown.scenes import scene_index
from topsheet.kernel.errors import NotFound
from topsheet.production.models import Scenario


def load_breakdown(scenario: Scenario) -> Breakdown:
    """The breakdown as it was saved. Raises NotFound when the scenario has none."""
    parts = list(models.Part.objects.filter(scenario=scenario))
    places = list(models.AssumedPlace.objects.filter(scenario=scenario))
    if not parts and not places:
        raise NotFound("This production has no breakdown yet. Plan it from a script first.")
    return Breakdown(
        roles=tuple(map(_role, parts)),
        appearances=_appearances(scenario),
        elements=_elements(scenario),
        flags=_flags(scenario),
        places=tuple(map(_place, places)),
    )


def _role(row: models.Part) -> Role:
    return Role(key=row.uid, name=row.name, board_id=row.board_id, age=row.age, minor=row.minor,
                lines=row.lines, words=row.words)  # fmt: skip


def _place(row: models.AssumedPlace) -> Place:
    return Place(key=row.uid, name=row.name, sets=tuple(row.sets), stage=row.stage)


def _appearances(scenario: Scenario) -> tuple[Appearance, ...]:
    rows = models.Appearance.objects.filter(scenario=scenario).select_related("part")
    found = [
        Appearance(
            role=row.part.uid, scene=scene_index(row.scene), presence=Presence(row.presence),
            works=row.works, confidence=row.confidence, line=row.line,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda seen: (seen.scene, seen.role)))


def _elements(scenario: Scenario) -> tuple[Element, ...]:
    mentions: dict[object, list[Mention]] = defaultdict(list)
    for row in models.Mention.objects.filter(scenario=scenario).order_by("scene"):
        mentions[row.element_id].append(_mention(row, row.quantity))
    return tuple(
        Element(
            key=row.uid, category=Category(row.category), name=row.name,
            mentions=tuple(sorted(mentions[row.pk], key=lambda m: m.scene)),
        )
        for row in models.Element.objects.filter(scenario=scenario)
    )  # fmt: skip


def _flags(scenario: Scenario) -> tuple[SceneFlag, ...]:
    order = list(Flag)
    found = [
        SceneFlag(flag=Flag(row.flag), mention=_mention(row, None))
        for row in models.SceneFlag.objects.filter(scenario=scenario)
    ]
    return tuple(sorted(found, key=lambda f: (f.mention.scene, order.index(f.flag))))


def _mention(row: models.Mention | models.SceneFlag, quantity: int | None) -> Mention:
    return Mention(
        scene=scene_index(row.scene), line=row.line, excerpt=row.excerpt,
        confidence=row.confidence, reason=row.reason, quantity=quantity,
    )  # fmt: skip
