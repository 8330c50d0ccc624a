"""The places as plain rows, for the command line and the API."""

from __future__ import annotations

from typing import Any

from topsheet.places.selectors import places_of, sets_at
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import Production


def place_rows(user: User, production: Production) -> list[dict[str, Any]]:
    """One row per place, by name. Raises NotAllowed, NotFound."""
    require(user, production, "places", Level.VIEW)
    return [
        {"key": place.uid, "name": place.name, "address": place.address, "stage": place.stage,
         "assumed": place.assumed, "sets": list(sets_at(place))}
        for place in places_of(production)
    ]  # fmt: skip
