"""A small film in the office, broken down: the bakery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from topsheet.breakdown import lexicon, models
from topsheet.breakdown.engine import Breakdown, break_down
from topsheet.breakdown.selectors import load_breakdown
from topsheet.breakdown.services import save_breakdown
from topsheet.production.changes import recording
from topsheet.production.models import Production, Scenario
from topsheet.script.engine import read_script
from topsheet.script.models import Scene
from topsheet.script.services import save_draft

FILM = """INT. BAKERY - NIGHT

MARTHA (61) lifts a tray. ODILE (9) holds a knife.

MARTHA
Careful.

EXT. BAKERY - DAY

FORTY VILLAGERS follow a horse. Martha waves. A dagger glints. A rifle leans on the wall.

THE BOY
She left.

EXT. STREET - DAY

Leo raises the rifle. A horse bolts. A knife and a dagger lie in the road.

LEO
Stop!

THE BOY (V.O.)
He did not.
"""


@dataclass
class Film:
    """A production with a script, and short ways to what the tests look at."""

    production: Production
    scenario: Scenario
    owner: Any

    def reading(self, text: str = FILM) -> Breakdown:
        return break_down(read_script(text.encode(), "film.fountain"), lexicon.load())

    def save(self, text: str = FILM, *, draft: bool = False) -> None:
        """Break the text down over what is there; with ``draft``, as the new draft."""
        script = read_script(text.encode(), "film.fountain")
        with recording(self.production, self.owner, "Script broken down") as changes:
            if draft or not Scene.objects.filter(scenario=self.scenario).exists():
                save_draft(changes, self.scenario, script, text.encode(), "film.fountain")
            save_breakdown(changes, self.scenario, self.reading(text))

    def load(self) -> Breakdown:
        return load_breakdown(self.scenario)

    def element(self, name: str) -> models.Element:
        return models.Element.objects.get(scenario=self.scenario, name=name)

    def part(self, key: str) -> models.Part:
        return models.Part.objects.get(scenario=self.scenario, uid=key)

    def mention(self, name: str, scene: str) -> models.Mention:
        return models.Mention.objects.get(scenario=self.scenario, element__name=name, scene=scene)

    def appearance(self, key: str, scene: str) -> models.Appearance:
        return models.Appearance.objects.get(scenario=self.scenario, part__uid=key, scene=scene)

    def scenes(self, name: str) -> set[int]:
        """The scenes (from 0) an element counts in."""
        return {s for e in self.load().elements if e.name == name for s in e.scenes}

    def at_work(self, key: str) -> set[int]:
        return {a.scene for a in self.load().appearances if a.role == key and a.works}
