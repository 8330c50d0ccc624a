"""API of engagements and of the dates people are away."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.people import engaging
from topsheet.people.exports import listed_row, sight_of
from topsheet.people.listing import find_company, find_listed, find_person
from topsheet.platform.accounts import person_of
from topsheet.production.answers import written
from topsheet.production.models import Production
from topsheet.production.selectors import find_production

router = Router(tags=["people"])

Version = Annotated[int | None, Field(ge=0, le=2**31 - 1)]


class EngagementIn(Schema):
    """An engagement; what is left out stays. ``rate`` needs the right to see pay."""

    version: Version = None
    position: str | None = None
    department: str | None = None
    rate: str | None = None
    rate_unit: str | None = None
    currency: str | None = None
    start: str | None = None
    end: str | None = None
    status: str | None = None
    agent: str | None = None  # a company's uid or name, "" for none


class SpanIn(Schema):
    """From ``first`` to ``last``, both included; one day without ``last``."""

    first: str
    last: str = ""
    reason: str = ""


@router.post("/productions/{production}/people/{uid}/engagements")
def engage(request: HttpRequest, production: str, uid: str, body: EngagementIn) -> dict[str, Any]:
    """Engage a person or a company for a position."""
    found = find_production(production, person_of(request))
    before = found.sequence
    who = find_listed(found, uid).who
    engaging.engage(person_of(request), who, **_fields(found, body))
    return _answer(request, found, before, who.uid)


@router.patch("/productions/{production}/people/engagements/{uid}")
def edit(request: HttpRequest, production: str, uid: str, body: EngagementIn) -> dict[str, Any]:
    """Change an engagement's position, dates, status, agent or rate."""
    found = find_production(production, person_of(request))
    row, before = engaging.find_engagement(found, uid), found.sequence
    engaging.edit_engagement(person_of(request), row, body.version, **_fields(found, body))
    holder = row.person or row.company
    return _answer(request, found, before, holder.uid if holder else "")


@router.delete("/productions/{production}/people/engagements/{uid}")
def end(request: HttpRequest, production: str, uid: str, version: Version = None) -> dict[str, Any]:
    """End an engagement; a part is open again."""
    found = find_production(production, person_of(request))
    row, before = engaging.find_engagement(found, uid), found.sequence
    holder = row.person or row.company
    engaging.end_engagement(person_of(request), row, version)
    return _answer(request, found, before, holder.uid if holder else "")


@router.post("/productions/{production}/people/{uid}/away")
def keep_away(request: HttpRequest, production: str, uid: str, body: SpanIn) -> dict[str, Any]:
    """A person cannot work on these dates."""
    found = find_production(production, person_of(request))
    before = found.sequence
    person = find_person(found, uid)
    engaging.keep_away(person_of(request), person, body.first, body.last, body.reason)
    return _answer(request, found, before, person.uid)


@router.delete("/productions/{production}/people/away/{uid}")
def end_away(
    request: HttpRequest, production: str, uid: str, version: Version = None
) -> dict[str, Any]:
    """A person can work on these dates after all."""
    found = find_production(production, person_of(request))
    row, before = engaging.find_away(found, uid), found.sequence
    holder = row.person.uid
    engaging.end_away(person_of(request), row, version)
    return _answer(request, found, before, holder)


def _fields(production: Production, body: EngagementIn) -> dict[str, Any]:
    """What was said; null is as unsaid, an agent is found by uid or name."""
    said = body.dict(exclude_none=True, exclude={"version"})
    if "currency" in said and "rate" not in said:
        said.pop("currency")
    if "agent" in said:
        said["agent"] = find_company(production, said["agent"]) if said["agent"].strip() else None
    return said


def _answer(request: HttpRequest, production: Production, before: int, uid: str) -> dict[str, Any]:
    sight = sight_of(person_of(request), production)
    rows = [listed_row(find_listed(production, uid), sight)] if uid else []
    return written(production, before, rows=rows)
