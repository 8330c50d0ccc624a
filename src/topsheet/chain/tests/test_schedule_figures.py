"""Figures of the schedule say what the schedule says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from topsheet.chain.engine.layout import Plan
from topsheet.chain.engine.schedule_figures import schedule_figure
from topsheet.kernel.errors import NotFound
from topsheet.kernel.figure import Quantity, Ratio
from topsheet.kernel.money import Money
from topsheet.schedule.engine.shares import share_costs


def test_the_cost_of_the_board_is_the_sum_of_its_facts(plan: Plan) -> None:
    assert schedule_figure(plan, "schedule/cost").value == plan.schedule.best.cost


def test_every_fact_opens_into_its_days(plan: Plan) -> None:
    for fact, count in plan.schedule.best.facts.items():
        figure = schedule_figure(plan, f"schedule/{fact}")
        assert isinstance(figure.value, Quantity)
        assert figure.value.value == count, fact


def test_the_gap_is_the_schedules_own(plan: Plan) -> None:
    figure = schedule_figure(plan, "schedule/gap")
    assert isinstance(figure.value, Ratio)
    assert float(figure.value.value) == pytest.approx(plan.schedule.gap, abs=1e-9)


def test_pages_add_up_scene_by_scene(plan: Plan) -> None:
    figure = schedule_figure(plan, "script/pages")
    assert figure.value == Quantity(Fraction(plan.script.pages_by_eighths.count, 8), "pages")


def test_days_and_full_shares_add_up_to_the_shoot(plan: Plan) -> None:
    currency = plan.schedule.best.cost.currency
    days = [
        schedule_figure(plan, f"schedule/day/{day.number}").value
        for day in plan.schedule.best.board.days
    ]
    assert Money.sum(days, currency) == plan.schedule.best.cost
    scenes = {
        s.keys[0].partition("/")[0] for s in share_costs(plan.problem, plan.schedule.best).scenes
    }
    shares = [schedule_figure(plan, f"schedule/scene/{uid}#share").value for uid in sorted(scenes)]
    assert Money.sum(shares, currency) == plan.schedule.best.cost


def test_what_cutting_a_scene_saves_is_never_more_than_the_board_costs(plan: Plan) -> None:
    figure = schedule_figure(plan, "schedule/scene/s0002#saved")
    assert isinstance(figure.value, Money)
    assert figure.value <= plan.schedule.best.cost


@pytest.mark.parametrize("address", ["schedule/nothing", "schedule/day/99", "schedule/scene/s9"])
def test_an_unknown_address_is_not_found(plan: Plan, address: str) -> None:
    with pytest.raises(NotFound):
        schedule_figure(plan, address)
