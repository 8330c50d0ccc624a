"""API of the journal: who did what, when, before → after."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from topsheet.kernel.errors import InvalidInput
from topsheet.platform.accounts import person_of
from topsheet.production.journal import MOST, PAGE, Asked, journal, records_of
from topsheet.production.selectors import find_production

router = Router(tags=["history"])
Sequence = Annotated[int, Field(ge=0, le=2**31 - 1)]
Text = Annotated[str, Field(max_length=200)]


class AskedIn(Schema):
    """Filters; "" is everything. ``since`` and ``until`` are days, or moments with their zone.

    ``person`` is a name or an e-mail, ``record`` the uid of one thing, ``scenario`` a uid
    ("main" for what was done in main only), ``before`` the one the last page gave.
    """

    person: Text = ""
    room: Text = ""
    scenario: Text = ""
    record: Text = ""
    text: Text = ""
    since: datetime | date | None = None
    until: datetime | date | None = None
    after: Sequence | None = None
    before: Sequence | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = PAGE


class FieldOut(Schema):
    """One field in words; both empty when only the place in an order changed."""

    word: str
    before: str
    after: str


class RecordOut(Schema):
    """One record; ``done`` is added, changed or deleted, ``pay`` counts withheld fields."""

    kind: str
    word: str
    title: str
    uid: str
    scenario: str
    done: str
    fields: list[FieldOut]
    pay: int
    url: str


class EntryOut(Schema):
    """One change set; ``records`` is null when there are too many, ask for them by sequence."""

    sequence: int
    at: datetime
    who: str
    own: bool
    verb: str
    undoes: int | None
    redoes: int | None
    scenarios: list[str]
    counts: list[str]
    total: int
    records: list[RecordOut] | None
    pay: int
    url: str


class JournalOut(Schema):
    """``before`` asks for the page that follows; null at the beginning of the production."""

    entries: list[EntryOut]
    before: int | None


class RecordsOut(Schema):
    """``pay`` counts records of which only pay changed; ``after`` asks for the next hundred."""

    records: list[RecordOut]
    pay: int
    after: int | None


@router.get("/productions/{production}/journal", response=JournalOut)
def read_journal(request: HttpRequest, production: str, wanted: Query[AskedIn]) -> dict[str, Any]:
    """What was done, newest first, as far as you may know."""
    user = person_of(request)
    given = wanted.dict() | {"since": _moment(wanted.since), "until": _moment(wanted.until)}
    page = journal(user, find_production(production, user), Asked(**given))
    return asdict(page)


@router.get("/productions/{production}/journal/{sequence}", response=RecordsOut)
def read_change_set(
    request: HttpRequest,
    production: str,
    sequence: Sequence,
    after: Annotated[int, Field(ge=0, le=2**62)] = 0,
) -> dict[str, Any]:
    """The records of one change set, a hundred at a time."""
    user = person_of(request)
    records, pay, more = records_of(user, find_production(production, user), sequence, after)
    return {"records": [asdict(one) for one in records], "pay": pay, "after": more}


def _moment(given: datetime | date | None) -> datetime | None:
    """A day is its midnight, a moment without a zone is UTC."""
    if given is None:
        return None
    if not isinstance(given, datetime):
        given = datetime.combine(given, time(), tzinfo=UTC)
    try:
        moment = given if given.tzinfo else given.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidInput("That day is out of the calendar.", field="since") from None
