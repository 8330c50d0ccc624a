"""The bin: a deleted production is seen nowhere, can be put back, and is removed for good only
by somebody who types its title.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform import clock
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import recording
from topsheet.production.models import Production
from topsheet.production.roles import LEVELS

APPROVES = [role for role, rooms in LEVELS.items() if rooms["production"] >= Level.APPROVE]


def binned_of(user: User) -> QuerySet[Production]:
    """What lies in the bin, for those who may put it back; the last deleted first."""
    found = Production.objects.filter(deleted_at__isnull=False).order_by("-deleted_at")
    if user.is_owner:
        return found
    if not user.is_active:
        return found.none()
    approved = user.memberships.filter(role__in=APPROVES)
    return found.filter(pk__in=approved.values("production"))


def find_binned(user: User, uid_or_title: str) -> Production:
    """By uid, else by title in any case. Raises NotFound for what is not in the bin or not
    theirs to put back, InvalidInput when two have the title.
    """
    wanted = uid_or_title.replace("\0", "")
    binned = list(binned_of(user))
    found = [one for one in binned if one.uid == wanted]
    found = found or [one for one in binned if one.title.casefold() == wanted.casefold()]
    if not found:
        raise NotFound("There is no such production in the bin.")
    if len(found) > 1:
        uids = ", ".join(one.uid for one in found)
        raise InvalidInput(f"Several in the bin have that title; name one by its uid: {uids}.")
    return found[0]


def delete_production(actor: User, production: Production) -> None:
    """Into the bin: seen nowhere, and whole when it is put back."""
    require(actor, production, "production", Level.APPROVE)
    with recording(production, actor, "Production deleted", undoable=False) as changes:
        changes.update(production, deleted_at=clock.now())


def put_back_production(actor: User, production: Production) -> None:
    """Out of the bin, to where it was."""
    require(actor, production, "production", Level.APPROVE)
    with recording(production, actor, "Production put back", undoable=False) as changes:
        changes.update(production, deleted_at=None)


def remove_for_good(actor: User, production: Production, title: str) -> None:
    """Remove a production from the bin with its whole history. There is no way back."""
    require(actor, production, "production", Level.APPROVE)
    with transaction.atomic():
        current = Production.objects.select_for_update().filter(pk=production.pk).first()
        if current is None or current.deleted_at is None:
            raise NotFound("There is no such production in the bin.")
        if " ".join(title.split()) != " ".join(current.title.split()):
            raise InvalidInput(
                f"Type the title “{current.title}” to remove the production for good: it cannot "
                "be brought back.",
                field="title",
            )
        current.delete()
