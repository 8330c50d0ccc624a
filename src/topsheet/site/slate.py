"""What the slate says of each production at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from topsheet.kernel.money import Money
from topsheet.platform.models import Job, JobState, User
from topsheet.production.models import ChangeSet, Production
from topsheet.production.selectors import productions_of, scenario_of
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


def slate_of(user: User) -> dict[str, Any]:
    """The lines, and the plans that are still being made."""
    productions = list(productions_of(user))
    return {
        "lines": [_line(production, user) for production in productions],
        "jobs": _running_plans(user),
    }


def _running_plans(user: User) -> list[Job]:
    """Plans under way, so that somebody who left the progress page finds it again."""
    waiting = Job.objects.filter(
        user=user, name="chain.plan", state__in=(JobState.QUEUED, JobState.RUNNING)
    )
    return list(waiting.order_by("-created_at")[:10])


def _line(production: Production, user: User) -> SlateLine:
    last = ChangeSet.objects.filter(production=production).order_by("-sequence").first()
    scenario = scenario_of(production)
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
    )
