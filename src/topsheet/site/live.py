"""What an open page asks: has anybody changed something, and what did this write move?"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from topsheet.chain.moved import as_json, moved_since
from topsheet.production.models import Production
from topsheet.production.telling import Told, changes_after
from topsheet.production.web import production_page, scenario_on
from topsheet.site.rail import production_rail

_LARGEST = 2**31 - 1
_AT_MOST = 500  # moves told at once; the list has them all


@never_cache
@production_page("production")
def pulse(request: HttpRequest, production: Production) -> HttpResponse:
    """The change sets after ``?since=``: who did what; 304 when there are none."""
    tag = f'"{production.sequence}"'
    since = _number(request.GET.get("since", ""), production.sequence)
    if since >= production.sequence and request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    changes = changes_after(request.user, production, scenario_on(request), since)
    body = {"sequence": production.sequence, "changes": [_line(one) for one in changes]}
    return JsonResponse(body, headers={"ETag": tag})


@never_cache
@production_page("production")
def moved(request: HttpRequest, production: Production) -> HttpResponse:
    """The figures that moved since change set ``?since=``, and the marks of the rail as of now."""
    scenario = scenario_on(request)
    since = _number(request.GET.get("since", ""), production.sequence)
    found = moved_since(scenario, request.user, since)
    marks = {
        link.url: link.mark
        for section in production_rail(request, scenario)
        for link in section.links
    }
    query = f"&scenario={scenario.uid}" if not scenario.is_main else ""
    listed = f"{reverse('chain:changes', args=[production.uid])}?since={since}{query}"
    told = as_json(replace(found, moves=found.moves[:_AT_MOST]))
    return JsonResponse({**told, "count": len(found.moves), "marks": marks, "list": listed})


def _line(one: Told) -> dict[str, object]:
    return {
        "sequence": one.sequence,
        "who": one.who,
        "verb": one.verb,
        "own": one.own,
        "here": one.here,
        "at": one.at.isoformat(),
    }


def _number(text: str, otherwise: int) -> int:
    """A change set's number as a url gives it; anything else is ``otherwise``."""
    return min(int(text), _LARGEST) if text.isascii() and text.isdecimal() else otherwise
