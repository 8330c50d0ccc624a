"""What Ctrl K offers in a production: its pages, its commands, what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from topsheet.kernel.errors import NotFound
from topsheet.production.access import Level, allowed
from topsheet.production.models import Scenario
from topsheet.production.searching import search
from topsheet.production.selectors import productions_of, scenario_of
from topsheet.site.rail import Link, Section, production_rail

# label, url name, what follows the page's address, room and level that it needs
_COMMANDS = (
    (gettext_lazy("Improve the board"), "schedule:board", "#improve", "schedule", Level.EDIT),
    (gettext_lazy("Approve the budget"), "budget:versions", "", "budget", Level.APPROVE),
    (gettext_lazy("Import a new draft"), "chain:drafts", "", "script", Level.EDIT),
    (gettext_lazy("Fork a scenario"), "chain:scenarios", "", "production", Level.EDIT),
    (gettext_lazy("Compare scenarios"), "chain:compare", "", "production", Level.VIEW),
    (gettext_lazy("Compare two budgets line by line"), "budget:compare", "", "budget", Level.VIEW),
    (gettext_lazy("Journal: who did what"), "production:journal", "", "production", Level.VIEW),
    (
        gettext_lazy("What changed since I last looked"),
        "chain:changes",
        "",
        "production",
        Level.VIEW,
    ),
    (
        gettext_lazy("What changed since Friday"),
        "chain:changes",
        "?since=friday",
        "production",
        Level.VIEW,
    ),
    (gettext_lazy("Settings of the production"), "site:settings", "", "production", Level.VIEW),
)


def here_groups(request: HttpRequest) -> list[Section]:
    """Pages and commands of the production the dialog was opened in, if it is one of theirs."""
    scenario = scenario_here(request)
    if scenario is None:
        return []
    links = [link for part in production_rail(request, scenario) for link in part.links]
    return [
        Section(title=scenario.production.title, links=tuple(links)),
        Section(title=_("Commands"), links=tuple(_commands(request, scenario))),
    ]


def _commands(request: HttpRequest, scenario: Scenario) -> Iterator[Link]:
    """Those whose page there is, and that the person may give."""
    production = scenario.production
    if allowed(request.user, production, "production", Level.VIEW):
        yield Link(label=_("Undo my last change"), url="#", icon="", mark="Ctrl Z", act="undo")
        yield Link(label=_("Redo"), url="#", icon="", mark="Ctrl Shift Z", act="redo")
    for label, page, at, room, level in _COMMANDS:
        if not allowed(request.user, production, room, level):
            continue
        try:
            url = reverse(page, args=[production.uid])
        except NoReverseMatch:
            continue
        yield Link(label=label, url=_in_scenario(url, at, scenario), icon="")


def _in_scenario(url: str, at: str, scenario: Scenario) -> str:
    if scenario.is_main:
        return url + at
    query, _hash, anchor = at.partition("#")
    joined = f"{query}&scenario={scenario.uid}" if query else f"?scenario={scenario.uid}"
    return url + joined + (f"#{anchor}" if anchor else "")


def found_groups(request: HttpRequest) -> list[Section]:
    """What a search without the dialog found."""
    query = request.GET.get("q", "")
    if not query.strip():
        return []
    found = search(request.user, query, here=scenario_here(request), seconds=2)
    links = tuple(
        Link(label=one.name, url=one.url, icon="", mark=one.detail or one.production_title)
        for one in (*found.here, *found.elsewhere)
    )
    return [Section(title=_("Found"), links=links)]


def scenario_here(request: HttpRequest) -> Scenario | None:
    """The scenario of ``?production=`` and ``?scenario=``, if the person may know of it."""
    uid = request.GET.get("production", "")
    production = productions_of(request.user).filter(uid=uid).first() if uid else None
    if production is None:
        return None
    try:
        return scenario_of(production, request.GET.get("scenario", ""))
    except NotFound:
        return None
