"""The one place where the web tells what went wrong, in plain words.

Rooms raise ``TopsheetError``; here it becomes a page (or, for htmx, a sentence) with
the right status. Django's own 400, 403, 404 and 500 look the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from topsheet.kernel.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    TopsheetError,
    Unsolvable,
)

STATUS: dict[type[TopsheetError], int] = {
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    InvalidInput: 422,
    Unsolvable: 422,
}


def status_of(error: TopsheetError) -> int:
    """The HTTP status that says what kind of error it is."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)


class TopsheetErrors:
    """Middleware: renders every TopsheetError that a view lets through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TopsheetError) or request.path.startswith("/api/"):
            return None
        return error_page(request, status_of(error), error.message, getattr(error, "reasons", ()))


def problem(status: int, title: str, detail: str, **more: Any) -> HttpResponse:
    """One body for every kind of error of the API (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    text = json.dumps({name: value for name, value in body.items() if value not in ("", None)})
    return HttpResponse(text, status=status, content_type="application/problem+json")


def error_page(
    request: HttpRequest, status: int, message: str, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    """A page with one sentence and the way back; for htmx only the sentence."""
    told = {"title": _title(status), "message": message, "reasons": reasons, "status": status}
    template = "site/_error.html" if request.headers.get("HX-Request") else "site/error.html"
    return render(request, template, told, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("The browser sent something this page cannot use. Go back and try again.")
    return error_page(request, 400, message)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, str(exception) or _("You may not do this. Ask the producer."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("There is nothing here, or nothing that is yours to see.")
    if request.path.startswith("/api/"):
        return problem(404, "NotFound", message)
    return error_page(request, 404, message)


def server_error(request: HttpRequest) -> HttpResponse:
    """No database, session or context processor: any of them may be what broke."""
    message = _("Something unforeseen happened and nothing was changed. Try again.")
    told = {"title": _title(500), "message": message, "status": 500}
    return HttpResponse(render_to_string("site/error.html", told), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old (Django's CSRF check)."""
    message = _("This form was open too long to be safe. Go back, reload the page and try again.")
    return error_page(request, 403, message)


def _title(status: int) -> str:
    titles = {
        400: _("That did not arrive well"),
        403: _("Not allowed"),
        404: _("Not found"),
        409: _("Changed meanwhile"),
        422: _("That cannot be used"),
    }
    return titles.get(status, _("Something went wrong"))
