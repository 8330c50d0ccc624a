"""Reads: which productions a person sees, and finding one by title or uid."""

from __future__ import annotations

from django.db.models import QuerySet

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.models import User
from topsheet.production.models import Production, Scenario


def productions_of(user: User, *, archived: bool = False) -> QuerySet[Production]:
    """The productions a person may know of, newest first."""
    found = Production.objects.filter(archived_at__isnull=not archived).order_by("-created_at")
    if user.is_owner:
        return found
    if not user.is_active:
        return found.none()
    return found.filter(pk__in=user.memberships.values("production"))


def find_production(name_or_uid: str, user: User | None = None) -> Production:
    """By uid, else by title in any case. Raises NotFound, or InvalidInput when two share it.

    With ``user``, only what that person may know of is found. Archived ones are found too.
    """
    wanted = name_or_uid.strip()
    candidates = Production.objects.all() if user is None else _any_of(user)
    by_uid = candidates.filter(uid=wanted).first()
    if by_uid is not None:
        return by_uid
    titled = _titled(candidates, wanted)
    if len(titled) > 1:
        uids = ", ".join(sorted(production.uid for production in titled))
        raise InvalidInput(
            f"“{wanted}” is the title of several productions; name one by its uid: {uids}."
        )
    if not titled:
        raise NotFound(f"There is no production “{wanted}”. List them with: topsheet productions")
    return titled[0]


def scenario_of(production: Production, uid: str = "") -> Scenario:
    """The scenario named ``uid``, or the main one. Raises NotFound."""
    scenarios = Scenario.objects.filter(production=production)
    scenario = scenarios.filter(uid=uid).first() if uid else scenarios.filter(is_main=True).first()
    if scenario is None:
        raise NotFound("There is no such scenario in this production.")
    scenario.production = production
    return scenario


def _titled(candidates: QuerySet[Production], wanted: str) -> list[Production]:
    """SQLite knows no other capitals than A to Z, so titles are compared here."""
    titles = candidates.values_list("pk", "title")
    keys = [key for key, title in titles if title.casefold() == wanted.casefold()]
    return list(candidates.filter(pk__in=keys))


def _any_of(user: User) -> QuerySet[Production]:
    return productions_of(user) | productions_of(user, archived=True)
