"""Who is in a production: the list, and letting people in and go by their e-mail."""

from __future__ import annotations

from typing import Any

from topsheet.kernel.errors import NotFound
from topsheet.platform import entry
from topsheet.platform.accounts import find_user
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import Membership, Production
from topsheet.production.services import add_member, remove_member


def members_of(viewer: User, production: Production) -> list[dict[str, Any]]:
    """Everybody with a role, for those who see the people."""
    require(viewer, production, "people", Level.VIEW)
    return rows_of(production)


def rows_of(production: Production) -> list[dict[str, Any]]:
    """Everybody with a role, by name; somebody with two roles twice."""
    rows = Membership.objects.filter(production=production).select_related("user")
    ordered = sorted(rows, key=lambda row: (row.user.name.casefold(), row.user.email, row.role))
    return [
        {"uid": row.uid, "email": row.user.email, "name": row.user.name, "role": row.role}
        for row in ordered
    ]


def let_in(actor: User, production: Production, email: str, role: str) -> Membership:
    """Give a user of the office a role. Raises NotFound, InvalidInput, Conflict."""
    require(actor, production, "production", Level.APPROVE)
    return add_member(actor, production, find_user(entry.sought(email)), role)


def let_go(actor: User, production: Production, email: str, role: str = "") -> None:
    """Take a role, or all roles, from somebody. Raises NotFound."""
    require(actor, production, "production", Level.APPROVE)
    wanted = entry.sought(email).strip()
    rows = Membership.objects.filter(production=production, user__email__iexact=wanted)
    found = list(rows.filter(role=role) if role else rows)
    if not found:
        raise NotFound(f"{wanted[:80]} has no such role in “{production.title}”.")
    for membership in found:
        remove_member(actor, membership)
