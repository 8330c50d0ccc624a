"""API of the room ``breakdown``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.breakdown import exports
from topsheet.breakdown.selectors import load_breakdown
from topsheet.production.access import Level, require
from topsheet.production.selectors import find_production, scenario_of
from topsheet.script.selectors import load_script

router = Router(tags=["breakdown"])


@router.get("/productions/{production}/breakdown")
def breakdown(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """Cast and elements by category, flags by scene, places; each with what it came from."""
    found = find_production(production, request.user)
    require(request.user, found, "breakdown", Level.VIEW)
    where = scenario_of(found, scenario)
    return exports.whole_as_json(load_breakdown(where), load_script(where))
