"""What a review says a draft costs is what it costs when it is taken in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from topsheet.budget.engine import compute
from topsheet.budget.selectors import load_estimate
from topsheet.chain import standings
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.drafts import import_draft, review_draft
from topsheet.chain.drafts_cost import cost_of, landed
from topsheet.chain.services import save_plan
from topsheet.chain.standings import standing_now
from topsheet.chain.tests.test_drafts import FRESH, blue
from topsheet.production.selectors import scenario_of
from topsheet.schedule.engine import judge
from topsheet.schedule.engine.board_state import board_of, state_of
from topsheet.schedule.selectors import load_schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(made, owner, office):
    standings.forget()
    return scenario_of(save_plan(made, demo_script(), DEMO, owner))


def figures(cost):
    return {move.address: (move.before, move.after) for move in cost.moves}


def after_import(scenario):
    scenario = scenario_of(scenario.production)
    return {
        address: worth.value for address, worth in standing_now(scenario).standing.figures.items()
    }


def test_a_draft_of_rewritten_scenes_costs_what_the_review_said(owner, scenario):
    """No scene comes or goes, so the board after the import is the board that was reviewed."""
    review = review_draft(
        owner, scenario, blue(cut=(), fresh=10**6)[: -len(FRESH) - 1], "b.fountain"
    )
    cost = figures(cost_of(owner, scenario, review))
    import_draft(owner, scenario, review)
    real = after_import(scenario)
    assert "schedule/cost" in cost
    assert {a: after for a, (_, after) in cost.items()} == {a: real.get(a) for a in cost}


def test_a_new_scene_and_its_part_are_priced(owner, scenario):
    cost = cost_of(owner, scenario, review_draft(owner, scenario, blue(), "blue.fountain"))
    found = figures(cost)
    assert not cost.homeless
    assert found["budget"][1] != found["budget"][0]
    assert any(a.endswith("cast-olga") for a in found)
    assert cost.as_json()[0]["label"] in ("Estimate", "Shooting days")
    codes = [row["address"] for row in cost.as_json() if not row["whole"]]
    assert all(code.startswith(("budget/", "schedule/")) for code in codes)


def test_a_draft_taken_in_and_landed_as_reviewed_costs_what_the_review_said(owner, scenario):
    """The new scene put where it lands cheapest, the day that was left empty taken out."""
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    cost = figures(cost_of(owner, scenario, review))
    import_draft(owner, scenario, review)
    scenario = scenario_of(scenario.production)
    problem, plan = load_schedule(scenario)
    state = state_of(plan.best.board, problem.strips)
    state = replace(state, days=tuple(day for day in state.days if day.strips))
    assert len(state.boneyard) == 1
    state, _ = landed(problem, state, state.boneyard)
    judged = judge(problem, board_of(state))
    result = compute(load_estimate(scenario).budget, facts=judged.facts)
    assert cost["budget"][1] == result.total.minor
    assert cost["schedule/cost"][1] == judged.cost.minor


def test_the_same_scenes_again_cost_nothing(owner, scenario):
    review = review_draft(owner, scenario, demo_script() + b"\n\n", "again.fountain")
    assert figures(cost_of(owner, scenario, review)) == {}


def test_money_is_hidden_from_those_who_may_not_see_it(member, owner, scenario):
    supervisor = member(scenario.production, "script-supervisor")
    review = review_draft(owner, scenario, blue(), "blue.fountain")
    cost = cost_of(supervisor, scenario, review)
    assert not [move for move in cost.moves if move.unit == "money" and not move.withheld]
