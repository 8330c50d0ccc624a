"""The API: one instance, every room's router, errors as problem+json (RFC 9457).

People sign in with their session, programs with ``Authorization: Bearer TOKEN``
(``topsheet token create``). The docs at /api/v1/docs need no network.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from topsheet import __version__
from topsheet.kernel.errors import Conflict, InvalidInput, TopsheetError, Unsolvable
from topsheet.platform import tokens
from topsheet.platform.models import User
from topsheet.site.described import CarefulParser, DescribedAPI
from topsheet.site.errors import problem, status_of

_ROOMS = ("production", "people", "places", "script", "breakdown", "schedule", "budget", "chain")


class Bearer(HttpBearer):
    """A scoped, revocable token; one that may only read is refused for anything else."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = tokens.user_of(token, writes=request.method not in ("GET", "HEAD", "OPTIONS"))
        if found is not None:
            request.user = found
        return found


api = DescribedAPI(
    title="Topsheet",
    version=__version__,
    description="A script in, a plan out: breakdown, schedule, budget and topsheet, "
    "and why each figure is what it is. Money is a decimal string with its currency.",
    auth=[Bearer(), SessionAuth(csrf=True)],
    urls_namespace="api",
    docs_url="/docs",
    parser=CarefulParser(),
)


@api.exception_handler(TopsheetError)
def _known(request: HttpRequest, error: TopsheetError) -> HttpResponse:
    more: dict[str, Any] = {}
    if isinstance(error, InvalidInput):
        more["field"] = error.field
    elif isinstance(error, Unsolvable):
        more["reasons"] = list(error.reasons)
    elif isinstance(error, Conflict):
        more |= {"theirs": error.theirs, "yours": error.yours, "by": error.by}
        more["version"] = error.version or None
    return problem(status_of(error), type(error).__name__, error.message, **more)


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    field = ".".join(str(part) for part in first.get("loc", ())[1:])
    said = str(first.get("msg", "The request cannot be read")).rstrip(".")
    detail = f"{field}: {said}." if field else f"{said}."
    if first.get("type") == "missing":
        detail = _missing(str(next(iter(first.get("loc", ())), "")), field)
    errors = [{"loc": list(e.get("loc", ())), "msg": e.get("msg", "")} for e in error.errors]
    return problem(422, "InvalidInput", detail, field=field, errors=errors)


def _missing(where: str, field: str) -> str:
    """What is not there, and where it is looked for."""
    if where in ("file", "files"):
        return f"There is no file. Send one as the part “{field}” of a multipart/form-data request."
    if not field:
        return "The request has no body. Send one as JSON."
    places = {"query": "in the address", "form": "in the form", "header": "as a header"}
    return f"“{field}” is missing. Send it {places.get(where, 'in the body')}."


@api.exception_handler(DataError)
@api.exception_handler(OverflowError)
@api.exception_handler(UnicodeEncodeError)
def _unkeepable(request: HttpRequest, error: Exception) -> HttpResponse:
    """What a room let through and its database refuses."""
    detail = "The request holds a number or a character that cannot be kept. Take it out."
    return problem(422, "InvalidInput", detail)


@api.exception_handler(AuthenticationError)
def _unknown_person(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = "Sign in, or send a token that may do this: Authorization: Bearer TOKEN."
    response = problem(401, "NotSignedIn", detail)
    response["WWW-Authenticate"] = 'Bearer realm="topsheet"'
    return response


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "NotFound", str(error) or "There is nothing here.")


@api.exception_handler(PermissionDenied)
def _refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "NotAllowed", str(error) or "You may not do this.")


@api.exception_handler(HttpError)
def _plain(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, InvalidInput):  # a body that cannot be read
        return _known(request, error.__cause__)
    return problem(error.status_code, "Error", error.message)


def _add_rooms() -> None:
    """Every room that has an API hangs its router here; paths are its own."""
    for room in _ROOMS:
        module = f"topsheet.{room}.api"
        if find_spec(module) is not None:
            api.add_router("", import_module(module).router)
    for module in ("jobs_api", "search_api"):
        api.add_router("", import_module(f"topsheet.site.{module}").router)


_add_rooms()
