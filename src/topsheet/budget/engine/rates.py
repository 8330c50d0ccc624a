"""What an agreed rate makes of the line that a part was assumed to cost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from topsheet.budget.engine.types import Line
from topsheet.people.engine.types import CastMember, Deal, RateUnit

AGREED = "Agreed deal"  # the source of a price that a deal settled
_FLAT_DEALS = (Deal.RUN, Deal.BUYOUT)


def with_rate(
    line: Line, member: CastMember, days_per_week: int, currencies: Collection[str]
) -> Line:
    """``line`` (the part's main line by its deal) at the agreed rate.

    A rate by the day pays the days the deal pays, by the week their weeks, a flat one once
    when the part works at all. The line stays as assumed, and its note says why, where the
    rate does not fit the deal or its currency has no locked rate of exchange.
    """
    if member.rate is None:
        return line
    if member.rate.currency not in currencies:
        return replace(line, note=f"{line.note} Agreed in {member.rate.currency}: lock its rate "
                       "of exchange, then it applies.".strip())  # fmt: skip
    flat_deal = member.deal in _FLAT_DEALS
    if flat_deal and member.rate_unit != RateUnit.FLAT:
        note = f"{line.note} The rate agreed is by the {member.rate_unit} and the deal is flat: "
        return replace(line, note=f"{note}agree a flat fee, then it applies.".strip())
    agreed = replace(
        line, price=member.rate, illustrative=False, assumed=False, source=AGREED, note=""
    )
    if member.rate_unit == RateUnit.WEEK:
        return replace(agreed, unit="week", amount=f"({line.amount}) / {days_per_week}")
    if member.rate_unit == RateUnit.FLAT and not flat_deal:
        return replace(agreed, unit="fee", amount=f"min(1, {line.amount})")
    return agreed
