"""Verbs: keep a breakdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Breakdown, Role
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario, ScenarioRecord
from topsheet.script.selectors import scene_order

Fields = dict[str, Any]
Key = tuple[str, ...]
_EXCERPT = 400


def save_breakdown(changes: Changes, scenario: Scenario, bd: Breakdown) -> None:
    """Bring the scenario's breakdown in line with ``bd``.

    A row that says the same thing about the same scene is kept with its uid and with what a
    person said to it; what the draft lost goes. Raises NotFound without a script.
    """
    order = scene_order(scenario)
    parts = _bring_in_line(changes, scenario, models.Part, _parts(bd.roles), _by_uid)
    elements = _bring_in_line(changes, scenario, models.Element, _elements(bd), _by_uid)
    _bring_in_line(changes, scenario, models.AssumedPlace, _places(bd), _by_uid)
    _bring_in_line(
        changes, scenario, models.Appearance, _appearances(bd, parts, order),
        lambda row: (row.part.uid, row.scene), related="part",
    )  # fmt: skip
    _bring_in_line(
        changes, scenario, models.Mention, _mentions(bd, elements, order),
        lambda row: (row.element.uid, row.scene), related="element",
    )  # fmt: skip
    _bring_in_line(
        changes, scenario, models.SceneFlag, _flags(bd, order), lambda row: (row.flag, row.scene)
    )


def _by_uid(row: Any) -> Key:
    return (row.uid,)


def _bring_in_line(
    changes: Changes,
    scenario: Scenario,
    model: type[ScenarioRecord],
    wanted: Mapping[Key, Fields],
    key_of: Callable[[Any], Key],
    related: str = "",
) -> dict[Key, Any]:
    """Create, change and delete rows until they are those wanted; the rows by key."""
    rows = model._default_manager.filter(scenario=scenario)
    present = {key_of(row): row for row in (rows.select_related(related) if related else rows)}
    changes.delete_all([row for key, row in present.items() if key not in wanted])
    kept = {key: row for key, row in present.items() if key in wanted}
    for key, row in kept.items():
        other = {name: v for name, v in wanted[key].items() if getattr(row, name) != v}
        if other:
            changes.update(row, **other)
    new = {key: model(scenario=scenario, **f) for key, f in wanted.items() if key not in kept}
    changes.create_all(list(new.values()))
    return kept | new


def _parts(roles: Iterable[Role]) -> dict[Key, Fields]:
    return {
        (role.key,): {
            "uid": role.key, "position": position, "name": role.name[:200],
            "board_id": role.board_id, "age": role.age, "minor": role.minor,
            "lines": role.lines, "words": role.words,
        }
        for position, role in enumerate(roles)
    }  # fmt: skip


def _elements(bd: Breakdown) -> dict[Key, Fields]:
    return {
        (element.key,): {
            "uid": element.key, "position": position, "category": element.category.value,
            "name": element.name[:200],
        }
        for position, element in enumerate(bd.elements)
    }  # fmt: skip


def _places(bd: Breakdown) -> dict[Key, Fields]:
    return {
        (place.key,): {
            "uid": place.key, "position": position, "name": place.name[:200],
            "sets": list(place.sets), "stage": place.stage,
        }
        for position, place in enumerate(bd.places)
    }  # fmt: skip


def _appearances(
    bd: Breakdown, parts: Mapping[Key, Any], order: Sequence[str]
) -> dict[Key, Fields]:
    return {
        (seen.role, order[seen.scene]): {
            "part": parts[(seen.role,)], "scene": order[seen.scene], "line": seen.line,
            "presence": seen.presence.value, "works": seen.works, "confidence": seen.confidence,
        }
        for seen in bd.appearances
    }  # fmt: skip


def _mentions(
    bd: Breakdown, elements: Mapping[Key, Any], order: Sequence[str]
) -> dict[Key, Fields]:
    return {
        (element.key, order[mention.scene]): {
            "element": elements[(element.key,)], "scene": order[mention.scene],
            "line": mention.line, "excerpt": mention.excerpt[:_EXCERPT],
            "confidence": mention.confidence, "reason": mention.reason[:120],
            "quantity": mention.quantity,
        }
        for element in bd.elements
        for mention in element.mentions
    }  # fmt: skip


def _flags(bd: Breakdown, order: Sequence[str]) -> dict[Key, Fields]:
    return {
        (told.flag.value, order[told.mention.scene]): {
            "flag": told.flag.value, "scene": order[told.mention.scene],
            "line": told.mention.line, "excerpt": told.mention.excerpt[:_EXCERPT],
            "confidence": told.mention.confidence, "reason": told.mention.reason[:120],
        }
        for told in bd.flags
    }  # fmt: skip
