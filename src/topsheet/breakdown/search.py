"""What search finds in the breakdown: elements by name and category."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.breakdown.models import Element
from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario

READS = ("breakdown",)


def entries(scenario: Scenario) -> Iterator[Entry]:
    """Every element, whatever was said to its suggestions."""
    for element in Element.objects.filter(scenario=scenario):
        yield Entry(
            kind="element", uid=element.uid, name=element.name,
            detail=element.get_category_display().capitalize(),
            page="breakdown:elements", at=f"#{element.uid}", weight=4,
        )  # fmt: skip
