"""Conditions of a scene: night, water, driving, a call, a child on set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from topsheet.breakdown.engine.cues import Speech
from topsheet.breakdown.engine.introductions import Introduction
from topsheet.breakdown.engine.lexicon import Language
from topsheet.breakdown.engine.places import ride_of
from topsheet.breakdown.engine.scan import Find
from topsheet.breakdown.engine.types import (
    COUNTED_FROM,
    Appearance,
    Category,
    Flag,
    Mention,
    Role,
)
from topsheet.breakdown.engine.words import bare
from topsheet.script.engine.types import Light, Scene

_HEADING = 95


def heading_finds(scenes: Iterable[Scene], language: Language) -> Iterator[Find]:
    """Vehicles a scene plays in: INT. CAR counts as a picture vehicle."""
    for scene in scenes:
        words = _words(scene.set_name)
        at = 0
        while at < len(words):
            hit = language.automaton.longest(words, at)
            at = at + 1 if hit is None else hit[0]
            if hit is None or not hit[1].ride or hit[1].category is not Category.VEHICLES:
                continue
            if at < len(words) and words[at] in language.words("grounds"):
                continue
            yield Find(
                category=Category.VEHICLES, name=hit[1].name, scene=scene.index, line=scene.line,
                excerpt=scene.heading, confidence=_HEADING, reason="the scene plays in it",
            )  # fmt: skip


def heading_flags(scenes: Iterable[Scene], language: Language) -> Iterator[tuple[Flag, Mention]]:
    """What the heading says by itself."""
    for scene in scenes:
        said = scene.heading
        if scene.light is Light.NIGHT:
            reason = "night by the scene before" if scene.light_inherited else "heading"
            yield Flag.NIGHT, _mention(scene, said, 90 if scene.light_inherited else 99, reason)
        words = set(_words(scene.set_name))
        ride = ride_of(scene.set_name, language)
        if ride == "water" or words & language.words("waters"):
            yield Flag.WATER, _mention(scene, said, 80, "the set's name")
        if ride == "road" and not words & language.words("parked"):
            yield Flag.DRIVING, _mention(scene, said, 75, "the scene plays in a vehicle")
        if any(word in said.casefold() for word in language.words("intercut")):
            yield Flag.PHONE, _mention(scene, said, 90, "intercut: parts are proposed")


def call_flags(said: Iterable[Speech], scenes: Sequence[Scene]) -> Iterator[tuple[Flag, Mention]]:
    """A voice by phone or radio."""
    by_index = {scene.index: scene for scene in scenes}
    for speech in said:
        if speech.phone:
            excerpt = f"{' / '.join(speech.names)} — {by_index[speech.scene].heading}"
            yield Flag.PHONE, Mention(
                scene=speech.scene, line=speech.line, excerpt=excerpt, confidence=85,
                reason="a cue by phone or radio",
            )  # fmt: skip


def minor_flags(
    found: Iterable[Appearance], roles: Iterable[Role], scenes: Sequence[Scene]
) -> Iterator[tuple[Flag, Mention]]:
    """A child works in the scene."""
    minors = {role.key: role for role in roles if role.minor}
    by_index = {scene.index: scene for scene in scenes}
    for appearance in found:
        role = minors.get(appearance.role)
        if role is None or not appearance.works or appearance.confidence < COUNTED_FROM:
            continue
        told = f"{role.name} ({role.age})" if role.age is not None else role.name
        yield Flag.MINOR, Mention(
            scene=appearance.scene, line=appearance.line, confidence=appearance.confidence,
            excerpt=f"{told} — {by_index[appearance.scene].heading}", reason="a minor works",
        )  # fmt: skip


def introduced_flags(introduced: Iterable[Introduction]) -> Iterator[tuple[Flag, Mention]]:
    """A child is introduced, be it the young self of a grown role or one of a crowd."""
    for person in introduced:
        if person.minor:
            told = "a minor is introduced" if person.age is None else f"introduced at {person.age}"
            yield Flag.MINOR, Mention(
                scene=person.scene, line=person.line, excerpt=person.excerpt, confidence=80,
                reason=told,
            )  # fmt: skip


def found_flags(finds: Iterable[Find]) -> Iterator[tuple[Flag, Mention]]:
    for find in finds:
        if find.flag is not None:
            yield find.flag, Mention(
                scene=find.scene, line=find.line, excerpt=find.excerpt,
                confidence=find.confidence, reason=f"{find.name}: {find.reason}",
            )  # fmt: skip


def _words(name: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", name))


def _mention(scene: Scene, excerpt: str, confidence: int, reason: str) -> Mention:
    return Mention(
        scene=scene.index, line=scene.line, excerpt=excerpt, confidence=confidence, reason=reason
    )
