"""Verbs: keep a breakdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Breakdown, Role
from topsheet.breakdown.remembering import Memory, remembered
from topsheet.breakdown.selectors import scenes_shot
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario, ScenarioRecord
from topsheet.script.selectors import scene_order

Fields = dict[str, Any]
Key = tuple[str, ...]
_EXCERPT = 400


def save_breakdown(changes: Changes, scenario: Scenario, bd: Breakdown) -> None:
    """Bring the scenario's breakdown in line with ``bd``, a fresh reading of its script.

    What a person decided stays, in scenes that are out of the script as well: accepted,
    rejected, added by hand, renamed, moved to another category, merged. A suggestion nobody
    decided goes when the draft no longer makes it; one that was accepted stays and is marked
    ``lost``. Raises NotFound without a script.
    """
    order = scene_order(scenario)
    memory = remembered(scenario, bd)
    wanted_parts, wanted_elements = _parts(bd.roles, memory), _elements(bd, memory, order)
    parts = _bring_in_line(changes, scenario, models.Part, wanted_parts, _by_uid, _part_stays)
    elements = _bring_in_line(
        changes, scenario, models.Element, wanted_elements, _by_uid, element_stays
    )
    _bring_in_line(changes, scenario, models.AssumedPlace, _places(bd), _by_uid, _never)
    _bring_in_line(
        changes, scenario, models.Appearance, _appearances(bd, memory, parts, order),
        lambda row: (row.part.uid, row.scene), _is_decided, related="part",
    )  # fmt: skip
    _bring_in_line(
        changes, scenario, models.Mention, _mentions(bd, memory, elements, order),
        lambda row: (row.element.uid, row.scene), _is_decided, related="element",
    )  # fmt: skip
    _bring_in_line(
        changes, scenario, models.SceneFlag, _flags(bd, order),
        lambda row: (row.flag, row.scene), _is_decided,
    )  # fmt: skip
    _mark_lost(changes, scenario, order, bd, memory)


def _by_uid(row: Any) -> Key:
    return (row.uid,)


def _never(row: Any) -> bool:
    return False


def _is_decided(row: Any) -> bool:
    return bool(row.state != models.State.SUGGESTED)


def _part_stays(row: models.Part) -> bool:
    return row.by_hand or row.links.exists() or any(map(_is_decided, row.appearances.all()))


def element_stays(row: models.Element) -> bool:
    """Whether an element that nothing in the script stands for is kept: people had it in hand."""
    touched = row.by_hand or row.own or row.note or row.links.exists() or row.needed_by.exists()
    return bool(touched) or any(map(_is_decided, row.mentions.all()))


def _bring_in_line(
    changes: Changes,
    scenario: Scenario,
    model: type[ScenarioRecord],
    wanted: Mapping[Key, Fields],
    key_of: Callable[[Any], Key],
    stays: Callable[[Any], bool],
    related: str = "",
) -> dict[Key, Any]:
    """Create, change and delete rows until they are those wanted, and those that stay
    although the draft does not have them. The rows by key.
    """
    rows = model._default_manager.filter(scenario=scenario)
    present = {key_of(row): row for row in (rows.select_related(related) if related else rows)}
    gone = [key for key, row in present.items() if key not in wanted and not stays(row)]
    changes.delete_all([present.pop(key) for key in gone])
    edits = [(row, _changed(row, wanted[key])) for key, row in present.items() if key in wanted]
    changes.update_all([(row, fields) for row, fields in edits if fields])
    new = {key: model(scenario=scenario, **f) for key, f in wanted.items() if key not in present}
    changes.create_all(list(new.values()))
    return present | new


def _changed(row: Any, fields: Fields) -> Fields:
    """What the draft says otherwise, of what no person set."""
    if getattr(row, "by_hand", False):
        return {}
    own = getattr(row, "own", ())
    return {name: v for name, v in fields.items() if name not in own and getattr(row, name) != v}


def _mark_lost(
    changes: Changes, scenario: Scenario, order: Sequence[str], bd: Breakdown, memory: Memory
) -> None:
    """Mark what was accepted and the draft no longer says of a scene it still has."""
    told: dict[type[Any], set[Key]] = {
        models.Appearance: {(memory.role(a.role), order[a.scene]) for a in bd.appearances},
        models.Mention: {
            (memory.element(e.key, order[m.scene]), order[m.scene])
            for e in bd.elements for m in e.mentions
        },
        models.SceneFlag: {(f.flag.value, order[f.mention.scene]) for f in bd.flags},
    }  # fmt: skip
    owners = {models.Appearance: "part__uid", models.Mention: "element__uid"}
    scenes = scenes_shot(scenario)
    for model, keys in told.items():
        rows = model.objects.filter(scenario=scenario, state=models.State.ACCEPTED, by_hand=False)
        owner = rows.values_list("pk", owners.get(model, "flag"))
        names = dict(owner)
        lost = [
            (row, (names[row.pk], row.scene) not in keys and row.scene in scenes) for row in rows
        ]
        changes.update_all(
            [(row, {"lost": is_lost}) for row, is_lost in lost if row.lost != is_lost]
        )


def _parts(roles: Sequence[Role], memory: Memory) -> dict[Key, Fields]:
    """Parts by key; those that are one add up, under the name of the one that is meant."""
    own = {role.key for role in roles}
    wanted: dict[Key, Fields] = {}
    for position, role in enumerate(roles):
        key = (memory.role(role.key),)
        fields = _part(role, position)
        if role.key == key[0]:
            fields = one_part(fields, wanted.get(key, {}))
        elif key in wanted or key[0] in own:
            fields = one_part(wanted.get(key, {}), fields)
        else:  # the draft knows only the other name
            fields = {"lines": role.lines, "words": role.words}
        wanted[key] = fields | {"uid": key[0]}
    return wanted


def _part(role: Role, position: int) -> Fields:
    return {
        "uid": role.key, "position": position, "name": role.name[:200],
        "board_id": role.board_id, "age": role.age, "minor": role.minor,
        "lines": role.lines, "words": role.words,
    }  # fmt: skip


def one_part(first: Fields, second: Fields) -> Fields:
    """Two names of one part: it speaks what both speak."""
    ages = [fields["age"] for fields in (first, second) if fields.get("age") is not None]
    return {**second, **first} | {
        "age": ages[0] if ages else None,
        "minor": first.get("minor", False) or second.get("minor", False),
        "lines": first.get("lines", 0) + second.get("lines", 0),
        "words": first.get("words", 0) + second.get("words", 0),
    }


def _elements(bd: Breakdown, memory: Memory, order: Sequence[str]) -> dict[Key, Fields]:
    """Elements that anything in the draft stands for; of those it does not name, only the key."""
    named = {
        element.key: {"position": position, "category": element.category.value,
                      "name": element.name[:200]}
        for position, element in enumerate(bd.elements)
    }  # fmt: skip
    meant = [memory.element(e.key, order[m.scene]) for e in bd.elements for m in e.mentions]
    return {(key,): {"uid": key} | named.get(key, {}) for key in dict.fromkeys(meant)}


def _places(bd: Breakdown) -> dict[Key, Fields]:
    return {
        (place.key,): {
            "uid": place.key, "position": position, "name": place.name[:200],
            "sets": list(place.sets), "stage": place.stage,
        }
        for position, place in enumerate(bd.places)
    }  # fmt: skip


def _appearances(
    bd: Breakdown, memory: Memory, parts: Mapping[Key, Any], order: Sequence[str]
) -> dict[Key, Fields]:
    wanted: dict[Key, Fields] = {}
    for seen in bd.appearances:
        key = (memory.role(seen.role), order[seen.scene])
        fields = {
            "part": parts[key[:1]], "scene": key[1], "line": seen.line,
            "presence": seen.presence.value, "works": seen.works, "confidence": seen.confidence,
        }  # fmt: skip
        if key not in wanted or _weight(fields) > _weight(wanted[key]):
            wanted[key] = fields
    return wanted


def _weight(fields: Fields) -> tuple[bool, int, int]:
    return fields["works"], fields["confidence"], -fields["line"]


def _mentions(
    bd: Breakdown, memory: Memory, elements: Mapping[Key, Any], order: Sequence[str]
) -> dict[Key, Fields]:
    wanted: dict[Key, Fields] = {}
    for element in bd.elements:
        for mention in element.mentions:
            scene = order[mention.scene]
            key = (memory.element(element.key, scene), scene)
            fields = {
                "element": elements[key[:1]], "scene": scene, "line": mention.line,
                "excerpt": mention.excerpt[:_EXCERPT], "confidence": mention.confidence,
                "reason": mention.reason[:120], "quantity": mention.quantity,
                "said": [element.key],
            }  # fmt: skip
            wanted[key] = one_mention(wanted[key], fields) if key in wanted else fields
    return wanted


def one_mention(first: Fields, second: Fields) -> Fields:
    """Two mentions of one thing in one scene: the surer, with the larger quantity."""
    sure = max(first, second, key=lambda fields: (fields["confidence"], -fields["line"]))
    counts = [q for q in (first["quantity"], second["quantity"]) if q is not None]
    said = sorted({*first["said"], *second["said"]})
    return sure | {"quantity": max(counts, default=None), "said": said}


def _flags(bd: Breakdown, order: Sequence[str]) -> dict[Key, Fields]:
    return {
        (told.flag.value, order[told.mention.scene]): {
            "flag": told.flag.value, "scene": order[told.mention.scene],
            "line": told.mention.line, "excerpt": told.mention.excerpt[:_EXCERPT],
            "confidence": told.mention.confidence, "reason": told.mention.reason[:120],
        }
        for told in bd.flags
    }  # fmt: skip
