"""API of approved budgets: approve, lay the estimate beside, compare, decide."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from topsheet.budget import versions
from topsheet.budget.api_schemas import ROOT, Plain, scenario_named
from topsheet.budget.versions_json import (
    beside_json,
    comparison_json,
    decision_json,
    version_json,
)
from topsheet.platform.accounts import person_of
from topsheet.production.models import Scenario

router = Router(tags=["budget"])

Name = Annotated[str, Field(max_length=120), Plain]


class ApproveIn(Schema):
    label: Name = ""
    note: Annotated[str, Field(max_length=400), Plain] = ""


class BudgetDecisionIn(Schema):
    """``kind``: draw (on the contingency), overage or saving."""

    kind: Annotated[str, Field(max_length=20), Plain]
    account: Annotated[str, Field(max_length=40), Plain]
    amount: Annotated[str, Field(max_length=40), Plain]
    reason: Annotated[str, Field(max_length=400), Plain]
    version: Name = ""


@router.get(f"{ROOT}/versions")
def list_versions(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """The approved budgets, the first one first."""
    found = scenario_named(request, production, scenario)
    return {"versions": [version_json(v) for v in versions.versions_of(person_of(request), found)]}


@router.post(f"{ROOT}/versions")
def approve(
    request: HttpRequest, production: str, body: ApproveIn, scenario: str = ""
) -> dict[str, Any]:
    """Freeze the estimate of today as the approved budget. It cannot be taken back."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    made = versions.approve(user, found, body.label, body.note)
    return _done(found, f"Budget approved as “{made.label}”", version=version_json(made))


@router.get(f"{ROOT}/variance")
def variance(
    request: HttpRequest, production: str, version: Name = "", scenario: str = ""
) -> dict[str, Any]:
    """The estimate beside an approved budget (default: the last): by level, account, total."""
    found = scenario_named(request, production, scenario)
    return beside_json(versions.beside(person_of(request), found, version))


@router.get(f"{ROOT}/compare")
def compare(
    request: HttpRequest,
    production: str,
    left: Name = "",
    right: Name = versions.ESTIMATE,
    scenario: str = "",
) -> dict[str, Any]:
    """Two versions, or a version and the ``estimate``, line by line."""
    found = scenario_named(request, production, scenario)
    return comparison_json(versions.compare_versions(person_of(request), found, left, right))


@router.get(f"{ROOT}/compare.xlsx")
def compare_xlsx(
    request: HttpRequest,
    production: str,
    left: Name = "",
    right: Name = versions.ESTIMATE,
    scenario: str = "",
) -> HttpResponse:
    """The comparison as a workbook."""
    from topsheet.budget.versions_workbook import comparison_bytes

    found = scenario_named(request, production, scenario)
    data = comparison_bytes(versions.compare_versions(person_of(request), found, left, right))
    return _workbook(data, "comparison.xlsx")


@router.get(f"{ROOT}/variance.xlsx")
def variance_xlsx(
    request: HttpRequest, production: str, version: Name = "", scenario: str = ""
) -> HttpResponse:
    """Approved, decided, revised, estimate and variance as a workbook."""
    from topsheet.budget.versions_workbook import variance_bytes

    found = scenario_named(request, production, scenario)
    return _workbook(variance_bytes(versions.beside(person_of(request), found, version)),
                     "variance.xlsx")  # fmt: skip


@router.post(f"{ROOT}/decisions")
def decide(
    request: HttpRequest, production: str, body: BudgetDecisionIn, scenario: str = ""
) -> dict[str, Any]:
    """Log a draw on the contingency, an approved overage or a saving."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    made = versions.decide(
        user, found, body.kind, body.account, body.amount, body.reason, version=body.version
    )
    return _done(found, "Budget decision", decision=decision_json(made))


def _done(scenario: Scenario, change: str, **more: Any) -> dict[str, Any]:
    return {"sequence": scenario.production.sequence, "change": change, **more}


def _workbook(data: bytes, name: str) -> HttpResponse:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
