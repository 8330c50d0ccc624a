"""API of the slate: list, show, export."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from topsheet.platform.accounts import person_of
from topsheet.production import bin_api, journal_api, members_api, notes_api, scenario_api, undo_api
from topsheet.production.container import SUFFIX
from topsheet.production.exports import production_row
from topsheet.production.selectors import find_production, productions_of
from topsheet.production.snapshot import export_production

router = Router(tags=["productions"])
router.add_router("", undo_api.router)
router.add_router("", journal_api.router)
router.add_router("", scenario_api.router)
router.add_router("", notes_api.router)
router.add_router("", members_api.router)
router.add_router("", bin_api.router)


class ProductionOut(Schema):
    """The head of a production."""

    uid: str
    title: str
    kind: str
    country: str
    level: str
    currency: str
    agreements: list[str]
    start: date | None
    days_per_week: int
    sequence: int
    archived: bool


@router.get("/productions", response=list[ProductionOut])
def list_productions(request: HttpRequest, archived: bool = False) -> list[dict[str, Any]]:
    """The productions you may know of, newest first."""
    return [production_row(p) for p in productions_of(person_of(request), archived=archived)]


@router.get("/productions/{production}", response=ProductionOut)
def show_production(request: HttpRequest, production: str) -> dict[str, Any]:
    """One production, by uid or title."""
    return production_row(find_production(production, person_of(request)))


@router.get("/productions/{production}/export")
def export(request: HttpRequest, production: str) -> HttpResponse:
    """The whole production as a .topsheet file."""
    found = find_production(production, person_of(request))
    response = HttpResponse(
        export_production(person_of(request), found), content_type="application/zip"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{found.uid}{SUFFIX}"'
    return response
