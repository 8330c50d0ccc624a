"""Reads: the places of a production and the sets shot there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from topsheet.kernel.errors import NotFound
from topsheet.places.models import Place, SetAtPlace
from topsheet.production.models import Production


def places_of(production: Production) -> QuerySet[Place]:
    """The places by name, with their sets."""
    places = Place.objects.filter(production=production)
    return places.order_by("name", "uid").prefetch_related("sets")


def find_place(production: Production, key: str) -> Place:
    place = Place.objects.filter(production=production, uid=key).first()
    if place is None:
        raise NotFound(f"There is no place “{key}” in this production.")
    return place


def place_of_set(production: Production) -> dict[str, str]:
    """Set name → key of the place it is shot at."""
    pairs = SetAtPlace.objects.filter(production=production)
    return dict(pairs.values_list("set_name", "place__uid"))


def sets_at(place: Place) -> Sequence[str]:
    """The names of the sets shot at a place (from ``places_of``: already loaded)."""
    return sorted(row.set_name for row in place.sets.all())
