"""A remark on foreign input: where, what, how bad. Readers collect these and go on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a person should care."""

    NOTE = "note"  # recovered, nothing lost
    WARNING = "warning"  # recovered, please look
    ERROR = "error"  # something was left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One remark. ``line`` is 1-based, or 0 where the source has no lines."""

    message: str
    severity: Severity = Severity.WARNING
    line: int = 0
    where: str = ""
