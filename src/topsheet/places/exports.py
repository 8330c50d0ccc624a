"""The places as plain rows, for the command line and the API."""

from __future__ import annotations

from typing import Any

from topsheet.places.selectors import places_of, sets_by_place
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario


def place_rows(user: User, scenario: Scenario) -> list[dict[str, Any]]:
    """One row per place, by name, with the sets shot there. Raises NotAllowed, NotFound."""
    production = scenario.production
    require(user, production, "places", Level.VIEW)
    sets = sets_by_place(scenario)
    return [
        {"key": place.uid, "name": place.name, "address": place.address, "stage": place.stage,
         "assumed": place.assumed, "sets": list(sets.get(place.uid, ()))}
        for place in places_of(production)
    ]  # fmt: skip
