"""The pages of the places: the list, one place with its sun, the sets and where they are shot."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet.kernel.errors import NotFound
from topsheet.places import pages
from topsheet.places.selectors import find_place
from topsheet.production.access import Level, allowed
from topsheet.production.models import Production
from topsheet.production.web import production_page, scenario_on, to_sheet


@production_page("places")
def places(request: HttpRequest, production: Production) -> HttpResponse:
    """The places by name; ``?q=`` and ``?kind=`` narrow the list, ``?at=`` goes to one sheet."""
    if at := request.GET.get("at", ""):
        return to_sheet(request, "places:place", production, at)
    scenario = scenario_on(request)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:120] for name in ("q", "kind")}
    rows = pages.place_list(scenario)
    context = _context(request, production, "places") | {
        "rows": pages.narrowed(rows, **asked), "total": len(rows), "asked": asked,
        "kinds": pages.kind_filters(), "unbound": pages.unbound_sets(scenario),
    }  # fmt: skip
    return render(request, "places/places.html", context)


@production_page("places")
def place(request: HttpRequest, production: Production, uid: str) -> HttpResponse:
    """One place, its sets and its sun (``?first=`` to ``?last=``, or its shooting days)."""
    scenario = scenario_on(request)
    try:
        found = find_place(production, uid)
    except NotFound as error:
        raise Http404(error.message) from None
    asked = (request.GET.get("first", ""), request.GET.get("last", ""))
    context = _context(request, production, "places") | {
        "place": found, "sheet": pages.place_sheet(found, scenario),
        "sun": pages.sun_page(found, scenario, *asked), "kinds": pages.kinds(),
        "others": pages.others(found), "zones": pages.zone_names(),
    }  # fmt: skip
    return render(request, "places/place.html", context)


@production_page("places")
def sets(request: HttpRequest, production: Production) -> HttpResponse:
    """Every set with where it is shot; ``?show=`` unbound, assumed, or a place's key."""
    scenario = scenario_on(request)
    show = request.GET.get("show", "").replace("\0", "")[:64]
    query = request.GET.get("q", "").replace("\0", "")[:120]
    context = _context(request, production, "sets") | {
        "page": pages.sets_page(scenario, show=show, query=query), "show": show, "q": query,
    }  # fmt: skip
    return render(request, "places/sets.html", context)


def _context(request: HttpRequest, production: Production, view: str) -> dict[str, Any]:
    may_edit = allowed(request.user, production, "places", Level.EDIT)  # type: ignore[arg-type]
    return {"production": production, "may_edit": may_edit, "view": view}
