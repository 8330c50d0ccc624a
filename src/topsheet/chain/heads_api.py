"""API of a production's head: what it is called, where and when it is shot, by which agreements."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.chain.heads import edit_head
from topsheet.platform.accounts import person_of
from topsheet.production.exports import production_row
from topsheet.production.selectors import find_production

router = Router(tags=["productions"])


class HeadIn(Schema):
    """Only what is given is changed; ``version`` is the one the edit was made from."""

    version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    title: Annotated[str, Field(max_length=400)] | None = None
    kind: Literal["feature", "short", "episode"] | None = None
    country: Annotated[str, Field(max_length=2)] | None = None
    agreements: list[Annotated[str, Field(max_length=80)]] | None = None
    start: Annotated[str, Field(max_length=10)] | None = None  # "" takes it back
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = None


@router.patch("/productions/{production}/head", summary="Change the head of a production")
def edit(request: HttpRequest, production: str, head: HeadIn) -> dict[str, Any]:
    """Board and budget follow: holidays, hours, fringes, dates."""
    user = person_of(request)
    found = find_production(production, user)
    said = head.dict(exclude_unset=True, exclude={"version"})
    before = found.sequence
    edit_head(user, found, head.version, {k: "" if v is None else v for k, v in said.items()})
    last = found.change_sets.order_by("-sequence").first()
    changed = last is not None and found.sequence > before
    return {
        "sequence": found.sequence,
        "change": last.verb if last and changed else "",
        "rows": [{**production_row(found), "version": found.version}],
    }
