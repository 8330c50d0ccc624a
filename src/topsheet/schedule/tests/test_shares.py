"""Days, strips and scenes sum to the cost; the day out of days agrees with the judge."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings

from topsheet.people.engine.types import Deal
from topsheet.schedule.engine import day_out_of_days, dearest, judge, share_costs
from topsheet.schedule.engine.baselines import script_order
from topsheet.schedule.engine.judge import cast_days
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import IDLE_DAYS, Board, BoardDay, ScheduleProblem, Shift
from topsheet.schedule.tests.problems import MONDAY, RULES, linear, problem, problems, strip


@given(problems(most=9))
@settings(max_examples=60, deadline=None)
def test_shares_and_parts_sum_to_the_cost(problem: ScheduleProblem) -> None:
    judged = judge(problem, script_order(Tables(problem)).board())
    shares = share_costs(problem, judged)
    cost = judged.cost.minor
    assert sum(part.amount.minor for part in judged.parts) == cost
    assert sum(day.total.minor for day in shares.days) == cost
    assert sum(one.full_share.minor for one in shares.strips) == cost
    assert sum(one.full_share.minor for one in shares.scenes) == cost
    for day in shares.days:
        assert day.scenes + day.day == day.total


@given(problems(most=9))
@settings(max_examples=60, deadline=None)
def test_holds_of_the_day_out_of_days_are_those_the_judge_pays(problem: ScheduleProblem) -> None:
    board = script_order(Tables(problem)).board()
    sheet = day_out_of_days(problem, board)
    paid = {one.terms.role: one.paid for one in cast_days(problem, board) if one.worked}
    assert {row.terms.role for row in sheet.rows} == set(paid)
    for row in sheet.rows:
        assert row.hold == paid[row.terms.role].held
        assert row.work == sum("W" in code for code in row.codes)


def _board(*days: tuple[date, int]) -> Board:
    return Board(
        days=tuple(
            BoardDay(number=n, date=on, shift=Shift.DAY, strips=(f"s{scene:04d}",))
            for n, (on, scene) in enumerate(days, start=1)
        )
    )


def test_codes_over_a_weekend_and_a_holiday() -> None:
    # Works Monday and, after a Thursday holiday and the weekend, the Monday after.
    off = MONDAY + timedelta(days=3)
    found = problem(
        [strip(1, cast="a"), strip(2, cast="b"), strip(3, cast="a")], holidays=((off, "Fête"),)
    )
    board = _board((MONDAY, 1), (MONDAY + timedelta(days=1), 2), (MONDAY + timedelta(days=7), 3))
    rows = {row.terms.role: row for row in day_out_of_days(found, board).rows}
    assert rows["a"].codes == ("SW", "H", "H", "/", "H", "", "", "WF")
    assert rows["b"].codes == ("", "SWF", "", "", "", "", "", "")
    assert (rows["a"].work, rows["a"].hold, rows["a"].holiday) == (2, 3, 1)


def test_a_day_player_is_dropped_once_where_the_contract_grants_it() -> None:
    from dataclasses import replace

    rules = replace(RULES, drop_after=10)
    days = [MONDAY, MONDAY + timedelta(days=14), MONDAY + timedelta(days=28)]
    strips = [strip(n, cast="ab") for n in (1, 2, 3)]
    found = problem(strips, {"b": Deal.WEEK}, rules=rules)
    sheet = day_out_of_days(found, _board(*zip(days, (1, 2, 3), strict=True)))
    rows = {row.terms.role: row for row in sheet.rows}
    worked = [code for code in rows["a"].codes if "W" in code]
    assert worked == ["SWD", "PW", "WF"]
    assert rows["a"].hold == 9, "only the second fortnight is held"
    assert rows["b"].hold == 18


def test_cutting_a_scene_saves_what_the_board_costs_less() -> None:
    found = problem([strip(1, 500, cast="a"), strip(2, 500, "quay", cast="b"), strip(3, 60)])
    tables = Tables(found)
    judged = judge(found, script_order(tables).board())
    top = dearest(found, judged)
    scene = next(one for one in top.scenes if one.scene == "2")
    # Day 10,000 + cast day 2,000 + services 40 + place 900 + first visit 2,000 + the moves there
    # and back (2 × 1,500) less nothing; the house is then one visit, not two (1,500 less).
    assert scene.saved_if_cut is not None
    without = problem([strip(1, 500, cast="a"), strip(3, 60)])
    cost = judge(without, script_order(Tables(without)).board()).cost.minor
    assert judged.cost.minor - scene.saved_if_cut.minor == cost


def test_cutting_the_only_night_of_a_split_day_never_costs_more() -> None:
    """Day 2 as a day shift would start too soon after night 1 and wait a day."""
    strips = [
        strip(1, 400, cast="a", light="EXT NIGHT"),
        strip(2, 200, cast="a", light="EXT DAY"),
        strip(3, 100, cast="a", light="EXT NIGHT"),
    ]
    found = problem(strips, prices={IDLE_DAYS: linear(50_000)})
    shifts = {1: Shift.NIGHT, 2: Shift.SPLIT}
    keys = {1: ("s0001",), 2: ("s0002", "s0003")}
    days = (
        BoardDay(number=n, date=MONDAY + timedelta(days=n - 1), shift=shifts[n], strips=keys[n])
        for n in shifts
    )
    judged = judge(found, Board(days=tuple(days)))
    top = dearest(found, judged)
    scene = next(one for one in top.scenes if one.scene == "3")
    assert scene.saved_if_cut is not None
    assert scene.saved_if_cut.minor >= 0, "the dates and shifts may stay"
