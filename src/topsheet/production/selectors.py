"""Reads: which productions a person sees, and finding one by title or uid."""

from __future__ import annotations

from django.db.models import QuerySet

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.models import User
from topsheet.production.models import Production, Scenario, ScenarioState


def productions_of(user: User, *, archived: bool = False) -> QuerySet[Production]:
    """The productions a person may know of, newest first; never one that is in the bin."""
    kept = Production.objects.filter(deleted_at__isnull=True)
    found = kept.filter(archived_at__isnull=not archived).order_by("-created_at")
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
    if "\0" in wanted:
        raise NotFound("There is no production of that name.")
    candidates = Production.objects.filter(deleted_at=None) if user is None else _any_of(user)
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


def scenario_of(production: Production, name_or_uid: str = "") -> Scenario:
    """The scenario by uid, else by title in any case; "" is the main one.

    Of several with one title the open one is meant. Raises NotFound, or InvalidInput when
    two share a title.
    """
    scenario = _scenario(production, name_or_uid.strip())
    scenario.production = production
    return scenario


def scenarios_of(production: Production, *, dropped: bool = False) -> list[Scenario]:
    """Main first, then the open ones, then what belongs to the past, each newest first."""
    order = {"open": 0, "adopted": 1, "kept": 1, "dropped": 2}
    found = [
        scenario
        for scenario in Scenario.objects.filter(production=production).order_by("-id")
        if dropped or scenario.state != ScenarioState.DROPPED
    ]
    for scenario in found:
        scenario.production = production
    return sorted(found, key=lambda one: (not one.is_main, order[one.state]))


def _scenario(production: Production, wanted: str) -> Scenario:
    scenarios = Scenario.objects.filter(production=production)
    if "\0" in wanted:
        raise NotFound("There is no such scenario in this production.")
    by_uid = scenarios.filter(uid=wanted) if wanted else scenarios.filter(is_main=True)
    if (found := by_uid.first()) is not None:
        return found
    titled = [one for one in scenarios if one.title.casefold() == wanted.casefold()]
    live = [one for one in titled if one.state == ScenarioState.OPEN] or titled
    if not live:
        raise NotFound("There is no such scenario in this production.")
    if len(live) > 1:
        uids = ", ".join(sorted(one.uid for one in live))
        raise InvalidInput(
            f"“{wanted}” is the title of several scenarios; name one by its uid: {uids}."
        )
    return live[0]


def _titled(candidates: QuerySet[Production], wanted: str) -> list[Production]:
    """SQLite knows no other capitals than A to Z, so titles are compared here."""
    titles = candidates.values_list("pk", "title")
    keys = [key for key, title in titles if title.casefold() == wanted.casefold()]
    return list(candidates.filter(pk__in=keys))


def _any_of(user: User) -> QuerySet[Production]:
    return productions_of(user) | productions_of(user, archived=True)
