"""API of persons and companies."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from topsheet.people import contacts
from topsheet.people.exports import listed_row, sight_of
from topsheet.people.listing import KINDS, find_company, find_listed, find_person, listed, narrowed
from topsheet.platform import entry
from topsheet.platform.accounts import person_of
from topsheet.production.answers import written
from topsheet.production.models import Production
from topsheet.production.selectors import find_production

router = Router(tags=["people"])

Version = Annotated[int | None, Field(ge=0, le=2**31 - 1)]
Words = str | list[str]


class ContactIn(Schema):
    """Fields that persons and companies share; what is left out stays."""

    version: Version = None
    name: str | None = None
    email: str | None = None
    phones: Words | None = None
    address: str | None = None
    city: str | None = None
    country: str | None = None
    note: str | None = None


class PersonIn(ContactIn):
    sort_name: str | None = None
    pronouns: str | None = None
    languages: Words | None = None
    emergency: str | None = None
    diet: str | None = None
    allergies: str | None = None
    unions: str | None = None


class CompanyIn(ContactIn):
    kind: str | None = None
    contact: str | None = None
    vat: str | None = None


class MergePersonIn(Schema):
    """The uid of the person who stays, at the version you read."""

    into: str
    version: Version = None


class ListIn(Schema):
    """What a list is narrowed by. ``kind``: cast, crew, company, free (not engaged)."""

    query: str = ""
    kind: str = ""
    department: str = ""
    offset: Annotated[int, Field(ge=0, le=10**6)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 200


@router.get("/productions/{production}/people")
def people(request: HttpRequest, production: str, asked: Query[ListIn]) -> dict[str, Any]:
    """Persons and companies by name, with what they are engaged for."""
    found = find_production(production, person_of(request))
    sight = sight_of(person_of(request), found)
    kind = entry.choice(asked.kind, "kind", KINDS)
    kept = narrowed(listed(found), query=asked.query, kind=kind, department=asked.department)
    page = kept[asked.offset : asked.offset + asked.limit]
    return {"total": len(kept), "people": [listed_row(one, sight) for one in page]}


@router.get("/productions/{production}/people/persons/{uid}")
def show_person(request: HttpRequest, production: str, uid: str) -> dict[str, Any]:
    """One person with engagements and dates away."""
    found = find_production(production, person_of(request))
    sight = sight_of(person_of(request), found)
    return listed_row(find_listed(found, find_person(found, uid).uid), sight)


@router.get("/productions/{production}/people/companies/{uid}")
def show_company(request: HttpRequest, production: str, uid: str) -> dict[str, Any]:
    """One company with its engagements."""
    found = find_production(production, person_of(request))
    sight = sight_of(person_of(request), found)
    return listed_row(find_listed(found, find_company(found, uid).uid), sight)


@router.post("/productions/{production}/people/persons")
def add_person(request: HttpRequest, production: str, body: PersonIn) -> dict[str, Any]:
    """Add a person."""
    found = find_production(production, person_of(request))
    before = found.sequence
    person = contacts.new_person(person_of(request), found, **_fields(body))
    return _answer(request, found, before, person.uid)


@router.patch("/productions/{production}/people/persons/{uid}")
def edit_person(request: HttpRequest, production: str, uid: str, body: PersonIn) -> dict[str, Any]:
    """Change what is known of a person."""
    found = find_production(production, person_of(request))
    before = found.sequence
    person = find_person(found, uid)
    contacts.edit_person(person_of(request), person, body.version, **_fields(body))
    return _answer(request, found, before, person.uid)


@router.delete("/productions/{production}/people/persons/{uid}")
def delete_person(
    request: HttpRequest, production: str, uid: str, version: Version = None
) -> dict[str, Any]:
    """Take a person off the list; refused while they are cast or engaged."""
    found = find_production(production, person_of(request))
    before = found.sequence
    contacts.delete_person(person_of(request), find_person(found, uid), version)
    return written(found, before, rows=[])


@router.post("/productions/{production}/people/persons/{uid}/merge")
def merge(request: HttpRequest, production: str, uid: str, body: MergePersonIn) -> dict[str, Any]:
    """Make one person of two; the one in ``into`` stays."""
    found = find_production(production, person_of(request))
    before = found.sequence
    person, into = find_person(found, uid), find_person(found, body.into)
    contacts.merge_persons(person_of(request), person, into, body.version)
    return _answer(request, found, before, into.uid)


@router.post("/productions/{production}/people/companies")
def add_company(request: HttpRequest, production: str, body: CompanyIn) -> dict[str, Any]:
    """Add a company."""
    found = find_production(production, person_of(request))
    before = found.sequence
    company = contacts.new_company(person_of(request), found, **_fields(body))
    return _answer(request, found, before, company.uid)


@router.patch("/productions/{production}/people/companies/{uid}")
def edit_company(
    request: HttpRequest, production: str, uid: str, body: CompanyIn
) -> dict[str, Any]:
    """Change what is known of a company."""
    found = find_production(production, person_of(request))
    before = found.sequence
    company = find_company(found, uid)
    contacts.edit_company(person_of(request), company, body.version, **_fields(body))
    return _answer(request, found, before, company.uid)


@router.delete("/productions/{production}/people/companies/{uid}")
def delete_company(
    request: HttpRequest, production: str, uid: str, version: Version = None
) -> dict[str, Any]:
    """Take a company off the list; refused while it is engaged or represents somebody."""
    found = find_production(production, person_of(request))
    before = found.sequence
    contacts.delete_company(person_of(request), find_company(found, uid), version)
    return written(found, before, rows=[])


def _fields(body: ContactIn) -> dict[str, Any]:
    return body.dict(exclude_unset=True, exclude={"version"})


def _answer(request: HttpRequest, production: Production, before: int, uid: str) -> dict[str, Any]:
    sight = sight_of(person_of(request), production)
    return written(production, before, rows=[listed_row(find_listed(production, uid), sight)])
