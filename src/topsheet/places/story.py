"""What the story says of its sets. Rooms above know; one of them tells it here.

story.told_by(sets_in_story)     # in AppConfig.ready() of the room that knows
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from topsheet.production.models import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class SetInStory:
    """A set as the script has it: how much plays there."""

    name: str
    scenes: int
    eighths: int
    interior: bool = False
    exterior: bool = False


Teller = Callable[[Scenario], Mapping[str, SetInStory]]
DayTeller = Callable[[Scenario], Mapping[str, tuple[date, ...]]]
_tellers: list[Teller] = []
_day_tellers: list[DayTeller] = []


def told_by(teller: Teller) -> None:
    """Name the function that knows the sets of a scenario by name."""
    _tellers[:] = [teller]


def sets_of(scenario: Scenario) -> Mapping[str, SetInStory]:
    """The sets of the script in force; none when nobody tells."""
    return _tellers[0](scenario) if _tellers else {}


def days_told_by(teller: DayTeller) -> None:
    """Name the function that knows the shooting dates of a scenario's places by their key."""
    _day_tellers[:] = [teller]


def days_of(scenario: Scenario) -> Mapping[str, tuple[date, ...]]:
    """The shooting dates of each place; none when nobody tells."""
    return _day_tellers[0](scenario) if _day_tellers else {}
