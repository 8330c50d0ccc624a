"""What search finds in the script: scenes by number, heading and words."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario
from topsheet.script.models import Draft, Scene

READS = ("script",)


def entries(scenario: Scenario) -> Iterator[Entry]:
    """The scenes of the draft in force."""
    draft = Draft.objects.filter(scenario=scenario).last()
    scenes = Scene.objects.filter(scenario=scenario, draft=draft, omitted=False)
    for uid, number, heading, synopsis, elements in scenes.values_list(
        "uid", "number", "heading", "synopsis", "elements"
    ):
        words = " ".join(element["text"] for element in elements)
        yield Entry(
            kind="scene", uid=uid, name=f"{number} {heading}", detail=synopsis, text=words,
            page="script:script", at=f"#{uid}", weight=8,
        )  # fmt: skip
