"""The cast a breakdown asks for, on the terms assumed until deals are made."""

from __future__ import annotations

from topsheet.breakdown.engine.types import Breakdown
from topsheet.budget.counting import standings
from topsheet.people.engine.types import CastRole, Engagement
from topsheet.people.packs import assumed_deal
from topsheet.places.services import PlaceWanted
from topsheet.schedule.engine.types import CastTerms, PlaceTerms
from topsheet.script.engine.types import Script


def cast_roles(breakdown: Breakdown, script: Script, country: str) -> tuple[CastRole, ...]:
    """Every part with the deal assumed for its standing in that country."""
    sizes = standings(breakdown, script)
    roles = []
    for role in breakdown.roles:
        deal = assumed_deal(country, sizes[role.key])
        roles.append(
            CastRole(
                key=role.key,
                name=role.name,
                board_id=role.board_id,
                engagement=Engagement(
                    role=role.key, deal=deal.deal, minimum_days=deal.minimum_days
                ),
                age=role.age,
                assumed_by=deal.rule.id,
                minor=role.minor,
                lines=role.lines,
                words=role.words,
            )
        )
    return tuple(roles)


def cast_terms(roles: tuple[CastRole, ...], breakdown: Breakdown) -> tuple[CastTerms, ...]:
    """What the schedule must know of those who work on a shooting day."""
    working = {seen.role for seen in breakdown.appearances if seen.works}
    return tuple(
        CastTerms(
            role=role.key,
            board_id=role.board_id,
            name=role.name,
            deal=role.engagement.deal,
            minimum_days=role.engagement.minimum_days,
            minor=role.minor,
            away=role.engagement.away,
            assumed=role.engagement.assumed,
        )
        for role in roles
        if role.key in working
    )


def place_terms(breakdown: Breakdown) -> tuple[PlaceTerms, ...]:
    return tuple(PlaceTerms(place=place.key, name=place.name) for place in breakdown.places)


def places_wanted(breakdown: Breakdown) -> tuple[PlaceWanted, ...]:
    return tuple(
        PlaceWanted(key=place.key, name=place.name, sets=place.sets, stage=place.stage)
        for place in breakdown.places
    )
