"""The head of a production: title, country, first day, week, agreements."""

from __future__ import annotations

from datetime import date
from typing import Any

from topsheet.chain.options import parse_options
from topsheet.chain.plan import check_options
from topsheet.kernel.errors import InvalidInput
from topsheet.platform import clock
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import recording
from topsheet.production.models import Production

FIELDS = ("title", "kind", "country", "agreements", "start", "days_per_week")
_WORDS = {
    "title": "Title", "kind": "Kind", "country": "Country", "agreements": "Agreements",
    "start": "First shooting day", "days_per_week": "Shooting days a week",
}  # fmt: skip


def edit_head(
    actor: User, production: Production, version: int, said: dict[str, Any]
) -> Production:
    """Change what was ``said`` of the head; board and budget follow it.

    ``start`` None or "": not said any more. Raises NotAllowed, Conflict with both values,
    InvalidInput naming the field.
    """
    require(actor, production, "production", Level.EDIT)
    unknown = sorted(set(said) - set(FIELDS))
    if unknown:
        raise InvalidInput(f"A production has no “{unknown[0]}” to change.", field=unknown[0])
    fields = _checked(production, said)
    with recording(production, actor, _verb(fields)) as changes:
        changes.update(production, version=version, **fields)
    return production


def _checked(production: Production, said: dict[str, Any]) -> dict[str, Any]:
    """As the plan's own options are checked: the whole head as it would be."""
    as_it_is = {name: getattr(production, name) for name in FIELDS}
    options = parse_options({**as_it_is, **said, "level": production.level})
    check_options(options, clock.today())
    if "title" in said and not options.title:
        raise InvalidInput("A production needs a title.", field="title")
    wanted: dict[str, Any] = {
        "title": options.title, "kind": options.kind, "country": options.country,
        "agreements": list(options.agreements), "start": options.start,
        "days_per_week": options.days_per_week,
    }  # fmt: skip
    return {name: wanted[name] for name in FIELDS if name in said}


def _verb(fields: dict[str, Any]) -> str:
    """“First shooting day: 2027-04-05”; several together by their names."""
    if len(fields) == 1:
        name, value = next(iter(fields.items()))
        return f"{_WORDS[name]}: {_plain(value)}"
    return f"{', '.join(_WORDS[name] for name in fields).capitalize()} changed"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return value.isoformat() if isinstance(value, date) else str(value or "not said")
