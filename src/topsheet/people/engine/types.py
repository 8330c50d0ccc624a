"""The words of an engagement that schedule and budget both need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from topsheet.kernel.money import UnitPrice
from topsheet.kernel.rule import Rule


class Deal(StrEnum):
    """How a cast member is engaged, which decides the days that are paid."""

    DAY = "day"  # first to last work day, holds included, weekly days off not
    THREE_DAY = "three-day"  # as DAY, at least three
    WEEK = "week"  # as DAY, in whole weeks of the shoot
    RUN = "run of picture"  # a flat fee: no day is dear
    SHOOTING_DAY = "shooting day"  # only days worked, no holds
    BUYOUT = "buyout"  # a flat fee


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """The terms on which a role is cast; ``assumed`` until a deal is made."""

    role: str
    deal: Deal
    minimum_days: int = 0
    away: frozenset[date] = frozenset()
    assumed: bool = True


class Standing(StrEnum):
    """How large a part is, which is what an assumed deal goes by."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    DAY_PLAYER = "day player"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedDeal:
    """A deal nobody has made yet, and the rule that says why it is this one."""

    deal: Deal
    minimum_days: int
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class CastRole:
    """A part as the cast list must know it; ``key`` is the slug of its name."""

    key: str
    name: str
    board_id: str  # the cast number, a string: "1", "1X"
    engagement: Engagement
    age: int | None = None
    minor: bool = False
    lines: int = 0
    words: int = 0
    assumed_by: str = ""  # id of the rule that an assumed deal comes from


class RateUnit(StrEnum):
    """What a rate is paid for."""

    DAY = "day"
    WEEK = "week"
    FLAT = "flat"


class Status(StrEnum):
    """How far an engagement has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    SIGNED = "signed"


class CompanyKind(StrEnum):
    AGENCY = "agency"
    SUPPLIER = "supplier"
    STUDIO = "studio"
    LABORATORY = "laboratory"
    FINANCIER = "financier"
    INSURER = "insurer"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """A part as schedule and budget must know it.

    ``away`` are the dates of the part and of the person who plays it; ``rate`` is the one
    agreed (None while nobody agreed one), ``rate_unit`` what it is paid for.
    """

    role: str  # uid
    board_id: str
    name: str
    minor: bool
    deal: Deal
    minimum_days: int
    away: frozenset[date]
    assumed: bool
    rate: UnitPrice | None = None
    rate_unit: RateUnit | Literal[""] = ""
    person: str = ""  # uid of who plays it
