"""The order within a day, and the parts of a scene over several."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.order import in_order
from topsheet.schedule.engine.parts import parts_in_order
from topsheet.schedule.engine.types import Board, BoardDay, Shift, Strip
from topsheet.schedule.tests.problems import MONDAY, problem, strip


def keys(strips: list[Strip]) -> list[str]:
    return [one.scene for one in strips]


def test_a_day_begins_with_dawn_and_ends_with_dusk():
    day = [
        strip(1, place="square", light="EXT DUSK"),
        strip(2, place="road", light="EXT DAY"),
        strip(3, place="stop", light="EXT DAWN"),
    ]
    assert keys(in_order(day, Shift.DAY)) == ["3", "2", "1"]


def test_a_split_day_goes_from_daylight_by_dusk_into_the_dark():
    day = [
        strip(1, place="house", light="EXT NIGHT"),
        strip(2, place="house", light="EXT DUSK"),
        strip(3, place="house", light="INT NIGHT"),
        strip(4, place="house", light="EXT DAY"),
    ]
    assert keys(in_order(day, Shift.SPLIT)) == ["4", "3", "2", "1"]


def test_dawn_inside_can_be_shot_at_any_hour():
    day = [strip(1, place="road", light="EXT DAY"), strip(2, place="flat", light="INT DAWN")]
    assert keys(in_order(day, Shift.DAY)) == ["1", "2"]


def test_where_the_company_slept_comes_first_even_before_dawn():
    day = [strip(1, place="house"), strip(2, place="stop", light="EXT DAWN")]
    assert keys(in_order(day, Shift.DAY, first="house")) == ["1", "2"]


def in_parts(minutes: tuple[int, int]) -> list[Strip]:
    whole = strip(1)
    return [
        replace(whole, key=f"s0001/{n}", part=n, minutes=m) for n, m in enumerate(minutes, start=1)
    ]


def board(*days: tuple[str, ...]) -> Board:
    return Board(
        days=tuple(
            BoardDay(number=n + 1, date=MONDAY + timedelta(days=n), shift=Shift.DAY, strips=day)
            for n, day in enumerate(days)
        )
    )


def test_parts_are_shot_in_order_where_that_costs_nothing():
    solved = problem([*in_parts((240, 235)), strip(2)])
    found = judge(solved, board(("s0001/2", "s0002"), ("s0001/1",)))
    told = parts_in_order(solved, found)
    assert [day.strips for day in told.board.days] == [("s0001/1", "s0002"), ("s0001/2",)]
    assert told.cost == found.cost


def test_parts_stay_as_they_are_where_their_order_would_cost_overtime():
    solved = problem([*in_parts((480, 300)), strip(2, minutes=180)])
    found = judge(solved, board(("s0001/2", "s0002"), ("s0001/1",)))
    assert parts_in_order(solved, found) == found
