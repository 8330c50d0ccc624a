"""Lists as plain rows, without what the reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from topsheet.kernel.days import days_text
from topsheet.people.importing import ImportPlan, Row
from topsheet.people.listing import Listed, department_of, job_of
from topsheet.people.models import Away, Engagement, Person, Role
from topsheet.people.selectors import away_of_persons, cast_engagements, parts_of
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay, require
from topsheet.production.models import Production

_PERSON = ("name", "sort_name", "pronouns", "email", "phones", "city", "country", "languages")
_COMPANY = ("name", "kind", "contact", "email", "phones", "address", "city", "country", "vat",
            "note")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a reader may see: rates and deals, private fields; and whether they may edit."""

    pay: bool
    private: bool

    @property
    def edit(self) -> bool:
        return self.private


def sight_of(user: User, production: Production) -> Sight:
    """Raises NotAllowed, NotFound for somebody who may not see the people at all."""
    require(user, production, "people", Level.VIEW)
    return Sight(
        pay=may_see_pay(user, production),
        private=allowed(user, production, "people", Level.EDIT),
    )


def cast_rows(user: User, production: Production) -> list[dict[str, Any]]:
    """One row per part in the order of the cast numbers. Raises NotAllowed, NotFound."""
    sight = sight_of(user, production)
    engaged = cast_engagements(production)
    away = away_of_persons(production)
    return [cast_row(role, engaged.get(role.uid), away, sight) for role in parts_of(production)]


def cast_row(
    role: Role,
    engaged: Engagement | None,
    away: Mapping[str, frozenset[date]],
    sight: Sight,
) -> dict[str, Any]:
    """A part with who plays it, when it cannot be shot and, for those who may see pay, terms."""
    person = engaged.person if engaged else None
    row: dict[str, Any] = {
        "key": role.uid, "version": role.version, "number": role.board_id, "name": role.name,
        "age": role.age, "minor": role.minor, "lines": role.lines, "words": role.words,
        "person": {"uid": person.uid, "name": person.name} if person else None,
        "away": days_text(map(date.fromisoformat, role.away)),
        "person_away": days_text(away.get(person.uid, frozenset())) if person else "",
        "engagement": engagement_row(engaged, sight) if engaged else None,
    }  # fmt: skip
    return row | (_deal(role) if sight.pay else {})


def engagement_row(row: Engagement, sight: Sight) -> dict[str, Any]:
    """An engagement; its rate for those who may see pay."""
    agent = row.agent
    told = {
        "uid": row.uid, "version": row.version, "what": job_of(row),
        "part": row.role.uid if row.role else "", "position": row.position,
        "department": department_of(row), "status": row.status,
        "start": row.start, "end": row.end,
        "agent": {"uid": agent.uid, "name": agent.name} if agent else None,
    }  # fmt: skip
    rate = {"rate": str(row.rate) if row.rate else "", "rate_unit": row.rate_unit,
            "currency": row.rate_currency}  # fmt: skip
    return told | (rate if sight.pay else {})


def listed_row(one: Listed, sight: Sight) -> dict[str, Any]:
    """A person or company as the lists show them."""
    names = _COMPANY if one.is_company else _PERSON
    told: dict[str, Any] = {
        "uid": one.uid,
        "version": one.who.version,
        "type": "company" if one.is_company else "person",
        **{name: getattr(one.who, name) for name in names},
    }
    if sight.private and not one.is_company:
        told |= {name: getattr(one.who, name) for name in sorted(Person.PRIVATE)}
    told["engagements"] = [engagement_row(row, sight) for row in one.engagements]
    if not one.is_company:
        told["away"] = [away_row(span, sight) for span in one.away]
    return told


def away_row(span: Away, sight: Sight) -> dict[str, Any]:
    reason = {"reason": span.reason} if sight.private else {}
    return {"uid": span.uid, "version": span.version, "first": span.first, "last": span.last,
            **reason}  # fmt: skip


def plan_rows(plan: ImportPlan) -> dict[str, Any]:
    """An import as it would happen: columns, rows, what is wrong."""
    return {
        "kind": plan.file.kind,
        "encoding": plan.file.encoding,
        "delimiter": plan.file.delimiter,
        "columns": [
            {"index": column.index, "heading": column.heading, "field": column.field,
             "example": column.example}
            for column in plan.file.columns
        ],
        "counts": {name: plan.count(name) for name in ("new", "update", "same")},
        "rows": [_plan_row(row) for row in plan.rows],
        "problems": [
            {"row": problem.line, "message": problem.message, "severity": problem.severity.value}
            for problem in plan.problems
        ],
    }  # fmt: skip


def _plan_row(row: Row) -> dict[str, Any]:
    contact = row.contact
    return {
        "row": contact.row,
        "action": row.action,
        "name": row.values["name"],
        "email": row.values.get("email", ""),
        "phones": row.values.get("phones", []),
        "what": contact.character or contact.position,
        "department": contact.department,
        "company": row.company,
        "existing": row.existing.name if row.existing else "",
        "because": row.because,
        "changes": [
            {"field": name, "before": _said(old), "after": _said(new)}
            for name, (old, new) in row.differs.items()
        ],
    }


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _deal(role: Role) -> dict[str, Any]:
    return {"deal": role.deal, "minimum_days": role.minimum_days, "assumed": role.assumed,
            "assumed_by": role.assumed_by}  # fmt: skip
