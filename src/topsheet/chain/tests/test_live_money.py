"""What a move on a kept board does to the schedule's cost it does to the estimate, to the cent."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topsheet.budget.editing import CellEdit, set_cells
from topsheet.budget.selectors import load_budget, load_estimate
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.kernel.money import Money
from topsheet.people.selectors import parts_of
from topsheet.people.services import agree_deal
from topsheet.places.selectors import place_of_sets
from topsheet.places.services import bind_sets
from topsheet.production.models import Scenario
from topsheet.production.selectors import scenario_of
from topsheet.schedule.board_rows import open_board
from topsheet.schedule.engine.board_state import BoardState, DayKind
from topsheet.schedule.lengths import set_strip
from topsheet.schedule.selectors import load_plan, load_problem
from topsheet.schedule.working import move_strips


@pytest.fixture
def film(made: Any, office: Any, owner: Any) -> Scenario:
    """The demo film with what people agree in the first weeks: deals with rates, two sets at a
    studio, prices typed over, a strip with a place of its own.
    """
    scenario = scenario_of(save_plan(made, demo_script(), DEMO, owner))
    for role, deal in zip(
        parts_of(scenario.production)[:3], ("week", "day", "buyout"), strict=True
    ):
        agree_deal(owner, role, deal=deal, minimum_days=3, rate="1234.50")
    bind_sets(owner, scenario, None, sorted(place_of_sets(scenario))[:2], new={"name": "Studio 4"})
    lines = [line for line in load_budget(scenario).lines if "shoot" in line.amount]
    typed = [CellEdit(lines[0].key, "price", "321"), CellEdit(lines[1].key, "amount", "17")]
    set_cells(owner, scenario, typed)
    problem = load_problem(scenario)
    set_strip(owner, scenario, problem.strips[4].key, place=problem.places[-1].place)
    return scenario


def _costs(scenario: Scenario) -> tuple[Money, Money]:
    return load_plan(scenario).best.cost, load_estimate(scenario).result.before_contractuals


def _board(scenario: Scenario) -> BoardState:
    return open_board(scenario, load_problem(scenario)).state


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_the_estimate_moves_by_what_a_moved_strip_does_to_the_schedules_cost(
    film: Scenario, owner: Any, seed: int
) -> None:
    random = Random(seed)
    board, (cost, estimate) = _board(film), _costs(film)
    days = [day.uid for day in board.days if day.kind is DayKind.SHOOT]
    where = random.choice(["new", "boneyard", *days])
    move_strips(owner, film, [random.choice(board.keys())], where, random.randint(0, 3))
    moved, estimated = _costs(film)
    assert estimated - estimate == moved - cost
