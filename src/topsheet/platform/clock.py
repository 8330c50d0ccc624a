"""The one clock of the program, so that tests can stop it."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in UTC."""
    return now().date()
