"""Reads: the cast list and the terms schedule and budget need."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from topsheet.kernel.days import days_between
from topsheet.kernel.errors import NotFound
from topsheet.people.engine.numbers import board_order
from topsheet.people.engine.types import CastMember, Deal, RateUnit, Status
from topsheet.people.engine.types import Engagement as Terms
from topsheet.people.models import Away, Engagement, Role
from topsheet.platform.entry import sought
from topsheet.production.models import Change, Production

_AGREED = {Status.AGREED, Status.SIGNED}


def parts_of(production: Production) -> list[Role]:
    """The parts in the order of their cast numbers."""
    roles = Role.objects.filter(production=production)
    return sorted(roles, key=lambda role: board_order(role.board_id))


def cast_list(production: Production) -> tuple[CastMember, ...]:
    """The parts with their terms, in the order of their cast numbers."""
    engaged = cast_engagements(production)
    away = away_of_persons(production)
    return tuple(_member(role, engaged.get(role.uid), away) for role in parts_of(production))


def cast_engagements(production: Production) -> dict[str, Engagement]:
    """Uid of a part → its engagement, with person and agent at hand."""
    rows = Engagement.objects.filter(production=production, role__isnull=False)
    return {row.role.uid: row for row in rows.select_related("role", "person", "agent") if row.role}


def numbers_issued(production: Production) -> dict[str, str]:
    """Every cast number that was ever given → the part it was given to."""
    given = Change.objects.filter(
        change_set__production=production, kind=Role.KIND, after__isnull=False
    )
    history = given.order_by("change_set__sequence", "id").values_list("after__board_id", "uid")
    issued = {str(number): uid for number, uid in history}
    here = Role.objects.filter(production=production).values_list("board_id", "uid")
    return issued | dict(here)


def away_of_persons(production: Production) -> dict[str, frozenset[date]]:
    """Uid of a person → the dates they cannot work."""
    found: dict[str, set[date]] = defaultdict(set)
    for row in Away.objects.filter(production=production).select_related("person"):
        found[row.person.uid] |= set(days_between(row.first, row.last))
    return {person: frozenset(days) for person, days in found.items()}


def find_role(production: Production, key: str) -> Role:
    """A part by its key. Raises NotFound."""
    role = Role.objects.filter(production=production, uid=sought(key)).first()
    if role is None:
        raise NotFound(f"There is no part “{key}” in the cast list.")
    return role


def find_part(production: Production, said: str) -> Role:
    """A part by its key, its cast number or its name. Raises NotFound."""
    for role in parts_of(production):
        if said in (role.uid, role.board_id) or said.casefold() == role.name.casefold():
            return role
    return find_role(production, said)


def engagements(production: Production) -> tuple[Terms, ...]:
    """On which terms each part is engaged, in the order of the cast list."""
    return tuple(
        Terms(
            role=member.role,
            deal=member.deal,
            minimum_days=member.minimum_days,
            away=member.away,
            assumed=member.assumed,
        )
        for member in cast_list(production)
    )


def _member(role: Role, engaged: Engagement | None, away: dict[str, frozenset[date]]) -> CastMember:
    person = engaged.person.uid if engaged and engaged.person else ""
    rate = engaged.rate if engaged and engaged.status in _AGREED else None
    return CastMember(
        role=role.uid,
        board_id=role.board_id,
        name=role.name,
        minor=role.minor,
        deal=Deal(role.deal),
        minimum_days=role.minimum_days,
        away=frozenset(map(date.fromisoformat, role.away)) | away.get(person, frozenset()),
        assumed=role.assumed,
        rate=rate,
        rate_unit=RateUnit(engaged.rate_unit) if engaged and rate and engaged.rate_unit else "",
        person=person,
    )
