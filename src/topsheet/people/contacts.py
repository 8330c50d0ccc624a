"""Verbs on persons and companies: add, edit, merge, delete."""

from __future__ import annotations

from typing import Any

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.people.engine.names import sort_name
from topsheet.people.fields import company_fields, person_fields
from topsheet.people.models import Away, Company, Engagement, Person
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.answers import deleting
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Production


def new_person(actor: User, production: Production, **fields: Any) -> Person:
    """Add a person; the fields are those of ``Person``. Raises InvalidInput."""
    require(actor, production, "people", Level.EDIT)
    person = Person(production=production, **_whole_person(fields))
    with recording(production, actor, f"{person.name} added") as changes:
        changes.create(person)
    return person


def edit_person(actor: User, person: Person, version: int | None = None, **fields: Any) -> Person:
    """Change what is known of a person. Raises Conflict when stale, InvalidInput."""
    require(actor, person.production, "people", Level.EDIT)
    wanted = person_fields(fields)
    follows = person.sort_name == sort_name(person.name) and "sort_name" not in wanted
    if follows and "name" in wanted:
        wanted["sort_name"] = sort_name(wanted["name"])
    with recording(person.production, actor, f"{person.name}: contact changed") as changes:
        changes.update(person, version=version, **wanted)
    return person


def delete_person(actor: User, person: Person, version: int | None = None) -> None:
    """Take a person off the list. Raises InvalidInput while they are cast or engaged."""
    require(actor, person.production, "people", Level.EDIT)
    held = Engagement.objects.filter(person=person).select_related("role")
    if held:
        doing = " and ".join(_doing(row) for row in held[:4])
        raise InvalidInput(f"{person.name} {doing}. Take them off that first, then delete.")
    with deleting(), recording(person.production, actor, f"{person.name} deleted") as changes:
        changes.delete(person, version=version)


def merge_persons(actor: User, person: Person, into: Person, version: int | None = None) -> Person:
    """Make one person of two: ``into`` takes over engagements and dates, and learns what it
    does not know; ``person`` goes.
    """
    production = into.production
    require(actor, production, "people", Level.EDIT)
    if person.pk == into.pk:
        raise InvalidInput("A person cannot be merged with themselves. Choose another.",
                           field="into")  # fmt: skip
    if person.production_id != production.pk:
        raise NotFound("These persons belong to different productions.")
    with recording(production, actor, f"{person.name} merged into {into.name}") as changes:
        for row in Engagement.objects.filter(person=person):
            changes.update(row, person=into)
        _take_over_dates(changes, person, into)
        changes.update(into, version=version, **_learned(person, into))
        changes.delete(person)
    return into


def new_company(actor: User, production: Production, **fields: Any) -> Company:
    """Add a company; the fields are those of ``Company``. Raises InvalidInput."""
    require(actor, production, "people", Level.EDIT)
    wanted = company_fields({"name": "", **fields})
    company = Company(production=production, **wanted)
    with recording(production, actor, f"{company.name} added") as changes:
        changes.create(company)
    return company


def edit_company(
    actor: User, company: Company, version: int | None = None, **fields: Any
) -> Company:
    """Change what is known of a company. Raises Conflict when stale, InvalidInput."""
    require(actor, company.production, "people", Level.EDIT)
    wanted = company_fields(fields)
    with recording(company.production, actor, f"{company.name}: contact changed") as changes:
        changes.update(company, version=version, **wanted)
    return company


def delete_company(actor: User, company: Company, version: int | None = None) -> None:
    """Take a company off the list. Raises InvalidInput while it is engaged or represents."""
    require(actor, company.production, "people", Level.EDIT)
    represented = Engagement.objects.filter(agent=company).select_related("person", "role")
    held = Engagement.objects.filter(company=company).select_related("role")
    if held or represented:
        doing = [_doing(row) for row in held[:4]]
        doing += [f"represents {row.person or row.role}" for row in represented[:4]]
        raise InvalidInput(
            f"{company.name} {' and '.join(doing)}. Take it off that first, then delete."
        )
    with deleting(), recording(company.production, actor, f"{company.name} deleted") as changes:
        changes.delete(company, version=version)


def _whole_person(fields: dict[str, Any]) -> dict[str, Any]:
    wanted = person_fields({"name": "", **fields})
    return {**wanted, "sort_name": wanted.get("sort_name") or sort_name(wanted["name"])}


def _doing(row: Engagement) -> str:
    if row.role is not None:
        return f"plays {row.role.name} ({row.role.board_id})"
    return f"is engaged as {row.position or row.department or 'crew'}"


def _take_over_dates(changes: Changes, person: Person, into: Person) -> None:
    spans = {(row.first, row.last) for row in Away.objects.filter(person=into)}
    for row in Away.objects.filter(person=person):
        if (row.first, row.last) not in spans:
            changes.update(row, person=into)


def _learned(person: Person, into: Person) -> dict[str, Any]:
    """What ``person`` knows and ``into`` does not; telephones and languages are joined."""
    plain = ("pronouns", "email", "address", "city", "country", "emergency", "diet", "allergies",
             "unions", "note")  # fmt: skip
    learned = {
        name: getattr(person, name)
        for name in plain
        if getattr(person, name) and not getattr(into, name)
    }
    for name in ("phones", "languages"):
        learned[name] = list(dict.fromkeys([*getattr(into, name), *getattr(person, name)]))
    return learned
