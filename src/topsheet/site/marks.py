"""The small marks of the rail and the lines of the slate: read without opening a room.

Each is computed once per state of a production (its change-set number) and kept in
memory; somebody who may not see money gets no total.
"""

from __future__ import annotations

from dataclasses import dataclass

from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.models import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Short words; "" where there is nothing yet or nothing the person may see."""

    draft: str = ""
    elements: str = ""
    total: str = ""
    days: str = ""


_kept: Derived[Marks] = Derived(size=128)


def marks_of(scenario: Scenario, user: User) -> Marks:
    return Marks()
