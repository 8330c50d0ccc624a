"""A change anywhere makes what follows right again, in the same change set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from topsheet.budget.models import Line
from topsheet.budget.selectors import load_budget, load_estimate, load_prices
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.kernel.money import UnitPrice
from topsheet.people.engine.types import Deal
from topsheet.people.models import Engagement, Person, Role
from topsheet.people.services import agree_deal
from topsheet.places.models import Place, SetAtPlace
from topsheet.places.services import bind_sets, new_place
from topsheet.production.changes import recording
from topsheet.production.models import ChangeSet
from topsheet.production.selectors import scenario_of
from topsheet.production.services import edit_production
from topsheet.schedule.selectors import load_plan, load_problem, load_schedule
from topsheet.script.models import Scene


@pytest.fixture
def kept(made: Any, office: Any, owner: Any) -> Any:
    """The demo film's plan, kept: (production, main scenario)."""
    production = save_plan(made, demo_script(), DEMO, owner)
    return production, scenario_of(production)


def test_what_is_read_back_is_what_was_planned(kept: Any, made: Any) -> None:
    _, scenario = kept
    problem, plan = load_schedule(scenario)
    assert replace(problem, prices=made.problem.prices) == made.problem
    assert problem.prices.tariffs == made.problem.prices.tariffs
    assert replace(plan, cut_by_seconds=False) == replace(made.schedule, cut_by_seconds=False)
    assert load_estimate(scenario).result.total == made.result.total


def test_a_place_nobody_priced_gets_its_lines_in_the_same_act(kept: Any, owner: Any) -> None:
    production, scenario = kept
    place = new_place(owner, production, name="The old mill")
    name = SetAtPlace.objects.filter(scenario=scenario).order_by("uid").first().set_name
    bind_sets(owner, scenario, place, [name])
    lines = Line.objects.filter(scenario=scenario, uid__contains=place.uid)
    assert lines.exists()
    assert all(line.illustrative for line in lines)
    change_set = ChangeSet.objects.get(production=production, sequence=production.sequence)
    kinds = {change.kind for change in change_set.changes.all()}
    assert {"set-at-place", "budget-line", "budget"} <= kinds
    strip = next(s for s in load_problem(scenario).strips if s.set_name == name)
    assert strip.place == place.uid
    assert f"place/{place.uid}/days" in load_plan(scenario).best.facts
    assert f"place/{place.uid}/days" in load_prices(scenario).tariffs


def test_a_line_somebody_deleted_does_not_come_back(kept: Any, owner: Any) -> None:
    production, scenario = kept
    place = new_place(owner, production, name="The old mill")
    names = list(SetAtPlace.objects.filter(scenario=scenario).values_list("set_name", flat=True))
    bind_sets(owner, scenario, place, names[:1])
    with recording(production, owner, "No rigging at the mill") as changes:
        changes.delete_all(Line.objects.filter(scenario=scenario, uid__contains=place.uid))
    bind_sets(owner, scenario, place, names[1:2])
    assert not Line.objects.filter(scenario=scenario, uid__contains=place.uid).exists()


def _lead(scenario: Any) -> Role:
    line = Line.objects.filter(scenario=scenario, uid__startswith="cast-", unit="day").first()
    return Role.objects.get(uid=line.uid.removeprefix("cast-"))


def test_a_flat_deal_is_paid_as_a_fee(kept: Any, owner: Any) -> None:
    _, scenario = kept
    role = _lead(scenario)
    before = load_estimate(scenario).result.lines[f"cast-{role.uid}"]
    agree_deal(owner, role, role.version, deal=Deal.BUYOUT)
    line = next(x for x in load_budget(scenario).lines if x.key == f"cast-{role.uid}")
    after = load_estimate(scenario).result.lines[line.key]
    assert (line.unit, after.quantity) == ("fee", 1)
    assert after.pay != before.pay


@pytest.mark.parametrize(("unit", "amount"), [("day", "{fact}"), ("week", "({fact}) / 5")])
def test_an_agreed_rate_takes_the_place_of_the_assumed_one(
    kept: Any, owner: Any, unit: str, amount: str
) -> None:
    production, scenario = kept
    role = _lead(scenario)
    assumed = Line.objects.get(scenario=scenario, uid=f"cast-{role.uid}").amount
    person = Person(production=production, name="Ada Stern")
    with recording(production, owner, "Ada Stern engaged") as changes:
        changes.create(person)
        changes.create(
            Engagement(
                production=production, person=person, role=role, status="agreed",
                rate_coefficient=123456, rate_exponent=2, rate_currency="EUR", rate_unit=unit,
            )
        )  # fmt: skip
    line = next(x for x in load_budget(scenario).lines if x.key == f"cast-{role.uid}")
    assert (line.price, line.unit) == (UnitPrice(123456, 2, "EUR"), unit)
    assert line.amount == amount.format(fact=assumed)
    assert not line.assumed
    moved = load_plan(scenario).best.cost  # the schedule is judged by the agreed rate
    assert moved == load_problem(scenario).prices.cost(load_plan(scenario).best.facts)


def test_a_price_typed_over_stays_and_the_deal_stands_beside_it(kept: Any, owner: Any) -> None:
    production, scenario = kept
    role = _lead(scenario)
    row = Line.objects.get(scenario=scenario, uid=f"cast-{role.uid}")
    with recording(production, owner, "Price typed") as changes:
        changes.update(row, price_coefficient=999, price_exponent=0, price_derived="850 EUR")
    agree_deal(owner, role, role.version, deal=Deal.RUN)
    row.refresh_from_db()
    assert (row.price_coefficient, row.unit) == (999, "fee")
    assert row.price_derived not in ("", "850 EUR")


def test_counts_follow_the_script(kept: Any, owner: Any) -> None:
    production, scenario = kept
    before = load_estimate(scenario).result.globals
    with recording(production, owner, "Scene 2 omitted") as changes:
        changes.update(Scene.objects.get(scenario=scenario, uid="s0002"), omitted=True)
    after = load_estimate(scenario).result.globals
    assert after["scenes"] == before["scenes"] - 1
    assert after["pages"] < before["pages"]


def test_the_head_of_the_production_moves_the_schedule(kept: Any, owner: Any) -> None:
    production, scenario = kept
    assert load_problem(scenario).calendar.days_per_week == 5
    edit_production(owner, production, production.version, days_per_week=6)
    assert load_problem(scenario).calendar.days_per_week == 6


def test_a_place_that_cannot_be_had_is_a_breach(kept: Any, owner: Any) -> None:
    production, scenario = kept
    day = load_plan(scenario).best.days[0]
    place = Place.objects.get(production=production, uid=day.places[0])
    before = len(load_plan(scenario).best.breaches)
    with recording(production, owner, "Place away") as changes:
        changes.update(place, away=[day.date.isoformat()])
    assert len(load_plan(scenario).best.breaches) > before
