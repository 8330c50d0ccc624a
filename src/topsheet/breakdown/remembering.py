"""What people decided, brought to bear on a fresh reading of the script.

A new draft is broken down as if nobody had ever looked at it. Then its keys are put through
the memory: BOY is TOM, the knife of scene 4 was moved to "Martha's knife", "car" and
"automobile" are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Breakdown
from topsheet.breakdown.engine.words import slug
from topsheet.production.models import Scenario

Where = tuple[str, str]  # key and scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Which part or element a key of the reading stands for."""

    roles: Mapping[str, str]
    elements: Mapping[str, str]
    placed: Mapping[Where, str]  # where a person moved a single mention

    def role(self, key: str) -> str:
        return self.roles.get(key, key)

    def element(self, key: str, scene: str) -> str:
        return self.placed.get((key, scene)) or self.elements.get(key, key)


def element_key(category: str, name: str) -> str:
    """The key that the reading of a script gives to a thing of that name."""
    return f"{slug(category)}-{slug(name)}"


def remembered(scenario: Scenario, bd: Breakdown) -> Memory:
    """The memory of a scenario, without what points at things that are gone."""
    aliases = list(models.Alias.objects.filter(scenario=scenario))
    elements = list(models.Element.objects.filter(scenario=scenario))
    parts = models.Part.objects.filter(scenario=scenario).values_list("uid", flat=True)
    known = {e.uid for e in elements} | {e.key for e in bd.elements}
    uids = {e.uid for e in elements}
    named = {element_key(e.category, e.name): e.uid for e in elements if e.own or e.by_hand}
    by_name = {key: uid for key, uid in named.items() if key not in uids}
    return Memory(
        roles=_targets(aliases, models.Alias.Of.ROLE, {*parts} | {r.key for r in bd.roles}),
        elements=by_name | _targets(aliases, models.Alias.Of.ELEMENT, known),
        placed=_placed(scenario),
    )


def _targets(aliases: Iterable[models.Alias], of: str, known: set[str]) -> dict[str, str]:
    return {a.said: a.key for a in aliases if a.of == of and a.key in known and a.said}


def _placed(scenario: Scenario) -> dict[Where, str]:
    rows = models.Mention.objects.filter(scenario=scenario)
    told = rows.values_list("said", "scene", "element__uid")
    return {(k, scene): element for said, scene, element in told for k in said if k != element}
