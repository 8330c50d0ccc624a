"""The cast list as plain rows, without the deals for those who may not see pay."""

from __future__ import annotations

from typing import Any

from topsheet.people.models import Role
from topsheet.people.selectors import parts_of
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Production


def cast_rows(user: User, production: Production) -> list[dict[str, Any]]:
    """One row per part in the order of the cast numbers. Raises NotAllowed, NotFound."""
    require(user, production, "people", Level.VIEW)
    with_deals = may_see_pay(user, production)
    return [_part(role) | (_deal(role) if with_deals else {}) for role in parts_of(production)]


def _part(role: Role) -> dict[str, Any]:
    return {"key": role.uid, "number": role.board_id, "name": role.name, "age": role.age,
            "minor": role.minor, "lines": role.lines, "words": role.words}  # fmt: skip


def _deal(role: Role) -> dict[str, Any]:
    return {"deal": role.deal, "minimum_days": role.minimum_days, "assumed": role.assumed,
            "assumed_by": role.assumed_by}  # fmt: skip
