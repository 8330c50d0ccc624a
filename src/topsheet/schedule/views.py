"""The pages of the schedule: the board and the day out of days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet.platform.templatetags.kept import lazily
from topsheet.production.access import may_see_pay
from topsheet.production.models import Production
from topsheet.production.web import production_page, scenario_on
from topsheet.schedule import pages
from topsheet.schedule.selectors import has_board, load_schedule, schedule_revision


@production_page("schedule")
def board(request: HttpRequest, production: Production) -> HttpResponse:
    """The stripboard with its cost, bound and breaches."""
    scenario = scenario_on(request)
    if not has_board(scenario):
        return render(request, "schedule/empty.html", {"production": production})
    problem, plan = load_schedule(scenario)
    page = pages.board_page(
        problem,
        plan,
        with_pay=may_see_pay(request.user, production),  # type: ignore[arg-type]
    )
    calendar = pages.calendar_picture(problem, plan)
    shown = {"production": production, "board": page, "calendar": calendar}
    return render(request, "schedule/board.html", shown)


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
