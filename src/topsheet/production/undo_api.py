"""API of undo and redo: what one did last, taken back and made again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.platform.accounts import person_of
from topsheet.production.exports import step_row
from topsheet.production.selectors import find_production
from topsheet.production.undo import Next, redo, undo, undoable_now

router = Router(tags=["history"])


class StepIn(Schema):
    """``expected``: the change set that was looked at; any other is then refused."""

    expected: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class TouchedOut(Schema):
    """A record that was touched, at its new version; ``gone`` when it is there no more."""

    kind: str
    scenario: str
    uid: str
    version: int
    gone: bool


class StepOut(Schema):
    """``kinds`` names all that was touched, ``rows`` the first two hundred records."""

    sequence: int
    change: str
    undoes: int | None
    redoes: int | None
    kinds: list[str]
    rows: list[TouchedOut]


class NextOut(Schema):
    """``why_not`` is empty when it can be done now."""

    sequence: int | None
    verb: str
    at: datetime | None
    why_not: str


class UndoOut(Schema):
    """What the next undo and the next redo would do."""

    undo: NextOut
    redo: NextOut


@router.get("/productions/{production}/undo", response=UndoOut)
def what_next(request: HttpRequest, production: str) -> dict[str, Next]:
    """What your next undo and redo would do, or why not."""
    user = person_of(request)
    back, again = undoable_now(user, find_production(production, user))
    return {"undo": back, "redo": again}


@router.post("/productions/{production}/undo", response=StepOut)
def undo_last(
    request: HttpRequest, production: str, wanted: StepIn | None = None
) -> dict[str, Any]:
    """Take back what you did last; 409 with the reason when others have built on it since."""
    user = person_of(request)
    found = find_production(production, user)
    return step_row(undo(user, found, wanted.expected if wanted else None))


@router.post("/productions/{production}/redo", response=StepOut)
def redo_last(
    request: HttpRequest, production: str, wanted: StepIn | None = None
) -> dict[str, Any]:
    """Make again what you took back last."""
    user = person_of(request)
    found = find_production(production, user)
    return step_row(redo(user, found, wanted.expected if wanted else None))
