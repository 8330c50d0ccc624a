"""API of who has which role in a production."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.platform.accounts import person_of
from topsheet.production import members
from topsheet.production.answers import written
from topsheet.production.selectors import find_production

router = Router(tags=["productions"])
MEMBERS = "/productions/{production}/members"

Short = Annotated[str, Field(max_length=254)]


class MemberIn(Schema):
    """A user of the office, and a role of the roles table; "" takes all roles when removing."""

    email: Short
    role: Short = ""


class MemberOut(Schema):
    uid: str
    email: str
    name: str
    role: str


class MembersWritten(Schema):
    sequence: int
    change: str
    rows: list[MemberOut]


@router.get(MEMBERS, response=list[MemberOut], summary="Who has which role")
def show(request: HttpRequest, production: str) -> list[dict[str, Any]]:
    user = person_of(request)
    return members.members_of(user, find_production(production, user))


@router.post(MEMBERS, response=MembersWritten, summary="Give a person a role")
def add(request: HttpRequest, production: str, body: MemberIn) -> dict[str, Any]:
    found = find_production(production, person_of(request))
    before = found.sequence
    members.let_in(person_of(request), found, body.email, body.role)
    return written(found, before, rows=members.rows_of(found))


@router.post(f"{MEMBERS}/remove", response=MembersWritten, summary="Take a role from a person")
def remove(request: HttpRequest, production: str, body: MemberIn) -> dict[str, Any]:
    found = find_production(production, person_of(request))
    before = found.sequence
    members.let_go(person_of(request), found, body.email, body.role)
    return written(found, before, rows=members.rows_of(found))
