"""The pages of the people: the list, one person or company, the cast, the import."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet.kernel.errors import NotFound
from topsheet.people import pages
from topsheet.people.engine.departments import DEPARTMENTS
from topsheet.people.engine.headings import FIELDS
from topsheet.people.exports import sight_of
from topsheet.people.listing import KINDS, departments_of, find_listed, listed, narrowed
from topsheet.people.models import Company
from topsheet.production.access import Level
from topsheet.production.models import Production
from topsheet.production.web import production_page, scenario_on, to_sheet

_ON_A_PAGE = 200


@production_page("people")
def people(request: HttpRequest, production: Production) -> HttpResponse:
    """Everybody by name; ``?q=``, ``?kind=`` and ``?department=`` narrow the list, ``?who=``
    goes to one sheet.
    """
    if who := request.GET.get("who", ""):
        return to_sheet(request, "people:person", production, who)
    everybody = listed(production)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:120]
             for name in ("q", "kind", "department")}  # fmt: skip
    asked["kind"] = asked["kind"] if asked["kind"] in KINDS else ""
    kept = narrowed(everybody, query=asked["q"], kind=asked["kind"], department=asked["department"])
    page = Paginator(kept, _ON_A_PAGE).get_page(request.GET.get("page", "1"))
    context = _context(request, production) | {
        "asked": asked, "page": page, "total": len(everybody), "view": "people",
        "departments": departments_of(everybody), "kinds": pages.kind_names(),
    }  # fmt: skip
    return render(request, "people/people.html", context)


@production_page("people")
def person(request: HttpRequest, production: Production, uid: str) -> HttpResponse:
    """One person or company: contact, engagements, dates away."""
    try:
        found = find_listed(production, uid)
    except NotFound as error:
        raise Http404(error.message) from None
    context = _context(request, production) | {
        "one": found, "who": found.who, "scenes": pages.scenes_of(found, scenario_on(request)),
        "others": pages.others(production, found), "view": "people",
        "companies": Company.objects.filter(production=production).order_by("name"),
    }  # fmt: skip
    return render(request, "people/person.html", context)


@production_page("people")
def cast(request: HttpRequest, production: Production) -> HttpResponse:
    """The cast list: parts, who plays them, deals, dates away."""
    context = _context(request, production)
    context |= {"parts": pages.cast_page(production, scenario_on(request)), "view": "cast",
                "deals": pages.deals(), "names": pages.names(production)}  # fmt: skip
    return render(request, "people/cast.html", context)


@production_page("people", Level.EDIT)
def import_contacts(request: HttpRequest, production: Production) -> HttpResponse:
    """Contacts in from a file: chosen, looked at, saved."""
    context = _context(request, production) | {
        "view": "people",
        "fields": pages.field_names(FIELDS),
    }
    return render(request, "people/import.html", context)


def _context(request: HttpRequest, production: Production) -> dict[str, Any]:
    sight = sight_of(request.user, production)  # type: ignore[arg-type]
    return {
        "production": production,
        "may_edit": sight.edit,
        "may_see_pay": sight.pay,
        "may_see_private": sight.private,
        "all_departments": DEPARTMENTS,
        "company_kinds": pages.company_kinds(),
        "sheet_kinds": pages.sheet_kinds(),
    }
