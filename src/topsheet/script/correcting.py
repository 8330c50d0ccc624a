"""Verbs: correct a scene, take a correction back, omit a scene, lock the numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from topsheet.kernel.errors import Conflict, InvalidInput, NotFound
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Scenario
from topsheet.script.engine.corrections import (
    FROM_HEADING,
    WORDS,
    Correctable,
    checked,
    corrections,
    field_named,
    in_words,
    light_follows,
    said_by_heading,
    said_by_time,
)
from topsheet.script.models import Scene
from topsheet.script.selectors import current_draft, find_scene

_READ = ("number", "numbered", "heading", "intext", "set_name", "time", "light",
         "light_inherited", "eighths", "synopsis", "corrected", "omitted")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What an edit did: the change set's number and sentence, and the scenes as they are."""

    sequence: int
    change: str
    rows: tuple[Scene, ...]


def correct_scene(
    actor: User,
    scenario: Scenario,
    scene: str,
    given: Mapping[str, object],
    version: int | None = None,
) -> Written:
    """Say what a scene's heading, INT/EXT, set, time, light, length, synopsis or number is.

    ``given`` holds values as people write them (``{"eighths": "1 4/8"}``). What was read is
    kept beside each. A new heading brings its set, time and light along; a new light that of
    the scenes that play in it. Raises InvalidInput, Conflict, NotFound, NotAllowed.
    """
    require(actor, scenario.production, "script", Level.EDIT)
    wanted = {field: checked(field, value) for field, value in _named(given).items()}
    if not wanted:
        raise InvalidInput("Say what to correct, such as its set or its length.", field="fields")
    row = find_scene(scenario, scene)
    verb = f"Scene {row.number}: " + ", ".join(
        f"{WORDS[field]} {in_words(field, value)}" for field, value in wanted.items()
    )
    plain = {field.value: value for field, value in wanted.items()}
    return _write(actor, row, verb, partial(_all_fields, plain), version)


def restore_field(
    actor: User, scenario: Scenario, scene: str, field: str, version: int | None = None
) -> Written:
    """Take a correction back: the scene has again what was read. Raises InvalidInput."""
    require(actor, scenario.production, "script", Level.EDIT)
    wanted = field_named(field)
    row = find_scene(scenario, scene)
    if wanted.value not in row.corrected:
        raise InvalidInput(
            f"The {WORDS[wanted]} of scene {row.number} is as it was read.", field=field
        )
    read = {wanted.value: row.corrected[wanted.value]}
    verb = f"Scene {row.number}: {WORDS[wanted]} as read"
    return _write(actor, row, verb, partial(_read_again, read), version)


def omit_scene(actor: User, scenario: Scenario, scene: str, version: int | None = None) -> Written:
    """Take a scene out of the film; its number and text stay. Raises InvalidInput."""
    return _set_omitted(actor, scenario, scene, True, version)


def restore_scene(
    actor: User, scenario: Scenario, scene: str, version: int | None = None
) -> Written:
    """Put an omitted scene back into the film."""
    return _set_omitted(actor, scenario, scene, False, version)


def lock_numbers(actor: User, scenario: Scenario, locked: bool = True) -> Written:
    """Lock the scene numbers: from then on a new scene takes a letter (12A)."""
    require(actor, scenario.production, "script", Level.EDIT)
    draft = current_draft(scenario)
    verb = "Scene numbers locked" if locked else "Scene numbers unlocked"
    with recording(scenario.production, actor, verb) as changes:
        changes.update(draft, numbers_locked=locked)
    return Written(scenario.production.sequence, verb, ())


def _set_omitted(
    actor: User, scenario: Scenario, name: str, omitted: bool, version: int | None
) -> Written:
    require(actor, scenario.production, "script", Level.EDIT)
    row = find_scene(scenario, name)
    if row.omitted == omitted:
        state = "omitted already" if omitted else "not omitted"
        raise InvalidInput(f"Scene {row.number} is {state}.", field="scene")
    others = Scene.objects.filter(scenario=scenario, omitted=False).exclude(pk=row.pk)
    if omitted and not others.exists():
        raise InvalidInput(
            f"Scene {row.number} is the only one left; a film needs one to shoot.", field="scene"
        )
    verb = f"Scene {row.number} omitted" if omitted else f"Scene {row.number} back in the film"
    with recording(scenario.production, actor, verb) as changes:
        row = find_scene(scenario, row.uid)
        fields, kept = corrections({"omitted": row.omitted}, row.corrected, {"omitted": omitted})
        changes.update(row, version=version, **fields)
        changes.update(row, corrected=kept)
    return Written(scenario.production.sequence, verb, (row,))


