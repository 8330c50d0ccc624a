"""API of the room ``schedule``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.schedule import board_api, exports
from topsheet.schedule.selectors import schedule_for

router = Router(tags=["schedule"])


@router.get("/productions/{production}/schedule")
def schedule(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """The board with its cost, bound and breaches; amounts for those who may see pay."""
    problem, plan, with_pay = schedule_for(request.user, production, scenario)
    return exports.as_json(problem, plan, with_pay=with_pay)


@router.get("/productions/{production}/day-out-of-days")
def day_out_of_days(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """Who works, is held, starts and finishes on which date."""
    problem, plan, _ = schedule_for(request.user, production, scenario)
    return exports.dood_as_json(problem, plan)


router.add_router("", board_api.router)
