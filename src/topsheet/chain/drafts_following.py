"""What follows when a scene's set is corrected: the set keeps its shooting place."""

from __future__ import annotations

from topsheet.places.services import set_follows
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.script.models import Draft, Scene


def places_of_corrected_sets(changes: Changes) -> None:
    """A new draft brings its places along itself; a correction does so here."""
    if changes.touched(Draft.KIND):
        return
    renamed = {
        (one.scenario, one.before["set_name"], one.after["set_name"])
        for one in changes.noted
        if one.kind == Scene.KIND and one.before and one.after
        and one.before["set_name"] != one.after["set_name"]
    }  # fmt: skip
    for uid, before, after in sorted(renamed):
        scenario = Scenario.objects.get(production=changes.production, uid=uid)
        there = Scene.objects.filter(scenario=scenario, set_name=before).exists()
        set_follows(changes, scenario, before, after, gone=not there)
