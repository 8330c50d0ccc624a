"""Pages of drafts: the list, a new one handed in, and its review."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from topsheet.chain.drafts import ANOTHER_FILM, with_pairings
from topsheet.chain.drafts_asking import (
    ask_again,
    asked_review,
    import_asked,
    latest_again,
    request_review,
    review_job,
)
from topsheet.chain.drafts_page import draft_rows, sections_of
from topsheet.chain.services import LARGEST
from topsheet.kernel.errors import Conflict, InvalidInput, NotFound
from topsheet.platform import files
from topsheet.platform.accounts import person_of
from topsheet.platform.models import Job, JobState
from topsheet.production.access import Level, allowed
from topsheet.production.models import Production, Scenario
from topsheet.production.web import production_page, scenario_on
from topsheet.script.models import Draft
from topsheet.script.selectors import current_draft


@production_page("script")
def drafts(request: HttpRequest, production: Production) -> HttpResponse:
    """Every draft with its file and what it changed of the one before."""
    context = {
        "production": production,
        "drafts": draft_rows(scenario_on(request)),
        "may_edit": allowed(person_of(request), production, "script", Level.EDIT),
    }
    return render(request, "chain/drafts.html", context)


@production_page("script")
def draft_file(request: HttpRequest, production: Production, number: int) -> HttpResponse:
    """The file of a draft as it was handed in."""
    draft = Draft.objects.filter(scenario=scenario_on(request), number=number).first()
    if draft is None:
        raise Http404("There is no such draft.")
    response = HttpResponse(files.read(draft.source), content_type="application/octet-stream")
    name = quote(draft.file_name)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@production_page("script", Level.EDIT)
def draft(request: HttpRequest, production: Production) -> HttpResponse:
    """A new draft: handed in, looked at while a worker compares it, reviewed, taken in."""
    scenario = scenario_on(request)
    try:
        current_draft(scenario)
        if request.method == "POST":
            return _posted(request, scenario)
        if "job" not in request.GET:
            return _form(request, scenario)
        return _job(request, scenario, review_job(person_of(request), scenario, request.GET["job"]))
    except NotFound as error:
        raise Http404(error.message) from None


def _posted(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    if "import" in request.POST:
        return _take_in(request, scenario)
    try:
        if "again" in request.POST:
            before = review_job(person_of(request), scenario, request.POST["again"])
            job = ask_again(person_of(request), scenario, before, anyway=True)
        else:
            job = _handed_in(request, scenario)
    except InvalidInput as error:
        return _form(request, scenario, error.message)
    return redirect(_url(scenario, job=job.id))


def _handed_in(request: HttpRequest, scenario: Scenario) -> Job:
    sent = request.FILES.get("file")
    if sent is None:
        raise InvalidInput(_("Choose the file of the new draft first."), field="file")
    return request_review(
        person_of(request), scenario, sent.read(LARGEST + 1), sent.name or "draft"
    )


def _take_in(request: HttpRequest, scenario: Scenario) -> HttpResponse:
    job = review_job(person_of(request), scenario, request.POST["import"])
    try:
        done = import_asked(
            person_of(request), scenario, job, _pairings(request.POST.getlist("pair"))
        )
    except Conflict as error:
        messages.warning(request, error.message)
        again = latest_again(person_of(request), scenario, job)
        return redirect(_url(scenario, job=again.id))
    except InvalidInput as error:
        messages.error(request, error.message)
        return redirect(_url(scenario, job=job.id))
    messages.success(request, done.change)
    query = "" if scenario.is_main else f"?scenario={scenario.uid}"
    return redirect(reverse("script:script", args=[scenario.production.uid]) + query)


def _form(request: HttpRequest, scenario: Scenario, error: str = "") -> HttpResponse:
    context = {"base": current_draft(scenario), "error": error}
    return render(request, "chain/draft.html", context, status=400 if error else 200)


def _job(request: HttpRequest, scenario: Scenario, job: Job) -> HttpResponse:
    """How far the review is, then the review."""
    partial = bool(request.headers.get("HX-Request"))
    if job.state != JobState.DONE:
        context = {
            "job": job, "url": _url(scenario, job=job.id), "form_url": _url(scenario),
            "filename": job.payload["filename"], "another_film": ANOTHER_FILM in job.error,
        }  # fmt: skip
        page = "chain/_draft_job.html" if partial else "chain/draft_job.html"
        return render(request, page, context)
    if partial:
        response = HttpResponse()
        response["HX-Redirect"] = _url(scenario, job=job.id)
        return response
    return _review(request, scenario, job)


def _review(request: HttpRequest, scenario: Scenario, job: Job) -> HttpResponse:
    try:
        asked = asked_review(person_of(request), scenario, job)
    except InvalidInput as error:  # it was taken in meanwhile
        messages.info(request, error.message)
        return redirect(reverse("chain:drafts", args=[scenario.production.uid]))
    if asked.stale:
        messages.warning(request, _("The script was changed since; the review was made again."))
        return redirect(_url(scenario, job=latest_again(person_of(request), scenario, job).id))
    said = request.GET.getlist("pair")
    try:
        review = with_pairings(asked.review, _pairings(said))
    except InvalidInput as error:
        messages.error(request, error.message)
        return redirect(_url(scenario, job=job.id))
    context: dict[str, Any] = {
        "job": job, "review": review, "sections": sections_of(review), "cost": asked.cost,
        "homeless": (job.result or {}).get("homeless", []), "pairs": said,
        "counts": review.counts, "form_url": _url(scenario),
    }  # fmt: skip
    return render(request, "chain/draft_review.html", context)


def _pairings(said: list[str]) -> dict[str, str]:
    """``12:s0013`` as in the page's address; the last word on a scene counts."""
    return {place: uid for place, _, uid in (one.partition(":") for one in said)}


def _url(scenario: Scenario, **query: object) -> str:
    if not scenario.is_main:
        query["scenario"] = scenario.uid
    url = reverse("chain:draft", args=[scenario.production.uid])
    return f"{url}?{urlencode(query)}" if query else url
