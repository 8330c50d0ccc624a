"""What the write endpoints of the budget share: how texts come in, what an edit answers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import AfterValidator

from topsheet.platform.accounts import person_of
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of

ROOT = "/productions/{production}/budget"


def _without_nul(text: str) -> str:
    """No database keeps a NUL in a text, and nobody types one."""
    return text.replace("\0", "")


Plain = AfterValidator(_without_nul)
Text = Annotated[str, Field(max_length=2000), Plain]
Uid = Annotated[str, Field(max_length=64), Plain]
Version = Annotated[int | None, Field(ge=1, le=2**31 - 1)]


class Problem(Schema):
    """A pasted row that was not kept."""

    row: int
    column: str
    text: str
    reason: str


class BudgetWritten(Schema):
    """What an edit did: the change set, and the rows of the sheet that read otherwise now.

    ``anew``: rows came, went or changed places, so the sheet is to be fetched again; the
    first line touched is then its row ``at``.
    """

    sequence: int
    change: str
    rows: list[dict[str, Any]]
    anew: bool
    at: int | None = None
    lines: list[str]
    total: str | None = None
    problems: list[Problem] = []
    left_out: int = 0


class FieldsIn(Schema):
    """Fields as typed, by name, and the version of the row they were made from."""

    fields: Annotated[dict[str, Text], Field(max_length=20)]
    version: Version = None


class NameIn(Schema):
    name: Text
    version: Version = None


def scenario_named(request: HttpRequest, production: str, scenario: str) -> Scenario:
    return scenario_of(find_production(production, person_of(request)), scenario)
