"""The small marks of the rail and the lines of the slate: read without opening a room.

Each is computed once per state of a production (its change-set number) and kept in
memory; somebody who may not see money gets no total.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from topsheet.kernel.money import Money
from topsheet.platform.models import User
from topsheet.production.models import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One production in numbers; nought or None where there is nothing yet."""

    draft: str = ""
    pages: int = 0  # in eighths
    scenes: int = 0
    elements: int = 0
    days: int = 0
    start: date | None = None
    wrap: date | None = None
    total: Money | None = None
    withheld: bool = False


def glance_of(scenario: Scenario | None, user: User) -> Glance:
    """What the person may know of a scenario without opening a room."""
    return Glance()
