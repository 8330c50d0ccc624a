"""Verbs: write the cast list of a script, agree a deal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from topsheet.kernel.errors import InvalidInput
from topsheet.people.engine.numbers import free_number
from topsheet.people.engine.types import CastRole, Deal
from topsheet.people.models import Engagement, Role
from topsheet.platform.models import User
from topsheet.production.access import Level, require
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
    taken = {role.board_id for role in present.values()}
    new = []
    for role in roles:
        if role.key in present:
            changes.update(present[role.key], **_kept_in_line(present[role.key], role))
        else:
            number = free_number(role.board_id, taken)
            taken.add(number)
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
    version: int,
    *,
    deal: Deal,
    minimum_days: int = 0,
    away: Collection[date] = (),
) -> None:
    """Put agreed terms in the place of assumed ones. Raises Conflict when stale."""
    require(actor, role.production, "people", Level.EDIT)
    if minimum_days < 0:
        raise InvalidInput("Minimum days are none or more.", field="minimum_days")
    with recording(role.production, actor, f"Deal agreed for {role.name}") as changes:
        changes.update(
            role, version=version, deal=deal.value, minimum_days=minimum_days,
            away=_iso(away), assumed=False, assumed_by="",
        )  # fmt: skip


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
