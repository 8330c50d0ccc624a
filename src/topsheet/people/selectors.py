"""Reads: the cast list and the terms schedule and budget need."""

from __future__ import annotations

from datetime import date

from topsheet.kernel.errors import NotFound
from topsheet.people.engine.numbers import board_order
from topsheet.people.engine.types import Deal, Engagement
from topsheet.people.models import Role
from topsheet.production.models import Production


def cast_list(production: Production) -> list[Role]:
    """The parts in the order of their cast numbers."""
    roles = Role.objects.filter(production=production)
    return sorted(roles, key=lambda role: board_order(role.board_id))


def find_role(production: Production, key: str) -> Role:
    role = Role.objects.filter(production=production, uid=key).first()
    if role is None:
        raise NotFound(f"There is no part “{key}” in the cast list.")
    return role


def engagements(production: Production) -> tuple[Engagement, ...]:
    """On which terms each part is engaged, in the order of the cast list."""
    return tuple(engagement(role) for role in cast_list(production))


def engagement(role: Role) -> Engagement:
    return Engagement(
        role=role.uid,
        deal=Deal(role.deal),
        minimum_days=role.minimum_days,
        away=frozenset(date.fromisoformat(day) for day in role.away),
        assumed=role.assumed,
    )
