"""API of the room ``budget``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.budget import exports
from topsheet.budget.api_charges import router as charges_router
from topsheet.budget.api_chart import router as chart_router
from topsheet.budget.api_edit import router as edit_router
from topsheet.budget.api_versions import router as versions_router
from topsheet.budget.selectors import estimate_for

router = Router(tags=["budget"])


@router.get("/productions/{production}/budget")
def budget(
    request: HttpRequest, production: str, scenario: str = "", level: str = "topsheet"
) -> dict[str, Any]:
    """The estimate; ``level`` topsheet, account or detail. What may not be seen is null."""
    found, shown = estimate_for(request.user, production, scenario)
    return exports.as_json(found, shown, level)


@router.get("/productions/{production}/budget/lines")
def lines(
    request: HttpRequest, production: str, scenario: str = "", account: str = ""
) -> dict[str, Any]:
    """The lines, of one account or category when it is named."""
    found, shown = estimate_for(request.user, production, scenario)
    return {
        "currency": found.result.currency,
        "lines": exports.lines_as_json(found, shown, account),
    }


router.add_router("", edit_router)
router.add_router("", chart_router)
router.add_router("", charges_router)
router.add_router("", versions_router)
