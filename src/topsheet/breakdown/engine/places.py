"""Sets grouped to assumed shooting places by their names, until somebody binds real ones.

``BAKERY``, ``BAKERY - BACK ROOM`` and ``BAKERY/KITCHEN`` share a place; so do
``MARTHA'S HOUSE`` and ``MARTHA'S KITCHEN``; moving vehicles share the road. A set that
says nothing about its house (``KITCHEN``) stays by itself unless it continues the scene
before. A heading without INT or EXT, or with nothing but people in it, is a shot that is
taken where the scene before plays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from topsheet.breakdown.engine.lexicon import Language
from topsheet.breakdown.engine.types import Place
from topsheet.breakdown.engine.words import bare, near, slug
from topsheet.script.engine.headings import FULL_STOP, INTRO
from topsheet.script.engine.types import IntExt, Scene

_PARTS = re.compile(rf"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*(?:/|,|;|:|–|—|>|(?<=\w\w\w){FULL_STOP}\s)\s*")
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_RIDES = {"road": "On the road", "water": "On the water", "rail": "Train", "air": "Aircraft"}
_NO_NAME = "Unnamed place"
_NEARBY = 3  # scenes


@dataclass(frozen=True, slots=True)
class _Set:
    """A set's name cut up: ``parts`` in capitals, main part first; ``ride`` if it moves."""

    name: str
    parts: tuple[str, ...]
    ride: str


def shooting_places(
    scenes: Sequence[Scene],
    language: Language,
    people: frozenset[str] = frozenset(),
    roles: Iterable[str] = (),
) -> tuple[Place, ...]:
    """Every set of a scene that is not omitted, in exactly one place.

    ``people`` are words of the roles' names: BOB'S HOUSE is no slip for ROB'S HOUSE.
    ``roles`` are the names themselves: BOB AT THE WINDOW is no place.
    """
    names = frozenset(name.casefold() for name in roles)
    played = [scene for scene in scenes if not scene.omitted]
    sets = {name: _cut(name, language) for name in dict.fromkeys(s.set_name for s in played)}
    cuts = (sets[scene.set_name] for scene in played)
    mains = Counter(cut.parts[0] for cut in cuts if cut.parts and not cut.ride)
    homes = _homes(mains, language)
    place_of = {name: _place(cut, mains, homes, language) for name, cut in sets.items()}
    _take_shots_where_they_play(played, place_of, _shots(played, sets, names, language))
    _continue_from_before(played, sets, place_of, language)
    _join_slips(place_of, mains, people)
    return _places(played, place_of)


