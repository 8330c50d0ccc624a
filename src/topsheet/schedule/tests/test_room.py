"""Saving a board and reading it again; pages, API and commands."""

from __future__ import annotations

import pytest

from topsheet.platform.ids import uuid7
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.schedule import exports
from topsheet.schedule.models import ShootDay, Strip
from topsheet.schedule.selectors import boneyard, load_plan, load_problem, load_schedule
from topsheet.schedule.services import save_board
from topsheet.schedule.tests.small_film import small_film
from topsheet.script.models import Scene


@pytest.fixture
def planned(production, owner):
    """A production with a solved board: (production, problem, plan)."""
    film = small_film(production(), owner)
    return film.production, film.problem, film.plan


def test_a_board_reads_back_as_it_was_saved(planned):
    made, given, plan = planned
    problem_read, plan_read = load_schedule(scenario_of(made))
    assert problem_read == given
    assert plan_read == plan


def test_saving_again_keeps_the_rows_of_strips_and_days(planned, owner):
    made, given, plan = planned
    strips = dict(Strip.objects.values_list("uid", "pk"))
    days = set(ShootDay.objects.values_list("pk", flat=True))
    with recording(made, owner, "Improved") as changes:
        save_board(changes, scenario_of(made), given, plan)
    assert dict(Strip.objects.values_list("uid", "pk")) == strips
    assert set(ShootDay.objects.values_list("pk", flat=True)) == days


def test_a_correction_of_the_script_moves_the_schedule(planned, owner):
    made, given, _ = planned
    scene = Scene.objects.get(uid="s0001")
    with recording(made, owner, "Scene 1 is 2 pages long") as changes:
        changes.update(scene, eighths=16)
    strip = load_problem(scenario_of(made)).strips[0]
    assert (strip.eighths, given.strips[0].eighths) == (16, 1)
    assert strip.minutes > given.strips[0].minutes


def test_a_bound_of_another_plan_is_not_shown(planned, owner):
    made, _, plan = planned
    with recording(made, owner, "Scene 2 omitted") as changes:
        changes.update(Scene.objects.get(uid="s0002"), omitted=True)
    found = load_plan(scenario_of(made))
    assert found.bound == found.unavoidable
    assert found.bound_basis != plan.bound_basis
    assert {key for day in found.best.board.days for key in day.strips} == {
        "s0001", "s0003", "s0004",
    }  # fmt: skip


def test_a_scene_that_comes_back_stands_where_it_stood(planned, owner):
    made, _, plan = planned
    scene = Scene.objects.get(uid="s0002")
    for omitted in (True, False):
        with recording(made, owner, "Scene 2") as changes:
            changes.update(scene, omitted=omitted)
    assert load_plan(scenario_of(made)).best.board == plan.best.board


def test_a_new_scene_comes_to_the_boneyard(planned, owner):
    made, _, _ = planned
    last = Scene.objects.get(uid="s0004")
    last.pk, last.uid, last.order, last.version = uuid7(), "s0005", 4, 1
    last._state.adding = True
    with recording(made, owner, "Scene 5 added") as changes:
        changes.create(last)
    problem, plan = load_schedule(scenario_of(made))
    assert boneyard(problem, plan.best.board) == ("s0005",)


def test_minutes_set_by_hand_stand_beside_the_rule(planned, owner):
    made, given, _ = planned
    with recording(made, owner, "Scene 1 takes 95 minutes") as changes:
        changes.update(Strip.objects.get(uid="s0001"), minutes=95)
    strip = load_problem(scenario_of(made)).strips[0]
    assert (strip.minutes, strip.minutes_assumed) == (95, False)
    assert given.strips[0].minutes_assumed


def test_the_json_has_what_programs_are_promised(planned):
    _, given, plan = planned
    shown = exports.as_json(given, plan)
    assert {"days", "cost", "bound", "gap", "gap_avoidable", "baselines", "breaches",
            "cut_by_seconds"} <= set(shown)  # fmt: skip
    day = shown["days"][0]
    assert {"number", "date", "strips", "sets", "cast", "night", "minutes", "limit"} <= set(day)
    assert {"key", "scene", "part", "eighths", "minutes"} == set(day["strips"][0])
    assert shown["cost"]["amount"] == str(plan.best.cost)


def test_without_pay_no_amount_is_told(planned):
    _, given, plan = planned
    hidden = exports.as_json(given, plan, with_pay=False)
    assert hidden["cost"]["amount"] is None
    assert hidden["baselines"] is None
    assert str(plan.best.cost) not in str(hidden)


def test_the_text_of_board_and_day_out_of_days(planned):
    _, given, plan = planned
    assert "Day 1 " in exports.board_as_text(given, plan)
    assert "Cost of this order" not in exports.board_as_text(given, plan, with_pay=False)
    assert "SW" in exports.dood_as_text(given, plan)


@pytest.mark.parametrize("page", ["board", "day-out-of-days"])
def test_pages(planned, client, owner, page):
    made, _, _ = planned
    assert client.get(f"/p/{made.uid}/{page}/").status_code == 302
    client.force_login(owner)
    found = client.get(f"/p/{made.uid}/{page}/")
    assert found.status_code == 200
    assert "HOUSE" in found.content.decode() or page != "board"
    assert client.get(f"/p/no-such/{page}/").status_code == 404


def test_a_production_without_a_board_says_what_to_do_first(production, client, owner):
    client.force_login(owner)
    found = client.get(f"/p/{production().uid}/board/")
    assert "Plan from a script" in found.content.decode()
