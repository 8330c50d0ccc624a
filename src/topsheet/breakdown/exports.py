"""The breakdown in forms for other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from topsheet.breakdown.engine.types import (
    COUNTED_FROM,
    Appearance,
    Breakdown,
    Category,
    Element,
    Presence,
)
from topsheet.script.engine.types import Scene, Script

Row = dict[str, Any]


def as_json(bd: Breakdown, scenes: Iterable[Scene]) -> dict[str, list[Row]]:
    """``{category: [{name, scenes, confidence, …}]}`` with scenes by their printed numbers.

    Cast and elements that are counted and those that are not both stand here;
    ``counted`` tells them apart.
    """
    numbers = {scene.index: scene.number for scene in scenes}
    found: dict[str, list[Row]] = {category.value: [] for category in Category}
    found[Category.CAST.value] = _cast(bd, numbers)
    for element in bd.elements:
        found[element.category.value].append(_element(element, numbers))
    return {category: rows for category, rows in found.items() if rows}


def whole_as_json(bd: Breakdown, script: Script) -> Row:
    """Everything: title, elements by category, flags, places, and what is counted from."""
    return {
        "title": script.title,
        "counted_from": COUNTED_FROM,
        "breakdown": as_json(bd, script.scenes),
        "flags": flags_as_json(bd, script.scenes),
        "places": places_as_json(bd),
    }


def flags_as_json(bd: Breakdown, scenes: Iterable[Scene]) -> dict[str, list[str]]:
    """``{flag: [scene number, …]}`` of what is counted."""
    numbers = {scene.index: scene.number for scene in scenes}
    found: dict[str, list[str]] = defaultdict(list)
    for told in bd.flags:
        if told.mention.confidence >= COUNTED_FROM:
            found[told.flag.value].append(numbers.get(told.mention.scene, ""))
    return dict(found)


def places_as_json(bd: Breakdown) -> list[Row]:
    """The shooting places assumed from the sets' names."""
    return [{"name": p.name, "sets": list(p.sets), "stage": p.stage} for p in bd.places]


def _cast(bd: Breakdown, numbers: Mapping[int, str]) -> list[Row]:
    seen: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in bd.appearances:
        seen[appearance.role].append(appearance)
    return [
        {
            "name": role.name,
            "scenes": [numbers.get(a.scene, "") for a in seen[role.key] if a.works],
            "confidence": max((a.confidence for a in seen[role.key]), default=0),
            "counted": any(a.works for a in seen[role.key]),
            "number": role.board_id,
            "age": role.age,
            "minor": role.minor,
            "lines": role.lines,
            "voice_only": [
                numbers.get(a.scene, "") for a in seen[role.key] if a.presence is Presence.VOICE
            ],
        }
        for role in bd.roles
    ]


def _element(element: Element, numbers: Mapping[int, str]) -> Row:
    counted = [m for m in element.mentions if m.confidence >= COUNTED_FROM]
    quantities = [m.quantity for m in element.mentions if m.quantity is not None]
    row: Row = {
        "name": element.name,
        "scenes": [numbers.get(m.scene, "") for m in (counted or element.mentions)],
        "confidence": element.confidence,
        "counted": bool(counted),
        "mentions": [
            {"scene": numbers.get(m.scene, ""), "line": m.line, "excerpt": m.excerpt,
             "confidence": m.confidence, "reason": m.reason}
            for m in element.mentions
        ],
    }  # fmt: skip
    return row | ({"quantity": max(quantities)} if quantities else {})