def ride_of(set_name: str, language: Language) -> str:
    """``road``, ``water``, ``rail`` or ``air`` when a set is a vehicle, else ``""``."""
    words = tuple(bare(w) for w in re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", set_name))
    at, ride = 0, ""
    while at < len(words):
        hit = language.automaton.longest(words, at)
        if hit is None:
            at += 1
            continue
        at, entry = hit
        follows = words[at] if at < len(words) else ""
        if entry.ride and follows not in language.words("grounds"):
            ride = ride or entry.ride
    return ride


def _cut(name: str, language: Language) -> _Set:
    plain = _BRACKETS.sub(" ", name.upper().replace("’", "'").replace("S'S ", "S' "))
    parts = [_without_small(part, language) for part in _PARTS.split(plain)]
    unsaid = language.words("when") | language.words("no_place")
    parts = [part for part in parts if part and part.casefold() not in unsaid]
    ride = ride_of(parts[0], language) if parts else ""
    if parts and not ride and len(parts) > 1 and _is_room(parts[0], language):
        house = next((p for p in parts[1:] if not _is_room(p, language)), "")
        parts = [house, *[p for p in parts if p != house]] if house else parts
    if len(parts) > 1 and ride and _stands(parts[1], language):
        parts, ride = [parts[1], parts[0], *parts[2:]], ""
    return _Set(name, tuple(parts), ride)


def _without_small(part: str, language: Language) -> str:
    part = " ".join(part.split()).strip(" .'\"")
    for shot in language.phrases.get("shots", ()):
        part = part.removeprefix(f"{shot.upper()} ")
    words = part.split(" ")
    while words and words[0].casefold() in language.words("set_before"):
        words = words[1:]
    return " ".join(words)


def _stands(part: str, language: Language) -> bool:
    """A vehicle at rest: "CAR - OUTSIDE BAKERY", "VAN - PARKING LOT"."""
    words = part.casefold().split()
    if set(words) & language.words("moving") or _is_room(part, language):
        return False
    return bool(set(words) & language.words("grounds")) or words[0] in language.words("set_before")


def _is_room(part: str, language: Language) -> bool:
    return part.casefold() in language.words("rooms")


def _homes(mains: Counter[str], language: Language) -> dict[str, str]:
    """Owner → the house, flat … that is a set of its own: MARTHA'S → MARTHA'S HOUSE."""
    homes: dict[str, str] = {}
    for main, _ in mains.most_common():
        owner, _, what = main.rpartition(" ")
        if owner.endswith(("'S", "S'")) and what.casefold() in language.words("homes"):
            homes.setdefault(owner, main)
    return homes


def _place(cut: _Set, mains: Counter[str], homes: dict[str, str], language: Language) -> str:
    if not cut.parts:
        return _NO_NAME
    if cut.ride:
        return _RIDES[cut.ride]
    main = cut.parts[0]
    low = main.casefold()
    if low in language.words("roads") or low.split()[-1] in language.words("road_words"):
        return _RIDES["road"]
    owner = re.match(r"(.+?(?:'S|S'))\s+(.+)$", main)
    if owner and _is_room(owner[2], language) and owner[1] in homes:
        return homes[owner[1]]
    return _enclosing(main, mains, language) or main


def _enclosing(main: str, mains: Counter[str], language: Language) -> str | None:
    """BAKERY for BAKERY KITCHEN or OUTSIDE BAKERY when BAKERY is a set of its own."""
    words = main.split()
    for cut in range(len(words) - 1, 0, -1):
        head, rest = " ".join(words[:cut]), " ".join(words[cut:])
        whole = _is_room(rest, language)
        room = whole or _is_room(words[-1], language)
        if head in mains and (room or cut > 1):
            return head
        if home := next((h for h in mains if whole and _is_home_of(h, head, language)), None):
            return home
    if len(words) > 1 and not _is_room(main, language):
        longer = [m for m in mains if m.endswith(f" {main}") and _plain(m, main, language)]
        return longer[0] if len(longer) == 1 else None
    return None


def _plain(longer: str, main: str, language: Language) -> bool:
    """SHAW'S SIESTA MOTEL is the SIESTA MOTEL; HILL ABOVE COLM'S HOUSE is not his house."""
    extra = longer.removesuffix(main).casefold().split()
    return not set(extra) & language.words("set_before")


def _is_home_of(main: str, owner: str, language: Language) -> bool:
    head, _, what = main.rpartition(" ")
    return head == owner and what.casefold() in language.words("homes")


def _shots(
    played: Sequence[Scene], sets: dict[str, _Set], roles: frozenset[str], language: Language
) -> frozenset[str]:
    """Sets that are none: ON RAY, BULLITT AT THE DOOR, REVERSE, VARIOUS.

    Headings without INT or EXT count in a script that otherwise writes it.
    """
    named = {scene.set_name for scene in played if INTRO.match(scene.heading)}
    bare = {scene.set_name for scene in played} - named
    if sum(scene.set_name in bare for scene in played) * 2 > len(played):
        bare = set()
    return frozenset(
        name
        for name, cut in sets.items()
        if name in bare or not cut.parts or _is_of_people(name, roles, language)
    )


def _is_of_people(name: str, roles: frozenset[str], language: Language) -> bool:
    """BULLITT AND DELGETTI, ROSS NEAR THE DOOR; not BULLITT'S FLAT, not ROSS STREET."""
    small = language.words("set_before")
    words = [word.strip(".,") for word in name.casefold().replace("’", "'").split()]
    words = words[1:] if words and words[0] in small | {"with"} else words
    until = next((n for n, word in enumerate(words) if word in small), len(words))
    who = re.split(r" (?:and|&) ", " ".join(words[:until]))
    return all(one in roles or (one and set(one.split()) <= roles) for one in who)


def _take_shots_where_they_play(
    played: Sequence[Scene], place_of: dict[str, str], shots: frozenset[str]
) -> None:
    """A shot goes where most of the scenes before it play; at the head, to the one after."""
    real = {place_of[scene.set_name] for scene in played if scene.set_name not in shots}
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    place = next((place_of[s.set_name] for s in played if s.set_name not in shots), "")
    for scene in played:
        if scene.set_name in shots:
            before[scene.set_name][place] += 1
        else:
            place = place_of[scene.set_name]
    for name, places in before.items():
        if place_of[name] not in real and places.most_common(1)[0][0]:
            place_of[name] = places.most_common(1)[0][0]


def _continue_from_before(
    played: Sequence[Scene], sets: dict[str, _Set], place_of: dict[str, str], language: Language
) -> None:
    """A bare room goes to the house of the scenes before it, when that is always the same.

    The house is the place just before when the scene continues it, else a home that was
    seen within the last scenes.
    """
    before: defaultdict[str, set[str]] = defaultdict(set)
    for at, scene in enumerate(played):
        cut = sets[scene.set_name]
        if cut.ride or len(cut.parts) != 1 or not _is_room(cut.parts[0], language):
            continue
        near_by = [place_of[s.set_name] for s in reversed(played[max(0, at - _NEARBY) : at])]
        if scene.time.casefold() in language.words("continues"):
            before[scene.set_name].update(near_by[:1] or [""])
        elif cut.parts[0].casefold() in language.words("home_rooms"):
            homes = (p for p in near_by if p.split()[-1].casefold() in language.words("homes"))
            before[scene.set_name].add(next(homes, ""))
        else:
            before[scene.set_name].add("")
    for name, origins in before.items():
        origin = next(iter(origins))
        if len(origins) == 1 and origin and origin not in _RIDES.values():
            place_of[name] = origin


def _join_slips(place_of: dict[str, str], mains: Counter[str], people: frozenset[str]) -> None:
    """RESTAURANT and RESTAURANTS or RESTARAUNT are one place, written once in haste."""
    names = sorted(set(place_of.values()) - set(_RIDES.values()), key=lambda n: (-mains[n], n))
    same: dict[str, str] = {}
    by_slug: dict[str, str] = {}
    for name in names:
        key = slug(name).replace("-", "")
        kept = by_slug.get(key) or next(
            (k for k in by_slug.values() if _slip(name, k, people)), None
        )
        same[name] = kept or name
        by_slug.setdefault(key, kept or name)
    for written, place in place_of.items():
        place_of[written] = same.get(place, place)


def _slip(name: str, kept: str, people: frozenset[str]) -> bool:
    a, b = name.split(), kept.split()
    if len(a) != len(b) or abs(len(name) - len(kept)) > 1:
        return False
    other = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(other) != 1:
        return False
    x, y = other[0]
    plain = x.isalpha() and y.isalpha() and min(len(x), len(y)) >= 5
    return plain and near(x, y) and not {bare(x), bare(y)} & people


def _places(played: Iterable[Scene], place_of: dict[str, str]) -> tuple[Place, ...]:
    sets: defaultdict[str, list[str]] = defaultdict(list)
    outdoors: set[str] = set()
    names: dict[str, str] = {}
    for scene in played:
        key = slug(place_of[scene.set_name]) or slug(_NO_NAME)
        names.setdefault(key, place_of[scene.set_name])
        if scene.set_name not in sets[key]:
            sets[key].append(scene.set_name)
        if scene.intext is not IntExt.INT or names[key] in _RIDES.values():
            outdoors.add(key)
    return tuple(
        Place(key=key, name=_titled(names[key]), sets=tuple(sets[key]), stage=key not in outdoors)
        for key in sets
    )


def _titled(name: str) -> str:
    """``MARTHA'S HOUSE`` as ``Martha's House``; names already in small letters stay."""
    if name != name.upper():
        return name
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)*", lambda word: word[0].capitalize(), name)
