"""The Breakdown pages: sheets scene by scene, elements by category, places."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from topsheet.breakdown import models
from topsheet.breakdown.engine.types import COUNTED_FROM, Category
from topsheet.breakdown.listing import role_names, sections
from topsheet.breakdown.review import category_rows
from topsheet.breakdown.selectors import has_breakdown, load_breakdown
from topsheet.breakdown.sheets import Sheet, Shown, shown, style_of
from topsheet.breakdown.words import element_words, presence_words, review_words
from topsheet.platform.derived import Derived
from topsheet.platform.templatetags.kept import lazily
from topsheet.production.access import Level, allowed
from topsheet.production.models import Production
from topsheet.production.revisions import revision_of
from topsheet.production.web import production_page, scenario_on
from topsheet.script.selectors import load_script

_SHEETS_ON_A_PAGE = 40
_LISTED = 300  # scenes in the list beside the sheets
_shown: Derived[Shown] = Derived(4)


@production_page("breakdown")
def scenes(request: HttpRequest, production: Production) -> HttpResponse:
    """Breakdown sheets; ``?category=`` keeps the scenes that need one, ``?flag=`` likewise."""
    context = _context(request, production, "scenes")
    if "shown" not in context:
        return render(request, "breakdown/empty.html", context)
    category = request.GET.get("category", "")
    flag = request.GET.get("flag", "")
    context |= {
        "category": category,
        "flag": flag,
        "asked": request.GET.urlencode(),
        "sheets": lazily(lambda: _sheets(request, context["shown"], category, flag)),
    }
    return render(request, "breakdown/scenes.html", context)


def _sheets(request: HttpRequest, found: Shown, category: str, flag: str) -> dict[str, Any]:
    """The sheets of one page, all that are wanted, and those the list beside them shows."""
    wanted = [s for s in found.sheets if _wanted(s, category, flag)]
    page = Paginator(wanted, _SHEETS_ON_A_PAGE).get_page(_page_of(request, wanted))
    return {"page": page, "wanted": wanted, "listed": _listed(wanted, page.start_index())}


@production_page("breakdown")
def elements(request: HttpRequest, production: Production) -> HttpResponse:
    """Cast and elements by category, to work in; ``?category=`` shows one alone."""
    context = _context(request, production, "elements")
    if "shown" not in context:
        return render(request, "breakdown/empty.html", context)
    category = request.GET.get("category", "")
    known = category if category in set(Category) else ""
    scenario = context["scenario"]
    context |= {"sections": list(sections(scenario, known)), "category": category,
                "may_edit": _may_edit(request, production), "words": element_words(),
                "categories": category_rows(), "roles": role_names(scenario)}  # fmt: skip
    if category and not known:
        context["sections"] = []
    context["with_cast"] = category in ("", Category.CAST.value)
    return render(request, "breakdown/elements.html", context)


@production_page("breakdown")
def places(request: HttpRequest, production: Production) -> HttpResponse:
    """Sets grouped to the places they are assumed to be shot at."""
    context = _context(request, production, "places")
    page = "breakdown/places.html" if "shown" in context else "breakdown/empty.html"
    return render(request, page, context)


@production_page("breakdown")
def review(request: HttpRequest, production: Production) -> HttpResponse:
    """The keyboard pass over every suggestion; its data comes by the API."""
    scenario = scenario_on(request)
    context: dict[str, Any] = {"production": production, "scenario": scenario, "view": "review"}
    if not models.Part.objects.filter(scenario=scenario).exists():
        return render(request, "breakdown/empty.html", context)
    context |= {"words": review_words(), "threshold": COUNTED_FROM,
                "may_edit": _may_edit(request, production)}  # fmt: skip
    return render(request, "breakdown/review.html", context)


@production_page("breakdown")
def presence(request: HttpRequest, production: Production) -> HttpResponse:
    """Scenes by roles; its data comes by the API."""
    scenario = scenario_on(request)
    context: dict[str, Any] = {"production": production, "scenario": scenario, "view": "presence"}
    if not models.Part.objects.filter(scenario=scenario).exists():
        return render(request, "breakdown/empty.html", context)
    context |= {"words": presence_words(), "may_edit": _may_edit(request, production)}
    return render(request, "breakdown/presence.html", context)


def _may_edit(request: HttpRequest, production: Production) -> bool:
    return allowed(request.user, production, "breakdown", Level.EDIT)


def _context(request: HttpRequest, production: Production, view: str) -> dict[str, Any]:
    scenario = scenario_on(request)
    context: dict[str, Any] = {"production": production, "scenario": scenario, "view": view}
    context["revision"] = key = revision_of(scenario, "breakdown", "script")
    if has_breakdown(scenario):
        context["shown"] = lazily(
            lambda: _shown.get(key, lambda: shown(load_breakdown(scenario), load_script(scenario)))
        )
    return context


def _wanted(sheet: Sheet, category: str, flag: str) -> bool:
    if flag and all(name != flag for name, _, _ in sheet.flags):
        return False
    if not category:
        return True
    if category == Category.CAST.value:
        return bool(sheet.works)
    known = category in set(Category)
    return known and any(group.style == style_of(Category(category)) for group in sheet.groups)


def _page_of(request: HttpRequest, kept: list[Sheet]) -> str:
    """The page asked for, or the one that has the scene asked for (``?scene=s0120``, or its
    number)."""
    scene = request.GET.get("scene", "")
    named = (at for at, s in enumerate(kept) if scene in (s.uid, s.scene.number))
    at = next(named, None) if scene else None
    if at is None:
        return request.GET.get("page", "1")
    return str(at // _SHEETS_ON_A_PAGE + 1)


def _listed(kept: list[Sheet], start: int) -> list[Sheet]:
    """The scenes beside the sheets: all, or in a long script those around."""
    if len(kept) <= _LISTED:
        return kept
    first = max(0, start - _LISTED // 2)
    return kept[first : first + _LISTED]
