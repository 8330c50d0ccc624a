"""Verbs: open a production, change its head, archive it, let people in and out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation

from topsheet.kernel.errors import Conflict, InvalidInput
from topsheet.platform import clock
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import recording
from topsheet.production.models import Membership, Production, ProductionKind, Scenario
from topsheet.production.roles import ProductionRole


def create_production(
    *,
    actor: User | None,
    title: str,
    kind: str = ProductionKind.FEATURE,
    country: str = "",
    level: str = "low",
    currency: str = "EUR",
    agreements: list[str] | None = None,
    start: date | None = None,
    days_per_week: int = 5,
) -> Production:
    """A new production with its main scenario; the actor becomes its producer."""
    fields = _checked(
        title=title, kind=kind, country=country, level=level, currency=currency,
        agreements=list(agreements or []), start=start, days_per_week=days_per_week,
    )  # fmt: skip
    with transaction.atomic():
        production = Production.objects.create(**fields)
        with recording(production, actor, "Production opened", undoable=False) as changes:
            changes.create(Scenario(production=production, uid="main", title="Main", is_main=True))
            if actor is not None:
                changes.create(_membership(production, actor, ProductionRole.PRODUCER))
    return production


def edit_production(actor: User, production: Production, version: int, **fields: Any) -> None:
    """Change the head of a production (title, country, start …). Raises Conflict when stale."""
    require(actor, production, "production", Level.EDIT)
    with recording(production, actor, "Production edited") as changes:
        changes.update(production, version=version, **_checked(**fields))


def archive_production(actor: User, production: Production) -> None:
    """Put a production away; nothing is deleted."""
    require(actor, production, "production", Level.APPROVE)
    with recording(production, actor, "Production archived") as changes:
        changes.update(production, archived_at=clock.now())


def restore_production(actor: User, production: Production) -> None:
    """Take an archived production out again."""
    require(actor, production, "production", Level.APPROVE)
    with recording(production, actor, "Production taken out of the archive") as changes:
        changes.update(production, archived_at=None)


def add_member(actor: User, production: Production, user: User, role: str) -> Membership:
    """Give a person a role. Raises InvalidInput for an unknown role, Conflict when they have it."""
    require(actor, production, "production", Level.APPROVE)
    if role not in ProductionRole.values:
        roles = ", ".join(ProductionRole.values)
        raise InvalidInput(f"“{role}” is not a role. Choose one of: {roles}.", field="role")
    membership = _membership(production, user, role)
    joined = f"{user} joined as {_named(role)}"
    with recording(production, actor, joined, undoable=False) as changes:
        if Membership.objects.filter(production=production, user=user, role=role).exists():
            raise Conflict(f"{user} has that role already.")
        changes.create(membership)
    return membership


def remove_member(actor: User, membership: Membership) -> None:
    """Take a role from a person."""
    production = membership.production
    require(actor, production, "production", Level.APPROVE)
    with recording(production, actor, f"{membership.user} left", undoable=False) as changes:
        changes.delete(membership)


def _named(role: str) -> str:
    """The role's name as the history keeps it, whatever language the page was in."""
    with translation.override("en"):
        return str(ProductionRole(role).label)


def _membership(production: Production, user: User, role: str) -> Membership:
    return Membership(production=production, user=user, role=role)


def _checked(**fields: Any) -> dict[str, Any]:
    """Refuse what no production can have; packs know which countries and agreements there are."""
    if "title" in fields:
        fields["title"] = fields["title"].strip()[:200]
        if not fields["title"]:
            raise InvalidInput("A production needs a title.", field="title")
    if fields.get("kind", ProductionKind.FEATURE) not in ProductionKind.values:
        kinds = ", ".join(ProductionKind.values)
        raise InvalidInput(
            f"“{fields['kind']}” is not a kind. Choose one of: {kinds}.", field="kind"
        )
    if not 1 <= fields.get("days_per_week", 5) <= 7:
        raise InvalidInput("A week has one to seven shooting days.", field="days_per_week")
    return fields
