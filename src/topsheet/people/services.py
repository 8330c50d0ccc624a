"""Verbs: the cast list of a script, deals, dates away, cast numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from topsheet.kernel.errors import InvalidInput, NotAllowed
from topsheet.people.engine.numbers import free_number
from topsheet.people.engine.types import CastRole, Deal, RateUnit, Status
from topsheet.people.fields import rate_fields
from topsheet.people.models import Engagement, Role
from topsheet.people.selectors import numbers_issued
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Production


def save_roles(
    changes: Changes,
    production: Production,
    roles: Sequence[CastRole],
    keep: Collection[str] = (),
) -> None:
    """Bring the cast list in line with a script's parts.

    A cast number once given stays with its part and goes to no other; a deal once agreed
    stays. A part the script lost goes, unless a deal was agreed or somebody engaged for it,
    or it is among those to ``keep``: parts that another scenario has.
    """
    present = {role.uid: role for role in Role.objects.filter(production=production)}
    issued = numbers_issued(production)
    new = []
    for role in roles:
        if role.key in present:
            changes.update(present[role.key], **_kept_in_line(present[role.key], role))
        else:
            number = _number_for(role, issued)
            issued[number] = role.key
            new.append(_new(production, role, number))
    changes.create_all(new)
    wanted = {role.key for role in roles}
    engaged = set(Engagement.objects.filter(production=production).values_list("role", flat=True))
    gone = [
        row
        for key, row in present.items()
        if key not in wanted and key not in keep and row.assumed and row.pk not in engaged
    ]
    changes.delete_all(gone)


def agree_deal(
    actor: User,
    role: Role,
    version: int | None = None,
    *,
    deal: Deal | str,
    minimum_days: int = 0,
    away: Collection[date] | None = None,
    rate: str | None = None,
    rate_unit: str = RateUnit.DAY.value,
    currency: str = "",
) -> None:
    """Put agreed terms in the place of assumed ones. Raises Conflict when stale.

    ``away`` and ``rate`` None leave them as they are; a rate "" takes it off. Deals are for
    those who may see pay.
    """
    production = role.production
    require(actor, production, "people", Level.EDIT)
    _require_pay(actor, production)
    terms = _checked_terms(deal, minimum_days) | {"assumed": False, "assumed_by": ""}
    if away is not None:
        terms["away"] = _iso(away)
    with recording(production, actor, f"Deal agreed for {role.name}") as changes:
        changes.update(role, version=version, **terms)
        if rate is not None:
            columns = rate_fields(rate, currency or production.currency)
            _set_rate(changes, role, {**columns, "rate_unit": _unit(rate, rate_unit)})


def keep_part_away(
    actor: User, role: Role, days: Collection[date], version: int | None = None
) -> None:
    """The dates on which a part cannot be shot, whoever plays it."""
    require(actor, role.production, "people", Level.EDIT)
    with recording(role.production, actor, f"Dates away of {role.name} changed") as changes:
        changes.update(role, version=version, away=_iso(days))


def renumber(actor: User, role: Role, number: str, version: int | None = None) -> None:
    """Give a part another cast number, which nobody may ever have had but the part itself."""
    production = role.production
    require(actor, production, "people", Level.EDIT)
    wanted = entry.line(number, "number", 12)
    if not wanted:
        raise InvalidInput("A cast number cannot be empty.", field="number")
    owner = numbers_issued(production).get(wanted, role.uid)
    if owner != role.uid:
        holder = Role.objects.filter(production=production, uid=owner).first()
        raise InvalidInput(
            f"{wanted} was given to {holder.name if holder else 'a part that is gone'}, and a cast "
            "number is never given twice. Choose another.",
            field="number",
        )
    with recording(
        production, actor, f"{role.name} is now {wanted} (was {role.board_id})"
    ) as changes:
        changes.update(role, version=version, board_id=wanted)


def _require_pay(actor: User, production: Production) -> None:
    if not may_see_pay(actor, production):
        raise NotAllowed(
            f"Your role in “{production.title}” does not let you see pay, so deals and rates are "
            "not yours to change. Ask the producer."
        )


def _checked_terms(deal: Deal | str, minimum_days: int) -> dict[str, Any]:
    if not 0 <= minimum_days <= 400:
        raise InvalidInput("Minimum days are none or more, 400 at most.", field="minimum_days")
    said = entry.choice(str(deal), "deal", [one.value for one in Deal])
    return {"deal": said, "minimum_days": minimum_days}


def _unit(rate: str, unit: str) -> str:
    if not rate.strip():
        return ""
    return entry.choice(unit, "rate_unit", [one.value for one in RateUnit])


def _set_rate(changes: Changes, role: Role, columns: dict[str, Any]) -> None:
    """The rate of a part stands with its engagement, which is agreed with it."""
    engaged = Engagement.objects.filter(production=changes.production, role=role).first()
    if engaged is None:
        if columns["rate_coefficient"] is not None:
            changes.create(
                Engagement(production=changes.production, role=role,
                           status=Status.AGREED.value, **columns)
            )  # fmt: skip
        return
    agreed = columns["rate_coefficient"] is not None and engaged.status == Status.PROPOSED.value
    status = Status.AGREED.value if agreed else engaged.status
    changes.update(engaged, **columns, status=status)


def _number_for(role: CastRole, issued: dict[str, str]) -> str:
    """The number the part had, else the one it wants, else the next nobody ever had."""
    had = [number for number, key in issued.items() if key == role.key]
    return had[-1] if had else free_number(role.board_id, issued.keys())


def _new(production: Production, role: CastRole, number: str) -> Role:
    return Role(production=production, uid=role.key, board_id=number, **_part(role), **_terms(role))


def _kept_in_line(row: Role, role: CastRole) -> dict[str, Any]:
    """What a new draft may change of a part; its terms only while nobody agreed them."""
    replaceable = row.assumed or not role.engagement.assumed
    return _part(role) | (_terms(role) if replaceable else {})


def _part(role: CastRole) -> dict[str, Any]:
    return {"name": role.name[:200], "age": role.age, "minor": role.minor, "lines": role.lines,
            "words": role.words}  # fmt: skip


def _terms(role: CastRole) -> dict[str, Any]:
    terms = role.engagement
    return {"deal": terms.deal.value, "minimum_days": terms.minimum_days,
            "away": _iso(terms.away), "assumed": terms.assumed,
            "assumed_by": role.assumed_by if terms.assumed else ""}  # fmt: skip


def _iso(days: Collection[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]
