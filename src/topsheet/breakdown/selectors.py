"""Reads: a scenario's breakdown as the engine's words: what counts, as people decided it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.links import Link, with_links
from topsheet.breakdown.engine.types import (
    DECIDED,
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
from topsheet.platform.derived import Derived
from topsheet.production.models import Scenario
from topsheet.production.revisions import revision_of
from topsheet.script.models import Scene
from topsheet.script.selectors import scene_order

# Named rows and no models: this is read on every write, of thousands of suggestions.
_SAID = ("scene", "line", "confidence", "state")
_SEEN = (*_SAID, "part__uid", "presence", "works", "decided")
_MENTIONED = (*_SAID, "element__uid", "excerpt", "reason", "quantity")
_FLAGGED = (*_SAID, "flag", "excerpt", "reason")
_breakdowns: Derived[Breakdown] = Derived(64)

Index = Mapping[str, int]  # a scene's uid → its place in the draft in force


def has_breakdown(scenario: Scenario) -> bool:
    rows = (models.Part.objects, models.AssumedPlace.objects)
    return any(row.filter(scenario=scenario).exists() for row in rows)


def load_breakdown(scenario: Scenario) -> Breakdown:
    """What counts. What was accepted is certain (100), what was rejected is left out, and
    what comes along by a link is there. Scenes are those of the draft in force.

    Remembered until it changes. Raises NotFound when the scenario has none.
    """
    key = revision_of(scenario, "breakdown", "script")
    return _breakdowns.get(key, lambda: _read(scenario))


def _read(scenario: Scenario) -> Breakdown:
    parts = list(models.Part.objects.filter(scenario=scenario))
    places = list(models.AssumedPlace.objects.filter(scenario=scenario))
    if not parts and not places:
        raise NotFound("This production has no breakdown yet. Plan it from a script first.")
    index = scenes_shot(scenario)
    seen = list(models.Appearance.objects.filter(scenario=scenario).values_list(*_SEEN, named=True))
    appearances = _appearances(seen, index)
    return Breakdown(
        roles=tuple(map(_role, _in_force(parts, seen))),
        appearances=appearances,
        elements=_elements(scenario, index, appearances),
        flags=_flags(scenario, index),
        places=tuple(map(_place, places)),
    )


def scenes_shot(scenario: Scenario) -> dict[str, int]:
    """The place in the draft in force of each scene that is not omitted, by its uid: what is
    decided of a scene that is out counts again when it returns. Raises NotFound.
    """
    omitted = Scene.objects.filter(scenario=scenario, omitted=True).values_list("uid", flat=True)
    out = set(omitted)
    return {uid: at for at, uid in enumerate(scene_order(scenario)) if uid not in out}


def works(row: Any) -> bool:
    """Whether the part works in the scene: as decided, else as the script says.

    Somebody who is only named in the action works when a person accepted that.
    """
    if row.decided:
        return row.decided == models.Present.WORKS
    named = row.presence == Presence.NAMED.value
    return row.works or (named and row.state == models.State.ACCEPTED)


def presence_of(row: Any) -> Presence:
    if row.decided == models.Present.VOICE:
        return Presence.VOICE
    if row.decided == models.Present.WORKS and row.presence == Presence.VOICE.value:
        return Presence.SPEAKS
    return Presence(row.presence)


def _in_force(parts: Iterable[models.Part], seen: Iterable[Any]) -> Iterable[models.Part]:
    """The parts without those that were rejected wherever they were found."""
    refused = {row.part__uid for row in seen if row.state == models.State.REJECTED}
    refused -= {row.part__uid for row in seen if row.state != models.State.REJECTED}
    return (part for part in parts if part.uid not in refused)


def _role(row: models.Part) -> Role:
    return Role(key=row.uid, name=row.name, board_id=row.board_id, age=row.age, minor=row.minor,
                lines=row.lines, words=row.words)  # fmt: skip


def _place(row: models.AssumedPlace) -> Place:
    return Place(key=row.uid, name=row.name, sets=tuple(row.sets), stage=row.stage)


def _counts(row: Any, index: Index) -> bool:
    return row.state != models.State.REJECTED and row.scene in index


def _confidence(row: Any) -> int:
    return DECIDED if row.state == models.State.ACCEPTED else row.confidence


def _appearances(rows: Iterable[Any], index: Index) -> tuple[Appearance, ...]:
    found = [
        Appearance(
            role=row.part__uid, scene=index[row.scene], presence=presence_of(row),
            works=works(row), confidence=_confidence(row), line=row.line,
        )
        for row in rows
        if _counts(row, index)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda seen: (seen.scene, seen.role)))


def _elements(
    scenario: Scenario, index: Index, appearances: tuple[Appearance, ...]
) -> tuple[Element, ...]:
    rows = models.Element.objects.filter(scenario=scenario)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    refused = set()
    told = models.Mention.objects.filter(scenario=scenario)
    for row in told.values_list(*_MENTIONED, named=True):
        if _counts(row, index):
            mentions[row.element__uid].append(_mention(row, index[row.scene], row.quantity))
        elif row.scene in index:
            refused.add((row.element__uid, index[row.scene]))
    elements = [
        Element(
            key=row.uid, category=Category(row.category), name=row.name,
            mentions=tuple(sorted(mentions[row.uid], key=lambda m: m.scene)),
        )
        for row in rows.values_list("uid", "category", "name", named=True)
    ]  # fmt: skip
    linked = with_links(elements, appearances, links_of(scenario), refused)
    return tuple(element for element in linked if element.mentions)


def links_of(scenario: Scenario) -> tuple[Link, ...]:
    """What brings what, in the engine's words."""
    rows = models.ElementLink.objects.filter(scenario=scenario)
    found = []
    for row in rows.select_related("element", "part", "needs"):
        source: Any = row.element or row.part
        found.append(Link(source=source.uid, name=source.name, role=row.part is not None,
                          needs=row.needs.uid))  # fmt: skip
    return tuple(found)


def _flags(scenario: Scenario, index: Index) -> tuple[SceneFlag, ...]:
    order = list(Flag)
    found = [
        SceneFlag(flag=Flag(row.flag), mention=_mention(row, index[row.scene], None))
        for row in models.SceneFlag.objects.filter(scenario=scenario).values_list(
            *_FLAGGED, named=True
        )
        if _counts(row, index)
    ]
    return tuple(sorted(found, key=lambda f: (f.mention.scene, order.index(f.flag))))


def _mention(row: Any, scene: int, quantity: int | None) -> Mention:
    return Mention(
        scene=scene, line=row.line, excerpt=row.excerpt,
        confidence=_confidence(row), reason=row.reason, quantity=quantity,
    )  # fmt: skip
