"""What a person says of a scene instead of what was read: checked, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.errors import InvalidInput
from topsheet.script.engine.headings import parse_heading, time_of
from topsheet.script.engine.types import IntExt, Light


class Correctable(StrEnum):
    """The fields of a scene that a person may correct; names as in its row."""

    NUMBER = "number"
    HEADING = "heading"
    INTEXT = "intext"
    SET = "set_name"
    TIME = "time"
    LIGHT = "light"
    EIGHTHS = "eighths"
    SYNOPSIS = "synopsis"


# Kept beside a correction to take it back, not corrections themselves.
QUIET = frozenset({"light_inherited", "numbered"})
FROM_HEADING = ("intext", "set_name", "time", "light")
LONGEST_SCENE = Eighths(8 * 150)
_LONGEST = {Correctable.HEADING: 400, Correctable.SET: 300, Correctable.TIME: 60,
            Correctable.SYNOPSIS: 2000}  # fmt: skip
_SCENE_NUMBER = re.compile(r"[^\W_][\w.\-]{0,19}")
WORDS = {
    Correctable.NUMBER: "number",
    Correctable.HEADING: "heading",
    Correctable.INTEXT: "INT/EXT",
    Correctable.SET: "set",
    Correctable.TIME: "time of day",
    Correctable.LIGHT: "light",
    Correctable.EIGHTHS: "length",
    Correctable.SYNOPSIS: "synopsis",
}


def field_named(name: str) -> Correctable:
    """Raises InvalidInput for a field that cannot be corrected."""
    try:
        return Correctable({"set": "set_name"}.get(name, name))
    except ValueError:
        known = ", ".join(WORDS.values())
        raise InvalidInput(
            f"“{name[:40]}” of a scene cannot be corrected; these can: {known}.", field=name[:40]
        ) from None


def checked(field: Correctable, value: object) -> str | int:
    """The value as the scene's row keeps it. Raises InvalidInput with the remedy."""
    text = " ".join(_printable(str(value)).split())
    if field is Correctable.EIGHTHS:
        return _eighths(text)
    if field is Correctable.INTEXT:
        return _intext(text)
    if field is Correctable.LIGHT:
        return _light(text)
    if field is Correctable.NUMBER:
        return _number(text)
    if len(text) > _LONGEST[field]:
        raise InvalidInput(
            f"The {WORDS[field]} has {len(text)} characters; {_LONGEST[field]} at most.",
            field=field.value,
        )
    if not text and field in (Correctable.HEADING, Correctable.SET):
        raise InvalidInput(f"A scene needs a {WORDS[field]}; type one.", field=field.value)
    return text


def said_by_heading(heading: str, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a heading comes to: inside or outside, set, time and light.

    What it leaves open is as in the scene before, whose row is ``before``.
    """
    told = parse_heading(heading)
    last = before or {"intext": IntExt.INT.value, "set_name": "", "light": Light.DAY.value}
    return {
        "intext": told.intext.value if told.intext else last["intext"],
        "set_name": told.set_name or last["set_name"],
        "time": told.time,
        "light": told.light.value if told.light else last["light"],
        "light_inherited": told.light is None,
    }


def said_by_time(time: str, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The light that a time of day comes to; CONTINUOUS is as in the scene before."""
    light, continues = time_of(time)
    if light is not None:
        return {"light": light.value, "light_inherited": False}
    if continues and before is not None:
        return {"light": before["light"], "light_inherited": True}
    return {}


def corrections(
    row: Mapping[str, Any], read: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """New values of a scene's row, and what was read instead of each.

    ``row`` is how the scene stands, ``read`` what earlier corrections kept of the reading.
    A value that was read is no correction any more.
    """
    kept = dict(read)
    fields = {name: value for name, value in given.items() if row[name] != value}
    for name, value in fields.items():
        was = kept.setdefault(name, row[name])
        if was == value:
            del kept[name]
    if not set(kept) - QUIET:
        kept = {}
    return fields, kept


def light_follows(
    scenes: Sequence[Mapping[str, Any]], start: int, light: str
) -> dict[int, dict[str, str]]:
    """The scenes after ``start`` that play in its light, and the light they then have."""
    found: dict[int, dict[str, str]] = {}
    for place in range(start + 1, len(scenes)):
        scene = scenes[place]
        if not scene["light_inherited"] or "light" in scene["corrected"]:
            break
        if scene["light"] != light:
            found[place] = {"light": light}
    return found


def in_words(field: Correctable, value: Any) -> str:
    """A field's value as people read it: ``1 4/8``, ``night``."""
    return str(Eighths(value)) if field is Correctable.EIGHTHS else str(value)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text[:20_000])


def _eighths(text: str) -> int:
    try:
        length = Eighths.parse(text[:40])
    except ValueError:
        raise InvalidInput(
            f"“{text[:40]}” is no length in pages; write it as 1 4/8, 3/8 or 2.", field="eighths"
        ) from None
    if not 0 < length.count <= LONGEST_SCENE.count:
        raise InvalidInput(
            f"A scene is at least 1/8 and at most {LONGEST_SCENE} pages long; "
            "omit it when it is not shot.",
            field="eighths",
        )
    return length.count


def _intext(text: str) -> str:
    plain = text.upper().replace(".", "").replace(" ", "")
    found = {"INT": IntExt.INT, "EXT": IntExt.EXT, "INT/EXT": IntExt.BOTH, "I/E": IntExt.BOTH,
             "EXT/INT": IntExt.BOTH}.get(plain)  # fmt: skip
    if found is None:
        raise InvalidInput(f"“{text[:40]}”: choose INT, EXT or INT/EXT.", field="intext")
    return found.value


def _light(text: str) -> str:
    try:
        return Light(text.lower()).value
    except ValueError:
        raise InvalidInput(
            f"“{text[:40]}” is no light: choose day, night, dawn or dusk.", field="light"
        ) from None


def _number(text: str) -> str:
    if not _SCENE_NUMBER.fullmatch(text):
        raise InvalidInput(
            f"“{text[:40]}” is no scene number: letters and figures without blanks, "
            "20 at most, such as 12 or A12B.",
            field="number",
        )
    return text
