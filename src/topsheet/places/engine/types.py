"""The words of a shooting place that the schedule needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is."""

    LOCATION = "location"
    STUDIO = "studio"
    STAGE = "stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootingPlace:
    """Where the trucks park, as the schedule must know it."""

    place: str  # uid
    name: str
    kind: PlaceKind = PlaceKind.LOCATION
    stage: bool = False  # only interiors play there
    away: frozenset[date] = frozenset()
    assumed: bool = True
