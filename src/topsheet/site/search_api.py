"""Search over the API: scenes, people, places, accounts, lines, elements, productions."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from topsheet.kernel.errors import NotFound
from topsheet.platform.accounts import person_of
from topsheet.platform.models import User
from topsheet.production.models import Production, Scenario
from topsheet.production.searching import Found, search, titled
from topsheet.production.selectors import find_production, scenario_of

router = Router(tags=["search"])


class FoundOut(Schema):
    """``kind`` says what it is, ``what`` says so in words; ``url`` is its place on a page."""

    kind: str
    what: str
    uid: str
    name: str
    detail: str
    url: str
    production: str
    production_title: str
    scenario: str


class SearchOut(Schema):
    """``here`` are things of the production asked from, ``elsewhere`` of others. ``meant``:
    nothing had the words as typed, these were searched instead. ``unread``: so many
    productions were not read yet; ask again.
    """

    query: str
    meant: str
    unread: int
    here: list[FoundOut]
    elsewhere: list[FoundOut]
    productions: list[FoundOut]


@router.get("/search", response=SearchOut, summary="Find anything you may see")
def find(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    production: Annotated[str, Query(max_length=200)] = "",
    scenario: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> dict[str, Any]:
    """Every word must occur; case and accents do not matter. The ``production`` first."""
    user = person_of(request)
    found = search(user, q, here=_here(user, production, scenario), at_most=limit)
    return {
        "query": q,
        "meant": found.meant,
        "unread": found.unread,
        "here": [as_row(one) for one in found.here],
        "elsewhere": [as_row(one) for one in found.elsewhere],
        "productions": [_production(one) for one in titled(user, q)],
    }


def _here(user: User, production: str, scenario: str) -> Scenario | None:
    if not production:
        return None
    found = find_production(production, user)
    try:
        return scenario_of(found, scenario)
    except NotFound:
        return scenario_of(found)


def as_row(one: Found) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "what": _kinds().get(one.kind, one.kind),
        "uid": one.uid,
        "name": one.name,
        "detail": one.detail,
        "url": one.url,
        "production": one.production,
        "production_title": one.production_title,
        "scenario": one.scenario,
    }


def _production(production: Production) -> dict[str, Any]:
    return {
        "kind": "production",
        "what": _("Archived production") if production.archived_at else _("Production"),
        "uid": production.uid,
        "name": production.title,
        "detail": production.get_kind_display(),
        "url": reverse("chain:topsheet", args=[production.uid]),
        "production": production.uid,
        "production_title": production.title,
        "scenario": "",
    }


def _kinds() -> dict[str, str]:
    return {
        "scene": _("Scene"),
        "element": _("Element"),
        "category": _("Category"),
        "account": _("Account"),
        "line": _("Budget line"),
        "global": _("Global"),
        "person": _("Person"),
        "company": _("Company"),
        "role": _("Role"),
        "place": _("Place"),
        "day": _("Shooting day"),
        "note": _("Note"),
    }
