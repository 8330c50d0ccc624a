"""Pages of approved budgets: the estimate beside the approved one, and two versions compared."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from topsheet.budget.engine.comparing import VarianceRow
from topsheet.budget.pages import LEVEL_TITLES
from topsheet.budget.selectors import has_budget
from topsheet.budget.versions import ESTIMATE, beside, compare_versions, versions_of
from topsheet.kernel.errors import NotFound
from topsheet.kernel.money import Money
from topsheet.platform.accounts import person_of
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.models import Production
from topsheet.production.web import production_page, scenario_on


@production_page("budget")
def versions(request: HttpRequest, production: Production) -> HttpResponse:
    """Approved, decided, revised, estimate, variance; the contingency and its log."""
    scenario = scenario_on(request)
    _open_to(request, production)
    if not has_budget(scenario):
        return render(request, "budget/empty.html", {"production": production})
    found = versions_of(person_of(request), scenario)
    shown: dict[str, Any] = {
        "production": production,
        "versions": [(one, Money(one.total_minor, one.currency)) for one in found],
        "may_approve": allowed(person_of(request), production, "budget", Level.APPROVE),
    }
    if found:
        shown |= _beside(request, scenario)
    return render(request, "budget/versions.html", shown)


def _beside(request: HttpRequest, scenario: Any) -> dict[str, Any]:
    try:
        laid = beside(person_of(request), scenario, request.GET.get("version", ""))
    except NotFound as error:
        raise Http404(error.message) from None
    currency, pot = laid.version.currency, laid.contingency
    titles = {str(level): title for level, title in LEVEL_TITLES.items()}

    def money(row: VarianceRow) -> dict[str, Any]:
        names = ("approved", "decided", "revised", "estimate", "variance")
        return {name: Money(getattr(row, name), currency) for name in names}

    return {
        "beside": laid,
        "currency": currency,
        "rows": [
            (row, titles.get(row.key, row.name), money(row))
            for row in laid.rows
            if row.approved or row.estimate or row.decided
        ],
        "pot": {
            "approved": Money(pot.approved, currency),
            "drawn": Money(pot.drawn, currency),
            "left": Money(pot.left, currency),
            "share": None if pot.share is None else pot.share / 1000,
        },
        "decisions": [(one, Money(one.minor, one.currency)) for one in laid.decisions],
        "accounts": sorted(laid.approved.accounts.values(), key=lambda one: one.code),
    }


@production_page("budget")
def comparison(request: HttpRequest, production: Production) -> HttpResponse:
    """``?left=`` and ``?right=``: versions by uid, or ``estimate``."""
    scenario = scenario_on(request)
    _open_to(request, production)
    left, right = request.GET.get("left", ""), request.GET.get("right", "") or ESTIMATE
    try:
        found = compare_versions(person_of(request), scenario, left, right)
    except NotFound as error:
        raise Http404(error.message) from None
    currency = found.right.currency

    def money(minor: int) -> Money:
        return Money(minor, currency)

    shown = {
        "production": production,
        "found": found,
        "currency": currency,
        "left": left,
        "right": right,
        "versions": versions_of(person_of(request), scenario),
        "total": (money(found.total.left), money(found.total.right), money(found.total.difference)),
        "accounts": [
            (one, money(one.left), money(one.right), money(one.difference))
            for one in found.accounts
            if one.difference
        ],
        "lines": [
            (
                row,
                None if row.left is None else money(row.left.total),
                None if row.right is None else money(row.right.total),
                money(row.difference),
            )
            for row in found.lines
        ],
    }
    return render(request, "budget/comparison.html", shown)


def _open_to(request: HttpRequest, production: Production) -> None:
    if not may_see_pay(person_of(request), production):
        raise PermissionDenied(
            gettext("A version holds everybody's pay, which your role may not see.")
        )
