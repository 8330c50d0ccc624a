"""Verbs: what an element is called, where it belongs, what is noted of it, what it needs."""

from __future__ import annotations

from typing import Any

from topsheet.breakdown import models
from topsheet.breakdown.engine.words import slug
from topsheet.breakdown.tagging import refuse_cast, same_name
from topsheet.breakdown.written import Written, element_of, part_of, writing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario


def edit_element(
    actor: User,
    scenario: Scenario,
    element: str,
    *,
    version: int | None = None,
    name: str | None = None,
    category: str | None = None,
    note: str | None = None,
) -> Written:
    """Rename an element, move it to another category, note something on it.

    A new draft keeps what was set here. The old name is remembered.
    """
    row = element_of(scenario, element)
    fields = _wanted(row, name, category, note)
    _refuse_twin(scenario, row, fields)
    old = row.name
    with writing(actor, scenario, _verb(row, fields)) as (changes, done):
        own = {*row.own, *(fields.keys() & {"name", "category"})}
        changes.update(row, version=version, **fields, own=sorted(own))
        if "name" in fields:
            _remember_name(changes, row, old)
    return done


def set_category(actor: User, scenario: Scenario, elements: list[str], category: str) -> Written:
    """Move many elements to one category in one act."""
    refuse_cast(category)
    rows = list({row.pk: row for row in (element_of(scenario, name) for name in elements)}.values())
    for row in rows:
        _refuse_twin(scenario, row, {"category": category})
    names = rows[0].name if len(rows) == 1 else f"{len(rows)} elements"
    with writing(actor, scenario, f"{names} moved to {category}") as (changes, done):
        edits = [
            (row, {"category": category, "own": sorted({*row.own, "category"})})
            for row in rows
            if row.category != category
        ]
        changes.update_all(edits)
    return done


def delete_element(
    actor: User, scenario: Scenario, element: str, version: int | None = None
) -> Written:
    """Delete an element that a person made; what the script says can only be rejected."""
    row = element_of(scenario, element)
    if not row.by_hand:
        raise InvalidInput(
            f"“{row.name}” comes from the script. Reject it instead; then it counts nowhere.",
            field="element",
        )
    with writing(actor, scenario, f"{row.name} deleted") as (changes, done):
        changes.delete(row, version=version)
        known = models.Alias.objects.filter(scenario=scenario, of="element", key=row.uid)
        changes.delete_all(list(known))
    return done


def link_element(
    actor: User, scenario: Scenario, element: str, *, needs: str = "", always_with: str = ""
) -> Written:
    """Wherever ``element`` is, ``needs`` is too; or wherever the role works, the element is."""
    row = element_of(scenario, element)
    if bool(needs) == bool(always_with):
        raise InvalidInput("Name the element it needs, or the role it is always with.",
                           field="needs")  # fmt: skip
    if needs:
        brought = element_of(scenario, needs)
        if brought == row:
            raise InvalidInput(f"“{row.name}” cannot need itself.", field="needs")
        link = models.ElementLink(scenario=scenario, element=row, needs=brought)
        verb = f"{row.name} needs {brought.name}"
    else:
        part = part_of(scenario, always_with)
        link = models.ElementLink(scenario=scenario, part=part, needs=row)
        verb = f"{row.name} is always with {part.name}"
    twins = models.ElementLink.objects.filter(
        scenario=scenario, element=link.element, part=link.part, needs=link.needs
    )
    with writing(actor, scenario, verb) as (changes, done):
        if not twins.exists():
            changes.create(link)
    return done


def unlink(actor: User, scenario: Scenario, link: str) -> Written:
    """Take a link away; what it brought goes with it."""
    rows = models.ElementLink.objects.filter(scenario=scenario, uid=link)
    row = rows.select_related("element", "part", "needs").first()
    if row is None:
        raise NotFound("That link is not in this breakdown any more.")
    source: Any = row.element or row.part
    with writing(actor, scenario, f"{source.name} brings no {row.needs.name}") as (changes, done):
        changes.delete_all([row])
    return done


def _wanted(
    row: models.Element, name: str | None, category: str | None, note: str | None
) -> dict[str, Any]:
    """The fields that are given and differ, made fit."""
    fields: dict[str, Any] = {}
    if name is not None:
        fields["name"] = entry.line(name, "name", 200)
        if not slug(fields["name"]):
            raise InvalidInput("Give the element a name.", field="name")
    if category is not None:
        refuse_cast(category)
        fields["category"] = category
    if note is not None:
        fields["note"] = entry.line(note, "note", 400)
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def _refuse_twin(scenario: Scenario, row: models.Element, fields: dict[str, Any]) -> None:
    name, category = fields.get("name", row.name), fields.get("category", row.category)
    twin = same_name(scenario, name, category, but=row) if fields.keys() - {"note"} else None
    if twin is not None:
        raise InvalidInput(
            f"There is a “{twin.name}” in {category} already. Merge the two instead.",
            field="name" if "name" in fields else "category",
        )


def _verb(row: models.Element, fields: dict[str, Any]) -> str:
    if "name" in fields:
        return f"{row.name} renamed to {fields['name']}"
    if "category" in fields:
        return f"{row.name} moved to {fields['category']}"
    return f"{row.name}: note" + (" taken away" if not fields.get("note") else " written")


def _remember_name(changes: Changes, row: models.Element, old: str) -> None:
    """The old name finds it; the new name is no other name any more."""
    known = models.Alias.objects.filter(scenario=row.scenario, of="element", key=row.uid)
    texts = {alias.text.casefold(): alias for alias in known}
    same = texts.get(row.name.casefold())
    if same is not None and not same.said:
        changes.delete_all([same])
    if old.casefold() not in texts:
        changes.create(
            models.Alias(scenario=row.scenario, of="element", text=old, said="", key=row.uid)
        )
