"""Reads: the draft in force, its scenes, and the script as the engine knows it."""

from __future__ import annotations

from topsheet.kernel.errors import NotFound
from topsheet.platform.derived import Derived
from topsheet.production.models import Scenario
from topsheet.production.revisions import revision_of
from topsheet.script.engine.types import Script
from topsheet.script.models import Draft, Scene
from topsheet.script.rows import script_of

_scripts: Derived[Script] = Derived(64)


def current_draft(scenario: Scenario) -> Draft:
    """The draft in force. Raises NotFound when the scenario has no script yet."""
    draft = Draft.objects.filter(scenario=scenario).last()
    if draft is None:
        raise NotFound("This production has no script yet. Add one under New production.")
    return draft


def load_script(scenario: Scenario) -> Script:
    """The script of the draft in force as it stands, corrections included; remembered
    until it changes. Raises NotFound.
    """
    return _scripts.get(revision_of(scenario, "script"), lambda: _read(scenario))


def _read(scenario: Scenario) -> Script:
    draft = current_draft(scenario)
    return script_of(draft, list(Scene.objects.filter(scenario=scenario, draft=draft)))


def scene_order(scenario: Scenario) -> tuple[str, ...]:
    """The uids of the scenes of the draft in force, in script order: a scene's index in the
    engine's types is its place here.
    """
    scenes = Scene.objects.filter(scenario=scenario, draft=current_draft(scenario))
    return tuple(scenes.values_list("uid", flat=True))


def find_scene(scenario: Scenario, name: str) -> Scene:
    """A scene by uid (``s0012``) or by number (``12A``). Raises NotFound.

    Where a script uses a number twice, the first scene is found.
    """
    scenes = Scene.objects.filter(scenario=scenario)
    name = name.replace("\x00", " ")  # which PostgreSQL would not look for
    found = scenes.filter(uid=name).first() or scenes.filter(number__iexact=name).first()
    if found is None:
        raise NotFound(f"There is no scene “{name}” in this script.")
    return found


def script_about(scenario: Scenario) -> str:
    """The draft in a few words, for the head of a report: ``white draft, 12 May 2026``.

    The date is the script's own where its title page names one. "" without a script.
    """
    draft = Draft.objects.filter(scenario=scenario).last()
    if draft is None:
        return ""
    dates = [v for key, v in draft.title_page if key.casefold() in ("draft date", "date")]
    return ", ".join([f"{draft.colour} draft", *dates[:1], draft.file_name])
