"""A production as a plain row, for the command line and the API."""

from __future__ import annotations

from typing import Any

from topsheet.production.models import Production


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
