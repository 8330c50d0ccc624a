"""A board somebody works on from a terminal: words made into keys, what came of it told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import emit, office

if TYPE_CHECKING:
    from topsheet.platform.models import User
    from topsheet.production.models import Scenario
    from topsheet.schedule.board_rows import OpenBoard
    from topsheet.schedule.working import Done


ScenarioOption = Annotated[str, typer.Option("--scenario", help="A scenario's uid.")]
StripArguments = Annotated[list[str], typer.Argument(help="Scenes: 12, 12/2 for a part.")]
DayArgument = Annotated[str, typer.Argument(help="A day by its number, date or uid.")]


@dataclass(frozen=True, slots=True)
class Place:
    """A board somebody works on, with words made into keys."""

    actor: User
    scenario: Scenario
    board: OpenBoard

    def strips(self, said: list[str]) -> list[str]:
        return [self.strip(one) for one in said]

    def strip(self, said: str) -> str:
        """A strip by key, or by scene number (with /2 for part 2)."""
        from topsheet.kernel.errors import NotFound

        known = self.board.problem.strips
        if any(strip.key == said for strip in known):
            return said
        number, _, part = said.rpartition("/")
        scene, wanted = (number, int(part)) if number and part.isdigit() else (said, None)
        found = [s.key for s in known if s.scene == scene and wanted in (None, s.part)]
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{scene}/{s.part}" for s in known if s.scene == scene)
            raise NotFound(f"Scene {scene} is in parts. Say which: {several}.")
        raise NotFound(f"There is no strip of scene “{said}” on this board.")

    def day(self, said: str) -> str:
        """A day by number, date or uid; "new" and "boneyard" are what they say."""
        from topsheet.kernel.errors import NotFound

        if said in ("new", "boneyard", ""):
            return said
        state = self.board.state
        numbers = state.numbers()
        for day in state.days:
            by_number = day.strips and str(numbers[day.uid]) == said
            if by_number or said in (day.uid, day.date.isoformat()):
                return day.uid
        raise NotFound(f"There is no day “{said}” on this board. Name it by number or date.")

    def shot_at(self, said: str) -> str:
        """A place by its name or key; "set" is where the strip's set is shot."""
        if said in ("", "set"):
            return ""
        places = self.board.problem.places
        return next((one.place for one in places if said in (one.name, one.place)), said)

    def cast(self, said: str) -> list[str] | None:
        """Parts by board number or key, with commas; "scene" follows the scene."""
        if said == "scene":
            return None
        known = {terms.board_id: terms.role for terms in self.board.problem.cast}
        words = [word.strip() for word in said.split(",") if word.strip()]
        return [known.get(word, word) for word in words]


@contextmanager
def at(data: Any, acting_as: str, production: str, scenario: str) -> Iterator[Place]:
    with office(data, acting_as) as here:
        from topsheet.production.access import Level, require
        from topsheet.production.selectors import find_production, scenario_of
        from topsheet.schedule.board_rows import open_board
        from topsheet.schedule.selectors import load_problem

        found = find_production(production, here.user)
        require(here.user, found, "schedule", Level.VIEW)
        where = scenario_of(found, scenario)
        yield Place(here.user, where, open_board(where, load_problem(where)))


def told(done: Done, as_json: bool) -> None:
    from topsheet.schedule import shown

    emit(shown.written(done), as_json, done.change)
