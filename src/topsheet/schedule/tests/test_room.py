"""Saving a board and reading it again; pages, API and commands."""

from __future__ import annotations

import pytest

from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.schedule import exports
from topsheet.schedule.engine import judge, solve
from topsheet.schedule.selectors import load_schedule
from topsheet.schedule.services import save_board
from topsheet.schedule.tests.problems import problem, strip


def _problem():
    strips = [
        strip(1, 200, "house", "ab", elements="horse"),
        strip(2, 300, "road", "bc", "EXT NIGHT"),
        strip(3, 240, "house", "ac", minors="c"),
        strip(4, 180, "quay", "a", "EXT DUSK"),
    ]
    return problem(strips)


@pytest.fixture
def planned(production, owner):
    """A production with a solved board: (production, problem, plan)."""
    made, given = production(), _problem()
    plan = solve(given, effort=1)
    with recording(made, owner, "Plan made from a script") as changes:
        save_board(changes, scenario_of(made), given, plan)
    return made, given, plan


def test_a_board_reads_back_as_it_was_saved(planned):
    made, given, plan = planned
    problem_read, plan_read = load_schedule(scenario_of(made))
    assert problem_read == given
    assert plan_read == plan


def test_saving_again_keeps_the_rows_of_strips(planned, owner):
    from dataclasses import replace

    from topsheet.schedule.models import Strip

    made, given, _ = planned
    before = dict(Strip.objects.values_list("uid", "pk"))
    fewer = replace(given, strips=given.strips[:-1])
    with recording(made, owner, "A new draft") as changes:
        save_board(changes, scenario_of(made), fewer, solve(fewer, effort=1))
    after = dict(Strip.objects.values_list("uid", "pk"))
    assert after == {uid: pk for uid, pk in before.items() if uid in after}
    assert len(after) == 3
    problem_read, plan_read = load_schedule(scenario_of(made))
    assert problem_read == fewer
    assert plan_read.best == judge(fewer, plan_read.best.board)


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
