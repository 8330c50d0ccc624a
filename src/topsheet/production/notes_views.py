"""Attached files: handed out to be kept, never to be run; and their small pictures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from topsheet.kernel.errors import NotFound
from topsheet.platform import files
from topsheet.production.models import Attachment, Production
from topsheet.production.notes import find_remark
from topsheet.production.web import production_page


@production_page("production")
def attachment(request: HttpRequest, production: Production, uid: str) -> HttpResponse:
    """The file as a download, whatever it is."""
    found = _found(request, production, uid)
    response = _sent(found.content, found.media_type)
    header = content_disposition_header(as_attachment=True, filename=found.name)
    response["Content-Disposition"] = header or "attachment"
    return response


@production_page("production")
def thumbnail(request: HttpRequest, production: Production, uid: str) -> HttpResponse:
    """The picture we made of it ourselves."""
    found = _found(request, production, uid)
    if not found.thumbnail:
        raise Http404("There is no picture of this file.")
    response = _sent(found.thumbnail, "image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def _found(request: HttpRequest, production: Production, uid: str) -> Attachment:
    try:
        found: Attachment = find_remark(request.user, production, Attachment, uid)  # type: ignore[arg-type]
    except NotFound as error:
        raise Http404(error.message) from None
    return found


def _sent(digest: str, media_type: str) -> HttpResponse:
    response = HttpResponse(files.read(digest), content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
