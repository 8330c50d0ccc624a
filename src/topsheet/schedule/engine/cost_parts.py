"""What a board costs, in lines a producer reads; the lines sum to the cost exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from topsheet.kernel.money import Money
from topsheet.people.engine.types import Deal
from topsheet.schedule.engine.paid import FLAT_DEALS, PaidDays
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    IDLE_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    CastTerms,
    CostPart,
    ScheduleProblem,
    paid_days,
)

LABELS = {
    "days": "Shooting days",
    "nights": "Night premium",
    "overtime": "Over-long days",
    "idle": "Days with nothing to shoot",
    "moves": "Company moves",
    "cast": "Cast, days worked",
    "cast/flat": "Cast, flat fees",
    "holding/day": "Holding, day deals",
    "holding/three-day": "Holding, three-day deals",
    "holding/week": "Holding, weekly deals",
    "guarantee": "Cast, guaranteed days not used",
    "cast/services": "Cast on the day (catering, transport)",
    "places": "Places, days",
    "places/first": "Places, first rig",
    "places/again": "Places, revisits",
    "elements": "Elements by the day",
    "other": "Not moved by the board",
}
_OF_FACT = {
    SHOOT_DAYS: "days",
    SHOOT_NIGHTS: "nights",
    SHOOT_MOVES: "moves",
    OVERTIME_BLOCKS: "overtime",
    IDLE_DAYS: "idle",
    CAST_WORK_DAYS: "cast/services",
}


class PaidCast(Protocol):
    """A cast member with the days a board pays."""

    @property
    def terms(self) -> CastTerms: ...
    @property
    def paid(self) -> PaidDays: ...


def cost_parts(
    problem: ScheduleProblem, facts: Mapping[str, int], cast: Sequence[PaidCast]
) -> tuple[CostPart, ...]:
    """The cost of ``facts`` by part, in the order of ``LABELS``; parts of nothing left out."""
    sums: dict[str, int] = {}
    for part, _fact, minor in cost_steps(problem, facts, cast):
        sums[part] = sums.get(part, 0) + minor
    currency = problem.prices.currency
    return tuple(
        CostPart(key=key, label=label, amount=Money(sums[key], currency))
        for key, label in LABELS.items()
        if sums.get(key)
    )


def cost_steps(
    problem: ScheduleProblem, facts: Mapping[str, int], cast: Sequence[PaidCast]
) -> Iterator[tuple[str, str, int]]:
    """Part, fact and amount in minor units: what each fact brings to each part."""
    by_role = {paid_days(one.terms.role): one for one in cast}
    for fact, count in facts.items():
        tariff = problem.prices.tariffs.get(fact)
        if tariff is None:
            continue
        if fact in by_role:
            steps = _cast_steps(by_role[fact])
        elif fact.endswith("/visits"):
            steps = [("places/first", min(count, 1)), ("places/again", count)]
        else:
            steps = [(_part_of(fact), count)]
        before = 0
        for part, upto in steps:
            amount = tariff.cost(upto)
            yield part, fact, amount - before
            before = amount


def _cast_steps(one: PaidCast) -> list[tuple[str, int]]:
    """The part of each day paid: worked, then held, then guaranteed."""
    paid, deal = one.paid, one.terms.deal
    if deal in FLAT_DEALS:
        return [("cast/flat", paid.total)]
    steps = [("cast", paid.worked)]
    if deal is not Deal.SHOOTING_DAY:
        steps.append((f"holding/{deal.value}", paid.worked + paid.held))
    return [*steps, ("guarantee", paid.total)]


def _part_of(fact: str) -> str:
    if fact in _OF_FACT:
        return _OF_FACT[fact]
    if fact.startswith("place/"):
        return "places"
    return "elements" if fact.startswith("element/") else "other"
