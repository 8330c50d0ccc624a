"""The pure part of ``people``: deals that are assumed, cast numbers."""

from topsheet.people.engine.deals import assume, standing
from topsheet.people.engine.numbers import board_order, free_number
from topsheet.people.engine.types import AssumedDeal, CastRole, Deal, Engagement, Standing

__all__ = [
    "AssumedDeal",
    "CastRole",
    "Deal",
    "Engagement",
    "Standing",
    "assume",
    "board_order",
    "free_number",
    "standing",
]
