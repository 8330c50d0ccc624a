"""What must hold between the rooms: one scene, one strip; one move, one and the same sum."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.budget.engine import compute
from topsheet.chain.plan import MadePlan
from topsheet.kernel.money import Money
from topsheet.schedule.engine import judge
from topsheet.schedule.engine.types import Board


def moved(board: Board, source: int, place: int, target: int) -> Board:
    """The board with one strip of day ``source`` put at the end of day ``target``."""
    days = [list(day.strips) for day in board.days]
    strip = days[source].pop(place % len(days[source]))
    days[target].append(strip)
    return Board(
        days=tuple(
            replace(day, strips=tuple(strips)) for day, strips in zip(board.days, days, strict=True)
        )
    )


@settings(max_examples=25)
@given(data=st.data())
def test_when_a_strip_moves_the_estimate_moves_by_the_change_in_the_schedules_cost(
    made: MadePlan, data: st.DataObject
) -> None:
    board = made.schedule.best.board
    days = st.integers(0, len(board.days) - 1)
    source = data.draw(days.filter(lambda n: len(board.days[n].strips) > 1))
    changed = judge(
        made.problem, moved(board, source, data.draw(st.integers(0, 9)), data.draw(days))
    )
    estimate = compute(made.budget, facts=changed.facts)
    assert (
        estimate.before_contractuals - made.result.before_contractuals
        == changed.cost - made.schedule.best.cost
    )


def test_the_baselines_cost_the_estimate_what_they_cost_the_schedule(made: MadePlan) -> None:
    for baseline in (made.schedule.script_order, made.schedule.by_place):
        estimate = compute(made.budget, facts=baseline.facts)
        assert (
            estimate.before_contractuals - made.result.before_contractuals
            == baseline.cost - made.schedule.best.cost
        )


def test_every_scene_that_is_shot_is_on_the_board_once(made: MadePlan) -> None:
    shot = [key for day in made.schedule.best.board.days for key in day.strips]
    assert sorted(shot) == sorted(strip.key for strip in made.problem.strips)
    scenes = {key.partition("/")[0] for key in shot}
    assert scenes == {f"s{s.index + 1:04d}" for s in made.script.scenes if not s.omitted}


def test_the_strips_eighths_are_the_scripts(made: MadePlan) -> None:
    assert sum(strip.eighths for strip in made.problem.strips) == (
        made.script.pages_by_eighths.count
    )


def test_the_board_is_never_dearer_than_a_baseline_nor_cheaper_than_the_bound(
    made: MadePlan,
) -> None:
    schedule = made.schedule
    assert schedule.bound <= schedule.best.cost
    assert schedule.best.cost <= schedule.script_order.cost
    assert schedule.best.cost <= schedule.by_place.cost


@pytest.mark.parametrize("group", ["levels", "stages", "departments", "cells"])
def test_every_way_of_adding_the_estimate_gives_its_total(made: MadePlan, group: str) -> None:
    parts = getattr(made.result, group).values()
    assert Money.sum(parts, made.result.currency) == made.result.total
