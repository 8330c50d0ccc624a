"""API of the main job: ask for a plan, read the topsheet, open a figure."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile

from topsheet.chain.changed import changed_as_json, changed_since
from topsheet.chain.compared_text import comparison_as_json
from topsheet.chain.comparing import compared, records_compared
from topsheet.chain.drafts_api import router as drafts
from topsheet.chain.explain import figure_as_json, figure_at
from topsheet.chain.exports import topsheet_as_json
from topsheet.chain.heads_api import router as heads
from topsheet.chain.moved import as_json, moved_since
from topsheet.chain.options import parse_options
from topsheet.chain.selectors import topsheet_for
from topsheet.chain.services import request_plan
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of

Other = Annotated[str, Query(alias="with", max_length=400)]

router = Router(tags=["plans"])
router.add_router("", heads)

ChangeNumber = Annotated[int, Query(ge=0, le=2**31 - 1)]


class PlanIn(Schema):
    """The options of ``topsheet plan``; what is left out takes its default."""

    kind: str = ""
    country: str = ""
    agreements: str = ""  # ids, separated by commas
    start: str = ""
    days_per_week: str = ""
    level: str = ""
    currency: str = ""
    effort: str = ""
    seconds: str = ""
    eighths: str = ""
    title: str = ""


class PlanAsked(Schema):
    """Where to ask how far it is; its result names the production."""

    job: str
    url: str


@router.post("/plans", response={202: PlanAsked}, summary="Plan a production from a script")
def ask_for_plan(
    request: HttpRequest, response: HttpResponse, options: Form[PlanIn], file: File[UploadedFile]
) -> Status[PlanAsked]:
    """A screenplay (Fountain, FDX, text PDF) in; a job is started that makes the plan."""
    misspelt = set(request.POST) - set(PlanIn.model_fields) - {"csrfmiddlewaretoken"}
    parsed = parse_options({**options.dict(), **{name: request.POST[name] for name in misspelt}})
    job = request_plan(file.read(), file.name or "script", parsed, actor=request.user)
    url = reverse("api:job_state", args=[job.id])
    response["Location"] = url
    return Status(202, PlanAsked(job=str(job.id), url=url))


@router.get("/productions/{production}/topsheet", summary="The topsheet")
def topsheet(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """Amounts as decimal strings; null where you may not see them."""
    return topsheet_as_json(topsheet_for(_scenario(request, production, scenario), request.user))


@router.get("/productions/{production}/explain", summary="Why a figure is what it is")
def explain(
    request: HttpRequest, production: str, address: str = "budget", scenario: str = ""
) -> dict[str, Any]:
    """The figure at ``address`` with its parts, formula, rule, source and date."""
    found = _scenario(request, production, scenario)
    return figure_as_json(figure_at(found, request.user, address))


@router.get("/productions/{production}/moved", summary="What moved since a change set")
def moved(
    request: HttpRequest, production: str, since: ChangeNumber, scenario: str = ""
) -> dict[str, Any]:
    """Every figure that is not what it was after change set ``since``: before, after, by how
    much. ``exact`` is false where nobody looked at that moment; ``before`` says which change
    set is compared with.
    """
    return as_json(moved_since(_scenario(request, production, scenario), request.user, since))


@router.get("/productions/{production}/changes", summary="What changed since")
def changes(
    request: HttpRequest, production: str, since: str = "look", scenario: str = ""
) -> dict[str, Any]:
    """Figures before and after, and who did what, since a weekday, a date (2026-11-20),
    yesterday, a change set's number, or ``look``: since you last looked.
    """
    found = _scenario(request, production, scenario)
    return changed_as_json(changed_since(found, request.user, since))


@router.get(
    "/productions/{production}/scenarios/{scenario}/diff", summary="A scenario beside another"
)
def diff(request: HttpRequest, production: str, scenario: str, other: Other = "") -> dict[str, Any]:
    """Figure by figure and record by record: ``a`` is the one named by ``with`` (default: main),
    ``b`` the scenario. Amounts are null where you may not see them.
    """
    b = _scenario(request, production, scenario)
    a = scenario_of(b.production, other)
    figures = compared(a, b, request.user)
    return comparison_as_json(a, b, figures, records_compared(a, b, request.user))


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    found = find_production(production, request.user)
    require(request.user, found, "production", Level.VIEW)
    return scenario_of(found, scenario)


router.add_router("", drafts)
