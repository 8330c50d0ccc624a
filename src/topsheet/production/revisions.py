"""The last change set that touched each room, by which what follows from rows is kept.

``Production.revisions`` holds ``{"people": 12, "schedule@main": 40}``: the sequence of the
last change set with a record of that room, for a record of a scenario with its uid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from topsheet.production.models import Change, Production, Scenario
from topsheet.production.rows import kinds

Revision = tuple[object, ...]


def revision_of(scenario: Scenario, *rooms: str) -> Revision:
    """A key that changes whenever a record of one of ``rooms`` does.

    Records of the production count, and those of this scenario; "production" stands for
    its head alone. Read anew from the database.
    """
    found = Production.objects.filter(pk=scenario.production_id).values_list("revisions", flat=True)
    return _named(scenario, found.first() or {}, rooms)


def revision_as_read(scenario: Scenario, *rooms: str) -> Revision:
    """``revision_of`` by the production as it was read with the scenario: for a list of many."""
    return _named(scenario, scenario.production.revisions, rooms)


def _named(scenario: Scenario, revisions: Mapping[str, int], rooms: Iterable[str]) -> Revision:
    numbers = (
        (revisions.get(room, 0), revisions.get(f"{room}@{scenario.uid}", 0)) for room in rooms
    )
    return (str(scenario.pk), *numbers)


def last_change_of(scenario: Scenario, *rooms: str) -> int:
    """The sequence of the last change set that touched one of ``rooms``; 0 when none did."""
    numbers = revision_of(scenario, *rooms)[1:]
    return max(n for pair in numbers for n in pair)  # type: ignore[attr-defined]


def advanced(
    revisions: Mapping[str, int], changes: Iterable[Change], sequence: int
) -> dict[str, int]:
    """``revisions`` after a change set with these changes."""
    touched = {_name(change) for change in changes}
    return {**revisions, **dict.fromkeys(sorted(touched), sequence)}


def _name(change: Change) -> str:
    model = kinds().get(change.kind)
    room = change.kind if model is None else model._meta.app_label
    if room == "production":
        room = change.kind  # the head of the production moves figures; members and notes do not
    return f"{room}@{change.scenario}" if change.scenario else room
