"""The one place that answers: may this person do that here?"""

from __future__ import annotations

from topsheet.kernel.errors import NotAllowed, NotFound
from topsheet.platform.models import User
from topsheet.production.models import Membership, Production
from topsheet.production.roles import LEVELS, ROOMS, SEE_PAY, Level, ProductionRole

__all__ = ["Level", "allowed", "level_in", "levels_of", "may_see_pay", "require", "roles_of"]


def roles_of(user: User, production: Production) -> list[str]:
    """The person's roles in the production; none for somebody who was let go."""
    if not user.is_active:
        return []
    memberships = Membership.objects.filter(production=production, user=user)
    return list(memberships.values_list("role", flat=True))


def level_in(user: User, production: Production, room: str) -> Level:
    """How far the person reaches in a room. Raises KeyError for a room not in the table."""
    if user.is_owner:
        LEVELS[ProductionRole.PRODUCER][room]
        return Level.APPROVE
    return max((LEVELS[role][room] for role in roles_of(user, production)), default=Level.NONE)


def levels_of(user: User, production: Production) -> dict[str, Level]:
    """How far the person reaches in every room, in one look."""
    if user.is_owner:
        return dict.fromkeys(ROOMS, Level.APPROVE)
    roles = roles_of(user, production)
    return {room: max((LEVELS[role][room] for role in roles), default=Level.NONE) for room in ROOMS}


def allowed(user: User, production: Production, room: str, level: Level) -> bool:
    return level_in(user, production, room) >= level


def require(user: User, production: Production, room: str, level: Level) -> None:
    """Raises NotFound for somebody who may not know of the production at all, NotAllowed
    for a member whose role does not reach.
    """
    if allowed(user, production, room, level):
        return
    if not user.is_owner and not roles_of(user, production):
        raise NotFound("There is no such production.")
    raise NotAllowed(
        f"Your role in “{production.title}” does not let you {level.name.lower()} the {room}. "
        "Ask the producer."
    )


def may_see_pay(user: User, production: Production) -> bool:
    """Whether the person sees single people's pay and what it can be inferred from."""
    return user.is_owner or not SEE_PAY.isdisjoint(roles_of(user, production))
