"""What the story says of its parts. Rooms above know; one of them tells it here.

story.told_by(parts_in_story)     # in AppConfig.ready() of the room that knows
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from topsheet.production.models import Scenario

Teller = Callable[[Scenario], Mapping[str, tuple[str, ...]]]
_tellers: list[Teller] = []


def told_by(teller: Teller) -> None:
    """Name the function that knows the scenes (their numbers) of each part."""
    _tellers[:] = [teller]


def scenes_of_parts(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """Uid of a part → the numbers of the scenes it works in; nothing when nobody tells."""
    return _tellers[0](scenario) if _tellers else {}
