"""People's verbs on what a strip is: its minutes, its parts, retakes and pick-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from topsheet.kernel.errors import InvalidInput
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import recording
from topsheet.production.models import Scenario
from topsheet.schedule import models
from topsheet.schedule.board_rows import open_board
from topsheet.schedule.engine.board_state import (
    BoardState,
    by_key,
    refuse_locked_day,
    refuse_locked_strips,
    strip_name,
)
from topsheet.schedule.engine.cutting import MOST_PARTS, cut, extra, part_key
from topsheet.schedule.engine.types import PartKind, ScheduleProblem
from topsheet.schedule.ranks import ranked
from topsheet.schedule.selectors import load_problem
from topsheet.schedule.working import LONGEST, Done, done, strip_row

_MOST_EIGHTHS = 8 * 200


def set_strip(
    actor: User, scenario: Scenario, strip: str, *, version: int | None = None, **wanted: Any
) -> Done:
    """Minutes, eighths, note, place or cast of a strip set by hand; None (or "") follows again.

    ``place`` is one where the scenario shoots a set, ``cast`` are keys of parts that are on
    camera in some scene: those the budget knows what to pay for.
    """
    for name, most in (("minutes", LONGEST), ("eighths", _MOST_EIGHTHS)):
        value = wanted.get(name)
        if value is not None and not 0 <= value <= most:
            raise InvalidInput(f"{name.capitalize()} are a number from 0 to {most}.", field=name)
    require(actor, scenario.production, "schedule", Level.EDIT)
    problem = load_problem(scenario)
    name = strip_name(strip, by_key(problem))
    _refuse_strangers(problem, wanted)
    before = open_board(scenario, problem).state
    verb = f"{name}: {_said(problem, wanted)}"
    with recording(scenario.production, actor, verb) as changes:
        changes.update(strip_row(scenario, strip), version=version, **wanted)
    return done(scenario, before, changes.verb, (strip,))


def split_scene(
    actor: User, scenario: Scenario, strip: str, count: int = 2, shares: Sequence[int] = ()
) -> Done:
    """A whole scene cut into parts that stand where it stood. ``shares`` are eighths; without
    them the parts share the scene's length as it is, and follow it when it changes.
    """
    require(actor, scenario.production, "schedule", Level.EDIT)
    problem = load_problem(scenario)
    with recording(scenario.production, actor, "") as changes:
        board = open_board(scenario, problem)
        row = _free_row(problem, scenario, board.state, [strip])[0]
        known = by_key(problem)[strip]
        if row.kind != PartKind.SCENE.value:
            raise InvalidInput(f"{strip_name(strip, by_key(problem))} is a part already.")
        parts = cut(known.eighths, known.minutes, count, shares)
        new = [
            models.Strip(
                scenario=scenario, uid=part_key(row.scene, part.number), scene=row.scene,
                part=part.number, kind=part.kind.value, day=row.day,
                eighths=part.eighths if shares else None,
                minutes=part.minutes if shares or row.minutes is not None else None,
                cast=row.cast, place=row.place, note=row.note,
            )
            for part in parts
        ]  # fmt: skip
        for one, rank in zip(new, _ranks(scenario, row, count), strict=True):
            one.rank = rank
        changes.verb = f"{strip_name(strip, by_key(problem))} cut into {count} parts"
        changes.delete(row)
        changes.create_all(new)
    return done(scenario, board.state, changes.verb)


def join_parts(actor: User, scenario: Scenario, strip: str) -> Done:
    """The parts of a strip's scene one strip again, where the first of them stands. Retakes,
    pick-ups, inserts and plates stay.
    """
    require(actor, scenario.production, "schedule", Level.EDIT)
    problem = load_problem(scenario)
    with recording(scenario.production, actor, "") as changes:
        board = open_board(scenario, problem)
        scene = strip_row(scenario, strip).scene
        shared = [kind.value for kind in PartKind if kind.shares]
        parts = models.Strip.objects.filter(scenario=scenario, scene=scene, kind__in=shared)
        keys = [row.uid for row in parts.order_by("part") if row.part]
        if not keys:
            raise InvalidInput(f"{strip_name(strip, by_key(problem))} is not in parts.")
        rows = _free_row(problem, scenario, board.state, keys)
        home = next((row for row in rows if row.day_id), rows[0])
        whole = models.Strip(scenario=scenario, uid=scene, scene=scene, day=home.day,
                             rank=home.rank, cast=home.cast, place=home.place)  # fmt: skip
        known = by_key(problem)
        number = known[keys[0]].scene if keys[0] in known else scene
        changes.verb = f"Scene {number} joined from {len(keys)} parts"
        changes.delete_all(rows)
        changes.create(whole)
    return done(scenario, board.state, changes.verb)


def add_part(
    actor: User, scenario: Scenario, strip: str, kind: str, minutes: int, note: str = ""
) -> Done:
    """A retake, pick-up, insert or plate of a scene, put in the boneyard to be placed."""
    require(actor, scenario.production, "schedule", Level.EDIT)
    problem = load_problem(scenario)
    try:
        wanted = PartKind(kind)
    except ValueError:
        raise InvalidInput("There is no such kind of part.", field="kind") from None
    if minutes > LONGEST:
        raise InvalidInput("A part takes a day at most.", field="minutes")
    with recording(scenario.production, actor, "") as changes:
        before = open_board(scenario, problem).state
        scene = strip_row(scenario, strip).scene
        taken = models.Strip.objects.filter(scenario=scenario, scene=scene)
        number = max((row.part for row in taken), default=0) + 1
        if number > MOST_PARTS + 50:
            raise InvalidInput("This scene has more parts than anybody can shoot.")
        part = extra(number, minutes, wanted)
        changes.create(
            models.Strip(scenario=scenario, uid=part_key(scene, number), scene=scene, part=number,
                         kind=kind, eighths=0, minutes=part.minutes, note=note.strip())
        )  # fmt: skip
        known = by_key(problem)
        shown = known[strip].scene if strip in known else scene
        changes.verb = f"A {kind} of scene {shown} added"
    return done(scenario, before, changes.verb)


def _free_row(
    problem: ScheduleProblem, scenario: Scenario, state: BoardState, keys: Sequence[str]
) -> list[models.Strip]:
    """The rows of strips that nobody locked."""
    refuse_locked_strips(state, keys, by_key(problem))
    for key in keys:
        day = state.day_of(key)
        if day is not None:
            refuse_locked_day(state, day)
    return [strip_row(scenario, key) for key in keys]


def _ranks(scenario: Scenario, row: models.Strip, count: int) -> list[int]:
    """Keys for parts in the place of a strip."""
    after = (
        models.Strip.objects.filter(scenario=scenario, day=row.day, rank__gt=row.rank)
        .order_by("rank")
        .values_list("rank", flat=True)
        .first()
    )
    keys: list[int | None] = [row.rank, *[None] * (count - 1)]
    return ranked(keys if after is None else [*keys, after])[:count]


def _refuse_strangers(problem: ScheduleProblem, wanted: dict[str, Any]) -> None:
    """Raises InvalidInput for a place or a part that nothing else of the plan speaks of."""
    place = wanted.get("place")
    if place and place not in {one.place for one in problem.places}:
        raise InvalidInput(
            "No set is shot at that place yet. Put a set there on the page of places first.",
            field="place",
        )
    if wanted.get("cast") is not None:
        wanted["cast"] = sorted(set(wanted["cast"]))
        known = {one.role for one in problem.cast}
        for role in wanted["cast"]:
            if role not in known:
                raise InvalidInput(
                    f"“{role}” is on camera in no scene. Add the part to the scene in the "
                    "breakdown first.",
                    field="cast",
                )


def _said(problem: ScheduleProblem, wanted: dict[str, Any]) -> str:
    names = {place.place: place.name for place in problem.places}
    ids = {terms.role: terms.board_id for terms in problem.cast}
    said = []
    for name, value in wanted.items():
        if value in (None, ""):
            said.append(f"{name} as the scene has it")
        elif name == "note":
            said.append("note changed")
        elif name == "place":
            said.append(f"shot at {names.get(value, value)}")
        elif name == "cast":
            said.append(f"cast {', '.join(ids[role] for role in value) or 'nobody'}")
        else:
            said.append(f"{value} {name}")
    return ", ".join(said)
