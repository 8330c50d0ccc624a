"""What comes along: wherever a rifle is counted, an armourer is too.

A link says that something (an element, or a role at work) always brings an element. What is
brought is as sure as what brings it, and is left out of scenes where a person refused it.
Links may follow one another, in a ring as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from topsheet.breakdown.engine.types import COUNTED_FROM, Appearance, Element, Mention

Found = dict[str, dict[int, Mention]]  # element key → scene → mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """``source`` (the key of an element, or of a role) brings the element ``needs``."""

    source: str
    name: str  # of the source, for the reason
    role: bool  # the source is a role
    needs: str


def with_links(
    elements: Sequence[Element],
    appearances: Iterable[Appearance],
    links: Sequence[Link],
    refused: Collection[tuple[str, int]] = (),
) -> tuple[Element, ...]:
    """The elements with a mention more in each scene where something brings them."""
    found: Found = {e.key: {m.scene: m for m in e.mentions} for e in elements}
    at_work = [seen for seen in appearances if seen.works and seen.confidence >= COUNTED_FROM]
    for link in (link for link in links if link.role):
        for seen in (seen for seen in at_work if seen.role == link.source):
            _bring(found, link, _of_role(link, seen), refused)
    between = [link for link in links if not link.role]
    while any(_follow(found, link, refused) for link in between):
        pass
    return tuple(
        replace(e, mentions=tuple(found[e.key][scene] for scene in sorted(found[e.key])))
        for e in elements
    )


def _follow(found: Found, link: Link, refused: Collection[tuple[str, int]]) -> bool:
    """Bring what one link asks for; whether anything was brought."""
    counted = [m for m in found.get(link.source, {}).values() if m.confidence >= COUNTED_FROM]
    brought = [_bring(found, link, _of_element(link, mention), refused) for mention in counted]
    return any(brought)


def _bring(found: Found, link: Link, new: Mention, refused: Collection[tuple[str, int]]) -> bool:
    scenes = found.get(link.needs)
    if scenes is None or (link.needs, new.scene) in refused:
        return False
    old = scenes.get(new.scene)
    if old is not None and old.confidence >= new.confidence:
        return False
    scenes[new.scene] = new if old is None else replace(new, quantity=old.quantity)
    return True


def _of_element(link: Link, mention: Mention) -> Mention:
    return replace(mention, reason=f"needed by: {link.name}"[:120], quantity=None)


def _of_role(link: Link, seen: Appearance) -> Mention:
    return Mention(
        scene=seen.scene, line=seen.line, excerpt=link.name, confidence=seen.confidence,
        reason=f"always with: {link.name}"[:120],
    )  # fmt: skip
