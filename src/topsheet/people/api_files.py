"""API of files: contacts in from CSV and vCards, the contact sheet out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from topsheet.kernel.errors import InvalidInput
from topsheet.people.contact_sheet import FORMATS, write_sheet
from topsheet.people.exports import plan_rows
from topsheet.people.importing import MOST_BYTES, plan_import, save_import
from topsheet.platform import entry
from topsheet.platform.accounts import person_of
from topsheet.production.answers import written
from topsheet.production.selectors import find_production

router = Router(tags=["people"])


class ImportIn(Schema):
    """``mapping`` is JSON, column → field; ``skip`` and ``as_new`` JSON lists of rows."""

    save: bool = False
    mapping: str = "{}"
    skip: str = "[]"
    as_new: str = "[]"


@router.post("/productions/{production}/people/import")
def import_contacts(
    request: HttpRequest, production: str, asked: Form[ImportIn], file: File[UploadedFile]
) -> dict[str, Any]:
    """Show what a CSV or vCard file would change; with ``save`` do it."""
    found = find_production(production, person_of(request))
    before = found.sequence
    data = file.read(MOST_BYTES + 1)
    mapping = _mapping(asked.mapping)
    if not asked.save:
        return plan_rows(plan_import(person_of(request), found, data, mapping))
    plan = save_import(
        person_of(request), found, data, file.name or "", mapping=mapping,
        skip=_rows(asked.skip, "skip"), as_new=_rows(asked.as_new, "as_new"),
    )  # fmt: skip
    return written(found, before, **plan_rows(plan))


@router.get("/productions/{production}/contact-sheet")
def sheet(request: HttpRequest, production: str, format: str = "pdf") -> HttpResponse:  # noqa: A002
    """The contact sheet as a file: pdf, xlsx, csv or vcf; private fields are left out."""
    found = find_production(production, person_of(request))
    kind = entry.choice(format, "format", list(FORMATS))
    contents, _ = write_sheet(person_of(request), found, kind)
    response = HttpResponse(contents, content_type=FORMATS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="contact-sheet.{kind}"'
    return response


def _mapping(said: str) -> dict[int, str]:
    """Column numbers as text, as JSON has them."""
    found = _json(said, "mapping")
    if not isinstance(found, dict) or not all(
        key.isdecimal() and len(key) < 6 and isinstance(value, str) for key, value in found.items()
    ):
        raise InvalidInput("The mapping is a JSON object: column → field.", field="mapping")
    return {int(key): value for key, value in found.items()}


def _rows(said: str, field: str) -> Sequence[int]:
    found = _json(said, field)
    if not isinstance(found, list) or not all(isinstance(row, int) for row in found):
        raise InvalidInput(f"{field} is a JSON list of rows.", field=field)
    return found


def _json(said: str, field: str) -> Any:
    try:
        return json.loads(said or "null") or ({} if field == "mapping" else [])
    except (ValueError, RecursionError):
        raise InvalidInput(f"The {field} is not JSON.", field=field) from None
