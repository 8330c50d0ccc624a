"""The cast: cues, who works, who is only spoken of, ages, numbers."""

from __future__ import annotations

import pytest

from topsheet.breakdown.engine import Flag, Presence
from topsheet.breakdown.tests.scenes import broken, works


def cue(written: str, action: str = "The oven ticks.") -> dict[str, bool]:
    return works(broken(f"INT. BAKERY - DAY\n\n{action}\n\n{written}\nWell.\n"))


@pytest.mark.parametrize(
    ("written", "who", "works_that_day"),
    [
        ("LEO", "LEO", True),
        ("LEO (V.O.)", "LEO", False),
        ("LEO (O.S.)", "LEO", True),
        ("LEO (O.C.) (CONT'D)", "LEO", True),
        ("LEO (ON PHONE)", "LEO", False),
        ("LEO (INTO PHONE)", "LEO", True),
        ("LEO (FILTERED)", "LEO", False),
        ("LEO (ON RADIO)", "LEO", False),
        ("LEO'S VOICE", "LEO", False),
        ("VOICE OF LEO", "LEO", False),
        ("THE RADIO", "RADIO", False),
        ("A MAN", "MAN", True),
        ("MAN #2", "MAN #2", True),
        ("YOUNG LEO", "YOUNG LEO", True),
    ],
)
def test_an_extension_says_who_works(written, who, works_that_day):
    assert cue(written) == {who: works_that_day}


def test_a_voice_whose_role_is_in_the_picture_works():
    assert cue("LEO (V.O.)", "Leo kneads the dough.") == {"LEO": True}


def test_both_ends_of_an_intercut_call_work():
    assert cue("LEO (ON PHONE)", "INTERCUT with the flat.") == {"LEO": True}


@pytest.mark.parametrize("crowd", ["CROWD", "VOICES", "EVERYONE", "SOLDIERS"])
def test_a_crowd_that_speaks_is_background(crowd):
    bd = broken(f"EXT. SQUARE - DAY\n\nDust.\n\n{crowd}\nNo!\n")
    assert bd.roles == ()
    assert [e.category.value for e in bd.elements] == ["background"]


@pytest.mark.parametrize("combined", ["LEO/MARTHA", "LEO & MARTHA", "LEO AND MARTHA", "BOTH"])
def test_a_combined_cue_is_its_people(combined):
    bd = broken(f"INT. HALL - DAY\n\nLEO\nOne.\n\nMARTHA\nTwo.\n\n{combined}\nThree.\n")
    assert {(role.name, role.lines) for role in bd.roles} == {("LEO", 2), ("MARTHA", 2)}


def test_ways_of_writing_a_name_are_one_role_and_others_stay_apart():
    bd = broken(
        "INT. A - DAY\n\nMARTHA VOGEL\nOne.\n\nINT. B - DAY\n\nMARTHA\nTwo.\n\nÉLODIE\nOui.\n\n"
        "ELODIE\nOui.\n\nJEAN-PAUL\nNon.\n\nJEAN PAUL\nNon.\n\nYOUNG MARTHA\nMe.\n\nMAN\nA.\n\n"
        "OLD MAN\nB.\n"
    )
    assert {role.name for role in bd.roles} == {
        "MARTHA VOGEL", "ÉLODIE", "JEAN-PAUL", "YOUNG MARTHA", "MAN", "OLD MAN",
    }  # fmt: skip


def test_two_of_one_name_in_a_scene_are_two_people():
    bd = broken("INT. A - DAY\n\nJOE SMITH\nOne.\n\nJOE\nTwo.\n")
    assert len(bd.roles) == 2


@pytest.mark.parametrize(
    ("action", "presence"),
    [
        ("Anna enters.", True),
        ("He looks at Anna.", True),
        ("Anna's hand on the door.", True),
        ("Anna's car is gone.", False),
        ("A photo of Anna.", False),
        ("No sign of Anna.", False),
        ('The cake says "ANNA".', False),
    ],
)
def test_a_person_named_in_action_is_proposed_as_present(action, presence):
    bd = broken(f"INT. A - DAY\n\nANNA\nYes.\n\nEXT. B - DAY\n\n{action}\n")
    seen = next(a for a in bd.appearances if a.scene == 1)
    assert (seen.presence, seen.works) == (Presence.NAMED, presence)


@pytest.mark.parametrize(
    ("action", "age", "minor"),
    [
        ("ODILE (9) waits.", 9, True),
        ("ODILE (9 years old) waits.", 9, True),
        ("ODILE, 34, waits.", 34, False),
        ("ODILE (30s) waits.", None, False),
        ("ODILE (nine) waits.", 9, True),
        ("ODILE (9 months) sleeps.", 0, True),
        ("ODILE (teens) waits.", None, True),
        ("ODILE, a child of eight, waits.", 8, True),
        ("ODILE (9:30 already) waits.", None, False),
        ("ODILE waits at 9.", None, False),
    ],
)
def test_an_introduction_gives_the_age(action, age, minor):
    bd = broken(f"INT. A - DAY\n\n{action}\n\nODILE\nYes.\n")
    assert [(r.age, r.minor) for r in bd.roles] == [(age, minor)]
    assert any(flag.flag is Flag.MINOR for flag in bd.flags) is minor


@pytest.mark.parametrize(
    ("name", "minor"),
    [("BOY", True), ("LITTLE GIRL", True), ("BELL BOY", False), ("COWBOY", False)],
)
def test_a_name_may_say_a_child(name, minor):
    assert [r.minor for r in broken(f"INT. A - DAY\n\nDust.\n\n{name}\nYes.\n").roles] == [minor]


def test_a_life_told_keeps_the_grown_age_and_flags_the_child():
    bd = broken(
        "INT. A - DAY\n\nWILL (6) cries.\n\nINT. B - DAY\n\nWILL (29) drives.\n\nWILL\nYes.\n"
    )
    assert [(r.age, r.minor) for r in bd.roles] == [(29, False)]
    assert [f.mention.scene for f in bd.flags if f.flag is Flag.MINOR] == [0]


def test_a_named_person_without_a_line_is_a_role_and_a_waiter_is_not():
    bd = broken("INT. A - DAY\n\nKNUT BERG (50) sleeps. A WAITER (20s) yawns.\n")
    assert [(r.name, r.age, r.lines) for r in bd.roles] == [("KNUT BERG", 50, 0)]


def test_numbers_go_by_scenes_then_lines():
    bd = broken(
        "INT. A - DAY\n\nLEO\nOne.\n\nLEO\nTwo.\n\nMARTHA\nThree.\n\n"
        "INT. B - DAY\n\nMARTHA\nFour.\n\nBO\nFive.\n"
    )
    assert [(r.board_id, r.name) for r in bd.roles] == [("1", "MARTHA"), ("2", "LEO"), ("3", "BO")]
