"""Lists to work in: every element with where it is and what people said of it; who is where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import COUNTED_FROM, Category
from topsheet.breakdown.models import State
from topsheet.breakdown.selectors import presence_of, works
from topsheet.breakdown.sheets import CATEGORIES, style_of
from topsheet.production.models import Scenario
from topsheet.script.models import Scene
from topsheet.script.selectors import current_draft

Row = dict[str, Any]
_LIMIT = 200  # characters of what is quoted


def element_rows(scenario: Scenario, category: str = "") -> list[Row]:
    """Elements in the order of their categories, most scenes first. Raises NotFound without
    a script.

    ``stands`` is ``accepted``, ``rejected``, ``suggested`` or ``mixed``; ``scenes`` leaves
    rejected ones out.
    """
    scenes = _scenes(scenario)
    rows = models.Element.objects.filter(scenario=scenario)
    rows = rows.filter(category=category) if category else rows
    mentions: dict[Any, list[models.Mention]] = defaultdict(list)
    for mention in models.Mention.objects.filter(scenario=scenario):
        if mention.scene in scenes:
            mentions[mention.element_id].append(mention)
    names, links = _other_names(scenario), _links(scenario)
    order = [c.value for c in Category]
    found = [_element(row, mentions[row.pk], scenes) for row in rows]
    for one in found:
        one |= {"aliases": names.get(one["uid"], []), "links": links.get(one["uid"], [])}
    found.sort(key=lambda r: (order.index(r["category"]), -len(r["scenes"]), r["name"].casefold()))
    return found


def _element(
    row: models.Element, mentions: list[models.Mention], scenes: Mapping[str, Scene]
) -> Row:
    mentions.sort(key=lambda m: scenes[m.scene].order)
    alive = [m for m in mentions if m.state != State.REJECTED]
    best = max(alive or mentions, key=lambda m: m.confidence, default=None)
    states = Counter(m.state for m in mentions)
    return {
        "uid": row.uid, "version": row.version, "name": row.name, "category": row.category,
        "note": row.note, "by_hand": row.by_hand,
        "stands": _stands(states),
        "counted": any(_counts(m) for m in alive),
        "decided": sum(m.state != State.SUGGESTED and not m.lost for m in mentions),
        "suggestions": len(mentions),
        "confidence": best.confidence if best else 0,
        "said": best.excerpt[:_LIMIT] if best else "",
        "line": best.line if best else 0,
        "reason": best.reason if best else "",
        "quantity": max((m.quantity for m in alive if m.quantity is not None), default=None),
        "scenes": [_mention(m, scenes[m.scene]) for m in alive],
    }  # fmt: skip


def _mention(row: models.Mention, scene: Scene) -> Row:
    return {"uid": row.uid, "version": row.version, "scene": row.scene, "number": scene.number,
            "state": row.state, "quantity": row.quantity, "confidence": row.confidence,
            "lost": row.lost}  # fmt: skip


def _counts(row: models.Mention) -> bool:
    return row.state == State.ACCEPTED or row.confidence >= COUNTED_FROM


def _stands(states: Counter[str]) -> str:
    return next(iter(states)) if len(states) == 1 else "mixed" if states else "none"


def _other_names(scenario: Scenario) -> dict[str, list[Row]]:
    """The names an element or role is also known by, each once."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for alias in models.Alias.objects.filter(scenario=scenario):
        found[alias.key].setdefault(alias.text.casefold(), {"uid": alias.uid, "text": alias.text})
    return {key: list(rows.values()) for key, rows in found.items()}


def _links(scenario: Scenario) -> dict[str, list[Row]]:
    """Links by the element they are told at: what it needs, and whom it is always with."""
    found: dict[str, list[Row]] = defaultdict(list)
    rows = models.ElementLink.objects.filter(scenario=scenario)
    for link in rows.select_related("element", "part", "needs"):
        if link.element is not None:
            told = {"uid": link.uid, "needs": link.needs.uid, "name": link.needs.name}
            found[link.element.uid].append(told)
        elif link.part is not None:
            told = {"uid": link.uid, "always_with": link.part.uid, "name": link.part.name}
            found[link.needs.uid].append(told)
    return found


def sections(scenario: Scenario, category: str = "") -> Iterator[Row]:
    """Elements by category as the page shows them: counted, not counted, rejected."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in element_rows(scenario, category):
        rows[row["category"]].append(row)
    for one, mine in rows.items():
        rejected = [row for row in mine if row["stands"] == "rejected"]
        alive = [row for row in mine if row["stands"] != "rejected"]
        yield {
            "label": CATEGORIES[Category(one)],
            "style": style_of(Category(one)),
            "counted": [row for row in alive if row["counted"] or not row["suggestions"]],
            "unsure": [row for row in alive if row["suggestions"] and not row["counted"]],
            "rejected": rejected,
        }


def presence_rows(scenario: Scenario) -> Row:
    """Scenes, roles, and for each scene the roles in it. Raises NotFound without a script.

    ``how`` is works, voice, or named (spoken of, works no day); rejected ones are left out.
    """
    scenes = _scenes(scenario)
    parts = list(models.Part.objects.filter(scenario=scenario))
    seen: dict[str, dict[str, Row]] = defaultdict(dict)
    rows = models.Appearance.objects.filter(scenario=scenario).exclude(state=State.REJECTED)
    for row in rows.select_related("part"):
        seen[row.scene][row.part.uid] = {"uid": row.uid, "how": how(row), "state": row.state}
    names = _other_names(scenario)
    return {
        "sequence": scenario.production.sequence,
        "roles": [_role(part, names) for part in parts],
        "scenes": [
            {"uid": s.uid, "number": s.number, "heading": s.heading, "roles": seen.get(s.uid, {})}
            for s in scenes.values()
        ],
    }


def role_names(scenario: Scenario) -> list[Row]:
    """The roles by name, to choose from."""
    parts = models.Part.objects.filter(scenario=scenario).order_by("name")
    return [{"uid": part.uid, "name": part.name} for part in parts]


def how(row: models.Appearance) -> str:
    """In a word how a part is in a scene."""
    if works(row):
        return "works"
    return "voice" if presence_of(row).value == "voice" else "named"


def _role(part: models.Part, names: Mapping[str, Iterable[Row]]) -> Row:
    return {"uid": part.uid, "name": part.name, "number": part.board_id,
            "version": part.version, "aliases": list(names.get(part.uid, []))}  # fmt: skip


def _scenes(scenario: Scenario) -> dict[str, Scene]:
    rows = Scene.objects.filter(scenario=scenario, draft=current_draft(scenario), omitted=False)
    return {row.uid: row for row in rows.defer("elements")}
