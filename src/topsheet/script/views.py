"""The Script page: scenes beside the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet.kernel.errors import NotFound
from topsheet.platform.templatetags.kept import lazily
from topsheet.production.access import Level, allowed
from topsheet.production.models import Production, Scenario
from topsheet.production.revisions import revision_of
from topsheet.production.web import production_page, scenario_on
from topsheet.script.models import Draft, Scene
from topsheet.script.reading import ShownScript, shown
from topsheet.script.selectors import current_draft, load_script


@production_page("script")
def script(request: HttpRequest, production: Production) -> HttpResponse:
    """Scenes, screenplay, speaking parts and remarks of the draft in force."""
    scenario = scenario_on(request)
    context: dict[str, object] = {"production": production, "scenario": scenario}
    try:
        draft = current_draft(scenario)
    except NotFound:
        return render(request, "script/empty.html", context)
    context["revision"] = revision_of(scenario, "script")
    context["shown"] = lazily(lambda: _lay_out(scenario, draft))
    context["may_edit"] = allowed(request.user, production, "script", Level.EDIT)
    return render(request, "script/script.html", context)


def _lay_out(scenario: Scenario, draft: Draft) -> ShownScript:
    rows = Scene.objects.filter(scenario=scenario, draft=draft)
    return shown(draft, load_script(scenario), rows)
