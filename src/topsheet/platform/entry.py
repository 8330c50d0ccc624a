"""What people type, made fit for a field: trimmed, checked, refused in a sentence.

Every function takes the field's name, which the refusal names, and returns the value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from topsheet.kernel.days import read_days
from topsheet.kernel.errors import InvalidInput

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def line(value: Any, field: str, longest: int) -> str:
    """One line of text."""
    said = " ".join(_text(value, field).split())
    return _not_longer(said, field, longest)


def lines(value: Any, field: str, longest: int = 4_000) -> str:
    """Several lines of text."""
    said = "\n".join(part.rstrip() for part in _text(value, field).strip().splitlines())
    return _not_longer(said, field, longest)


def choice(value: Any, field: str, choices: Collection[str]) -> str:
    """One of a few words."""
    said = line(value, field, 80)
    if said not in choices:
        raise InvalidInput(
            f"“{said[:40]}” is not a {_words(field)}. Choose one of: "
            f"{', '.join(one for one in choices if one)}.",
            field=field,
        )
    return said


def country(value: Any, field: str = "country") -> str:
    """A country as its ISO code; a name in English or in its own languages is understood."""
    said = line(value, field, 80)
    known = Locale("en").territories
    if len(said) == 2 and said.upper() in known and said.upper() not in {"EU", "UN", "ZZ"}:
        return said.upper()
    if not said:
        return ""
    code = _country_codes().get(said.casefold())
    if code is None:
        raise InvalidInput(
            f"“{said[:40]}” is no country we know. Use its code of two letters, such as FR.",
            field=field,
        )
    return code


def days(value: Any, field: str = "away") -> list[str]:
    """Dates as ISO text, each once, from a list or from ``2026-05-01..2026-05-08, …``."""
    if not isinstance(value, str) and isinstance(value, Iterable):
        value = ", ".join(one.isoformat() if isinstance(one, date) else str(one) for one in value)
    try:
        found = read_days(_text(value, field))
    except ValueError as error:
        raise InvalidInput(str(error), field=field) from None
    return [day.isoformat() for day in found]


def pairs(said: Iterable[str]) -> dict[str, str]:
    """``city=Paris`` as a field and its value. Raises InvalidInput."""
    found: dict[str, str] = {}
    for one in said:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise InvalidInput(f"“{one[:40]}” is no field. Write it as city=Paris.", field="set")
        found[name.strip()] = value
    return found


def sought(name: str) -> str:
    """A name or key to look for, without what a database would not look for."""
    return _CONTROLS.sub("", name)[:300]


@cache
def _country_codes() -> dict[str, str]:
    codes: dict[str, str] = {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB"}
    codes |= {"usa": "US", "u.s.a.": "US", "deutschland": "DE", "holland": "NL"}
    for language in ("sv", "pl", "nl", "pt", "it", "es", "fr", "de", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                codes[str(name).casefold()] = code
    return codes


def _text(value: Any, field: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(f"The {_words(field)} is not text.", field=field)
    return _CONTROLS.sub("", value)


def _not_longer(said: str, field: str, longest: int) -> str:
    if len(said) > longest:
        raise InvalidInput(
            f"The {_words(field)} is too long: {longest} characters at most.", field=field
        )
    return said


def _words(field: str) -> str:
    return field.replace("_", " ")
