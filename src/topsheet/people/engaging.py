"""Verbs on engagements and on the dates people are away."""

from __future__ import annotations

from datetime import date
from typing import Any

from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.people.engine.departments import department
from topsheet.people.fields import RATE, engagement_fields, read_date
from topsheet.people.models import Away, Company, Engagement, Person
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.answers import deleting
from topsheet.production.changes import recording
from topsheet.production.models import Production

_LONGEST_AWAY = 3_660  # days


def engage(
    actor: User, who: Person | Company, *, agent: Company | None = None, **fields: Any
) -> Engagement:
    """Engage a person or a company as crew; ``rate`` needs the right to see pay."""
    production = who.production
    require(actor, production, "people", Level.EDIT)
    wanted = engagement_fields(fields, production.currency)
    _refuse_pay(actor, production, wanted)
    if not wanted.get("position") and not wanted.get("department"):
        raise InvalidInput("Say as what: a position or a department.", field="position")
    if not wanted.get("department"):
        wanted["department"] = department("", wanted["position"])
    holder = {"person": who} if isinstance(who, Person) else {"company": who}
    row = Engagement(production=production, agent=agent, **holder, **wanted)
    with recording(production, actor, f"{who.name} engaged as {_as_what(row)}") as changes:
        changes.create(row)
    return row


def edit_engagement(
    actor: User, row: Engagement, version: int | None = None, **fields: Any
) -> Engagement:
    """Change an engagement; ``agent`` is a company or None. Raises Conflict when stale."""
    production = row.production
    require(actor, production, "people", Level.EDIT)
    links = {"agent": fields.pop("agent")} if "agent" in fields else {}
    wanted = engagement_fields(fields, row.rate_currency or production.currency)
    _refuse_pay(actor, production, wanted)
    _refuse_backwards(row, wanted)
    with recording(production, actor, f"{_whose(row)}: {_as_what(row)} changed") as changes:
        changes.update(row, version=version, **wanted, **links)
    return row


def end_engagement(actor: User, row: Engagement, version: int | None = None) -> None:
    """Take an engagement off the list; a part is open again."""
    require(actor, row.production, "people", Level.EDIT)
    verb = f"{_whose(row)} is no longer {_as_what(row)}"
    with deleting(), recording(row.production, actor, verb) as changes:
        changes.delete(row, version=version)


def keep_away(
    actor: User, person: Person, first: date | str, last: date | str = "", reason: str = ""
) -> Away:
    """A person cannot work from ``first`` to ``last``, both included."""
    require(actor, person.production, "people", Level.EDIT)
    start = read_date(first, "first")
    end = read_date(last, "last") or start
    if start is None or end is None:
        raise InvalidInput("Say from which date.", field="first")
    if end < start:
        raise InvalidInput("The time away ends before it starts.", field="last")
    if (end - start).days > _LONGEST_AWAY:
        raise InvalidInput("That is longer than ten years.", field="last")
    row = Away(production=person.production, person=person, first=start, last=end,
               reason=entry.line(reason, "reason", 200))  # fmt: skip
    with recording(person.production, actor, f"{person.name} away {row}") as changes:
        changes.create(row)
    return row


def end_away(actor: User, row: Away, version: int | None = None) -> None:
    """A person can work on these dates after all."""
    require(actor, row.production, "people", Level.EDIT)
    verb = f"{row.person.name} no longer away {row}"
    with deleting(), recording(row.production, actor, verb) as changes:
        changes.delete(row, version=version)


def always_here(actor: User, person: Person) -> None:
    """Take all the dates away of a person off."""
    require(actor, person.production, "people", Level.EDIT)
    with recording(person.production, actor, f"{person.name} no longer away") as changes:
        changes.delete_all(Away.objects.filter(person=person))


def find_engagement(production: Production, uid: str) -> Engagement:
    rows = Engagement.objects.filter(production=production, uid=entry.sought(uid))
    row = rows.select_related("person", "company", "role", "agent").first()
    if row is None:
        raise NotFound("There is no such engagement in this production.")
    return row


def find_away(production: Production, uid: str) -> Away:
    row = (
        Away.objects.filter(production=production, uid=entry.sought(uid))
        .select_related("person")
        .first()
    )
    if row is None:
        raise NotFound("There is no such time away in this production.")
    return row


def _refuse_pay(actor: User, production: Production, wanted: dict[str, Any]) -> None:
    if not may_see_pay(actor, production) and any(name in wanted for name in RATE):
        raise NotAllowed(
            f"Your role in “{production.title}” does not let you see pay, so rates are not yours "
            "to change. Ask the producer."
        )


def _refuse_backwards(row: Engagement, wanted: dict[str, Any]) -> None:
    start, end = wanted.get("start", row.start), wanted.get("end", row.end)
    if start and end and end < start:
        raise InvalidInput("An engagement ends after it starts.", field="end")


def _whose(row: Engagement) -> str:
    return str(row.person or row.company or row.role or "Somebody")


def _as_what(row: Engagement) -> str:
    return row.role.name if row.role else row.position or row.department or "crew"
