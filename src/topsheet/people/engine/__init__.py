"""The pure part of ``people``: deals that are assumed, cast numbers."""

from topsheet.people.engine.deals import assume, standing
from topsheet.people.engine.numbers import board_order, free_number
from topsheet.people.engine.types import (
    AssumedDeal,
    CastMember,
    CastRole,
    CompanyKind,
    Deal,
    Engagement,
    RateUnit,
    Standing,
    Status,
)

__all__ = [
    "AssumedDeal",
    "CastMember",
    "CastRole",
    "CompanyKind",
    "Deal",
    "Engagement",
    "RateUnit",
    "Standing",
    "Status",
    "assume",
    "board_order",
    "free_number",
    "standing",
]
