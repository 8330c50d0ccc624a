"""Verbs: accept, reject, reset what the script suggests, one by one or many in one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import Category
from topsheet.breakdown.models import State
from topsheet.breakdown.selectors import scenes_shot
from topsheet.breakdown.written import (
    Written,
    element_of,
    find_scene,
    numbers,
    part_of,
    writing,
)
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.models import User
from topsheet.production.models import Scenario

Suggestion = models.Appearance | models.Mention | models.SceneFlag
_MODELS: tuple[type[Any], ...] = (models.Appearance, models.Mention, models.SceneFlag)
_RELATED = {models.Appearance: "part", models.Mention: "element"}
_WORDS = {State.ACCEPTED: "accepted", State.REJECTED: "rejected", State.SUGGESTED: "reset"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which suggestions: by their uids, or all that answer to everything that is named.

    ``scene`` is a uid or a printed number, elements and ``role`` a uid or a name. Of many,
    accepting and rejecting take only what nobody decided, and only scenes of the draft.
    """

    uids: tuple[str, ...] = ()
    scene: str = ""
    elements: tuple[str, ...] = ()
    role: str = ""
    category: str = ""
    from_confidence: int = 0

    @property
    def is_open(self) -> bool:
        """Nothing is said at all."""
        return not (
            self.uids or self.scene or self.elements or self.role or self.category
            or self.from_confidence
        )  # fmt: skip


def decide(
    actor: User,
    scenario: Scenario,
    state: State,
    which: Which,
    version: int | None = None,
    versions: Mapping[str, int] | None = None,
) -> Written:
    """Accept, reject or reset suggestions in one change set.

    A reset gives back what the script says, or for what was added by hand that it was
    added. ``version`` is that of a single suggestion named by its uid, ``versions`` those of
    several.
    """
    rows = _found(scenario, state, which)
    edits = [(row, fields) for row in rows if (fields := _fields(row, state))]
    with writing(actor, scenario, _verb(scenario, rows, state, which)) as (changes, done):
        read = dict(versions or {})
        if version is not None and len(which.uids) == 1:
            read[which.uids[0]] = version
        changes.update_all(edits, versions=[read.get(row.uid, row.version) for row, _ in edits])
    return done


def is_decided(row: Suggestion) -> bool:
    return row.state != State.SUGGESTED and not row.lost


def _fields(row: Suggestion, state: State) -> dict[str, Any]:
    """What changes of a row."""
    if state == State.SUGGESTED:
        fields: dict[str, Any] = {"state": State.ACCEPTED if row.by_hand else State.SUGGESTED}
        if isinstance(row, models.Appearance) and not row.by_hand:
            fields["decided"] = ""
    else:
        kept = row.lost and state == State.ACCEPTED  # a person says it, the script no longer
        fields = {"state": state, "lost": False, "by_hand": row.by_hand or kept}
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def _found(scenario: Scenario, state: State, which: Which) -> list[Suggestion]:
    if which.is_open:
        raise InvalidInput(
            "Say which suggestions: by uid, scene, element, role, category or confidence.",
            field="uids",
        )
    found = [row for model in _MODELS for row in _rows(scenario, model, which)]
    if which.uids:
        missing = set(which.uids) - {row.uid for row in found}
        if missing:
            raise NotFound(f"There is no suggestion “{min(missing)[:60]}” in this breakdown.")
        return found
    here = scenes_shot(scenario)
    return [
        row
        for row in found
        if row.scene in here
        and (is_decided(row) if state == State.SUGGESTED else not is_decided(row))
    ]


def _rows(scenario: Scenario, model: type[Any], which: Which) -> Iterable[Any]:
    """The rows of one kind that answer to ``which``."""
    rows = model.objects.filter(scenario=scenario, confidence__gte=which.from_confidence)
    if which.uids:
        rows = rows.filter(uid__in=which.uids)
    if which.scene:
        rows = rows.filter(scene=find_scene(scenario, which.scene).uid)
    if which.elements:
        wanted = [element_of(scenario, name) for name in which.elements]
        rows = rows.filter(element__in=wanted) if model is models.Mention else rows.none()
    if which.role:
        part = part_of(scenario, which.role)
        rows = rows.filter(part=part) if model is models.Appearance else rows.none()
    if which.category:
        rows = _of_category(rows, model, which.category)
    return rows.select_related(_RELATED[model]) if model in _RELATED else rows


def _of_category(rows: Any, model: type[Any], category: str) -> Any:
    if category == Category.CAST.value:
        return rows if model is models.Appearance else rows.none()
    return rows.filter(element__category=category) if model is models.Mention else rows.none()


def _verb(scenario: Scenario, rows: list[Suggestion], state: State, which: Which) -> str:
    """The act in a sentence, with the names a person knows."""
    word = _WORDS[state]
    if len(rows) == 1:
        number = numbers(scenario).get(rows[0].scene, "")
        where = f"in scene {number}" if number else "in a scene that is out"
        return f"{name_of(rows[0])} {word} {where}"
    if len(which.elements) == 1:
        return f"{element_of(scenario, which.elements[0]).name} {word} in {len(rows)} scenes"
    if which.elements:
        return f"{len(which.elements)} elements {word} in their scenes"
    if which.role:
        return f"{part_of(scenario, which.role).name} {word} in {len(rows)} scenes"
    of = f" of scene {find_scene(scenario, which.scene).number}" if which.scene else ""
    of += f" in {which.category}" if which.category else ""
    of += f" from {which.from_confidence} % on" if which.from_confidence else ""
    return f"{len(rows)} suggestions{of} {word}"


def name_of(row: Suggestion) -> str:
    """What a suggestion is about, by its name."""
    if isinstance(row, models.Appearance):
        return row.part.name
    return row.element.name if isinstance(row, models.Mention) else row.flag
