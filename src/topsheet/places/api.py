"""API of the room ``places``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.places.exports import place_rows
from topsheet.platform.accounts import person_of
from topsheet.production.selectors import find_production, scenario_of

router = Router(tags=["places"])


@router.get("/productions/{production}/places")
def places(request: HttpRequest, production: str, scenario: str = "") -> list[dict[str, Any]]:
    """The shooting places and the sets shot there."""
    found = find_production(production, person_of(request))
    return place_rows(person_of(request), scenario_of(found, scenario))
