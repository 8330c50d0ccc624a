"""The pages of scenarios: the list, two of them side by side, and adopting one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from topsheet.chain.comparing import ScenarioRow, compared, records_compared, scenario_rows
from topsheet.kernel.errors import NotFound, TopsheetError
from topsheet.platform.accounts import person_of
from topsheet.platform.models import User
from topsheet.production.access import may_see_pay
from topsheet.production.exports import conflicts_told
from topsheet.production.models import Change, Production, Scenario, ScenarioState
from topsheet.production.scenario_words import DifferencesTold, Teller
from topsheet.production.scenarios import Adoption, adopt_preview, may_adopt, require_fork
from topsheet.production.selectors import scenario_of, scenarios_of
from topsheet.production.web import production_page, scenario_on

_MOST_RECORDS = 400


@production_page("production")
def scenarios(request: HttpRequest, production: Production) -> HttpResponse:
    """Every scenario with where it stands; ``?adopted=`` says what an adoption just did."""
    rows = scenario_rows(person_of(request), production, dropped=True)

    def of(*states: str) -> list[ScenarioRow]:
        return [row for row in rows if row.scenario.state in states]

    context = {
        "production": production,
        "main": rows[0],
        "open": of(ScenarioState.OPEN),
        "past": of(ScenarioState.ADOPTED, ScenarioState.KEPT),
        "dropped": of(ScenarioState.DROPPED),
        "adopted": _adopted(production, request.GET.get("adopted", "")),
    }
    return render(request, "chain/scenarios.html", context)


@production_page("production")
def compare(request: HttpRequest, production: Production) -> HttpResponse:
    """``?a=`` and ``?b=`` side by side; by default main and the scenario one is in."""
    choices = scenarios_of(production)
    try:
        a, b = _sides(request, production, choices)
    except TopsheetError as error:
        raise Http404(error.message) from None
    context = {
        "production": production,
        "a": a,
        "b": b,
        "choices": choices,
        "explain_a": _explain_url(a),
        "explain_b": _explain_url(b),
    }
    try:
        context["found"] = compared(a, b, person_of(request))
    except NotFound as error:
        context["why_not"] = error.message
    else:
        records = records_compared(a, b, person_of(request), _MOST_RECORDS)
        context |= {"records": records, "record_groups": _by_noun(records)}
    return render(request, "chain/compare.html", context)


@production_page("production")
def adopt(request: HttpRequest, production: Production, scenario: str) -> HttpResponse:
    """What adopting changes in main by itself, and each conflict to be decided."""
    try:
        chosen = scenario_of(production, scenario)
    except TopsheetError as error:
        raise Http404(error.message) from None
    require_fork(person_of(request), production)
    context: dict[str, Any] = {"production": production, "chosen": chosen}
    try:
        found = adopt_preview(chosen)
    except TopsheetError as error:
        context["why_not"] = error.message
        return render(request, "chain/adopt.html", context)
    records = _will_change(found, person_of(request))
    context |= {
        "found": found,
        "may_adopt": may_adopt(person_of(request), production),
        "conflicts": conflicts_told(found, person_of(request)),
        "records": records,
        "record_groups": _by_noun(records),
        "pay_visible": may_see_pay(person_of(request), production),
    }
    return render(request, "chain/adopt.html", context)


def _sides(
    request: HttpRequest, production: Production, choices: list[Scenario]
) -> tuple[Scenario, Scenario]:
    """The two scenarios asked for; where only one is, the newest other stands beside it."""
    b = scenario_of(production, request.GET["b"]) if request.GET.get("b") else scenario_on(request)
    a = scenario_of(production, request.GET.get("a", ""))
    if a == b and not request.GET.get("a"):
        b = next((one for one in choices if one != a), b)
    return a, b


def _explain_url(scenario: Scenario) -> str:
    path = reverse("chain:explain", args=[scenario.production.uid])
    return path if scenario.is_main else f"{path}?scenario={scenario.uid}"


def _by_noun(records: DifferencesTold) -> list[tuple[str, list[Any]]]:
    """Records of one kind together, in the order in which kinds first appear."""
    groups: dict[str, list[Any]] = {}
    for row in records.rows:
        groups.setdefault(row.noun, []).append(row)
    return list(groups.items())


def _will_change(found: Adoption, user: User) -> DifferencesTold:
    """What adopting changes without anybody deciding."""
    teller = Teller(user, found.main.production, found.main, found.scenario)
    return teller.differences(found.theirs, found.merge.result, _MOST_RECORDS)


def _adopted(production: Production, uid: str) -> dict[str, Any] | None:
    """What the adoption of a scenario did to main, from its change set."""
    written = Change.objects.filter(
        change_set__production=production, kind=Scenario.KIND, uid=uid, after__state="adopted"
    ).order_by("-change_set__sequence")
    last = written.first() if uid and "\0" not in uid else None
    if last is None:
        return None
    changes = Change.objects.filter(change_set=last.change_set_id)
    kept = changes.filter(kind=Scenario.KIND, before__isnull=True).first()
    in_main = changes.filter(scenario=scenario_of(production).uid)
    return {
        "title": (last.after or {}).get("title", ""),
        "created": in_main.filter(before__isnull=True).count(),
        "deleted": in_main.filter(after__isnull=True).count(),
        "changed": in_main.filter(before__isnull=False, after__isnull=False).count(),
        "kept": kept,
        "kept_title": (kept.after or {}).get("title", "") if kept else _("main as it was"),
    }
