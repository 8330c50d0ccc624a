"""Productions and what was done to them as plain rows, for the command line and the API."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from topsheet.platform.models import User
from topsheet.production.models import ChangeSet, Production, Scenario
from topsheet.production.scenario_words import ConflictTold, Teller
from topsheet.production.scenarios import Adoption

_MOST_ROWS = 200


def production_row(production: Production) -> dict[str, Any]:
    """The head of a production; ``sequence`` counts its change sets."""
    return {
        "uid": production.uid,
        "title": production.title,
        "kind": production.kind,
        "country": production.country,
        "level": production.level,
        "currency": production.currency,
        "agreements": production.agreements,
        "start": production.start,
        "days_per_week": production.days_per_week,
        "sequence": production.sequence,
        "archived": production.archived_at is not None,
    }


def step_row(made: ChangeSet) -> dict[str, Any]:
    """What an undo or redo did; of the records it touched the first two hundred."""
    touched = made.changes.order_by("id")
    gone = ExpressionWrapper(Q(after__isnull=True), output_field=BooleanField())
    rows = touched.values_list("kind", "scenario", "uid", "version", gone)
    return {
        "sequence": made.sequence,
        "change": made.verb,
        "undoes": made.undoes,
        "redoes": made.redoes,
        "kinds": sorted(set(touched.values_list("kind", flat=True).order_by())),
        "rows": [
            dict(zip(("kind", "scenario", "uid", "version", "gone"), row, strict=True))
            for row in rows[:_MOST_ROWS]
        ],
    }


def scenario_row(scenario: Scenario) -> dict[str, Any]:
    """The head of a scenario; ``forked_from`` is the uid of what it was forked from."""
    return {
        "uid": scenario.uid,
        "title": scenario.title,
        "note": scenario.note,
        "state": scenario.state,
        "is_main": scenario.is_main,
        "forked_from": scenario.forked_from,
        "base_sequence": scenario.base_sequence,
        "version": scenario.version,
    }


def adoption_row(found: Adoption, user: User) -> dict[str, Any]:
    """What adopting would change: counts, and the conflicts as far as ``user`` may see them."""
    operations = found.merge.operations
    return {
        "sequence": found.sequence,
        "created": len(operations.created),
        "deleted": len(operations.deleted),
        "changed": len(operations.changed),
        "conflicts": [conflict_row(told) for told in conflicts_told(found, user)],
    }


def conflicts_told(found: Adoption, user: User) -> tuple[ConflictTold, ...]:
    """The conflicts of an adoption in words."""
    teller = Teller(user, found.scenario.production, found.scenario, found.main)
    return teller.conflicts(found.merge.conflicts, found.base, found.mine, found.theirs)


def conflict_row(told: ConflictTold) -> dict[str, Any]:
    return {
        "key": told.key,
        "reason": told.reason,
        "sentence": told.sentence,
        "parts": [
            {"what": part.what, "base": part.base, "mine": part.mine, "theirs": part.theirs}
            for part in told.parts
        ],
    }
