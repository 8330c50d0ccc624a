"""The small marks of the rail and the lines of the slate: read without opening a room.

A glance is computed once per state of a production (its change-set number) and kept in
memory; what a person may not see is taken out afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Min, Sum

from topsheet.breakdown.models import Element
from topsheet.budget.selectors import has_budget, load_result, shown_addresses
from topsheet.kernel.money import Money
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, level_in, may_see_pay
from topsheet.production.models import Scenario
from topsheet.schedule.models import ShootDay
from topsheet.script.models import Draft, Scene

_TOTAL = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One scenario in numbers; nought or None where there is nothing yet.

    ``withheld``: there is a total, but not for this person.
    """

    draft: str = ""
    pages: int = 0  # in eighths
    scenes: int = 0
    elements: int = 0
    days: int = 0
    start: date | None = None
    wrap: date | None = None
    total: Money | None = None
    withheld: bool = False


_kept: Derived[Glance] = Derived(size=256)


def glance_of(scenario: Scenario, user: User) -> Glance:
    """What the person may know of a scenario without opening a room."""
    state = (scenario.pk, scenario.production.sequence)
    glance = _kept.get(state, lambda: _read(scenario))
    if glance.total is None or _may_see_total(scenario, user):
        return glance
    return replace(glance, total=None, withheld=True)


def _may_see_total(scenario: Scenario, user: User) -> bool:
    """A total from which one person's pay could be inferred is withheld like the pay."""
    if level_in(user, scenario.production, "budget") < Level.VIEW:
        return False
    return may_see_pay(user, scenario.production) or _TOTAL in shown_addresses(scenario)


def _read(scenario: Scenario) -> Glance:
    draft = Draft.objects.filter(scenario=scenario).last()
    scenes = Scene.objects.filter(scenario=scenario, omitted=False)
    script = scenes.aggregate(n=Count("id"), eighths=Sum("eighths"))
    shot = ShootDay.objects.filter(scenario=scenario, strips__isnull=False)
    shoot = shot.aggregate(n=Count("id", distinct=True), first=Min("date"), last=Max("date"))
    return Glance(
        draft=f"v{draft.number} {draft.colour}" if draft else "",
        pages=script["eighths"] or 0,
        scenes=script["n"],
        elements=Element.objects.filter(scenario=scenario).count(),
        days=shoot["n"],
        start=shoot["first"],
        wrap=shoot["last"],
        total=load_result(scenario).total if has_budget(scenario) else None,
    )
