"""What every write of the room has in common: who may, one change set, the rows it changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from topsheet.breakdown import models
from topsheet.kernel.errors import NotFound
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Scenario
from topsheet.script import models as script
from topsheet.script import selectors

_OURS = frozenset(
    model.KIND
    for model in (
        models.Part, models.Element, models.Appearance, models.Mention, models.SceneFlag,
        models.Alias, models.ElementLink,
    )
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Written:
    """What a write did: its change set, and each row of the room as it is now.

    A row that was deleted has ``gone``. ``sequence`` is the last one when nothing changed,
    and ``change`` then "".
    """

    sequence: int = 0
    change: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def writing(actor: User, scenario: Scenario, verb: str) -> Iterator[tuple[Changes, Written]]:
    """``recording`` for somebody who may edit the breakdown; fills what was written."""
    require(actor, scenario.production, "breakdown", Level.EDIT)
    done = Written()
    before = scenario.production.sequence
    with recording(scenario.production, actor, verb) as changes:
        yield changes, done
    done.sequence = scenario.production.sequence
    if done.sequence != before and changes.noted:
        done.change = changes.verb
        done.rows = _rows(changes)


def _rows(changes: Changes) -> list[dict[str, Any]]:
    """The rows changed, each once and as it stands."""
    last = {(c.kind, c.uid): c for c in changes.noted if c.kind in _OURS}
    return [
        {"kind": kind, "uid": uid, "version": change.version}
        | ({"gone": True} if change.after is None else dict(change.after))
        for (kind, uid), change in last.items()
    ]


def element_of(scenario: Scenario, name: str) -> models.Element:
    """An element by uid, by name, or by another name it is known under. Raises NotFound."""
    name = entry.line(name, "element", 200)
    mine = models.Element.objects.filter(scenario=scenario)
    found = mine.filter(uid=name).first() or _by_name(mine, name)
    if found is None:
        aliases = models.Alias.objects.filter(scenario=scenario, of=models.Alias.Of.ELEMENT)
        alias = _by_name(aliases, name, "text")
        found = mine.filter(uid=alias.key).first() if alias else None
    if found is None:
        raise NotFound(f"There is no element “{name[:60]}” in this breakdown.")
    return found


def part_of(scenario: Scenario, name: str) -> models.Part:
    """A role by key, name, cast number, or another name it is known under. Raises NotFound."""
    name = entry.line(name, "role", 200)
    mine = models.Part.objects.filter(scenario=scenario)
    found = mine.filter(uid=name).first() or _by_name(mine, name)
    found = found or mine.filter(board_id=name).first()
    if found is None:
        aliases = models.Alias.objects.filter(scenario=scenario, of=models.Alias.Of.ROLE)
        alias = _by_name(aliases, name, "text")
        found = mine.filter(uid=alias.key).first() if alias else None
    if found is None:
        raise NotFound(f"There is no role “{name[:60]}” in this breakdown.")
    return found


def find_scene(scenario: Scenario, name: str) -> script.Scene:
    """A scene by uid or printed number. Raises NotFound."""
    return selectors.find_scene(scenario, entry.line(name, "scene", 64))


def _by_name(rows: Any, name: str, of: str = "name") -> Any:
    """SQLite knows no other capitals than A to Z, so names are compared here."""
    wanted = name.casefold()
    found = [pk for pk, said in rows.values_list("pk", of) if said.casefold() == wanted]
    return rows.filter(pk__in=found[:1]).first()


def numbers(scenario: Scenario) -> dict[str, str]:
    """The printed number of each scene, by uid."""
    return dict(script.Scene.objects.filter(scenario=scenario).values_list("uid", "number"))
