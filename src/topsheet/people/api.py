"""API of the room ``people``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from topsheet.people.exports import cast_rows
from topsheet.platform.accounts import person_of
from topsheet.production.selectors import find_production

router = Router(tags=["people"])


@router.get("/productions/{production}/cast")
def cast(request: HttpRequest, production: str) -> list[dict[str, Any]]:
    """The cast list; deals only for those who may see pay."""
    return cast_rows(person_of(request), find_production(production, person_of(request)))
