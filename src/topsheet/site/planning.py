"""New production from a script: the form, then a progress page that survives a reload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from topsheet.chain.options import parse_options
from topsheet.chain.services import request_plan
from topsheet.kernel.errors import InvalidInput
from topsheet.platform import jobs
from topsheet.platform.models import Job, JobState
from topsheet.site.plan_form import PlanForm
from topsheet.site.stages import stages_of


def new_production(request: HttpRequest) -> HttpResponse:
    """The form; a good one is enqueued. ``?again=<job>`` takes over a failed job's choices."""
    form = PlanForm(request.POST or None, request.FILES or None, initial=_again(request))
    if form.is_valid():
        try:
            job = _asked(request, form)
        except InvalidInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return redirect("site:job", job_id=job.id)
    return render(request, "site/new.html", {"form": form})


def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far a job is. htmx asks for the inner part twice a second until it is over."""
    job = jobs.find_job(job_id, request.user)
    arrived = _destination(job)
    if not request.headers.get("HX-Request"):
        return redirect(arrived) if arrived else render(request, "site/job.html", _told(job))
    response = render(request, "site/_job.html", _told(job))
    if arrived:
        response["HX-Redirect"] = arrived
    elif job.is_over:
        response["HX-Refresh"] = "true"  # the page's own title says how it ended
    return response


@require_POST
def cancel_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    jobs.cancel(jobs.find_job(job_id, request.user))
    return redirect("site:job", job_id=job_id)


def _asked(request: HttpRequest, form: PlanForm) -> Job:
    """Check the choices as every door does, and ask a worker for the plan."""
    script = form.cleaned_data["file"]
    options = parse_options(form.choices())
    return request_plan(script.read(), script.name, options, actor=request.user)


def _again(request: HttpRequest) -> dict[str, Any]:
    """The choices of an earlier job of this person, to start from."""
    earlier = request.GET.get("again", "")
    if not earlier:
        return {}
    options = jobs.find_job(earlier, request.user).payload.get("options", {})
    return {name: value for name, value in options.items() if value not in (None, "")}


def _destination(job: Job) -> str:
    """The topsheet of the production a finished plan has made."""
    uid = (job.result or {}).get("production", "") if job.state == JobState.DONE else ""
    uid = uid.get("uid", "") if isinstance(uid, dict) else uid
    return reverse("chain:topsheet", args=[uid]) if uid else ""


def _told(job: Job) -> dict[str, Any]:
    titles = {
        JobState.FAILED: _("The plan could not be made"),
        JobState.CANCELLED: _("Making the plan was cancelled"),
        JobState.DONE: _("The plan is made"),
    }
    title = titles.get(JobState(job.state), _("Making the plan"))
    return {
        "job": job,
        "title": title,
        "stages": stages_of(job),
        "filename": job.payload.get("filename", ""),
    }
