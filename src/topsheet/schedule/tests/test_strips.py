"""Strips from a script and its breakdown."""

from __future__ import annotations

import pytest

from topsheet.breakdown.engine.types import (
    Appearance,
    Breakdown,
    Category,
    Element,
    Mention,
    Place,
    Presence,
    Role,
)
from topsheet.kernel.eighths import Eighths
from topsheet.schedule.engine import strips_from
from topsheet.schedule.packs import minutes_rule
from topsheet.script.engine.types import Format, IntExt, Light, Scene, Script

RULE = minutes_rule("feature")


def _scene(index: int, heading: str, eighths: int, *, omitted: bool = False) -> Scene:
    intext, name, time = heading.split(" ", 1)[0], *heading.split(" ", 1)[1].split(" - ")
    return Scene(
        index=index, number=str(index + 1), numbered=True, heading=heading,
        intext=IntExt(intext), set_name=name, time=time, light=Light(time.lower()),
        light_inherited=False, eighths=Eighths(eighths), page=1, line=1, elements=(),
        characters=(), omitted=omitted,
    )  # fmt: skip


def _strips(*scenes: Scene, breakdown: Breakdown):
    script = Script(
        title="T", format=Format.FOUNTAIN, title_page={}, pages=1, pages_by_eighths=Eighths(8),
        eighths_source="nearest", scenes=scenes, characters=(), problems=(),
    )  # fmt: skip
    return strips_from(script, breakdown, RULE, 60)


def _role(key: str, *, minor: bool = False) -> Role:
    return Role(key=key, name=key, board_id="1", age=9 if minor else None, minor=minor, lines=1,
                words=1)  # fmt: skip


def _seen(role: str, scene: int, presence: Presence = Presence.SPEAKS, confidence: int = 100):
    works = presence is not Presence.VOICE
    return Appearance(role=role, scene=scene, presence=presence, works=works,
                      confidence=confidence, line=1)  # fmt: skip


def _breakdown(*seen: Appearance, minors: tuple[str, ...] = (), elements=()) -> Breakdown:
    keys = dict.fromkeys(one.role for one in seen)
    roles = tuple(_role(key, minor=key in minors) for key in keys)
    place = Place(key="farm", name="Farm", sets=("BARN", "YARD"), stage=False)
    return Breakdown(roles=roles, appearances=seen, elements=elements, flags=(), places=(place,))


def test_a_voice_works_no_day_and_a_weak_suggestion_does_not_count() -> None:
    breakdown = _breakdown(
        _seen("ann", 0), _seen("bob", 0, Presence.VOICE), _seen("cy", 0, Presence.NAMED, 40)
    )
    (strip,) = _strips(_scene(0, "INT BARN - DAY", 8), breakdown=breakdown)
    assert strip.cast == {"ann"}
    assert strip.place == "farm"


@pytest.mark.parametrize(
    ("heading", "dark", "daylight"),
    [
        ("INT BARN - NIGHT", False, False),
        ("EXT YARD - NIGHT", True, False),
        ("INT/EXT YARD - NIGHT", True, False),
        ("EXT YARD - DUSK", False, True),
        ("EXT YARD - DAY", False, True),
    ],
)
def test_what_needs_dark_or_daylight(heading: str, dark: bool, daylight: bool) -> None:
    (strip,) = _strips(_scene(0, heading, 8), breakdown=_breakdown())
    assert (strip.needs_dark, strip.needs_daylight) == (dark, daylight)
    assert strip.note == ("Short window: dusk" if "DUSK" in heading else "")


def test_an_omitted_scene_makes_no_strip() -> None:
    scenes = _scene(0, "INT BARN - DAY", 8), _scene(1, "INT BARN - DAY", 0, omitted=True)
    assert [one.key for one in _strips(*scenes, breakdown=_breakdown())] == ["s0001"]


def test_a_long_scene_is_spread_as_parts_that_sum_to_it() -> None:
    (whole,) = _strips(_scene(0, "INT BARN - DAY", 20), breakdown=_breakdown())
    parts = _strips(_scene(0, "INT BARN - DAY", 85), breakdown=_breakdown(_seen("kid", 0)))
    assert whole.part == 0
    assert [one.part for one in parts] == [1, 2, 3]
    assert sum(one.eighths for one in parts) == 85
    assert sum(one.minutes for one in parts) == 85 * RULE.per_eighth["INT"]
    assert max(one.minutes for one in parts) <= RULE.longest


def test_a_scene_with_a_child_has_shorter_parts() -> None:
    breakdown = _breakdown(_seen("kid", 0), minors=("kid",))
    parts = _strips(_scene(0, "INT BARN - DAY", 30), breakdown=breakdown)
    assert len(parts) > 1
    assert all(one.minutes <= RULE.longest_minor and one.minors == {"kid"} for one in parts)


def test_elements_hired_by_the_day_and_the_time_they_take() -> None:
    def element(key: str, category: Category, confidence: int) -> Element:
        mention = Mention(scene=0, line=1, excerpt="", confidence=confidence, reason="")
        return Element(key=key, category=category, name=key, mentions=(mention,))

    elements = (
        element("horse", Category.ANIMALS, 90),
        element("lamp", Category.PROPS, 90),
        element("mule", Category.ANIMALS, 20),
    )
    (strip,) = _strips(_scene(0, "INT BARN - DAY", 8), breakdown=_breakdown(elements=elements))
    assert strip.elements == {"horse"}
    assert strip.minutes == 8 * RULE.per_eighth["INT"] + RULE.extras["animals"] + 2  # to fives
