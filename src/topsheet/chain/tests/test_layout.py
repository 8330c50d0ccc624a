"""The topsheet adds nothing of its own and hides what a viewer may not see."""

from __future__ import annotations

import pytest

from topsheet.budget.engine.confidential import visible
from topsheet.chain.engine.confide import without_money, without_pay
from topsheet.chain.engine.dear import dearest_of
from topsheet.chain.engine.layout import About, Plan, lay_out
from topsheet.chain.engine.topsheet import RowKind, TopsheetView
from topsheet.kernel.money import Money


@pytest.fixture(scope="module")
def view(plan: Plan) -> TopsheetView:
    about = About(
        title="Short Weight",
        kind="Feature",
        draft="White draft of 1 October 2026",
        board="Main board, revision 1",
        country="FR",
        agreements=(),
        level="low",
        start_assumed=False,
        prepared_by="The office",
        version="Topsheet",
    )
    return lay_out(about, plan, dearest_of(plan))


def test_categories_add_up_to_their_subtotals_and_these_to_the_total(view: TopsheetView) -> None:
    block = whole = Money.zero(view.currency)
    for row in view.budget:
        assert row.amount is not None
        if row.kind is RowKind.CATEGORY:
            block = block + row.amount
        elif row.kind is RowKind.SUBTOTAL:
            assert row.amount == block, row.title
            whole, block = whole + block, Money.zero(view.currency)
        elif row.kind is RowKind.CONTRACTUAL:
            whole = whole + row.amount
    assert view.total == whole


def test_departments_add_up_to_the_total(view: TopsheetView) -> None:
    totals = [row.total for row in view.departments if row.total]
    assert Money.sum(totals, view.currency) == view.total
    for row in view.departments:
        cells = [amount for amount in row.amounts if amount is not None]
        assert Money.sum(cells, view.currency) == row.total, row.department


def test_the_calendar_shows_every_shooting_day_once(plan: Plan, view: TopsheetView) -> None:
    shown = [day.number for week in view.calendar for day in week if day.number]
    assert shown == [day.number for day in plan.schedule.best.board.days]
    assert all(week[0].date.weekday() == 0 and len(week) == 7 for week in view.calendar)


def test_without_an_agreement_the_first_line_says_so(view: TopsheetView) -> None:
    assert "No agreement was given" in view.notice


def test_the_basis_comes_first_and_says_what_is_not_included(view: TopsheetView) -> None:
    labels = [line.label for line in view.basis]
    assert labels[:2] == ["Script", "Board"]
    assert {
        "Shoot",
        "Day",
        "Agreement",
        "Places",
        "Exchange",
        "Not included",
        "Prepared by",
    } <= set(labels)


def test_what_is_assumed_is_counted_with_a_remedy(view: TopsheetView) -> None:
    assert {"Working day", "Deals with cast", "Shooting places"} <= {
        group.title for group in view.assumed
    }
    assert all(group.count and group.remedy for group in view.assumed)


def test_who_may_not_see_the_budget_sees_days_and_no_amount(view: TopsheetView) -> None:
    hidden = without_money(view)
    assert not hidden.money_visible
    assert all(row.amount is None for row in hidden.budget)
    assert not hidden.departments
    assert all(day.amount is None and day.hours for day in hidden.dear_days)
    assert all(s.saved_if_cut is None and s.full_share is None for s in hidden.dear_scenes)
    assert all(role.amount is None and role.work_days for role in hidden.dear_roles)


def test_who_may_not_see_pay_sees_the_amounts_the_budget_may_show(
    plan: Plan, view: TopsheetView
) -> None:
    shown = visible(plan.budget, plan.result)
    seen = without_pay(view, shown)
    assert seen.money_visible
    assert not seen.pay_visible
    assert any(row.amount for row in seen.budget)
    assert all((row.amount is not None) == (row.address in shown) for row in seen.budget)


def test_no_sum_gives_away_a_single_hidden_row(plan: Plan, view: TopsheetView) -> None:
    shown = visible(plan.budget, plan.result)
    hidden = 0
    for row in without_pay(view, shown).budget:
        if row.kind is RowKind.SUBTOTAL:
            assert row.amount is None or hidden != 1, row.title
            hidden = 0
        elif row.kind is RowKind.CATEGORY:
            hidden += row.amount is None
