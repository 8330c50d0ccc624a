"""Verbs and reads of a new draft: the scenes kept so far, and the next ones saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from topsheet.platform import files
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.script.engine.next_draft import KeptScene, NextScene
from topsheet.script.engine.types import Script
from topsheet.script.models import Draft, Scene
from topsheet.script.rows import scene_of, scene_row
from topsheet.script.selectors import current_draft
from topsheet.script.services import draft_row


def kept_scenes(scenario: Scenario) -> tuple[KeptScene, ...]:
    """The scenes as they stand, with what was read of those that were corrected."""
    rows = Scene.objects.filter(scenario=scenario).order_by("order")
    return tuple(
        KeptScene(scene=replace(scene_of(row), index=n), corrected=row.corrected)
        for n, row in enumerate(rows)
    )


def save_next_draft(
    changes: Changes,
    scenario: Scenario,
    script: Script,
    scenes: Sequence[NextScene],
    *,
    source: str,
    filename: str,
    against: Mapping[str, Any],
) -> Draft:
    """Make ``script`` the draft in force with these scenes, each row keeping its uid.

    ``source`` is the digest of the stored file; ``against`` tells what the draft changed of
    the one before.
    """
    before = current_draft(scenario)
    draft = draft_row(scenario, script, files.read(source), filename, before.number + 1)
    draft.numbers_locked, draft.against = before.numbers_locked, dict(against)
    changes.create(draft)
    rows = {row.uid: row for row in Scene.objects.filter(scenario=scenario)}
    new = [scene_row(scenario, draft, one.scene) for one in scenes if one.scene.uid not in rows]
    changes.update_all([
        (rows[one.scene.uid], _fields(scenario, draft, one))
        for one in scenes if one.scene.uid in rows
    ])  # fmt: skip
    changes.create_all(new)
    return draft


def _fields(scenario: Scenario, draft: Draft, one: NextScene) -> dict[str, Any]:
    row = scene_row(scenario, draft, one.scene)
    names = [f.name for f in Scene._meta.concrete_fields
             if f.name not in ("id", "uid", "version", "scenario")]  # fmt: skip
    return {name: getattr(row, name) for name in names} | {"corrected": dict(one.corrected)}
