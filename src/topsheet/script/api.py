"""API of the room ``script``: the script of a production, and one scene with its text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.production.access import Level, require
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of
from topsheet.script.engine import as_json, scene_as_json
from topsheet.script.rows import scene_of
from topsheet.script.selectors import find_scene, load_script

router = Router(tags=["script"])


@router.get("/productions/{production}/script")
def script(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """The script in force: title, pages, scenes, characters, problems."""
    return as_json(load_script(_scenario(request, production, scenario)))


@router.get("/productions/{production}/script/scenes/{scene}")
def scene(request: HttpRequest, production: str, scene: str, scenario: str = "") -> dict[str, Any]:
    """One scene by uid (``s0012``) or number (``12A``), with every paragraph."""
    row = find_scene(_scenario(request, production, scenario), scene)
    return scene_as_json(scene_of(row)) | {"uid": row.uid, "elements": row.elements}


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    found = find_production(production, request.user)
    require(request.user, found, "script", Level.VIEW)
    return scenario_of(found, scenario)
