"""What the rooms above tell the rooms below: the scenes of sets and parts, the days of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from topsheet.breakdown.selectors import load_breakdown
from topsheet.kernel.errors import NotFound
from topsheet.people import story as people_story
from topsheet.places import story as places_story
from topsheet.places.story import SetInStory
from topsheet.production.models import Scenario
from topsheet.schedule.selectors import load_schedule
from topsheet.script.engine.types import IntExt, Scene
from topsheet.script.selectors import load_script


def tell_rooms_below() -> None:
    """Called once, when Django starts."""
    places_story.told_by(sets_in_story)
    places_story.days_told_by(days_of_places)
    people_story.told_by(scenes_of_parts)


def sets_in_story(scenario: Scenario) -> Mapping[str, SetInStory]:
    """The sets of the draft in force with what plays there; none without a script."""
    by_set: dict[str, list[Scene]] = defaultdict(list)
    with suppress(NotFound):
        for scene in load_script(scenario).scenes:
            if not scene.omitted:
                by_set[scene.set_name].append(scene)
    return {
        name: SetInStory(
            name=name,
            scenes=len(scenes),
            eighths=sum(scene.eighths.count for scene in scenes),
            interior=any(scene.intext is not IntExt.EXT for scene in scenes),
            exterior=any(scene.intext is not IntExt.INT for scene in scenes),
        )
        for name, scenes in by_set.items()
    }


def scenes_of_parts(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """The numbers of the scenes each part works in; none without a breakdown."""
    found: dict[str, list[str]] = defaultdict(list)
    with suppress(NotFound):
        scenes = load_script(scenario).scenes
        for seen in load_breakdown(scenario).appearances:
            if seen.works and seen.scene < len(scenes):
                found[seen.role].append(scenes[seen.scene].number)
    return {role: tuple(numbers) for role, numbers in found.items()}


def days_of_places(scenario: Scenario) -> Mapping[str, tuple[date, ...]]:
    """The shooting dates of each place on the board; none without one."""
    found: dict[str, set[date]] = defaultdict(set)
    with suppress(NotFound):
        problem, plan = load_schedule(scenario)
        place_of = {strip.key: strip.place for strip in problem.strips}
        for day in plan.best.board.days:
            for key in day.strips:
                found[place_of[key]].add(day.date)
    return {place: tuple(sorted(days)) for place, days in found.items()}
