"""API of new drafts: hand one in, look at what it changes, take it in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from topsheet.chain.drafts_asking import (
    asked_review,
    import_asked,
    request_review,
    review_job,
)
from topsheet.chain.drafts_exports import draft_as_json, drafts_as_json, review_as_json
from topsheet.chain.services import LARGEST
from topsheet.kernel.errors import InvalidInput
from topsheet.platform.accounts import person_of
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of

router = Router(tags=["drafts"])
DRAFTS = "/productions/{production}/drafts"
REVIEW = DRAFTS + "/reviews/{job}"


class DraftForm(Schema):
    anyway: bool = Field(False, description="Take it although it looks like another film")


class ReviewAsked(Schema):
    """Where to ask how far the review is, and where to read it then."""

    job: str
    url: str
    review: str


class PairingsIn(Schema):
    """What doubtful scenes are: the place in the new draft (from 1) → the uid of the old
    scene, "" for a new one.
    """

    pairings: dict[str, str] = {}


class Imported(Schema):
    sequence: int
    change: str
    rows: list[dict[str, Any]]


@router.get(DRAFTS, summary="The drafts of the script")
def drafts(request: HttpRequest, production: str, scenario: str = "") -> list[dict[str, Any]]:
    """The latest first, each with what it changed of the one before."""
    return drafts_as_json(_scenario(request, production, scenario))


@router.post(DRAFTS, response={202: ReviewAsked}, summary="Hand in a new draft for review")
def hand_in(
    request: HttpRequest,
    response: HttpResponse,
    production: str,
    form: Form[DraftForm],
    file: UploadedFile | None = File(None),  # noqa: B008 - how Ninja declares an upload
    scenario: str = "",
) -> Status[ReviewAsked]:
    """Send the file as multipart/form-data in the field ``file``. Nothing is saved yet."""
    found = _scenario(request, production, scenario)
    if file is None:
        raise InvalidInput(
            "No file came. Send the draft as multipart/form-data in the field “file”: Fountain, "
            "Final Draft (.fdx) or text PDF.", field="file",
        )  # fmt: skip
    data = file.read(LARGEST + 1)
    job = request_review(person_of(request), found, data, file.name or "draft", anyway=form.anyway)
    url = reverse("api:job_state", args=[job.id])
    response["Location"] = url
    review = reverse("api:draft_review", args=[production, job.id])
    return Status(202, ReviewAsked(job=str(job.id), url=url, review=review))


@router.get(REVIEW, summary="What a new draft changes", url_name="draft_review")
def review(request: HttpRequest, production: str, job: str, scenario: str = "") -> dict[str, Any]:
    """Scenes that are not the same, with candidates for doubtful ones; what it costs."""
    found = _scenario(request, production, scenario)
    asked = asked_review(person_of(request), found, review_job(person_of(request), found, job))
    return review_as_json(asked.review, asked.cost) | {"stale": asked.stale}


@router.post(REVIEW + "/import", response=Imported, summary="Take a reviewed draft in")
def take_in(
    request: HttpRequest, production: str, job: str, sent: PairingsIn, scenario: str = ""
) -> dict[str, Any]:
    """All in one change set. 409 when the script changed since the review, which is then
    made again.
    """
    found = _scenario(request, production, scenario)
    asked = review_job(person_of(request), found, job)
    done = import_asked(person_of(request), found, asked, sent.pairings)
    return {
        "sequence": done.sequence, "change": done.change, "rows": [draft_as_json(done.draft)],
    }  # fmt: skip


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    found = find_production(production, person_of(request))
    require(person_of(request), found, "script", Level.VIEW)
    return scenario_of(found, scenario)
