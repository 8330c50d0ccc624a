"""The words of an engagement that schedule and budget both need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
