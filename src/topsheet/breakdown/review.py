"""What the keyboard pass shows: every suggestion in the order of the script, and the text of
scenes with the words marked that they stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.marks import Span, find_excerpt, find_words, pieces
from topsheet.breakdown.engine.types import COUNTED_FROM, Breakdown, Category
from topsheet.breakdown.selectors import load_breakdown, scenes_shot, works
from topsheet.breakdown.sheets import CATEGORIES, FLAGS, PRESENCES, style_of
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.derived import Derived
from topsheet.production.models import Scenario
from topsheet.production.revisions import revision_of
from topsheet.script.engine.types import ElementKind, Scene, ScriptElement
from topsheet.script.rows import scene_of
from topsheet.script.selectors import scene_order

AT_ONCE = 12  # scenes with their text in one answer
COLUMNS = ("uid", "kind", "scene", "line", "confidence", "state", "version", "of", "lost", "works")
# One letter for each category, for C and the letter.
LETTERS = dict(zip(Category, "cbiuovpdgarqexwmkysztjn", strict=True))
_PLAIN = ("uid", "scene", "line", "confidence", "state", "version", "lost", "by_hand")
_ORDER = {"appearance": 0, "mention": 1, "scene-flag": 2}
_counted: Derived[Breakdown] = Derived(4)

Item = dict[str, Any]


def review_index(scenario: Scenario) -> dict[str, Any]:
    """Everything but the text: scenes, names, and each suggestion as one row of ``columns``.

    ``scene`` is the place of the scene in ``scenes``; suggestions of scenes that are out are
    left out. In the order of the script, within a line the surest first.
    """
    order = scene_order(scenario)
    place = scenes_shot(scenario)
    items = sorted(_rows(scenario, place), key=lambda row: (*row[2:4], _ORDER[row[1]], -row[4]))
    return {
        "sequence": scenario.production.sequence,
        "counted_from": COUNTED_FROM,
        "columns": COLUMNS,
        "scenes": _scene_rows(scenario, order),
        "categories": category_rows(),
        "elements": {row.uid: _element(row) for row in _elements(scenario)},
        "roles": {row.uid: _role(row) for row in models.Part.objects.filter(scenario=scenario)},
        "flags": {flag.value: str(label) for flag, label in FLAGS.items()},
        "items": items,
    }


def category_rows() -> list[dict[str, str]]:
    """The categories with their words, classes and letters."""
    return [
        {"value": c.value, "label": str(label), "style": style_of(c), "letter": LETTERS[c]}
        for c, label in CATEGORIES.items()
    ]


def review_scenes(scenario: Scenario, uids: Sequence[str]) -> list[dict[str, Any]]:
    """The text of some scenes cut into pieces, with the details of their suggestions."""
    if not 0 < len(uids) <= AT_ONCE:
        raise InvalidInput(f"Name between 1 and {AT_ONCE} scenes.", field="uids")
    from topsheet.script.models import Scene as Row

    rows = {row.uid: row for row in Row.objects.filter(scenario=scenario, uid__in=uids)}
    missing = [uid for uid in uids if uid not in rows]
    if missing:
        raise NotFound(f"There is no scene “{missing[0][:60]}” in this script.")
    items: dict[str, list[Item]] = defaultdict(list)
    for item in _items(scenario, uids):
        items[item["scene"]].append(item)
    names, along = _names(scenario), _along(scenario)
    return [
        _scene(scene_of(rows[uid]), items[uid], names) | {"along": along.get(uid, [])}
        for uid in uids
    ]


def _rows(scenario: Scenario, place: Mapping[str, int]) -> Iterable[list[Any]]:
    """Each suggestion as one row of ``COLUMNS``; named rows and no models, for there are many."""
    how = ("presence", "works", "decided")
    kinds: tuple[tuple[type[Any], str, tuple[str, ...]], ...] = (
        (models.Appearance, "part__uid", how),
        (models.Mention, "element__uid", ()),
        (models.SceneFlag, "flag", ()),
    )
    for model, of, more in kinds:
        told: Any = model.objects.filter(scenario=scenario)
        for row in told.values_list(*_PLAIN, of, *more, named=True):
            if row.scene in place:
                at_work = works(row) if more else None
                yield [row.uid, model.KIND, place[row.scene], row.line, row.confidence, row.state,
                       row.version, getattr(row, of), row.lost, at_work]  # fmt: skip


def _items(scenario: Scenario, scenes: Sequence[str]) -> Iterable[Item]:
    for model, of in ((models.Appearance, "part"), (models.Mention, "element"),
                      (models.SceneFlag, "")):  # fmt: skip
        rows: Any = model.objects.filter(scenario=scenario, scene__in=scenes)
        for row in rows.select_related(of) if of else rows:
            yield _item(row, of)


def _item(row: Any, of: str) -> Item:
    """A suggestion with everything the page may say about it."""
    item = {name: getattr(row, name) for name in _PLAIN}
    item |= {"kind": row.KIND, "of": getattr(row, of).uid if of else row.flag}
    if isinstance(row, models.Appearance):
        why = PRESENCES[next(p for p in PRESENCES if p.value == row.presence)]
        return item | {"reason": str(why), "excerpt": "", "quantity": None}
    quantity = row.quantity if isinstance(row, models.Mention) else None
    return item | {"reason": row.reason, "excerpt": row.excerpt, "quantity": quantity}


def _scene_rows(scenario: Scenario, order: Sequence[str]) -> list[dict[str, Any]]:
    from topsheet.script.models import Scene as Row

    fields = ("uid", "number", "heading", "omitted")
    found = {r["uid"]: r for r in Row.objects.filter(scenario=scenario).values(*fields)}
    return [
        {name: found[uid][name] for name in ("uid", "number", "heading", "omitted")}
        for uid in order
    ]


def _elements(scenario: Scenario) -> Iterable[models.Element]:
    return models.Element.objects.filter(scenario=scenario)


def _element(row: models.Element) -> dict[str, Any]:
    return {"name": row.name, "category": row.category, "note": row.note,
            "version": row.version, "by_hand": row.by_hand}  # fmt: skip


def _role(row: models.Part) -> dict[str, Any]:
    return {"name": row.name, "number": row.board_id}


def _names(scenario: Scenario) -> dict[str, list[str]]:
    """What each element and role is called, its own name first."""
    names: dict[str, list[str]] = defaultdict(list)
    for key, name in models.Element.objects.filter(scenario=scenario).values_list("uid", "name"):
        names[key].append(name)
    for key, name in models.Part.objects.filter(scenario=scenario).values_list("uid", "name"):
        names[key].append(name)
    for key, text in models.Alias.objects.filter(scenario=scenario).values_list("key", "text"):
        names[key].append(text)
    return names


def _along(scenario: Scenario) -> dict[str, list[dict[str, str]]]:
    """What links bring to each scene that has no suggestion of its own for it."""
    if not models.ElementLink.objects.filter(scenario=scenario).exists():
        return {}
    key = revision_of(scenario, "breakdown", "script")
    counted = _counted.get(key, lambda: load_breakdown(scenario))
    rows = models.Mention.objects.filter(scenario=scenario).values_list("element__uid", "scene")
    told, order = set(rows), scene_order(scenario)
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for element in counted.elements:
        for mention in element.mentions:
            if (element.key, order[mention.scene]) not in told:
                found[order[mention.scene]].append(
                    {"element": element.key, "name": element.name, "reason": mention.reason}
                )
    return found


def _scene(scene: Scene, items: Sequence[Item], names: Mapping[str, list[str]]) -> dict[str, Any]:
    paragraphs = [(scene.line, "heading", scene.heading)]
    paragraphs += [(e.line, e.kind.value.replace(" ", "-"), _text(e)) for e in scene.elements]
    spans: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for item in items:
        at, span = _where(item, paragraphs, names)
        if span is not None:
            spans[at].append((span, item["uid"]))
    return {
        "uid": scene.key,
        "number": scene.number,
        "heading": scene.heading,
        "blocks": [
            {"style": style, "line": line, "pieces": pieces(text, spans[at])}
            for at, (line, style, text) in enumerate(paragraphs)
        ],
        "items": {
            item["uid"]: {n: item[n] for n in ("reason", "excerpt", "quantity", "by_hand")}
            for item in items
        },
    }


def _text(element: ScriptElement) -> str:
    cue = element.kind is ElementKind.CHARACTER and element.extension
    return f"{element.text} ({element.extension})" if cue else element.text


def _where(
    item: Item, paragraphs: Sequence[tuple[int, str, str]], names: Mapping[str, list[str]]
) -> tuple[int, Span | None]:
    """The paragraph and the words that a suggestion is about."""
    called = names.get(item["of"], [])
    told = [at for at, (line, _, _) in enumerate(paragraphs) if line == item["line"]]
    for at in [*told, *(at for at in range(len(paragraphs)) if at not in told)]:
        exact = find_excerpt(paragraphs[at][2], item["excerpt"]) if item["by_hand"] else None
        span = exact or find_words(paragraphs[at][2], called)
        if span is None and at in told:
            span = find_excerpt(paragraphs[at][2], item["excerpt"])
        if span is not None:
            return at, span
    return 0, None
