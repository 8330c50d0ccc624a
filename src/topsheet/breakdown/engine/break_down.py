"""A script broken down: cast, elements, flags and places, each with where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from topsheet.breakdown.engine.capitals import in_capitals, proper_words, seen_again
from topsheet.breakdown.engine.crowds import crowds
from topsheet.breakdown.engine.cues import Speech, speeches
from topsheet.breakdown.engine.elements import merge, scene_flags, with_brought
from topsheet.breakdown.engine.flags import (
    call_flags,
    found_flags,
    heading_finds,
    heading_flags,
    introduced_flags,
    minor_flags,
)
from topsheet.breakdown.engine.introductions import Introduction, introductions
from topsheet.breakdown.engine.lexicon import Language, Lexicon
from topsheet.breakdown.engine.named import sightings
from topsheet.breakdown.engine.places import shooting_places
from topsheet.breakdown.engine.roles import (
    Cast,
    appearances,
    find_cast,
    name_automaton,
    number_roles,
)
from topsheet.breakdown.engine.scan import Find, scan
from topsheet.breakdown.engine.types import Breakdown, Category
from topsheet.breakdown.engine.words import Passage
from topsheet.script.engine.types import ElementKind, IntExt, Scene, Script, ScriptElement

_SEEN = {ElementKind.ACTION, ElementKind.GENERAL, ElementKind.SHOT}
_SAMPLE = 4000  # words read to tell the language


def break_down(script: Script, lexicon: Lexicon) -> Breakdown:
    """Suggest cast, elements, flags and places of every scene that is not omitted.

    Deterministic; never raises on a Script that a reader made. Nothing here is decided:
    each suggestion carries its line, its confidence and its reason.
    """
    scenes = [scene for scene in script.scenes if not scene.omitted]
    language = lexicon.language_of(_sample(scenes))
    passages = [passage for scene in scenes for passage in _passages(scene, language)]
    said = speeches(scenes, language)
    introduced = introductions(passages, language)
    cast = find_cast(said, introduced, language)
    names = name_automaton(cast, language)
    seen = sightings([p for p in passages if not p.aside], names, language)
    found = appearances(said, seen, cast, _intercut(scenes, passages, language))
    known = _introduced_roles(cast, introduced)
    roles = number_roles(cast, found, said, known, language)
    finds = [*with_brought(_finds(scenes, passages, said, cast, language))]
    flags = [
        *heading_flags(scenes, language),
        *call_flags(said, scenes),
        *minor_flags(found, roles, scenes),
        *introduced_flags(introduced),
        *found_flags(finds),
    ]
    return Breakdown(
        roles=roles,
        appearances=found,
        elements=merge(find for find in finds if find.category is not Category.CAST),
        flags=scene_flags(flags),
        places=shooting_places(scenes, language, _name_words(cast, language), cast.written),
    )


def _passages(scene: Scene, language: Language) -> Iterator[Passage]:
    for element in scene.elements:
        aside = element.kind is ElementKind.PARENTHETICAL
        seen = aside or element.kind in _SEEN or _is_production_note(element, language)
        if seen and element.text.strip():
            yield Passage(scene.index, element.line, element.text, aside)


def _is_production_note(element: ScriptElement, language: Language) -> bool:
    """A note such as ``[[Stunt: double for the jump]]``; other notes are the writer's own."""
    if element.kind is not ElementKind.NOTE:
        return False
    first, colon, _ = element.text.partition(":")
    return bool(colon) and first.strip().casefold() in language.words("production_notes")


def _sample(scenes: Sequence[Scene]) -> Iterator[str]:
    """Enough words of the script to tell its language."""
    count = 0
    for scene in scenes:
        texts = [scene.heading, *(element.text for element in scene.elements)]
        words = re.findall(r"\w+", " ".join(texts).casefold())
        yield from words
        count += len(words)
        if count > _SAMPLE:
            return


def _intercut(
    scenes: Iterable[Scene], passages: Iterable[Passage], language: Language
) -> frozenset[int]:
    """Scenes that are cut against the other end of a call."""
    words = language.words("intercut")
    told = {s.index for s in scenes if any(word in s.heading.casefold() for word in words)}
    return frozenset(told | {p.scene for p in passages if words & set(p.low)})


def _introduced_roles(cast: Cast, introduced: Iterable[Introduction]) -> dict[str, Introduction]:
    """The introduction that tells a role's age: the oldest, when a life is told."""
    known: dict[str, Introduction] = {}
    for person in introduced:
        key = _role_of(cast, person)
        if key and (key not in known or _older(person, known[key])):
            known[key] = person
    return known


def _role_of(cast: Cast, person: Introduction) -> str | None:
    return cast.written.get(person.name) or cast.written.get(person.name.split()[0])


def _older(person: Introduction, other: Introduction) -> bool:
    return (not person.minor, person.age or 0) > (not other.minor, other.age or 0)


def _finds(
    scenes: Sequence[Scene],
    passages: Sequence[Passage],
    said: Iterable[Speech],
    cast: Cast,
    language: Language,
) -> Iterator[Find]:
    named = _name_words(cast, language)
    outside = frozenset(scene.index for scene in scenes if scene.intext is not IntExt.INT)
    finds, used = scan(passages, language, named, outside)
    yield from finds
    yield from heading_finds(scenes, language)
    yield from crowds([p for p in passages if not p.aside], language, _speaking(cast))
    unknown = in_capitals(passages, used, language, proper_words(passages) | named)
    yield from unknown
    yield from seen_again(
        unknown, (p for p in passages if not p.aside), _set_words(scenes), language
    )
    yield from _spoken_crowds_and_songs(said)


def _spoken_crowds_and_songs(said: Iterable[Speech]) -> Iterator[Find]:
    for speech in said:
        if speech.crowd:
            yield Find(
                category=Category.BACKGROUND, name=speech.crowd.lower(), scene=speech.scene,
                line=speech.line, excerpt=speech.crowd, confidence=78,
                reason="a crowd speaks",
            )  # fmt: skip
        if speech.sung:
            yield Find(
                category=Category.PLAYBACK, name="song", scene=speech.scene,
                line=speech.sung_line, excerpt=speech.sung, confidence=85,
                reason="playback of a lyric",
            )  # fmt: skip


def _name_words(cast: Cast, language: Language) -> frozenset[str]:
    """Words of proper names: not those of BUS DRIVER, who is told by a common word."""
    names = [[word.casefold() for word in name.split()] for name in cast.written]
    proper = (n for n in names if not any(w in language.people or w in language.crowd for w in n))
    return frozenset(word for name in proper for word in name if word.isalpha())


def _set_words(scenes: Iterable[Scene]) -> frozenset[str]:
    return frozenset(word for s in scenes for word in re.findall(r"\w+", s.set_name.casefold()))


def _speaking(cast: Cast) -> frozenset[str]:
    return frozenset(
        name.casefold().split()[-1] for name in cast.written if name and name[-1].isalpha()
    )
