"""Places and sets as plain rows, for the command line and the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from topsheet.kernel.days import days_text
from topsheet.places import story
from topsheet.places.engine.geo import degrees_text, position_text
from topsheet.places.models import Place
from topsheet.places.selectors import place_of_sets, places_of, sets_by_place
from topsheet.places.zones import zone_of
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario

_PLAIN = ("name", "kind", "stage", "assumed", "address", "city", "country", "base", "parking",
          "holding", "hospital", "contact", "permit", "power", "noise", "note")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """A set with where it is shot; ``eighths`` and ``scenes`` are of the script in force."""

    name: str
    scenes: int = 0
    eighths: int = 0
    interior: bool = False
    exterior: bool = False
    place: Place | None = None

    @property
    def bound(self) -> bool:
        return self.place is not None and not self.place.assumed

    @property
    def intext(self) -> str:
        return {(True, True): "INT/EXT", (True, False): "INT", (False, True): "EXT"}.get(
            (self.interior, self.exterior), ""
        )


def set_rows(scenario: Scenario) -> list[SetRow]:
    """Every set of the scenario by name: those of the script and those put somewhere."""
    places = {place.uid: place for place in places_of(scenario.production)}
    where = place_of_sets(scenario)
    told = story.sets_of(scenario)
    return [_set_row(name, told.get(name), places.get(where.get(name, "")))
            for name in sorted(where.keys() | told.keys())]  # fmt: skip


def place_rows(user: User, scenario: Scenario) -> list[dict[str, Any]]:
    """One row per place, by name, with the sets shot there. Raises NotAllowed, NotFound."""
    production = scenario.production
    require(user, production, "places", Level.VIEW)
    sets = sets_by_place(scenario)
    return [place_row(place, sets) for place in places_of(production)]


def place_row(place: Place, sets: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Everything known of a place; coordinates as decimal degrees."""
    zone = zone_of(place)
    return {
        "key": place.uid,
        "version": place.version,
        **{name: getattr(place, name) for name in _PLAIN},
        "position": _position(place.latitude, place.longitude),
        "base_position": _position(place.base_latitude, place.base_longitude),
        "zone": zone.name,
        "zone_assumed": zone.assumed,
        "away": days_text(map(date.fromisoformat, place.away)),
        "sets": list(sets.get(place.uid, ())),
        "map": map_link(place.latitude, place.longitude),
        "geo": geo_link(place.latitude, place.longitude),
    }


def map_link(latitude: int | None, longitude: int | None) -> str:
    """A page of OpenStreetMap to open by hand; nothing is fetched from there."""
    if latitude is None or longitude is None:
        return ""
    here = degrees_text(latitude), degrees_text(longitude)
    return (f"https://www.openstreetmap.org/?mlat={here[0]}&mlon={here[1]}"
            f"#map=16/{here[0]}/{here[1]}")  # fmt: skip


def geo_link(latitude: int | None, longitude: int | None) -> str:
    """A geo: link, which telephones open in their own map (RFC 5870)."""
    if latitude is None or longitude is None:
        return ""
    return f"geo:{degrees_text(latitude)},{degrees_text(longitude)}"


def sets_as_json(scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {"set": row.name, "scenes": row.scenes, "eighths": row.eighths, "intext": row.intext,
         "place": row.place.uid if row.place else "",
         "place_name": row.place.name if row.place else "", "bound": row.bound}
        for row in set_rows(scenario)
    ]  # fmt: skip


def _set_row(name: str, told: story.SetInStory | None, place: Place | None) -> SetRow:
    if told is None:
        return SetRow(name=name, place=place)
    return SetRow(name=name, scenes=told.scenes, eighths=told.eighths, interior=told.interior,
                  exterior=told.exterior, place=place)  # fmt: skip


def _position(latitude: int | None, longitude: int | None) -> str:
    if latitude is None or longitude is None:
        return ""
    return position_text(latitude, longitude)
