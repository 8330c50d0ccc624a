"""Two plans figure by figure: the same figures as in each, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from topsheet.budget.engine import compute
from topsheet.chain.engine.compared import (
    Group,
    Row,
    Side,
    compare_plans,
    without_money,
    without_pay,
    without_what_moved,
)
from topsheet.chain.engine.layout import Plan
from topsheet.kernel.money import Money
from topsheet.schedule.engine import judge
from topsheet.schedule.engine.types import Board


def shorter(plan: Plan) -> Plan:
    """The plan with the strips of its last day put on the first."""
    days = plan.schedule.best.board.days
    first = replace(days[0], strips=(*days[0].strips, *days[-1].strips))
    best = judge(plan.problem, Board(days=(first, *days[1:-1])))
    result = compute(plan.budget, facts=best.facts)
    return replace(plan, schedule=replace(plan.schedule, best=best), result=result)


@pytest.fixture(scope="module")
def fewer(plan: Plan) -> Plan:
    return shorter(plan)


def test_a_plan_beside_itself_differs_in_nothing(plan):
    found = compare_plans(plan, plan)
    assert not [row for block in found.blocks for row in block.differing]
    assert found.total.difference == Money.zero(plan.result.currency)


def test_a_day_less_is_a_day_less(plan, fewer):
    shoot = {row.key: row for row in compare_plans(plan, fewer).block(Group.SHOOT).rows}
    assert shoot["shoot/days"].difference == -1
    assert shoot["wrap"].difference < 0
    assert shoot["scenes"].difference == 0


def test_the_difference_in_cost_is_that_of_the_estimate_before_contractuals(plan, fewer):
    found = compare_plans(plan, fewer)
    cost = found.block(Group.COST).rows[-1]
    assert cost.difference == fewer.result.before_contractuals - plan.result.before_contractuals
    assert cost.difference


@pytest.mark.parametrize("group", [Group.COST, Group.LEVELS])
def test_the_rows_of_a_group_sum_up_to_its_total(plan, fewer, group):
    rows = compare_plans(plan, fewer).block(group).rows
    for side in ("a", "b"):
        parts = [getattr(row, side).value for row in rows if not row.total]
        assert sum(amount.minor for amount in parts) == getattr(rows[-1], side).value.minor


@pytest.mark.parametrize("group", [Group.STAGES, Group.DEPARTMENTS])
def test_stages_and_departments_sum_up_to_the_estimate(plan, fewer, group):
    found = compare_plans(plan, fewer)
    assert sum(row.b.value.minor for row in found.block(group).rows) == found.total.b.value.minor


def test_each_side_has_its_own_figures(plan, fewer):
    found, turned = compare_plans(plan, fewer), compare_plans(fewer, plan)
    for block in found.blocks:
        back = {row.key: row for row in turned.block(block.group).rows}
        for row in block.rows:
            assert (row.a, row.b) == (back[row.key].b, back[row.key].a)


def test_an_account_only_one_has_is_nothing_in_the_other_and_in_its_place(plan):
    accounts = dict(plan.result.accounts)
    gone = next(code for code, found in accounts.items() if found.total)
    del accounts[gone]
    without = replace(plan, result=replace(plan.result, accounts=accounts))
    for a, b in ((plan, without), (without, plan)):
        rows = compare_plans(a, b).block(Group.ACCOUNTS).rows
        assert [row.number for row in rows] == [
            code for code, found in plan.result.accounts.items() if found.total
        ]
        (row,) = [row for row in rows if row.differs]
        assert row.number == gone
        assert Money.zero(plan.result.currency) in (row.a.value, row.b.value)


@pytest.mark.parametrize(
    ("a", "b", "difference", "share"),
    [
        (Money(200, "EUR"), Money(150, "EUR"), Money(-50, "EUR"), Fraction(-1, 4)),
        (Money(0, "EUR"), Money(150, "EUR"), Money(150, "EUR"), None),
        (Money(-200, "EUR"), Money(-100, "EUR"), Money(100, "EUR"), Fraction(1, 2)),
        (Money(1, "EUR"), Money(1, "GBP"), None, None),
        (20, 17, -3, Fraction(-3, 20)),
        (0, 2, 2, None),
        (date(2027, 4, 5), date(2027, 4, 1), -4, None),
        (None, Money(1, "EUR"), None, None),
    ],
)
def test_differences_and_shares(a, b, difference, share):
    row = Row(key="x", label="x", a=Side(value=a), b=Side(value=b))
    assert (row.difference, row.share) == (difference, share)


def test_without_the_right_to_money_only_the_shoot_is_told(plan, fewer):
    found = without_money(compare_plans(plan, fewer))
    assert [block.group for block in found.blocks] == [Group.SHOOT]
    assert found.total.a.value is None
    assert not [row for row in found.block(Group.SHOOT).rows if isinstance(row.a.value, Money)]


def test_without_the_right_to_pay_only_shown_amounts_are_told(plan, fewer):
    found = without_pay(compare_plans(plan, fewer), {"budget", "budget/1100"}, {"budget"})
    assert {block.group for block in found.blocks} == {Group.SHOOT, Group.LEVELS, Group.ACCOUNTS}
    told = [row for block in found.blocks for row in block.rows if isinstance(row.a.value, Money)]
    assert {row.key for row in told} == {"total"}
    assert all(row.b.value is None for row in found.block(Group.ACCOUNTS).rows)


def test_where_one_persons_pay_is_all_that_moved_nothing_that_differs_is_told(plan, fewer):
    found = without_what_moved(compare_plans(plan, fewer))
    assert found.total.a.value is found.total.b.value is None
    assert not found.block(Group.ACCOUNTS).differing
    assert found.block(Group.SHOOT).differing
