"""Productions and what was done to them as plain rows, for the command line and the API."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from topsheet.production.models import ChangeSet, Production

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