def _named(given: Mapping[str, object]) -> dict[Correctable, object]:
    return {field_named(name): value for name, value in given.items() if value is not None}


def _refuse_number_taken(number: str, row: Scene, scenes: Sequence[Scene]) -> None:
    for other in scenes:
        if other.pk != row.pk and other.number.casefold() == number.casefold():
            raise InvalidInput(
                f"Scene {other.number} is there already ({other.heading[:60]}); "
                f"give scene {row.number} a number of its own, such as {number}A.",
                field="number",
            )


def _values(row: Scene) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _READ}


def _before(row: Scene, scenes: Sequence[Scene]) -> dict[str, Any] | None:
    place = next(n for n, scene in enumerate(scenes) if scene.pk == row.pk)
    return _values(scenes[place - 1]) if place else None


def _all_fields(plain: dict[str, Any], row: Scene, scenes: Sequence[Scene]) -> dict[str, Any]:
    """The fields asked for and those that follow, where a person did not say otherwise."""
    before = _before(row, scenes)
    follows: dict[str, Any] = {}
    if "heading" in plain:
        follows |= said_by_heading(plain["heading"], before)
    if "time" in plain:
        follows |= said_by_time(plain["time"], before)
    if "light" in plain:
        follows["light_inherited"] = False
    if "number" in plain:
        follows["numbered"] = True
    decided = set(row.corrected) & set(FROM_HEADING) if "heading" not in plain else set()
    return {name: v for name, v in follows.items() if name not in decided} | plain


def _read_again(read: dict[str, Any], row: Scene, scenes: Sequence[Scene]) -> dict[str, Any]:
    """What was read, with what had followed from the correction alone."""
    kept, back = row.corrected, dict(read)
    followed: dict[str, Any] = {}
    if "heading" in read:
        followed = said_by_heading(row.heading, _before(row, scenes))
    elif "time" in read:
        followed = said_by_time(row.time, _before(row, scenes))
    for name, value in followed.items():
        if name in kept and getattr(row, name) == value:
            back[name] = kept[name]
    if "light" in back and "light_inherited" in kept:
        back["light_inherited"] = kept["light_inherited"]
    if "number" in back and "numbered" in kept:
        back["numbered"] = kept["numbered"]
    return back


def _write(
    actor: User,
    row: Scene,
    verb: str,
    wanted_of: Callable[[Scene, Sequence[Scene]], dict[str, Any]],
    version: int | None,
) -> Written:
    """The scene's row, and the light of the scenes that play in its light, in one change.

    All is read under the lock, so that two people who correct two fields of one scene both
    have their way.
    """
    scenario = row.scenario
    with recording(scenario.production, actor, verb) as changes:
        scenes = list(Scene.objects.filter(scenario=scenario).order_by("order"))
        place = next((n for n, scene in enumerate(scenes) if scene.pk == row.pk), None)
        if place is None:
            raise NotFound(f"Scene {row.number} is not in the script any more.")
        row = scenes[place]
        wanted = wanted_of(row, scenes)
        if "number" in wanted:
            _refuse_number_taken(wanted["number"], row, scenes)
        fields, kept = corrections(_values(row), row.corrected, wanted)
        _update(changes, row, fields, kept, version)
        rows = [row]
        if "light" in fields:
            told = light_follows([_values(scene) for scene in scenes], place, row.light)
            changes.update_all([(scenes[n], light) for n, light in told.items()])
            rows += [scenes[n] for n in told]
    return Written(scenario.production.sequence, verb, tuple(rows))


def _update(
    changes: Changes, row: Scene, fields: dict[str, Any], kept: dict[str, Any], version: int | None
) -> None:
    """Raises Conflict that tells both values as people write them."""
    try:
        changes.update(row, version=version, **fields)
    except Conflict as stale:
        raise Conflict(
            stale.message, theirs=_told(stale.theirs), yours=_told(stale.yours),
            version=stale.version, by=stale.by,
        ) from None  # fmt: skip
    if fields:
        changes.update(row, corrected=kept)


def _told(values: object) -> object:
    if not isinstance(values, dict):
        return values
    return {
        name: in_words(Correctable(name), value) for name, value in values.items() if name in WORDS
    }
