"""The journal page: who did what, when, before → after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from topsheet.kernel.errors import InvalidInput
from topsheet.production.journal import Asked, journal, people_in, records_of
from topsheet.production.models import Production, Scenario
from topsheet.production.roles import ROOMS
from topsheet.production.sight import sight_of
from topsheet.production.undo import next_undo
from topsheet.production.web import production_page

_LARGEST = 2**31 - 1
_FILTERS = ("person", "room", "in", "since", "until", "text", "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entry of a list to choose from."""

    value: str
    label: str


@production_page("production")
def journal_page(request: HttpRequest, production: Production) -> HttpResponse:
    """Newest first, fifty a page, filtered by what the address says."""
    zone = _zone(request)
    wrong = ""
    try:
        asked = _asked(request, zone)
    except InvalidInput as error:
        asked, wrong = Asked(), error.message
    page = journal(request.user, production, asked)
    given = {name: request.GET.get(name, "") for name in _FILTERS}
    kept = {name: value for name, value in given.items() if value}
    shown = {
        "page": page,
        "given": given,
        "kept": kept,
        "wrong": wrong,
        "zone": zone,
        "people": people_in(production),
        "rooms": _rooms(request, production),
        "places": _scenarios(production),
        "undo_next": next_undo(request.user, production),
        "older": urlencode(kept | {"before": page.before}) if page.before else "",
        "newest": urlencode(kept),
        "later": asked.before is not None,
    }
    return render(request, "production/journal.html", shown)


@production_page("production")
def change_set(request: HttpRequest, production: Production, sequence: int) -> HttpResponse:
    """The records of one change set, a hundred at a time, to be put into the page."""
    after = _number(request.GET.get("after", "")) or 0
    records, pay, more = records_of(
        request.user, production, min(sequence, _LARGEST), min(after, 2**62)
    )
    shown = {"records": records, "pay": pay, "more": more, "sequence": sequence}
    return render(request, "production/_records.html", shown)


def _asked(request: HttpRequest, zone: tzinfo) -> Asked:
    given = request.GET
    return Asked(
        person=given.get("person", ""),
        room=given.get("room", ""),
        scenario=given.get("in", ""),
        record=given.get("record", ""),
        since=_midnight(given.get("since", ""), zone, _("From")),
        until=_midnight(given.get("until", ""), zone, _("To"), days=1),
        text=given.get("text", ""),
        before=_number(given.get("before", "")),
    )


def _midnight(text: str, zone: tzinfo, field: str, days: int = 0) -> datetime | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
        return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        message = _("%(field)s: “%(text)s” is not a date. Write it as 2027-04-20.")
        raise InvalidInput(message % {"field": field, "text": text[:40]}, field=field) from None


def _number(text: str) -> int | None:
    return min(int(text), _LARGEST) if text.isascii() and text.isdecimal() else None


def _zone(request: HttpRequest) -> tzinfo:
    """Where the reader is, as the page's module tells it in a cookie; UTC before that."""
    try:
        return ZoneInfo(unquote(request.COOKIES.get("zone", "UTC"))[:64])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _rooms(request: HttpRequest, production: Production) -> list[Choice]:
    words = {
        "production": _("Production"),
        "people": _("People"),
        "places": _("Places"),
        "script": _("Script"),
        "breakdown": _("Breakdown"),
        "schedule": _("Schedule"),
        "budget": _("Budget"),
    }
    seen = sight_of(request.user, production).rooms
    return [Choice(value=room, label=words.get(room, room)) for room in ROOMS if room in seen]


def _scenarios(production: Production) -> list[Choice]:
    found = Scenario.objects.filter(production=production).order_by("-is_main", "title")
    return [Choice(value=one.uid, label=one.title) for one in found]
