"""The budget page: the topsheet down to each line, and the workbook."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext

from topsheet.budget.live import live
from topsheet.budget.pages import BudgetPage
from topsheet.budget.selectors import (
    estimate_of,
    has_budget,
    load_estimate,
    load_facts,
    shown_addresses,
)
from topsheet.budget.workbook import workbook_bytes
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.models import Production
from topsheet.production.web import production_page, scenario_on

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@production_page("budget")
def budget(request: HttpRequest, production: Production) -> HttpResponse:
    """Levels and categories; ``?open=3300`` or ``?open=all`` unfolds, ``?find=`` filters."""
    scenario = scenario_on(request)
    if not has_budget(scenario):
        return render(request, "budget/empty.html", {"production": production})
    page = _page(request, production)
    shown = {
        "production": production,
        "page": page,
        "estimate": page.found,
        "find": request.GET.get("find", ""),
        "with_pay": page.shown is None,
        "folded": not (request.GET.get("open") or request.GET.get("find")),
        "query": "" if scenario.is_main else f"&scenario={scenario.uid}",
        "may_edit": allowed(request.user, production, "budget", Level.EDIT),
    }
    return render(request, "budget/budget.html", shown)


@production_page("budget")
def panels(request: HttpRequest, production: Production) -> HttpResponse:
    """Charges, fringes and globals below the sheet, as they are now."""
    scenario = scenario_on(request)
    if not has_budget(scenario):
        raise Http404(gettext("This production has no budget yet."))
    page = _page(request, production)
    shown = {
        "production": production,
        "page": page,
        "estimate": page.found,
        "anew": True,
        "may_edit": allowed(request.user, production, "budget", Level.EDIT),
    }
    return render(request, "budget/_panels.html", shown)


@production_page("budget")
def lines(request: HttpRequest, production: Production, code: str) -> HttpResponse:
    """The accounts and lines of one category, as rows for the table."""
    scenario = scenario_on(request)
    if not has_budget(scenario):
        raise Http404(gettext("This production has no budget yet."))
    page = _page(request, production)
    row = page.result.accounts.get(code)
    if row is None or row.account.category:
        raise Http404(gettext("There is no such category in this budget."))
    return render(
        request, "budget/_rows.html", {"production": production, "rows": page.category(code)}
    )


@production_page("budget")
def workbook(request: HttpRequest, production: Production) -> HttpResponse:
    """``budget.xlsx``, for those who may see pay."""
    scenario = scenario_on(request)
    if not may_see_pay(request.user, production):  # type: ignore[arg-type]
        raise PermissionDenied(
            gettext("The workbook holds everybody's pay, which your role may not see.")
        )
    if not has_budget(scenario):
        raise Http404(gettext("This production has no budget yet."))
    file = HttpResponse(workbook_bytes(load_estimate(scenario)), content_type=_XLSX)
    name = slugify(production.title) or production.uid
    file["Content-Disposition"] = f'attachment; filename="{name}-budget.xlsx"'
    return file


def _page(request: HttpRequest, production: Production) -> BudgetPage:
    scenario = scenario_on(request)
    with_pay = may_see_pay(request.user, production)  # type: ignore[arg-type]
    now, facts = live(scenario), load_facts(scenario)
    return BudgetPage(
        estimate_of(now, facts),
        now.printed(facts),
        None if with_pay else shown_addresses(scenario),
        opened=request.GET.getlist("open"),
        find=request.GET.get("find", ""),
        held=now.held,
    )
