"""API of the room ``places``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.kernel.errors import InvalidInput
from topsheet.places import exports, services
from topsheet.places.selectors import find_place, sets_by_place
from topsheet.places.sun import span, sun_table
from topsheet.places.zones import zone_of
from topsheet.platform.accounts import person_of
from topsheet.platform.formats import clock_text
from topsheet.production.access import Level, require
from topsheet.production.answers import written
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of

router = Router(tags=["places"])

Version = Annotated[int | None, Field(ge=0, le=2**31 - 1, description="the one you read")]


class PlaceIn(Schema):
    """Fields of a place; what is left out stays. Positions are coordinates as text:
    ``52.5163, 13.3777`` or ``52°30′58″N 13°22′40″E``; ``away`` is a list of dates and spans.
    """

    name: str | None = None
    kind: str | None = None
    stage: bool | None = None
    address: str | None = None
    city: str | None = None
    country: str | None = None
    position: str | None = None
    zone: str | None = None
    base: str | None = None
    base_position: str | None = None
    parking: str | None = None
    holding: str | None = None
    hospital: str | None = None
    contact: str | None = None
    permit: str | None = None
    power: str | None = None
    noise: str | None = None
    note: str | None = None
    away: str | None = None


class PlaceEdit(PlaceIn):
    version: Version = None


class MergePlaceIn(Schema):
    """The key of the place that stays, at the version you read."""

    into: str
    version: Version = None


class SetsIn(Schema):
    """Sets by name, and the place they are shot at: its key, or a new one."""

    sets: Annotated[list[str], Field(min_length=1, max_length=2_000)]
    place: str = ""
    new: PlaceIn | None = None


@router.get("/productions/{production}/places")
def places(request: HttpRequest, production: str, scenario: str = "") -> list[dict[str, Any]]:
    """The shooting places and the sets shot there."""
    return exports.place_rows(person_of(request), _scenario(request, production, scenario))


@router.get("/productions/{production}/sets")
def sets(request: HttpRequest, production: str, scenario: str = "") -> list[dict[str, Any]]:
    """Every set with its scenes, its pages and where it is shot."""
    found = _scenario(request, production, scenario)
    require(person_of(request), found.production, "places", Level.VIEW)
    return exports.sets_as_json(found)


@router.post("/productions/{production}/sets/bind")
def bind_sets(
    request: HttpRequest, production: str, body: SetsIn, scenario: str = ""
) -> dict[str, Any]:
    """Shoot sets at a place, or at a new one, in one act."""
    found = _scenario(request, production, scenario)
    place = find_place(found.production, body.place) if body.place else None
    before = found.production.sequence
    new = _said(body.new) if body.new else None
    bound = services.bind_sets(person_of(request), found, place, body.sets, new=new)
    return _answer(found, before, bound.uid)


@router.post("/productions/{production}/places")
def add(request: HttpRequest, production: str, body: PlaceIn, scenario: str = "") -> dict[str, Any]:
    """Add a real place."""
    found = _scenario(request, production, scenario)
    before = found.production.sequence
    place = services.new_place(person_of(request), found.production, **_said(body))
    return _answer(found, before, place.uid)


@router.patch("/productions/{production}/places/{key}")
def edit(
    request: HttpRequest, production: str, key: str, body: PlaceEdit, scenario: str = ""
) -> dict[str, Any]:
    """Change what is known of a place."""
    found = _scenario(request, production, scenario)
    before = found.production.sequence
    place = find_place(found.production, key)
    services.edit_place(person_of(request), place, body.version, **_said(body))
    return _answer(found, before, key)


@router.post("/productions/{production}/places/{key}/bind")
def bind(
    request: HttpRequest, production: str, key: str, body: PlaceEdit, scenario: str = ""
) -> dict[str, Any]:
    """Say which real place an assumed one is."""
    found = _scenario(request, production, scenario)
    before = found.production.sequence
    place = find_place(found.production, key)
    services.bind_place(person_of(request), place, body.version, **_said(body))
    return _answer(found, before, key)


@router.post("/productions/{production}/places/{key}/merge")
def merge(
    request: HttpRequest, production: str, key: str, body: MergePlaceIn, scenario: str = ""
) -> dict[str, Any]:
    """Make one place of two; the one in ``into`` stays."""
    found = _scenario(request, production, scenario)
    before = found.production.sequence
    place, into = find_place(found.production, key), find_place(found.production, body.into)
    services.merge_places(person_of(request), place, into, body.version)
    return _answer(found, before, into.uid)


@router.delete("/productions/{production}/places/{key}")
def delete(
    request: HttpRequest, production: str, key: str, scenario: str = "", version: Version = None
) -> dict[str, Any]:
    """Take a place out; refused while sets are shot there."""
    found = _scenario(request, production, scenario)
    before = found.production.sequence
    place = find_place(found.production, key)
    services.delete_place(person_of(request), place, version)
    return written(found.production, before, rows=[])


@router.get("/productions/{production}/places/{key}/sun")
def sun(
    request: HttpRequest, production: str, key: str, first: date, last: date | None = None
) -> dict[str, Any]:
    """Dawn, sunrise, noon, sunset and dusk by the clock of the place."""
    found = find_production(production, person_of(request))
    require(person_of(request), found, "places", Level.VIEW)
    place = find_place(found, key)
    if place.latitude is None or place.longitude is None:
        raise InvalidInput(
            f"{place.name} has no position yet. Give its coordinates first.", field="position"
        )
    zone = zone_of(place)
    table = sun_table(place.latitude, place.longitude, zone.name, span(first, last or first))
    return {
        "zone": zone.name,
        "zone_assumed": zone.assumed,
        "days": [
            {"date": day.date, **{name: _clock(getattr(day, name)) for name in
                                  ("dawn", "sunrise", "noon", "sunset", "dusk")}}
            for day in table
        ],
    }  # fmt: skip


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else clock_text(minutes)


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    return scenario_of(find_production(production, person_of(request)), scenario)


def _said(body: PlaceIn) -> dict[str, Any]:
    """What was said; null is as unsaid."""
    return body.dict(exclude_none=True, exclude={"version"})


def _answer(scenario: Scenario, before: int, key: str) -> dict[str, Any]:
    place = find_place(scenario.production, key)
    row = exports.place_row(place, sets_by_place(scenario))
    return written(scenario.production, before, rows=[row])
