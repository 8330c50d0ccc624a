"""The topsheet, a figure's why, what changed, and the files of a production."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from topsheet.budget.selectors import has_budget
from topsheet.chain.changed import changed_since
from topsheet.chain.changed_rows import groups_of
from topsheet.chain.explain import figure_at
from topsheet.chain.files import FILES, build_file, files_for
from topsheet.chain.moved import headline
from topsheet.chain.selectors import sight_of, topsheet_for, topsheet_revision
from topsheet.chain.since import looked
from topsheet.kernel.errors import NotFound
from topsheet.platform.explaining import told
from topsheet.platform.templatetags.kept import lazily
from topsheet.production.models import Production
from topsheet.production.web import production_page, scenario_on
from topsheet.schedule.selectors import has_board


@production_page("production")
def topsheet(request: HttpRequest, production: Production) -> HttpResponse:
    """The page a producer reads first."""
    scenario = scenario_on(request)
    if not (has_board(scenario) and has_budget(scenario)):
        return render(request, "chain/empty.html", {"production": production})
    news = changed_since(scenario, request.user, "look")
    context = {
        "production": production,
        "revision": (*topsheet_revision(scenario), *sight_of(request.user, production)),
        "topsheet": lazily(lambda: topsheet_for(scenario, request.user)),
        "files": files_for(scenario, request.user),
        "news": news,
        "news_headline": headline(news.moved),
        "since_choices": since_choices()[1:],
    }
    looked(request.user, production)
    return render(request, "chain/topsheet.html", context)


def since_choices() -> list[tuple[str, str]]:
    """What one usually looks back to."""
    return [
        ("look", _("since you last looked")),
        ("today", _("today")),
        ("yesterday", _("since yesterday")),
        ("friday", _("since Friday")),
    ]


@production_page("production")
def changes(request: HttpRequest, production: Production) -> HttpResponse:
    """What changed since a day, a change set or the last look; htmx gets the panel alone."""
    asked = request.GET.get("since", "look")
    changed = changed_since(scenario_on(request), request.user, asked)
    context = {
        "production": production,
        "changed": changed,
        "groups": groups_of(changed.moved),
        "headline": headline(changed.moved),
        "choices": since_choices(),
        "date": asked if asked.count("-") == 2 else "",
    }
    fragment = bool(request.headers.get("HX-Request"))
    return render(request, f"chain/{'_changes_panel' if fragment else 'changes'}.html", context)


@production_page("production")
def explain(request: HttpRequest, production: Production) -> HttpResponse:
    """Why a figure is what it is; htmx gets the panel alone."""
    address = request.GET.get("address", "budget")
    try:
        figure = figure_at(scenario_on(request), request.user, address)
    except NotFound as error:
        raise Http404(error.message) from None
    fragment = bool(request.headers.get("HX-Request"))
    template = "chain/_explain.html" if fragment else "chain/explain.html"
    as_percent = address == "schedule/gap"
    context = {"production": production, "told": told(figure, as_percent=as_percent)}
    return render(request, template, context)


@production_page("production")
def download(request: HttpRequest, production: Production, name: str) -> HttpResponse:
    """One of the files of ``--out``, made now."""
    if name not in FILES:
        raise Http404("There is no such file.")
    built = build_file(name, scenario_on(request), request.user)
    response = HttpResponse(built.data, content_type=FILES[name].content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
