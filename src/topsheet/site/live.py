"""What an open page asks every two seconds: has anything changed here?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from topsheet.production.models import Production
from topsheet.production.telling import Told, changes_after
from topsheet.production.web import production_page, scenario_on

_LARGEST = 2**31 - 1


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
