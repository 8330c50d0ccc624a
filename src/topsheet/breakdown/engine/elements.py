"""Finds merged into elements: one per category and name, one mention per scene."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from topsheet.breakdown.engine.scan import Find
from topsheet.breakdown.engine.types import Category, Element, Flag, Mention, SceneFlag
from topsheet.breakdown.engine.words import slug

_BROUGHT = 3  # what is brought is a little less sure than what brings it


def with_brought(finds: Iterable[Find]) -> Iterable[Find]:
    """Each find, and what an AD adds on sight of it (a horse brings a wrangler)."""
    for find in finds:
        yield find
        for category, name in find.brings:
            yield replace(
                find, category=category, name=name, brings=(), flag=None, quantity=None,
                confidence=max(1, find.confidence - _BROUGHT), reason=f"because of: {find.name}",
            )  # fmt: skip


def merge(finds: Iterable[Find]) -> tuple[Element, ...]:
    """Elements in the order of categories, most scenes first; the surest mention per scene."""
    best: dict[tuple[Category, str], dict[int, Mention]] = {}
    names: dict[tuple[Category, str], str] = {}
    for find in finds:
        key = (find.category, slug(find.name))
        if not key[1]:
            continue
        names.setdefault(key, find.name)
        scenes = best.setdefault(key, {})
        scenes[find.scene] = _surer(scenes.get(find.scene), mention_of(find))
    order = list(Category)
    elements = [
        Element(
            key=f"{slug(category.value)}-{name}",
            category=category,
            name=names[category, name],
            mentions=tuple(mentions[scene] for scene in sorted(mentions)),
        )
        for (category, name), mentions in best.items()
    ]
    return tuple(sorted(elements, key=lambda e: (order.index(e.category), -len(e.mentions), e.key)))


def scene_flags(finds: Iterable[tuple[Flag, Mention]]) -> tuple[SceneFlag, ...]:
    """One mention per flag and scene: the surest, then the first."""
    best: dict[tuple[int, Flag], Mention] = {}
    for flag, mention in finds:
        best[mention.scene, flag] = _surer(best.get((mention.scene, flag)), mention)
    order = list(Flag)
    return tuple(
        SceneFlag(flag=flag, mention=best[scene, flag])
        for scene, flag in sorted(best, key=lambda key: (key[0], order.index(key[1])))
    )


def mention_of(find: Find) -> Mention:
    return Mention(
        scene=find.scene, line=find.line, excerpt=find.excerpt, confidence=find.confidence,
        reason=find.reason, quantity=find.quantity,
    )  # fmt: skip


def _surer(old: Mention | None, new: Mention) -> Mention:
    if old is None:
        return new
    sure = new if (new.confidence, -new.line) > (old.confidence, -old.line) else old
    counts = [q for q in (old.quantity, new.quantity) if q is not None]
    return replace(sure, quantity=max(counts)) if counts else sure
