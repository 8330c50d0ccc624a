"""The days that a deal pays, from the days a cast member works.

Each deal type counts differently (practice: "holding is a deal term"): a day player is
paid from the first to the last work day, weekly days off not counted; a three-day deal at
least three; a weekly deal in whole weeks; others only the days worked, or a flat fee.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from topsheet.people.engine.types import Deal

FLAT_DEALS = frozenset({Deal.RUN, Deal.BUYOUT})
HELD_DEALS = frozenset({Deal.DAY, Deal.THREE_DAY, Deal.WEEK})


@dataclass(frozen=True, slots=True)
class PaidDays:
    """``total`` = ``worked`` + ``held`` + ``guaranteed`` for deals paid by the day; a flat
    deal has total 1. ``drop`` are the (last day before, first day after) of a lawful drop.
    """

    worked: int
    held: int
    guaranteed: int
    total: int
    drop: tuple[date, date] | None = None


def paid(
    deal: Deal, worked: Sequence[date], held: int, minimum: int, week: int, drop_after: int
) -> PaidDays:
    """What ``deal`` pays for the dates ``worked`` (ascending).

    ``held`` counts the working dates between the first and the last on which the member
    does not work; ``week`` is the days of a shooting week; ``drop_after`` the calendar days
    after which a day player may be dropped (0: the contract grants none). With a drop the
    caller takes the dropped dates out of ``held`` first: see ``drop_of``.
    """
    count = len(worked)
    if not count:
        return PaidDays(0, 0, 0, 0)
    if deal in FLAT_DEALS:
        return PaidDays(count, 0, 0, 1)
    if deal is Deal.SHOOTING_DAY:
        return PaidDays(count, 0, max(0, minimum - count), max(count, minimum))
    total = guaranteed_days(deal, count + held, minimum, week)
    drop = drop_of(deal, worked, drop_after)
    return PaidDays(count, held, total - count - held, total, drop)


def guaranteed_days(deal: Deal, span: int, minimum: int, week: int) -> int:
    """The days paid for ``span`` days from first to last, after minimum and rounding."""
    least = max(span, minimum, 3 if deal is Deal.THREE_DAY else 0)
    return -(-least // week) * week if deal is Deal.WEEK else least


def drop_of(deal: Deal, worked: Sequence[date], drop_after: int) -> tuple[date, date] | None:
    """The one lawful drop of a day player: the first gap of more than ``drop_after``
    calendar days between two work days, or none.
    """
    if deal is not Deal.DAY or not drop_after:
        return None
    for last, again in itertools.pairwise(worked):
        if (again - last).days > drop_after:
            return last, again
    return None
