"""The time zone of a place: said, or guessed by where it is. Needs no network."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import TZPATH

from topsheet.places.models import Place

# Where most people of a country with several zones live; the zone when no position is known.
_USUAL = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago",
    "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "GL": "America/Nuuk",
    "ID": "Asia/Jakarta", "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv",
    "US": "America/New_York", "UZ": "Asia/Tashkent",
}  # fmt: skip
_POSITION = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA time zone; ``assumed`` while nobody said it."""

    name: str
    assumed: bool


def zone_of(place: Place) -> Zone:
    """The place's zone, else the one of its country (nearest to its position), else UTC."""
    if place.zone:
        return Zone(place.zone, False)
    country = place.country or place.production.country
    return Zone(guessed_zone(country, place.latitude, place.longitude), True)


def guessed_zone(country: str, latitude: int | None, longitude: int | None) -> str:
    """The zone of a country, or of a position (in millionths of a degree) in it."""
    zones = _zones()
    candidates = zones.get(country) or ()
    if latitude is not None and longitude is not None:
        everywhere = candidates or tuple(one for found in zones.values() for one in found)
        if everywhere:
            return min(everywhere, key=lambda one: _apart(one[1:], (latitude, longitude)))[0]
    if len(candidates) == 1:
        return candidates[0][0]
    if country in _USUAL:
        return _USUAL[country]
    return candidates[0][0] if candidates else "UTC"


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How far two positions are apart, well enough to tell which is nearer."""
    east = abs(one[1] - other[1])
    return (one[0] - other[0]) ** 2 + min(east, 360_000_000 - east) ** 2 // 2


@cache
def _zones() -> dict[str, tuple[tuple[str, int, int], ...]]:
    """Country → (zone, latitude, longitude of its city), from the time zone database here."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for line in _table().splitlines():
        cells = line.split("\t")
        match = _POSITION.fullmatch(cells[1]) if len(cells) > 2 else None
        if match is not None and not line.startswith("#"):
            north, east = _micro(*match.groups()[:4]), _micro(*match.groups()[4:])
            found[cells[0]].append((cells[2], north, east))
    return {country: tuple(zones) for country, zones in found.items()}


def _table() -> str:
    folders = [Path(folder) for folder in TZPATH]
    if (spec := find_spec("tzdata")) and spec.submodule_search_locations:
        folders.append(Path(spec.submodule_search_locations[0]) / "zoneinfo")
    for folder in folders:
        if (path := folder / "zone.tab").is_file():
            return path.read_text(encoding="utf-8")
    return ""


def _micro(sign: str, degrees: str, minutes: str, seconds: str | None) -> int:
    whole = int(degrees) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return (-1 if sign == "-" else 1) * whole * 1_000_000 // 3600
