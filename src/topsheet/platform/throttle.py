"""Guessing slowed down: after some failures of one kind a key must wait.

Kept in the database, so it holds for every process and over a restart. A correct
answer is not let through either while a key waits, or guessing would go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Max

from topsheet.platform import clock
from topsheet.platform.models import FailedSignIn

WINDOW = timedelta(minutes=15)
ALLOWED = 8  # failures of one key within the window


def wait(keys: Iterable[str]) -> int:
    """Minutes (begun ones count) that one of ``keys`` still has to wait; 0: go on."""
    now = clock.now()
    recent = FailedSignIn.objects.filter(key__in=list(keys), at__gt=now - WINDOW)
    full = recent.values("key").annotate(n=Count("id"), last=Max("at")).filter(n__gte=ALLOWED)
    last = max((row["last"] for row in full), default=None)
    return 0 if last is None else max(1, -(-int((last + WINDOW - now).total_seconds()) // 60))


def failed(keys: Iterable[str]) -> None:
    """Remember a failure, and forget those that no longer count."""
    now = clock.now()
    FailedSignIn.objects.filter(at__lte=now - WINDOW).delete()
    FailedSignIn.objects.bulk_create(FailedSignIn(key=key[:200], at=now) for key in keys)


def forget(keys: Iterable[str]) -> None:
    """A success: start counting anew."""
    FailedSignIn.objects.filter(key__in=list(keys)).delete()
