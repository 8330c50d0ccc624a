"""The pages of the schedule: the board and the day out of days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet.platform.accounts import person_of
from topsheet.platform.templatetags.kept import lazily
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.models import Production, Scenario
from topsheet.production.web import production_page, scenario_on
from topsheet.schedule import pages
from topsheet.schedule.board_rows import open_board
from topsheet.schedule.engine.types import DayFacts
from topsheet.schedule.pages import BoardPage
from topsheet.schedule.selectors import has_board, load_plan, load_schedule, schedule_revision


@production_page("schedule")
def board(request: HttpRequest, production: Production) -> HttpResponse:
    """The stripboard people work in, with its cost, bound and breaches."""
    scenario = scenario_on(request)
    if not has_board(scenario):
        return render(request, "schedule/empty.html", {"production": production})
    return render(request, "schedule/board.html", _shown(request, production))


@production_page("schedule")
def board_days(request: HttpRequest, production: Production) -> HttpResponse:
    """A fragment: the days that are otherwise than the page knows them (``have`` are the
    digests it has), in their order, with the board's head, side and boneyard.
    """
    shown = _shown(request, production)
    have = set(request.GET.get("have", "").split(","))
    page: BoardPage = shown["board"]
    shown["changed"] = [day for day in page.days if day.digest not in have]
    return render(request, "schedule/_board_patch.html", shown)


@production_page("schedule")
def place_days(request: HttpRequest, production: Production, place: str) -> HttpResponse:
    """A fragment for the places' pages: the shooting days at a place."""
    scenario = scenario_on(request)
    days: list[DayFacts] = []
    if has_board(scenario):
        days = [day for day in load_plan(scenario).best.days if place in day.places]
    return render(request, "schedule/_place_days.html", {"production": production, "days": days})


def _shown(request: HttpRequest, production: Production) -> dict[str, Any]:
    """What the board's templates show; worked out when one first looks at it."""
    scenario, person = scenario_on(request), person_of(request)
    with_pay = may_see_pay(person, production)
    return {
        "production": production,
        "revision": schedule_revision(scenario),
        "with_pay": with_pay,
        "may_edit": allowed(person, production, "schedule", Level.EDIT),
        "board": lazily(lambda: _page(scenario, with_pay)),
        "calendar": lazily(lambda: pages.calendar_picture(*load_schedule(scenario))),
    }


def _page(scenario: Scenario, with_pay: bool) -> BoardPage:
    problem, plan = load_schedule(scenario)
    return pages.board_page(open_board(scenario, problem), plan, with_pay=with_pay)


@production_page("schedule")
def day_out_of_days(request: HttpRequest, production: Production) -> HttpResponse:
    """Who works, is held, starts and finishes on which date."""
    scenario = scenario_on(request)
    if not has_board(scenario):
        return render(request, "schedule/empty.html", {"production": production})
    shown = {
        "production": production,
        "revision": schedule_revision(scenario),
        "dood": lazily(lambda: pages.dood_page(*load_schedule(scenario))),
    }
    return render(request, "schedule/day_out_of_days.html", shown)
