"""What search finds among the places: by name, address and what they are."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.places.models import Place
from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario

READS = ("places",)


def entries(scenario: Scenario) -> Iterator[Entry]:
    """Every place of the production."""
    for place in Place.objects.filter(production=scenario.production):
        yield Entry(
            kind="place", uid=place.uid, name=place.name,
            detail=", ".join(part for part in (place.address, place.city) if part),
            page="places:places", at=f"?at={place.uid}", weight=6,
        )  # fmt: skip
