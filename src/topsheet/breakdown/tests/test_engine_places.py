"""Places assumed from sets, and the flags of a scene."""

from __future__ import annotations

import pytest

from topsheet.breakdown.engine import Flag
from topsheet.breakdown.tests.scenes import broken, of_action


def places(*headings: str) -> dict[str, tuple[str, ...]]:
    text = "".join(f"{heading}\n\nDust.\n\n" for heading in headings)
    return {place.name: place.sets for place in broken(text).places}


@pytest.mark.parametrize(
    "headings",
    [
        ("INT. BAKERY - BACK ROOM - DAY", "EXT. BAKERY - NIGHT", "INT. BAKERY/KITCHEN - DAY"),
        ("INT. MARTHA'S HOUSE - STAIRS - DAY", "INT. MARTHA'S KITCHEN - DAY"),
        ("INT. BAKERY - DAY", "INT. BAKERY KITCHEN - DAY", "EXT. OUTSIDE THE BAKERY - DAY"),
        ("INT. RESTAURANT - DAY", "INT. RESTAURAN - DAY"),
        ("EXT. SHAW'S SIESTA MOTEL - DAY", "EXT. SIESTA MOTEL - DAY"),
        ("INT. MARTHA'S HOUSE - HALL - DAY", "INT. KITCHEN - CONTINUOUS"),
        ("INT. MARTHA'S CAR - DAY", "INT. TAXI - NIGHT", "EXT. HIGHWAY - DAY"),
        ("EXT. RACE TRACK - DAY", "EXT. RACETRACK - NIGHT"),
        ("INT. HOSPITAL ROOM - VARIOUS SHOTS - DAY", "INT. HOSPITAL ROOM - NIGHT"),
        ("EXT. FARM - DAY", "EXT. VARIOUS - DUSK"),
        ("INT. MRS. LOW'S HOUSE. HALL - DAY", "INT. MRS. LOW'S HOUSE - DAY"),
    ],
)
def test_sets_that_share_a_place(headings):
    assert len(places(*headings)) == 1


@pytest.mark.parametrize(
    "headings",
    [
        ("INT. BOB'S HOUSE - DAY", "INT. MARTHA'S HOUSE - DAY"),
        ("INT. ROOM 12 - DAY", "INT. ROOM 13 - DAY"),
        ("INT. BUS - DAY", "EXT. BUS STATION - DAY"),
        ("EXT. HILL ABOVE COLM'S HOUSE - DAY", "INT. COLM'S HOUSE - DAY"),
        ("INT. BAKERY - DAY", "INT. KITCHEN - DAY"),
        ("EXT. BOAT - DAY", "INT. CAR - DAY"),
    ],
)
def test_sets_that_do_not(headings):
    assert len(places(*headings)) == 2


def test_a_shot_is_taken_where_the_scene_before_plays():
    found = places("INT. BAKERY - DAY", ".ON THE OVEN", ".REVERSE ANGLE", "EXT. FARM - DAY")
    assert found == {"Bakery": ("BAKERY", "ON THE OVEN", "REVERSE ANGLE"), "Farm": ("FARM",)}


def test_a_shot_that_opens_the_script_is_taken_where_the_next_scene_plays():
    found = places(".CRACKED MIRROR", "INT. BAKERY - DAY", "EXT. FARM - DAY")
    assert found["Bakery"] == ("CRACKED MIRROR", "BAKERY")


def test_a_script_that_never_writes_int_or_ext_keeps_its_sets():
    assert set(places(".BAKERY - DAY", ".FARM - NIGHT", ".BAKERY - NIGHT")) == {"Bakery", "Farm"}


def test_people_are_no_place():
    text = (
        "INT. BAKERY - DAY\n\nMARTHA\nBread.\n\nBOB\nStale.\n\n"
        "INT. MARTHA AND BOB AT THE WINDOW - DAY\n\nDust.\n\n"
        "EXT. MARTHA'S HOUSE - DAY\n\nDust.\n\nEXT. BOB STREET - DAY\n\nDust.\n"
    )
    assert {place.name: place.sets for place in broken(text).places} == {
        "Bakery": ("BAKERY", "MARTHA AND BOB AT THE WINDOW"),
        "Martha's House": ("MARTHA'S HOUSE",),
        "Bob Street": ("BOB STREET",),
    }


def test_a_place_with_interiors_only_may_go_to_a_stage():
    bd = broken(
        "INT. OFFICE - DAY\n\nDust.\n\nEXT. FARM - DAY\n\nDust.\n\nINT. CAR - DAY\n\nDust.\n"
    )
    assert {place.name: place.stage for place in bd.places} == {
        "Office": True, "Farm": False, "On the road": False,
    }  # fmt: skip


def test_the_name_reads_like_a_name():
    assert places("INT. MARTHA'S HOUSE - HALL - DAY") == {
        "Martha's House": ("MARTHA'S HOUSE - HALL",)
    }


@pytest.mark.parametrize(
    ("heading", "action", "flag"),
    [
        ("EXT. FIELD - NIGHT", "Dust.", Flag.NIGHT),
        ("EXT. LAKE - DAY", "Dust.", Flag.WATER),
        ("EXT. FIELD - DAY", "He swims.", Flag.WATER),
        ("EXT. FIELD - DAY", "It is raining.", Flag.RAIN),
        ("EXT. FIELD - DAY", "Black smoke.", Flag.SMOKE),
        ("INT. CAR - DAY", "They talk.", Flag.DRIVING),
        ("INT. HALL - DAY", "She answers the phone.", Flag.PHONE),
        ("INT. HALL - DAY", "He is naked.", Flag.NUDITY),
    ],
)
def test_a_scene_has_its_flags(heading, action, flag):
    assert flag in {told.flag for told in of_action(action, heading).flags}


def test_a_quiet_day_has_none():
    assert of_action("They talk.", "INT. HALL - DAY").flags == ()


def test_a_night_inherited_says_so():
    bd = broken("EXT. A - NIGHT\n\nDust.\n\nEXT. B - CONTINUOUS\n\nDust.\n")
    assert [f.mention.reason for f in bd.flags] == ["heading", "night by the scene before"]
