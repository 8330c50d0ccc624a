"""Parts of a cast, as a script gives them."""

from __future__ import annotations

from topsheet.people.engine import CastRole, Deal, Engagement


def part(key: str, number: str, deal: Deal = Deal.DAY, **fields) -> CastRole:
    return CastRole(
        key=key, name=key.title(), board_id=number, assumed_by="deal.fr.lead",
        engagement=Engagement(role=key, deal=deal), **fields,
    )  # fmt: skip
