"""The slate and the small pages every other one links to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from topsheet.kernel.errors import NotFound
from topsheet.production.models import Production, Scenario
from topsheet.production.selectors import productions_of, scenario_of
from topsheet.site.context import THEMES
from topsheet.site.rail import Link, Section, office_rail, production_rail
from topsheet.site.slate import slate_of

_YEAR = 365 * 24 * 3600


def slate(request: HttpRequest) -> HttpResponse:
    """Every production the person may know of, newest first."""
    return render(request, "site/slate.html", slate_of(request.user))


def goto(request: HttpRequest) -> HttpResponse:
    """Pages of the open production, then productions, then pages of the office."""
    groups = [*_pages_here(request), _productions(request), _office_pages(request)]
    template = "site/_goto.html" if request.headers.get("HX-Request") else "site/goto.html"
    return render(request, template, {"groups": [group for group in groups if group.links]})


def shortcuts(request: HttpRequest) -> HttpResponse:
    return render(request, "site/shortcuts.html")


@login_not_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie; empty follows the system."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    response = redirect(wanted if safe else "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=_YEAR, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without having been told where it is."""
    return redirect(static("site/favicon.svg"), permanent=True)


def _pages_here(request: HttpRequest) -> list[Section]:
    """The rooms of the production the dialog was opened in, if it is one of theirs."""
    scenario = _scenario(request, request.GET.get("production", ""))
    if scenario is None:
        return []
    links = [link for part in production_rail(request, scenario) for link in part.links]
    return [Section(title=scenario.production.title, links=tuple(links))]


def _scenario(request: HttpRequest, uid: str) -> Scenario | None:
    production = productions_of(request.user).filter(uid=uid).first() if uid else None
    try:
        return scenario_of(production) if production else None
    except NotFound:
        return None


def _productions(request: HttpRequest) -> Section:
    found = productions_of(request.user)[:200]
    return Section(title=_("Productions"), links=tuple(map(_production_link, found)))


def _production_link(production: Production) -> Link:
    url = reverse("site:slate") + f"p/{production.uid}/"
    return Link(
        label=production.title, url=url, icon="topsheet", mark=production.get_kind_display()
    )


def _office_pages(request: HttpRequest) -> Section:
    links = [link for part in office_rail(request) for link in part.links]
    password = Link(label=_("Change password"), url=reverse("site:password"), icon="")
    return Section(title=_("Office"), links=(*links, password))
