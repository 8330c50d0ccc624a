"""The cast: roles from cues and introductions, and who is in which scene and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from topsheet.breakdown.engine.cues import Speech, is_machine, same_names
from topsheet.breakdown.engine.introductions import Introduction, is_minor_name
from topsheet.breakdown.engine.lexicon import Automaton, Language
from topsheet.breakdown.engine.named import Sighting
from topsheet.breakdown.engine.types import COUNTED_FROM, Appearance, Presence, Role
from topsheet.breakdown.engine.words import slug

_RANK = {Presence.SPEAKS: 3, Presence.OFF_SCREEN: 2, Presence.NAMED: 1, Presence.VOICE: 0}


@dataclass(frozen=True, slots=True)
class Cast:
    """Names of the parts before they are numbered.

    ``names`` maps a key to the name, ``written`` a cue's or an introduction's name to the key.
    """

    names: Mapping[str, str]
    written: Mapping[str, str]
    shared: frozenset[str]  # words that may mean more than one of them


def find_cast(
    said: Sequence[Speech], introduced: Iterable[Introduction], language: Language
) -> Cast:
    """The roles that speak, and those introduced by name that never do."""
    counts: Counter[str] = Counter()
    scenes: defaultdict[str, set[int]] = defaultdict(set)
    for speech in said:
        for name in speech.names:
            counts[name] += 1
            scenes[name].add(speech.scene)
    chosen = same_names(counts, {n: frozenset(s) for n, s in scenes.items()}, language)
    written = {name: slug(kept) for name, kept in chosen.items() if slug(kept)}
    names = {slug(kept): kept for kept in chosen.values() if slug(kept)}
    known = _by_word(names)
    namesakes: set[str] = set()
    for person in (p for p in introduced if p.named and p.name not in written):
        key = slug(person.name)
        owners = {owner for word in person.name.split() for owner in known.get(word, ())}
        if len(owners) == 1:
            written[person.name] = owners.pop()
        elif not owners and key and key not in names:
            names[key], written[person.name] = person.name, key
        namesakes.update(person.name.casefold().split())
    return Cast(names, written, _shared(written, namesakes))


def _by_word(names: Mapping[str, str]) -> dict[str, set[str]]:
    """The roles that have a word in their name."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        for word in name.split():
            owners[word].add(key)
    return owners


def _shared(written: Mapping[str, str], words: Iterable[str]) -> frozenset[str]:
    """Words of introduced names that stand in the names of two roles."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, key in written.items():
        for word in name.casefold().split():
            owners[word].add(key)
    return frozenset(word for word in words if len(owners[word]) > 1)


def name_automaton(cast: Cast, language: Language) -> Automaton:
    """Paths of words for every way a role may be written in action.

    A role of several words is also known by its first or last word when no other role
    has it and it is not a common word for people.
    """
    paths: dict[tuple[str, ...], str] = {}
    singles: defaultdict[str, set[str]] = defaultdict(set)
    for written, key in cast.written.items():
        if is_machine(written, language):
            continue
        words = tuple(re.findall(r"[^\W_]+(?:['\-][^\W_]+)*|[#.]", written.casefold()))
        if words:
            paths.setdefault(words, key)
        proper = [w for w in words if w not in language.words("titles") and w[0].isalpha()]
        for word in {*proper[:1], *proper[-1:]}:
            singles[word].add(key)
    held = language.words("apart") | language.words("small") | cast.shared
    for word, keys in singles.items():
        common = word in language.people or word in language.crowd or word in held
        if len(keys) == 1 and not common and len(word) > 2:
            paths.setdefault((word,), next(iter(keys)))
    return Automaton(paths.items())


def appearances(
    said: Iterable[Speech], sightings: Iterable[Sighting], cast: Cast, intercut: frozenset[int]
) -> tuple[Appearance, ...]:
    """One appearance per role and scene: the strongest reason to be there.

    A voice works no day, unless the role is otherwise in the scene or the call is
    intercut (then both ends are shot).
    """
    best: dict[tuple[int, str], Appearance] = {}
    for speech in said:
        presence = speech.presence
        if presence is Presence.VOICE and speech.phone and speech.scene in intercut:
            presence = Presence.SPEAKS
        works = presence is not Presence.VOICE
        for name in speech.names:
            _keep(best, cast.written.get(name), speech.scene, presence, works, 95, speech.line)
    for seen in sightings:
        works = seen.confidence >= COUNTED_FROM
        _keep(best, seen.role, seen.scene, Presence.NAMED, works, seen.confidence, seen.line)
    return tuple(best[key] for key in sorted(best))


def number_roles(
    cast: Cast,
    found: Iterable[Appearance],
    said: Iterable[Speech],
    introduced: Mapping[str, Introduction],
    language: Language,
) -> tuple[Role, ...]:
    """Roles with board ids "1", "2" …: most scenes first, then most lines."""
    scenes: Counter[str] = Counter()
    for appearance in found:
        scenes[appearance.role] += 1 if appearance.confidence >= COUNTED_FROM else 0
    lines: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for speech in said:
        for key in {cast.written[name] for name in speech.names if name in cast.written}:
            lines[key] += 1
            words[key] += speech.words
    order = sorted(cast.names, key=lambda k: (-scenes[k], -lines[k], -words[k], k))
    roles = []
    for number, key in enumerate(order, start=1):
        person = introduced.get(key)
        age = person.age if person else None
        young = person.minor if person and person.minor is not None else None
        minor = young if young is not None else is_minor_name(cast.names[key], language)
        roles.append(
            Role(key=key, name=cast.names[key], board_id=str(number), age=age, minor=minor,
                 lines=lines[key], words=words[key])
        )  # fmt: skip
    return tuple(roles)


def _keep(
    best: dict[tuple[int, str], Appearance],
    role: str | None,
    scene: int,
    presence: Presence,
    works: bool,
    confidence: int,
    line: int,
) -> None:
    if role is None:
        return
    new = Appearance(
        role=role, scene=scene, presence=presence, works=works, confidence=confidence, line=line
    )
    old = best.get((scene, role))
    if old is None or _weight(new) > _weight(old):
        best[scene, role] = new


def _weight(appearance: Appearance) -> tuple[bool, int, int, int]:
    return (
        appearance.works,
        _RANK[appearance.presence] if appearance.works else 2 - _RANK[appearance.presence],
        appearance.confidence,
        -appearance.line,
    )
