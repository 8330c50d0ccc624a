"""What a draft needs, before it is taken in: decided where nothing was rewritten, read anew
where something was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from topsheet.breakdown.engine import break_down
from topsheet.breakdown.engine.types import (
    Appearance,
    Breakdown,
    Element,
    Mention,
    Place,
    Role,
    SceneFlag,
)
from topsheet.breakdown.lexicon import load as load_lexicon
from topsheet.breakdown.remembering import Memory, remembered
from topsheet.breakdown.selectors import load_breakdown
from topsheet.chain.drafts import DraftReview, script_after
from topsheet.kernel.errors import NotFound
from topsheet.production.models import Scenario
from topsheet.schedule.live import bound_breakdown
from topsheet.script.engine.compare import Changed
from topsheet.script.engine.next_draft import NextScene
from topsheet.script.engine.types import Script

_REREAD = {Changed.TEXT, Changed.HEADING}
Seen = TypeVar("Seen", Appearance, Mention)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The script as it will stand, and what it needs."""

    script: Script
    scenes: tuple[NextScene, ...]
    breakdown: Breakdown

    @property
    def new(self) -> tuple[str, ...]:
        """The names of scenes that are new and shot."""
        return tuple(
            one.scene.uid for one in self.scenes if one.old is None and not one.scene.omitted
        )


def needs_after(scenario: Scenario, review: DraftReview) -> Needs:
    """As the breakdown will count once the draft is taken in."""
    scenes = review.scenes
    script = script_after(review, scenes)
    read = break_down(script, load_lexicon())
    found = _Joined(_counted(scenario), read, _kept(review, scenes), remembered(scenario, read),
                    [one.scene.uid for one in scenes]).breakdown()  # fmt: skip
    bound = bound_breakdown(scenario, found)
    places = tuple(_with_new_sets(bound.places, read.places))
    return Needs(script=script, scenes=scenes, breakdown=replace(bound, places=places))


def _counted(scenario: Scenario) -> Breakdown:
    try:
        return load_breakdown(scenario)
    except NotFound:
        return Breakdown(roles=(), appearances=(), elements=(), flags=(), places=())


def _kept(review: DraftReview, scenes: Iterable[NextScene]) -> dict[int, int]:
    """Old place → new place of the scenes whose heading and text stayed."""
    pairs = zip(review.comparison.matches, scenes, strict=True)
    return {
        match.old: one.scene.index
        for match, one in pairs
        if match.old is not None and _REREAD.isdisjoint(match.changed)
    }


class _Joined:
    """Two breakdowns in one: ``now`` for scenes that stayed, ``read`` for the others."""

    def __init__(
        self,
        now: Breakdown,
        read: Breakdown,
        kept: Mapping[int, int],
        memory: Memory,
        uids: list[str],
    ) -> None:
        self._now, self._read, self._kept = now, read, kept
        self._anew = set(range(len(uids))) - set(kept.values())
        self._memory, self._uids = memory, uids

    def breakdown(self) -> Breakdown:
        return Breakdown(
            roles=self._roles(),
            appearances=tuple(self._appearances()),
            elements=tuple(self._elements()),
            flags=tuple(self._flags()),
            places=self._read.places,
        )

    def _roles(self) -> tuple[Role, ...]:
        """In the order of the cast list; a new part after those."""
        known = {role.key for role in self._now.roles}
        seen = {one.role for one in self._appearances()}
        new = [role for role in self._read.roles if self._memory.role(role.key) not in known]
        return tuple(role for role in (*self._now.roles, *new) if role.key in seen)

    def _appearances(self) -> Iterator[Appearance]:
        yield from self._moved(self._now.appearances)
        for one in self._read.appearances:
            if one.scene in self._anew:
                yield replace(one, role=self._memory.role(one.role))

    def _elements(self) -> Iterator[Element]:
        found: dict[str, Element] = {
            one.key: replace(one, mentions=tuple(self._moved(one.mentions)))
            for one in self._now.elements
        }
        for element in self._read.elements:
            for mention in element.mentions:
                if mention.scene in self._anew:
                    key = self._memory.element(element.key, self._uids[mention.scene])
                    known = found.get(key, replace(element, key=key, mentions=()))
                    found[key] = replace(known, mentions=(*known.mentions, mention))
        yield from (one for one in found.values() if one.mentions)

    def _flags(self) -> Iterator[SceneFlag]:
        for flag in self._now.flags:
            for mention in self._moved((flag.mention,)):
                yield replace(flag, mention=mention)
        yield from (flag for flag in self._read.flags if flag.mention.scene in self._anew)

    def _moved(self, seen: Iterable[Seen]) -> Iterator[Seen]:
        for one in seen:
            if one.scene in self._kept:
                yield replace(one, scene=self._kept[one.scene])


def _with_new_sets(bound: Iterable[Place], read: Iterable[Place]) -> Iterator[Place]:
    """Sets nobody put anywhere yet come to the place that the reading assumes for them."""
    places = {place.key: place for place in bound}
    known = {name for place in places.values() for name in place.sets}
    wanted = {name for place in read for name in place.sets}
    for place in read:
        fresh = tuple(name for name in place.sets if name not in known)
        if fresh:
            there = places.get(place.key, replace(place, sets=()))
            places[place.key] = replace(there, sets=(*there.sets, *fresh))
    for place in places.values():
        shot = tuple(name for name in place.sets if name in wanted)
        if shot:
            yield replace(place, sets=shot)
