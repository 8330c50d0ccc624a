"""Reads: the places of a production and the sets shot there in one scenario."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.places.engine.types import PlaceKind, ShootingPlace
from topsheet.places.models import Place, SetAtPlace
from topsheet.platform.entry import sought
from topsheet.production.models import Production, Scenario


def places_of(production: Production) -> QuerySet[Place]:
    """The places by name."""
    return Place.objects.filter(production=production).order_by("name", "uid")


def shooting_places(production: Production) -> tuple[ShootingPlace, ...]:
    """The places as the schedule must know them, by name."""
    return tuple(shooting_place(place) for place in places_of(production))


def shooting_place(place: Place) -> ShootingPlace:
    return ShootingPlace(
        place=place.uid,
        name=place.name,
        kind=PlaceKind(place.kind),
        stage=place.stage,
        away=frozenset(date.fromisoformat(day) for day in place.away),
        assumed=place.assumed,
    )


def find_place(production: Production, key: str) -> Place:
    place = Place.objects.filter(production=production, uid=sought(key)).first()
    if place is None:
        raise NotFound(f"There is no place “{key}” in this production.")
    return place


def place_named(production: Production, said: str) -> Place:
    """A place by its key or its name. Raises NotFound, InvalidInput when two share the name."""
    found = [place for place in places_of(production) if place.name.casefold() == said.casefold()]
    if len(found) > 1 and not any(place.uid == said for place in found):
        keys = ", ".join(place.uid for place in found)
        raise InvalidInput(f"“{said}” names several places; say which by its key: {keys}.")
    return found[0] if len(found) == 1 else find_place(production, said)


def place_of_sets(scenario: Scenario) -> dict[str, str]:
    """Set name → uid of the place it is shot at."""
    pairs = SetAtPlace.objects.filter(scenario=scenario)
    return dict(pairs.order_by("set_name").values_list("set_name", "place__uid"))


def sets_by_place(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Uid of a place → the names of the sets shot there."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, place in place_of_sets(scenario).items():
        found[place].append(name)
    return {place: tuple(sorted(names)) for place, names in found.items()}
