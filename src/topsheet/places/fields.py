"""The fields of a place as people give them, checked and made fit for the row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from topsheet.kernel.errors import InvalidInput
from topsheet.places.engine.geo import read_position
from topsheet.places.engine.types import PlaceKind
from topsheet.platform import entry

_LINES = {"name": 200, "address": 300, "city": 120, "base": 300}
_TEXTS = ("parking", "holding", "hospital", "contact", "permit", "power", "noise", "note")
_POSITIONS = {"position": "", "base_position": "base_"}


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a place's fields; ``position`` and ``base_position`` are coordinates in text.

    Raises InvalidInput naming the field.
    """
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _POSITIONS:
            values |= _position(value, name)
        else:
            values[name] = _value(name, value)
    if "name" in values and not values["name"]:
        raise InvalidInput("A place needs a name.", field="name")
    return values


def _value(name: str, value: Any) -> Any:
    if name in _LINES:
        return entry.line(value, name, _LINES[name])
    if name in _TEXTS:
        return entry.lines(value, name)
    match name:
        case "kind":
            return entry.choice(value, name, [kind.value for kind in PlaceKind])
        case "country":
            return entry.country(value)
        case "zone":
            return _zone(value)
        case "away":
            return entry.days(value)
        case "stage" | "assumed" if isinstance(value, bool):
            return value
    raise InvalidInput(f"A place has no “{name}” to change.", field=name)


def _zone(value: Any) -> str:
    said = entry.line(value, "zone", 64)
    if said and said not in available_timezones():
        raise InvalidInput(
            f"“{said}” is no time zone. Use a name such as Europe/Paris.", field="zone"
        )
    return said


def _position(value: Any, name: str) -> dict[str, int | None]:
    said = entry.line(value, name, 120)
    try:
        latitude, longitude = read_position(said) if said else (None, None)
    except ValueError as error:
        raise InvalidInput(str(error), field=name) from None
    return {f"{_POSITIONS[name]}latitude": latitude, f"{_POSITIONS[name]}longitude": longitude}
