"""Since when: in a person's words, as the change set after which things count.

look        since I last looked (the visit before this one)
friday      since Friday morning; any day of the week, today, yesterday
2026-11-20  since that morning
412         since change set 412
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from topsheet.chain.models import Look
from topsheet.kernel.errors import InvalidInput
from topsheet.platform import clock
from topsheet.platform.formats import date_text
from topsheet.platform.models import User
from topsheet.production.models import ChangeSet, Production

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_VISIT = timedelta(minutes=30)  # looking again sooner is the same visit
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The change set after which things count, and how it was said."""

    sequence: int
    words: str
    asked: str


def since_of(text: str, user: User, production: Production) -> Since:
    """Read what a person asked for. Raises InvalidInput."""
    asked = text.strip().lower().removeprefix("#")
    if asked in ("", "look", "last look"):
        return Since(
            sequence=_before_this_visit(user, production), words=_("since you last looked"),
            asked="look",
        )  # fmt: skip
    if asked.isascii() and asked.isdecimal():
        number = min(int(asked), _LARGEST)
        return Since(sequence=number, words=_("since change %(n)s") % {"n": number}, asked=asked)
    day = _day(asked, clock.today())
    if day is None:
        raise InvalidInput(
            f"“{text[:40]}” is no time to look back to. Give a weekday, yesterday, a date like "
            "2026-11-20, the number of a change, or look.",
            field="since",
        )
    return Since(
        sequence=_at(production, day), words=_("since %(day)s") % {"day": date_text(day, "day")},
        asked=asked,
    )  # fmt: skip


def _day(asked: str, today: date) -> date | None:
    """The morning meant: of the last Friday before today, of yesterday, of a date."""
    if asked == "today":
        return today
    if asked == "yesterday":
        return today - timedelta(days=1)
    if asked in DAYS:
        back = (today.weekday() - DAYS.index(asked)) % 7 or 7
        return today - timedelta(days=back)
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _at(production: Production, day: date) -> int:
    """The last change set before the day began."""
    morning = datetime.combine(day, time.min, tzinfo=UTC)
    before = ChangeSet.objects.filter(production=production, at__lt=morning)
    return before.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _before_this_visit(user: User, production: Production) -> int:
    look = Look.objects.filter(production=production, user=user).first()
    if look is None:
        return production.sequence
    return look.seen if clock.now() - look.at > _VISIT else look.sequence


def looked(user: User, production: Production) -> None:
    """Remember that the person reads the topsheet now; a pause begins another visit."""
    now = clock.now()
    look = Look.objects.filter(production=production, user=user).first()
    if look is not None and look.seen == production.sequence and now - look.at < _VISIT / 3:
        return
    kept = production.sequence if look is None else look.sequence
    if look is not None and now - look.at > _VISIT:
        kept = look.seen
    try:
        with transaction.atomic():
            Look.objects.update_or_create(
                production=production, user=user,
                defaults={"sequence": kept, "seen": production.sequence, "at": now},
            )  # fmt: skip
    except DatabaseError:
        return  # busy: the next look is as good


def seen_all(user: User, production: Production) -> None:
    """From now on, nothing before this moment is new to the person."""
    Look.objects.update_or_create(
        production=production, user=user,
        defaults={"sequence": production.sequence, "seen": production.sequence,
                  "at": clock.now()},
    )  # fmt: skip
