"""The Script page: scenes beside the text."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from topsheet.kernel.errors import NotFound
from topsheet.platform.derived import Derived
from topsheet.platform.templatetags.kept import lazily
from topsheet.production.access import Level, allowed
from topsheet.production.models import Production, Scenario
from topsheet.production.revisions import revision_of
from topsheet.production.web import production_page, scenario_on
from topsheet.script.models import Draft, Scene
from topsheet.script.reading import ShownScript, shown
from topsheet.script.selectors import current_draft, load_script

_articles: Derived[SafeString] = Derived(4000)


@production_page("script")
def script(request: HttpRequest, production: Production) -> HttpResponse:
    """Scenes, screenplay, speaking parts and remarks of the draft in force."""
    scenario = scenario_on(request)
    context: dict[str, Any] = {"production": production, "scenario": scenario}
    try:
        draft = current_draft(scenario)
    except NotFound:
        return render(request, "script/empty.html", context)
    context["revision"] = revision_of(scenario, "script")
    context["shown"] = lazily(lambda: _lay_out(scenario, draft))
    may_edit = allowed(request.user, production, "script", Level.EDIT)
    context["may_edit"] = may_edit
    context["articles"] = lazily(lambda: _articles_of(context["shown"], scenario, may_edit))
    return render(request, "script/script.html", context)


def _lay_out(scenario: Scenario, draft: Draft) -> ShownScript:
    rows = Scene.objects.filter(scenario=scenario, draft=draft)
    return shown(draft, load_script(scenario), rows)


def _articles_of(script: ShownScript, scenario: Scenario, may_edit: bool) -> list[SafeString]:
    """Each scene's part of the page; only those that changed are drawn anew."""
    told = {
        "production": scenario.production,
        "may_edit": may_edit,
        "scenario_query": "" if scenario.is_main else f"?scenario={scenario.uid}",
    }
    shared = (str(scenario.pk), str(script.draft.pk), may_edit, get_language())
    return [
        _articles.get(
            (*shared, item.uid, item.version, item.scene.index == 0),
            partial(render_to_string, "script/_scene.html", told | {"item": item}),
        )
        for item in script.scenes
    ]
