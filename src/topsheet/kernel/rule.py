"""Rules as dated data: what applies where, since when, by which source, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class RuleKind(StrEnum):
    """What breaking it means."""

    LAW = "law"  # never for sale
    CONTRACT = "contract"  # a breach has a price
    PREFERENCE = "preference"  # a weight its owner sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule's numbers were read, and when."""

    title: str
    url: str = ""
    read_on: date | None = None
    verified: bool = False

    def stale(self, today: date) -> bool:
        """Read more than twelve months ago, or never.

        >>> Source(title="Gazette", read_on=date(2027, 3, 1)).stale(date(2028, 3, 1))
        False
        """
        if self.read_on is None:
            return True
        read = self.read_on
        return (today.year - 1, today.month, today.day) > (read.year, read.month, read.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One dated row of a pack. ``values`` holds its numbers by name."""

    id: str
    title: str
    kind: RuleKind
    jurisdiction: str
    source: Source
    valid_from: date | None = None
    valid_to: date | None = None
    applies: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    note: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the rule holds for an event on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """A file of rules with the hash of its text, so that results can name it."""

    id: str
    title: str
    version: str
    digest: str
    rules: tuple[Rule, ...]

    def find(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)
