"""Verbs: what a breakdown assumes, real places, and which set is shot where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.places import story
from topsheet.places.fields import cleaned
from topsheet.places.models import Place, SetAtPlace
from topsheet.places.references import rows_naming
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.answers import deleting
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Production, Scenario

_NAMED = 4  # sets that a sentence names before it says how many more


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWanted:
    """A place as a breakdown proposes it; ``sets`` are set names as in the scenes."""

    key: str
    name: str
    sets: tuple[str, ...]
    stage: bool = False


def save_places(changes: Changes, scenario: Scenario, places: Sequence[PlaceWanted]) -> None:
    """Bring a scenario's places and sets in line with a breakdown.

    A bound place keeps its name, its address and the sets that were put there. A place
    nothing is shot at any more in any scenario goes, unless it is bound.
    """
    production = changes.production
    present = {place.uid: place for place in Place.objects.filter(production=production)}
    changes.create_all([_new(production, wanted) for wanted in places if wanted.key not in present])
    for wanted in places:
        place = present.get(wanted.key)
        if place is not None and place.assumed:
            changes.update(place, name=wanted.name[:200], stage=wanted.stage)
    _save_sets(changes, scenario, places)
    _drop_unused(changes, production, {wanted.key for wanted in places})


def new_place(actor: User, production: Production, **fields: Any) -> Place:
    """Add a real place; the fields are those of ``Place``. Raises InvalidInput."""
    require(actor, production, "places", Level.EDIT)
    wanted = {"assumed": False, **cleaned(fields)}
    if not wanted.get("name"):
        raise InvalidInput("A place needs a name.", field="name")
    place = Place(production=production, **wanted)
    with recording(production, actor, f"Place {place.name} added") as changes:
        changes.create(place)
    return place


def edit_place(actor: User, place: Place, version: int | None = None, **fields: Any) -> Place:
    """Change what is known of a place. Raises Conflict when stale, InvalidInput."""
    require(actor, place.production, "places", Level.EDIT)
    wanted = cleaned(fields)
    with recording(place.production, actor, f"Place {place.name} changed") as changes:
        changes.update(place, version=version, **wanted)
    return place


def bind_place(actor: User, place: Place, version: int | None = None, **fields: Any) -> Place:
    """Say which real place an assumed one is. Raises Conflict when stale."""
    require(actor, place.production, "places", Level.EDIT)
    wanted = {"name": place.name, **cleaned(fields), "assumed": False}
    with recording(place.production, actor, f"Place {wanted['name']} bound") as changes:
        changes.update(place, version=version, **wanted)
    return place


def bind_sets(
    actor: User,
    scenario: Scenario,
    place: Place | None,
    set_names: Sequence[str],
    *,
    new: Mapping[str, Any] | None = None,
) -> Place:
    """Shoot these sets at ``place``, or at the place ``new`` describes, in one act.

    An assumed place that stands empty afterwards in every scenario goes.
    """
    production = scenario.production
    require(actor, production, "places", Level.EDIT)
    names = list(dict.fromkeys(set_names))
    pairs = _pairs_of(scenario, names)
    left = {pair.place.uid for pair in pairs.values()}
    where = place or _described(production, new)
    with recording(production, actor, _put(names, where.name)) as changes:
        if place is None:
            changes.create(where)
        _put_there(changes, scenario, pairs, names, where)
        _drop_empty(changes, production, left - {where.uid})
    return where


def merge_places(actor: User, place: Place, into: Place, version: int | None = None) -> Place:
    """Everything shot at ``place`` is shot at ``into``, in every scenario; ``place`` goes.

    What ``into`` does not know yet it learns from ``place``.
    """
    production = into.production
    require(actor, production, "places", Level.EDIT)
    if place.pk == into.pk:
        raise InvalidInput("A place cannot be merged into itself. Choose another.", field="into")
    if place.production_id != production.pk:
        raise NotFound("These places belong to different productions.")
    with recording(production, actor, f"{place.name} merged into {into.name}") as changes:
        for pair in SetAtPlace.objects.filter(place=place).select_related("scenario"):
            changes.update(pair, place=into)
        for row, field in list(rows_naming(place)):
            moved: dict[str, Any] = {field: into.uid}
            changes.update(row, **moved)
        changes.update(into, version=version, **_learned(place, into))
        changes.delete(place)
    return into


def delete_place(actor: User, place: Place, version: int | None = None) -> None:
    """Take a place out. Raises InvalidInput naming the sets that are shot there."""
    require(actor, place.production, "places", Level.EDIT)
    pairs = SetAtPlace.objects.filter(place=place)
    names = sorted(set(pairs.values_list("set_name", flat=True)))
    if names:
        raise InvalidInput(
            f"{place.name} is where {_listed(names)} {'is' if len(names) == 1 else 'are'} shot. "
            "Put these sets at another place first."
        )
    if strips := sum(1 for _ in rows_naming(place)):
        raise InvalidInput(
            f"{place.name} is where {strips} {'strip is' if strips == 1 else 'strips are'} put by "
            "hand on the board. Put them elsewhere first, or merge the place into another."
        )
    with deleting(), recording(place.production, actor, f"Place {place.name} deleted") as changes:
        changes.delete(place, version=version)


def set_follows(
    changes: Changes, scenario: Scenario, before: str, after: str, *, gone: bool
) -> None:
    """A set got another name: it stays where it was, unless that name stands somewhere already.

    ``gone``: no scene plays in the set of the old name any more.
    """
    pairs = SetAtPlace.objects.filter(scenario=scenario).select_related("place")
    old = pairs.filter(uid=set_uid(before)).first()
    if old is None:
        return
    if after and not pairs.filter(uid=set_uid(after)).exists():
        changes.create(_pair(scenario, after, old.place, assumed=old.assumed))
    if gone:
        changes.delete_all([old])


def _pairs_of(scenario: Scenario, names: Sequence[str]) -> dict[str, SetAtPlace]:
    """Where these sets stand now. Raises when a name is no set of the story."""
    if not names:
        raise InvalidInput("Select at least one set.", field="sets")
    found = SetAtPlace.objects.filter(scenario=scenario, uid__in=[set_uid(name) for name in names])
    pairs = {pair.set_name: pair for pair in found.select_related("place")}
    known = pairs.keys() | story.sets_of(scenario).keys()
    if missing := [name for name in names if name not in known]:
        raise NotFound(f"There is no set “{missing[0][:80]}” in this script.")
    return pairs


def _put_there(
    changes: Changes,
    scenario: Scenario,
    pairs: Mapping[str, SetAtPlace],
    names: Iterable[str],
    where: Place,
) -> None:
    changes.create_all(
        [_pair(scenario, name, where, assumed=False) for name in names if name not in pairs]
    )
    for pair in pairs.values():
        pair.scenario = scenario
        changes.update(pair, place=where, assumed=False)


def _described(production: Production, new: Mapping[str, Any] | None) -> Place:
    fields = cleaned(new or {})
    if not fields.get("name"):
        raise InvalidInput("Choose a place, or name a new one.", field="name")
    return Place(production=production, **{"assumed": False, **fields})


def _put(names: Sequence[str], place: str) -> str:
    return f"{_listed(names)} put at {place}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    if more > 0:
        return f"{', '.join(names[:_NAMED])} and {more} more"
    return ", ".join(names[:-1]) + f" and {names[-1]}" if names[1:] else names[0]


def _learned(place: Place, into: Place) -> dict[str, Any]:
    """What ``place`` knows and ``into`` does not; dates away count for both."""
    plain = (
        "address", "city", "country", "zone", "base", "parking", "holding", "hospital", "contact",
        "permit", "power", "noise", "note",
    )  # fmt: skip
    learned = {
        name: getattr(place, name)
        for name in plain
        if getattr(place, name) and not getattr(into, name)
    }
    for where in ("", "base_"):
        here = (f"{where}latitude", f"{where}longitude")
        if getattr(into, here[0]) is None and getattr(place, here[0]) is not None:
            learned |= {name: getattr(place, name) for name in here}
    away = [] if place.assumed else place.away
    return learned | {"away": sorted({*into.away, *away})}


def _save_sets(changes: Changes, scenario: Scenario, places: Iterable[PlaceWanted]) -> None:
    """Sets move only between assumed places; where somebody put one stays."""
    production = changes.production
    rows = {place.uid: place for place in Place.objects.filter(production=production)}
    pairs = SetAtPlace.objects.filter(scenario=scenario).select_related("place", "scenario")
    present = {pair.set_name: pair for pair in pairs}
    new, wanted_sets = [], set()
    for wanted in places:
        for name in wanted.sets:
            wanted_sets.add(name)
            pair = present.get(name)
            if pair is None:
                new.append(_pair(scenario, name, rows[wanted.key]))
            elif pair.assumed and pair.place.assumed:
                changes.update(pair, place=rows[wanted.key])
    changes.create_all(new)
    changes.delete_all([pair for name, pair in present.items() if name not in wanted_sets])


def _drop_unused(changes: Changes, production: Production, wanted: set[str]) -> None:
    """Assumed places that no breakdown asks for and no scenario shoots at."""
    assumed = Place.objects.filter(production=production, assumed=True)
    _drop_empty(changes, production, {place.uid for place in assumed} - wanted)


def _drop_empty(changes: Changes, production: Production, keys: Iterable[str]) -> None:
    """Of these places, those that are assumed and where nothing is shot any more."""
    used = SetAtPlace.objects.filter(place__production=production).values("place")
    candidates = Place.objects.filter(production=production, assumed=True).exclude(pk__in=used)
    wanted = set(keys)
    changes.delete_all([place for place in candidates if place.uid in wanted])


def _new(production: Production, wanted: PlaceWanted) -> Place:
    return Place(production=production, uid=wanted.key, name=wanted.name[:200], stage=wanted.stage)


def set_uid(set_name: str) -> str:
    """The uid of a set's row in any scenario."""
    return sha256(set_name.encode()).hexdigest()[:16]


def _pair(scenario: Scenario, set_name: str, place: Place, *, assumed: bool = True) -> SetAtPlace:
    return SetAtPlace(
        scenario=scenario, uid=set_uid(set_name), set_name=set_name, place=place, assumed=assumed
    )
