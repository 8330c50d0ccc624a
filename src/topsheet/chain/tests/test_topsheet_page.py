"""The topsheet page and the explanation of a figure, from made-up read models."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory

from tests.harness.pages import assert_clean_fragment, assert_clean_page
from topsheet.chain.engine.layout import CONTRACTUAL_NAME
from topsheet.chain.engine.topsheet import DepartmentRow, TopsheetView
from topsheet.chain.templatetags.topsheet_page import bar_of, bars, heat, matrix, share_of
from topsheet.chain.tests.salt_road import euros, salt_road
from topsheet.kernel.figure import Figure, Quantity, Ratio, given, percent_of, product, total
from topsheet.kernel.money import Money, UnitPrice
from topsheet.platform.explaining import told
from topsheet.platform.models import User
from topsheet.platform.security import content_security_policy
from topsheet.production.models import Production
from topsheet.production.selectors import scenario_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(rf: RequestFactory, owner: User, production):
    """Renders a template as its view would, with the headers every page gets."""
    found: Production = production("The Salt Road")

    def show(template: str, **context: object) -> HttpResponse:
        def view(request: HttpRequest) -> HttpResponse:
            request.user = owner
            request.scenario = scenario_of(found)
            return render(request, template, context)

        return content_security_policy(view)(rf.get("/"))

    return show


def test_the_topsheet_is_one_clean_page(page):
    html = assert_clean_page(page("chain/topsheet.html", topsheet=salt_road()))
    for words in ("White draft of 1 October", "Above the line", "Ascension", "Still assumed"):
        assert words in html
    assert "€\u00a04,319,178" in html
    assert html.count("fill-night-ext") > 5


def test_the_topsheet_opens_with_its_notice(page):
    view = replace(salt_road(), notice="No country was given: no fringes are counted.")
    html = assert_clean_page(page("chain/topsheet.html", topsheet=view))
    assert html.index("No country was given") < html.index("White draft")


def test_without_the_right_to_money_days_and_hours_stand_instead(page):
    view = replace(salt_road(), money_visible=False, pay_visible=False)
    html = assert_clean_page(page("chain/topsheet.html", topsheet=view))
    assert "Estimate</th>" not in html
    assert "319,000" not in html
    assert "9:40" in html


def test_a_withheld_total_is_shown_as_such(page):
    view = salt_road()
    rows = tuple(replace(row, amount=None) for row in view.budget)
    html = assert_clean_page(page("chain/topsheet.html", topsheet=replace(view, budget=rows)))
    assert "confidential" in html


def test_an_empty_topsheet_still_stands(page):
    html = assert_clean_page(page("chain/topsheet.html", topsheet=_bare(salt_road())))
    assert "The Salt Road" in html


def _bare(view: TopsheetView) -> TopsheetView:
    empty = dict.fromkeys(("departments", "dear_days", "dear_scenes", "dear_roles"), ())
    return replace(view, calendar=(), assumed=(), budget=(), **empty)


def _focus_puller() -> Figure:
    nights = given("Nights", Quantity.of(10, "nights"), revision="board Main, revision 48")
    pay = product("Pay", [nights, given("Premium", UnitPrice.of("103.90", "EUR"))])
    fringe = percent_of("Fringe", given("Employer’s share", Ratio(Fraction("0.2055"))), pay)
    return total("Focus puller", [pay, fringe], Money.zero("EUR"), address="budget/3200/focus")


def test_an_explanation_is_a_page_and_a_panel(page):
    figure = told(_focus_puller())
    html = assert_clean_page(page("chain/explain.html", told=figure))
    assert "10\u00a0nights × €\u00a0103.90" in html
    assert "20.55\u00a0% of €\u00a01,039.00" in html
    assert "board Main, revision 48" in html
    assert "<h1" not in assert_clean_fragment(page("chain/_explain.html", told=figure))


def test_a_withheld_part_says_only_that(page):
    secret = Figure(label="Confidential", op=_focus_puller().op, value=None, sensitive=True)
    figure = told(replace(_focus_puller(), parts=(secret,)))
    html = assert_clean_page(page("chain/explain.html", told=figure))
    assert "confidential" in html


def test_a_tint_grows_with_the_amount():
    assert heat(euros(0), euros(100)) == ""
    assert heat(euros(1), euros(100)) == "heat-1"
    assert heat(euros(100), euros(100)) == "heat-9"
    assert heat(None, euros(100)) == heat(euros(5), None) == ""


def test_shares_and_bars():
    assert share_of(euros(25), euros(100)) == "25.0\u00a0%"
    assert share_of(None, euros(100)) == share_of(euros(1), euros(0)) == ""
    assert bar_of(euros(1), euros(1000)) == 1
    assert bar_of(euros(-5), euros(1000)) == 0


def test_strips_are_stacked_in_a_day():
    day = salt_road().calendar[2][2]
    tops = [bar.top for bar in bars(day)]
    assert tops == sorted(tops)
    assert bars(day)[-1].top + bars(day)[-1].height == sum(minutes for _, _, minutes in day.strips)


def test_the_matrix_shows_departments_and_stages_that_spend():
    view = salt_road()
    contractual = DepartmentRow(
        department=CONTRACTUAL_NAME, amounts=(euros(0),) * 4 + (euros(9),), total=euros(9)
    )
    rows = tuple(replace(row, amounts=(*row.amounts, euros(0))) for row in view.departments)
    view = replace(view, stages=(*view.stages, "none"), departments=(*rows, contractual))
    grid = matrix(view)
    assert grid.stages == ("Prep", "Shoot", "Wrap", "Post")
    assert len(grid.rows) == len(rows)
    assert grid.most == euros(301_000)
