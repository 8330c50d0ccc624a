"""What the slate says of each production at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from topsheet.chain.services import PLAN_JOB
from topsheet.kernel.money import Money
from topsheet.platform.models import Job, JobState, User
from topsheet.production.bin import APPROVES
from topsheet.production.models import ChangeSet, Production, Scenario
from topsheet.production.selectors import productions_of
from topsheet.site import marks
from topsheet.site.rail import page_url


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateLine:
    """One production. ``total`` None: no budget yet, or not for this person (``withheld``)."""

    production: Production
    url: str
    start: date | None
    wrap: date | None
    days: int
    pages: int  # in eighths
    scenes: int
    total: Money | None
    withheld: bool
    changed_at: datetime | None
    change: str
    settings: str = ""
    may_shelve: bool = False  # archive it, delete it


def slate_of(user: User, *, archived: bool = False) -> dict[str, Any]:
    """The lines, and the plans that are still being made."""
    productions = list(productions_of(user, archived=archived))
    scenarios = _main_scenarios(productions)
    last = _last_changes(productions)
    mine = _approved_by(user, productions)
    return {
        "lines": [
            _line(production, scenarios[production.pk], last.get(production.pk), user, mine)
            for production in productions
        ],
        "jobs": _running_plans(user),
    }


def _approved_by(user: User, productions: list[Production]) -> set[UUID]:
    """The productions that the person may archive and delete."""
    if user.is_owner:
        return {one.pk for one in productions}
    return set(user.memberships.filter(role__in=APPROVES).values_list("production", flat=True))


def _running_plans(user: User) -> list[Job]:
    """Plans under way, so that somebody who left the progress page finds it again."""
    waiting = Job.objects.filter(
        user=user, name=PLAN_JOB, state__in=(JobState.QUEUED, JobState.RUNNING)
    )
    return list(waiting.order_by("-created_at")[:10])


def _main_scenarios(productions: list[Production]) -> dict[UUID, Scenario]:
    by_pk = {production.pk: production for production in productions}
    found = {
        scenario.production_id: scenario
        for scenario in Scenario.objects.filter(production__in=productions, is_main=True)
    }
    for pk, scenario in found.items():
        scenario.production = by_pk[pk]
    return found


def _last_changes(productions: list[Production]) -> dict[UUID, ChangeSet]:
    latest = ChangeSet.objects.filter(
        production__in=productions, sequence=F("production__sequence")
    )
    return {change.production_id: change for change in latest}


def _line(
    production: Production,
    scenario: Scenario,
    last: ChangeSet | None,
    user: User,
    mine: set[UUID],
) -> SlateLine:
    seen = marks.glance_of(scenario, user)
    return SlateLine(
        production=production,
        url=page_url("chain:topsheet", scenario),
        start=seen.start or production.start,
        wrap=seen.wrap,
        days=seen.days,
        pages=seen.pages,
        scenes=seen.scenes,
        total=seen.total,
        withheld=seen.withheld,
        changed_at=last.at if last else None,
        change=last.verb if last else "",
        settings=page_url("site:settings", scenario),
        may_shelve=production.pk in mine,
    )
