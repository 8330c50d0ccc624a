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

from topsheet.production.bin import binned_of
from topsheet.production.models import Production
from topsheet.production.selectors import productions_of
from topsheet.site.context import THEMES
from topsheet.site.going import found_groups, here_groups
from topsheet.site.rail import Link, Section, office_rail
from topsheet.site.slate import slate_of

_YEAR = 365 * 24 * 3600


def slate(request: HttpRequest) -> HttpResponse:
    """Every production the person may know of, newest first; the archive; the bin."""
    shown = request.GET.get("show", "")
    binned = binned_of(request.user)
    told = {
        "shown": shown if shown in ("archive", "bin") else "",
        "archived": productions_of(request.user, archived=True).count(),
        "binned": binned.count(),
    }
    if shown == "bin":
        return render(request, "site/slate.html", {**told, "bin": list(binned), "lines": []})
    lines = slate_of(request.user, archived=shown == "archive")
    return render(request, "site/slate.html", {**told, **lines})


def goto(request: HttpRequest) -> HttpResponse:
    """Pages and commands of the open production, then productions, then pages of the office.

    As a page of its own it also searches (``?q=``); in the dialog the page asks the API.
    """
    groups = [*found_groups(request), *here_groups(request), _productions(request)]
    groups.append(_office_pages(request))
    template = "site/_goto.html" if request.headers.get("HX-Request") else "site/goto.html"
    told = {"groups": [group for group in groups if group.links], "q": request.GET.get("q", "")}
    return render(request, template, told)


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
