"""API of the room ``script``: the script of a production, its scenes, and corrections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.production.access import Level, require
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of
from topsheet.script.correcting import (
    Written,
    correct_scene,
    lock_numbers,
    omit_scene,
    restore_field,
    restore_scene,
)
from topsheet.script.engine import as_json, scene_as_json
from topsheet.script.engine.corrections import Correctable, in_words
from topsheet.script.models import Scene
from topsheet.script.rows import corrected_in_words, scene_of
from topsheet.script.selectors import find_scene, load_script

router = Router(tags=["script"])

SCENES = "/productions/{production}/script/scenes/{scene}"
MOST = 2_000_000_000  # what a version can be


class SceneFields(Schema):
    """What to correct, as people write it; what is left out stays."""

    number: str | None = Field(None, description="12A")
    heading: str | None = None
    intext: str | None = Field(None, description="INT, EXT or INT/EXT")
    set_name: str | None = None
    time: str | None = None
    light: str | None = Field(None, description="day, night, dawn or dusk")
    eighths: str | None = Field(None, description="in pages: 1 4/8")
    synopsis: str | None = None


class CorrectionIn(Schema):
    fields: SceneFields
    version: int | None = Field(None, ge=0, le=MOST)


class RestoreSceneIn(Schema):
    field: str
    version: int | None = Field(None, ge=0, le=MOST)


class SceneVersionIn(Schema):
    version: int | None = Field(None, ge=0, le=MOST)


class LockNumbersIn(Schema):
    locked: bool = True


class SceneOut(SceneFields):
    """A scene as it stands; ``corrected`` holds what was read of each corrected field."""

    uid: str
    version: int
    omitted: bool
    corrected: dict[str, str]


class ScriptWritten(Schema):
    sequence: int
    change: str
    rows: list[SceneOut]


@router.get("/productions/{production}/script")
def script(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """The script in force: title, pages, scenes, characters, problems."""
    return as_json(load_script(_scenario(request, production, scenario)))


@router.get("/productions/{production}/script/scenes/{scene}")
def scene(request: HttpRequest, production: str, scene: str, scenario: str = "") -> dict[str, Any]:
    """One scene by uid (``s0012``) or number (``12A``), with every paragraph."""
    row = find_scene(_scenario(request, production, scenario), scene)
    return scene_as_json(scene_of(row)) | {
        "uid": row.uid, "version": row.version, "elements": row.elements,
        "corrected": corrected_in_words(row),
    }  # fmt: skip


@router.patch(SCENES, response=ScriptWritten, summary="Correct a scene")
def correct(
    request: HttpRequest, production: str, scene: str, sent: CorrectionIn, scenario: str = ""
) -> dict[str, Any]:
    """What was read stays beside each corrected field. 409 when somebody else changed it."""
    found = _scenario(request, production, scenario)
    return _told(correct_scene(request.user, found, scene, sent.fields.dict(), sent.version))


@router.post(SCENES + "/restore", response=ScriptWritten, summary="Take a correction back")
def restore(
    request: HttpRequest, production: str, scene: str, sent: RestoreSceneIn, scenario: str = ""
) -> dict[str, Any]:
    """The field has again what was read."""
    found = _scenario(request, production, scenario)
    return _told(restore_field(request.user, found, scene, sent.field, sent.version))


@router.post(SCENES + "/omit", response=ScriptWritten, summary="Omit a scene")
def omit(
    request: HttpRequest, production: str, scene: str, sent: SceneVersionIn, scenario: str = ""
) -> dict[str, Any]:
    """Number and text stay; its strips leave the board."""
    found = _scenario(request, production, scenario)
    return _told(omit_scene(request.user, found, scene, sent.version))


@router.post(SCENES + "/bring-back", response=ScriptWritten, summary="Put an omitted scene back")
def bring_back(
    request: HttpRequest, production: str, scene: str, sent: SceneVersionIn, scenario: str = ""
) -> dict[str, Any]:
    """The scene is shot after all."""
    found = _scenario(request, production, scenario)
    return _told(restore_scene(request.user, found, scene, sent.version))


@router.post(
    "/productions/{production}/script/lock", response=ScriptWritten, summary="Lock scene numbers"
)
def lock(
    request: HttpRequest, production: str, sent: LockNumbersIn, scenario: str = ""
) -> dict[str, Any]:
    """From then on a new scene takes a letter: 12A."""
    return _told(lock_numbers(request.user, _scenario(request, production, scenario), sent.locked))


def _told(written: Written) -> dict[str, Any]:
    rows = [_scene_out(row) for row in written.rows]
    return {"sequence": written.sequence, "change": written.change, "rows": rows}


def _scene_out(row: Scene) -> dict[str, Any]:
    fields = {field.value: in_words(field, getattr(row, field.value)) for field in Correctable}
    return fields | {
        "uid": row.uid, "version": row.version, "omitted": row.omitted,
        "corrected": corrected_in_words(row),
    }  # fmt: skip


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    found = find_production(production, request.user)
    require(request.user, found, "script", Level.VIEW)
    return scenario_of(found, scenario)
