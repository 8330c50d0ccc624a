"""What the API of the room takes and gives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

TEXT = r"^[^\x00]*$"  # no database keeps a NUL
_HIGHEST = 2**31 - 1
MOST_STRIPS = 2_000

Key = Annotated[str, Field(max_length=200, pattern=TEXT)]
Uid = Annotated[str, Field(min_length=1, max_length=64, pattern=TEXT)]
Position = Annotated[int, Field(ge=0, le=_HIGHEST)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
Version = Annotated[int, Field(ge=1, le=_HIGHEST)]
Versions = dict[Uid, Version]
Strips = Annotated[list[Uid], Field(min_length=1, max_length=MOST_STRIPS)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2190, 1, 1))]


class BoardWritten(Schema):
    """A change of the board: its number and sentence, the days that are otherwise now or new,
    those that went, and the strips on them with their new versions.
    """

    sequence: int
    change: str
    days: list[str]
    gone: list[str]
    rows: list[dict[str, Any]]


class StripsIn(Schema):
    """Strips, and the versions that were seen of them."""

    strips: Strips
    versions: Versions = {}


class MoveStripsIn(StripsIn):
    """``day``: a day's uid, "new" for a day at the end, "boneyard". ``before`` a strip of that
    day, or ``position`` among those that stay there; neither: last.
    """

    day: Uid
    position: Position | None = None
    before: Key = ""


class LockStripsIn(StripsIn):
    locked: bool


class InsertDayIn(Schema):
    """A new day after another, or on a date, or at the end."""

    after: Key = ""
    date: Day | None = None
    kind: Literal[
        "shoot", "travel", "rest", "holiday", "prep", "rehearsal", "pre-light", "strike"
    ] = "shoot"


class SplitDayIn(Schema):
    position: Position


class ShiftIn(Schema):
    """To a date; or with ``swap`` the uid of a day, whose date is exchanged."""

    date: Day | None = None
    swap: Key = ""
    version: Version | None = None


class SetDayIn(Schema):
    """What is named is set. ``shift`` "" follows the strips, ``call`` null the agreement."""

    shift: Literal["", "day", "split", "night"] | None = None
    call: Annotated[int, Field(ge=0, lt=24 * 60)] | None = None
    note: Annotated[str, Field(max_length=200, pattern=TEXT)] | None = None
    locked: bool | None = None
    kind: Key | None = None
    version: Version | None = None


class BreaksIn(Schema):
    """From one day to another; neither: the whole board."""

    first: Key = ""
    last: Key = ""


class BannerIn(Schema):
    day: Uid
    text: Annotated[str, Field(max_length=120, pattern=TEXT)]
    minutes: Minutes = 0
    position: Position = 0


class BannerEdit(Schema):
    text: Annotated[str, Field(max_length=120, pattern=TEXT)] = ""
    minutes: Minutes = 0
    version: Version | None = None


class SetStripIn(Schema):
    """What is named is set by hand; null (or "") follows the scene again."""

    minutes: Minutes | None = None
    eighths: Annotated[int, Field(ge=0, le=1_600)] | None = None
    note: Annotated[str, Field(max_length=200, pattern=TEXT)] = ""
    place: Key = ""
    cast: Annotated[list[Key], Field(max_length=200)] | None = None
    version: Version | None = None


class PartsIn(Schema):
    count: Annotated[int, Field(ge=2, le=20)] = 2
    shares: Annotated[list[Annotated[int, Field(ge=0, le=1_600)]], Field(max_length=20)] = []


class PartIn(Schema):
    kind: Key
    minutes: Minutes
    note: Annotated[str, Field(max_length=200, pattern=TEXT)] = ""


class LandingIn(Schema):
    strips: Strips


class ImproveIn(Schema):
    effort: Annotated[int, Field(ge=0, le=200)] = 10
    seconds: Annotated[int, Field(ge=1, le=3600)] | None = None
    with_boneyard: bool = False


class WishIn(Schema):
    """What a begun block of planned overtime weighs, in minor units; 0: no such preference."""

    overtime_weight: Annotated[int, Field(ge=0, le=10**12)]
    version: Version | None = None
