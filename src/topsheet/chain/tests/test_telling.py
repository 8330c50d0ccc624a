"""Rooms below are told what the story and the board know; places keep their strips."""

import pytest

from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.chain.telling import days_of_places, scenes_of_parts, sets_in_story
from topsheet.kernel.errors import InvalidInput
from topsheet.places.selectors import find_place, place_of_sets
from topsheet.places.services import bind_sets, delete_place, merge_places, new_place
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.schedule.models import Strip
from topsheet.schedule.selectors import load_problem


@pytest.fixture
def film(made, office, owner):
    """The demo film's plan, kept."""
    return save_plan(made, demo_script(), DEMO, owner)


def test_sets_parts_and_places_are_told_as_script_and_board_have_them(film):
    scenario = scenario_of(film)
    told = sets_in_story(scenario)
    assert told.keys() == place_of_sets(scenario).keys()
    scenes = {strip.key.partition("/")[0] for strip in load_problem(scenario).strips}
    assert sum(one.scenes for one in told.values()) == len(scenes)
    assert all(scenes_of_parts(scenario).values())
    assert set(days_of_places(scenario)) == set(place_of_sets(scenario).values())


def test_a_production_without_a_script_is_told_of_nothing(production):
    scenario = scenario_of(production())
    assert not sets_in_story(scenario)
    assert not scenes_of_parts(scenario)
    assert not days_of_places(scenario)


def test_sets_put_at_a_place_are_shot_there_at_once(film, owner):
    scenario = scenario_of(film)
    (name, *_) = place_of_sets(scenario)
    place = bind_sets(owner, scenario, None, [name], new={"name": "Saltern"})
    strips = [strip for strip in load_problem(scenario).strips if strip.set_name == name]
    assert {strip.place for strip in strips} == {place.uid}


@pytest.fixture
def elsewhere(film, owner):
    """A place where one strip is put by hand and no set stands."""
    place = new_place(owner, film, name="Tank")
    strip = Strip.objects.filter(scenario__production=film).first()
    with recording(film, owner, "Strip put elsewhere") as changes:
        changes.update(strip, place=place.uid)
    return place


def test_a_place_where_a_strip_was_put_is_not_deleted(elsewhere, owner):
    with pytest.raises(InvalidInput, match="1 strip is put by hand"):
        delete_place(owner, elsewhere)


def test_a_merge_takes_the_strips_put_there_along(film, elsewhere, owner):
    into = find_place(film, next(iter(place_of_sets(scenario_of(film)).values())))
    merge_places(owner, elsewhere, into)
    assert Strip.objects.get(place=into.uid)
