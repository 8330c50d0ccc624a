"""What follows on the board when the script changes: a new scene gets its strip.

It comes to the boneyard, for only people and the solver put strips on days. A scene that is
omitted keeps its strip and its place for the day it comes back; until then it is not shot.
"""

from __future__ import annotations

from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.schedule.models import Board, Strip
from topsheet.script.models import Scene


def strips_for_new_scenes(changes: Changes) -> None:
    """Give every scene that is shot a strip, where there is a board."""
    touched = {c.scenario for c in changes.noted if c.kind == Scene.KIND}
    for scenario in Scenario.objects.filter(production=changes.production, uid__in=touched):
        if Board.objects.filter(scenario=scenario).exists():
            changes.create_all(_missing(scenario))


def _missing(scenario: Scenario) -> list[Strip]:
    scenes = Scene.objects.filter(scenario=scenario, omitted=False)
    present = set(Strip.objects.filter(scenario=scenario).values_list("scene", flat=True))
    wanted = [uid for uid in scenes.values_list("uid", flat=True) if uid not in present]
    return [Strip(scenario=scenario, uid=uid, scene=uid) for uid in wanted]
