"""Verbs: write the places assumed from a breakdown, bind a real one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from topsheet.kernel.errors import InvalidInput
from topsheet.places.models import Place, SetAtPlace
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Production


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWanted:
    """A place as a breakdown proposes it; ``sets`` are set names as in the scenes."""

    key: str
    name: str
    sets: tuple[str, ...]
    stage: bool = False


def save_places(changes: Changes, production: Production, places: Sequence[PlaceWanted]) -> None:
    """Bring places and sets in line with a breakdown.

    A bound place keeps its name, its address and the sets that were put there. A place
    nothing is shot at any more goes, unless it is bound.
    """
    present = {place.uid: place for place in Place.objects.filter(production=production)}
    changes.create_all([_new(production, wanted) for wanted in places if wanted.key not in present])
    for wanted in places:
        place = present.get(wanted.key)
        if place is not None and place.assumed:
            changes.update(place, name=wanted.name[:200], stage=wanted.stage)
    _save_sets(changes, production, places)
    keys = {wanted.key for wanted in places}
    changes.delete_all([p for p in present.values() if p.assumed and p.uid not in keys])


def bind_place(
    actor: User,
    place: Place,
    version: int,
    *,
    name: str,
    address: str = "",
    away: Collection[date] = (),
) -> None:
    """Say which real place an assumed one is. Raises Conflict when stale."""
    require(actor, place.production, "places", Level.EDIT)
    if not name.strip():
        raise InvalidInput("A place needs a name.", field="name")
    with recording(place.production, actor, f"{name.strip()} bound") as changes:
        changes.update(
            place, version=version, name=name.strip()[:200], address=address.strip()[:300],
            away=[day.isoformat() for day in sorted(away)], assumed=False,
        )  # fmt: skip


def _save_sets(changes: Changes, production: Production, places: Iterable[PlaceWanted]) -> None:
    """Sets move only between assumed places; where somebody put one stays."""
    rows = {place.uid: place for place in Place.objects.filter(production=production)}
    pairs = SetAtPlace.objects.filter(production=production).select_related("place")
    present = {pair.set_name: pair for pair in pairs}
    new, wanted_sets = [], set()
    for wanted in places:
        for name in wanted.sets:
            wanted_sets.add(name)
            pair = present.get(name)
            if pair is None:
                new.append(_pair(production, name, rows[wanted.key]))
            elif pair.place.assumed:
                changes.update(pair, place=rows[wanted.key])
    changes.create_all(new)
    changes.delete_all([pair for name, pair in present.items() if name not in wanted_sets])


def _new(production: Production, wanted: PlaceWanted) -> Place:
    return Place(production=production, uid=wanted.key, name=wanted.name[:200], stage=wanted.stage)


def _pair(production: Production, set_name: str, place: Place) -> SetAtPlace:
    """Its uid follows from the set's name, so that one set stands at one place."""
    uid = sha256(set_name.encode()).hexdigest()[:16]
    return SetAtPlace(production=production, uid=uid, set_name=set_name, place=place)
