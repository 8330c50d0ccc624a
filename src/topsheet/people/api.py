"""API of the room ``people``: the cast here; contacts, engagements and files beside it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.people import api_contacts, api_engagements, api_files
from topsheet.people.casting import cast_by_name
from topsheet.people.exports import cast_row, cast_rows, sight_of
from topsheet.people.selectors import away_of_persons, cast_engagements, find_role
from topsheet.people.services import agree_deal, keep_part_away, renumber
from topsheet.platform import entry
from topsheet.platform.accounts import person_of
from topsheet.production.answers import written
from topsheet.production.models import Production
from topsheet.production.selectors import find_production

router = Router(tags=["people"])
router.add_router("", api_contacts.router)
router.add_router("", api_engagements.router)
router.add_router("", api_files.router)

Version = Annotated[int | None, Field(ge=0, le=2**31 - 1, description="the one you read")]


class DealIn(Schema):
    """Agreed terms; what is left out stays."""

    version: Version = None
    deal: str = ""
    minimum_days: Annotated[int, Field(ge=0, le=400)] | None = None
    rate: str | None = None
    rate_unit: str = "day"
    currency: str = ""


class AwayIn(Schema):
    """Dates as ``2026-05-01, 2026-05-04..2026-05-08``."""

    version: Version = None
    away: str


class CastIn(Schema):
    """Who plays it: a person's uid, e-mail or name; "" for nobody. With ``new`` a person is
    added where nobody has that name.
    """

    version: Version = None
    person: str = ""
    new: bool = False


class NumberIn(Schema):
    """Another cast number, which nobody else ever had."""

    version: Version = None
    number: str


@router.get("/productions/{production}/cast")
def cast(request: HttpRequest, production: str) -> list[dict[str, Any]]:
    """The cast list; deals and rates only for those who may see pay."""
    return cast_rows(person_of(request), find_production(production, person_of(request)))


@router.patch("/productions/{production}/cast/{part}/deal")
def deal(request: HttpRequest, production: str, part: str, body: DealIn) -> dict[str, Any]:
    """Agree a part's deal: its type, minimum days and rate."""
    found = find_production(production, person_of(request))
    role, before = find_role(found, part), found.sequence
    agree_deal(
        person_of(request), role, body.version,
        deal=body.deal or role.deal,
        minimum_days=role.minimum_days if body.minimum_days is None else body.minimum_days,
        rate=body.rate, rate_unit=body.rate_unit, currency=body.currency,
    )  # fmt: skip
    return _answer(request, found, before, part)


@router.patch("/productions/{production}/cast/{part}/away")
def away(request: HttpRequest, production: str, part: str, body: AwayIn) -> dict[str, Any]:
    """The dates a part cannot be shot."""
    found = find_production(production, person_of(request))
    days = [date.fromisoformat(day) for day in entry.days(body.away)]
    before = found.sequence
    keep_part_away(person_of(request), find_role(found, part), days, body.version)
    return _answer(request, found, before, part)


@router.patch("/productions/{production}/cast/{part}/person")
def person(request: HttpRequest, production: str, part: str, body: CastIn) -> dict[str, Any]:
    """Say who plays a part."""
    found = find_production(production, person_of(request))
    role, before = find_role(found, part), found.sequence
    said = body.person.strip()
    cast_by_name(person_of(request), role, said, body.version, add=body.new)
    return _answer(request, found, before, part)


@router.patch("/productions/{production}/cast/{part}/number")
def number(request: HttpRequest, production: str, part: str, body: NumberIn) -> dict[str, Any]:
    """Change a cast number, which otherwise stays for good."""
    found = find_production(production, person_of(request))
    before = found.sequence
    renumber(person_of(request), find_role(found, part), body.number, body.version)
    return _answer(request, found, before, part)


def _answer(request: HttpRequest, production: Production, before: int, key: str) -> dict[str, Any]:
    role = find_role(production, key)
    engaged = cast_engagements(production).get(key)
    sight = sight_of(person_of(request), production)
    row = cast_row(role, engaged, away_of_persons(production), sight)
    return written(production, before, rows=[row])
