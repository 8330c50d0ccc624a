"""What the API of the room takes and gives."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

MOST_UIDS = 5_000
_HIGHEST = 2**31 - 1

TEXT = r"^[^\x00]*$"  # no database keeps a NUL

Key = Annotated[str, Field(max_length=200, pattern=TEXT)]
Version = Annotated[int, Field(ge=1, le=_HIGHEST)] | None
Line = Annotated[int, Field(ge=0, le=_HIGHEST)]


class BreakdownWritten(Schema):
    """A write: its change set, and each row of the breakdown it changed, as it is now."""

    sequence: int
    change: str
    rows: list[dict[str, Any]]


class DecideElementsIn(Schema):
    """Which suggestions, and what is said to them. What is named must all hold.

    Of many, only what nobody decided is accepted or rejected. ``suggested`` resets.
    """

    state: Literal["accepted", "rejected", "suggested"]
    uids: Annotated[list[Key], Field(max_length=MOST_UIDS)] = []
    scene: Key = ""
    elements: Annotated[list[Key], Field(max_length=1_000)] = []
    role: Key = ""
    category: Key = ""
    from_confidence: Annotated[int, Field(ge=0, le=100)] = 0
    version: Version = None
    versions: Annotated[dict[Key, int], Field(max_length=MOST_UIDS)] = {}


class WordsIn(Schema):
    """Words of a scene that ask for something. ``name`` when it is called otherwise."""

    scene: Key
    words: Annotated[str, Field(max_length=2_000)]
    category: Key
    line: Line = 0
    name: Key = ""
    quantity: Annotated[int, Field(ge=1, le=100_000)] | None = None


class ElementIn(Schema):
    name: Key
    category: Key
    note: Annotated[str, Field(max_length=2_000)] = ""


class ElementEdit(Schema):
    """Only what is given is changed."""

    version: Version = None
    name: Key | None = None
    category: Key | None = None
    note: Annotated[str, Field(max_length=2_000)] | None = None


class CategoryIn(Schema):
    elements: Annotated[list[Key], Field(min_length=1, max_length=1_000)]
    category: Key


class MergeElementsIn(Schema):
    """Elements that are one with ``into``."""

    elements: Annotated[list[Key], Field(min_length=1, max_length=200)]
    into: Key


class RoleMergeIn(Schema):
    into: Key


class SplitIn(Schema):
    scenes: Annotated[list[Key], Field(min_length=1, max_length=MOST_UIDS)]
    name: Key
    category: Key = ""


class LinkIn(Schema):
    """``needs``: an element that is wherever this one is. ``always_with``: a role that has it."""

    needs: Key = ""
    always_with: Key = ""


class MentionEdit(Schema):
    quantity: Annotated[int, Field(ge=1, le=100_000)] | None
    version: Version = None


class RefuseIn(Schema):
    element: Key
    scene: Key


class PresenceIn(Schema):
    scene: Key
    role: Key
    present: Literal["works", "voice", "absent"]


class FlagIn(Schema):
    scene: Key
    flag: Key
    raised: bool = True
