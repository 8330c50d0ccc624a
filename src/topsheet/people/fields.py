"""The fields of persons, companies and engagements as people give them, made fit for the row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from topsheet.kernel.errors import InvalidInput
from topsheet.people.engine.departments import department
from topsheet.people.engine.rates import read_rate
from topsheet.people.engine.types import CompanyKind, RateUnit, Status
from topsheet.platform import entry

_MOST_PHONES = 8
_PERSON_LINES = {"name": 200, "sort_name": 200, "pronouns": 40, "address": 300, "city": 120,
                 "emergency": 300, "diet": 300, "allergies": 300, "unions": 200}  # fmt: skip
_COMPANY_LINES = {"name": 200, "contact": 200, "address": 300, "city": 120, "vat": 40}
RATE = ("rate_coefficient", "rate_exponent", "rate_currency", "rate_unit")


def person_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a person's fields. Raises InvalidInput naming the field."""
    values = {name: _contact(name, value, _PERSON_LINES) for name, value in fields.items()}
    return _named(values, "A person needs a name.")


def company_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a company's fields. Raises InvalidInput naming the field."""
    values = {name: _contact(name, value, _COMPANY_LINES) for name, value in fields.items()}
    return _named(values, "A company needs a name.")


def engagement_fields(fields: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Values of an engagement's own fields; ``rate`` is text, in ``currency``."""
    given = dict(fields)
    values: dict[str, Any] = {}
    if "rate" in given:
        values |= rate_fields(given.pop("rate"), given.pop("currency", "") or currency)
    for name, value in given.items():
        values[name] = _term(name, value)
    _in_order(values.get("start"), values.get("end"))
    return values


def rate_fields(said: Any, currency: str) -> dict[str, Any]:
    """The columns of a rate that people typed."""
    try:
        price = read_rate(entry.line(said, "rate", 60), _currency(currency))
    except ValueError as error:
        raise InvalidInput(str(error), field="rate") from None
    if price is None:
        return {"rate_coefficient": None, "rate_exponent": 0, "rate_currency": ""}
    return {"rate_coefficient": price.coefficient, "rate_exponent": price.exponent,
            "rate_currency": price.currency}  # fmt: skip


def read_date(value: Any, field: str) -> date | None:
    """A date, or None for nothing."""
    if value is None or isinstance(value, date):
        return value
    said = entry.line(value, field, 40)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise InvalidInput(
            f"“{said}” is not a date. Write it as 2026-05-01.", field=field
        ) from None


def phones(value: Any) -> list[str]:
    """Numbers as they were written, from a list or from text with commas between."""
    parts = (
        value
        if isinstance(value, list)
        else re.split(r"[,;\n]+", entry.lines(value, "phones", 600))
    )
    found = [entry.line(part, "phones", 60) for part in parts]
    found = list(dict.fromkeys(part for part in found if part))
    for part in found:
        if sum(c.isdigit() for c in part) < 3:
            raise InvalidInput(f"“{part}” is no telephone number.", field="phones")
    if len(found) > _MOST_PHONES:
        raise InvalidInput(f"{_MOST_PHONES} telephone numbers at most.", field="phones")
    return found


def email(value: Any) -> str:
    """An e-mail address, or ""."""
    said = entry.line(value, "email", 254)
    try:
        if said:
            validate_email(said)
    except ValidationError:
        raise InvalidInput(
            f"“{said}” is no e-mail address. It has the form name@example.org.", field="email"
        ) from None
    return said


def _contact(name: str, value: Any, longest: Mapping[str, int]) -> Any:
    if name in longest:
        return entry.line(value, name, longest[name])
    match name:
        case "email":
            return email(value)
        case "phones":
            return phones(value)
        case "country":
            return entry.country(value)
        case "note":
            return entry.lines(value, name)
        case "languages" if longest is _PERSON_LINES:
            parts = (
                value
                if isinstance(value, list)
                else re.split(r"[,;/\n]+", entry.lines(value, name, 600))
            )
            found = [entry.line(part, name, 60) for part in parts[:30]]
            return list(dict.fromkeys(part for part in found if part))
        case "kind" if longest is _COMPANY_LINES:
            return entry.choice(value, name, [kind.value for kind in CompanyKind])
    raise InvalidInput(f"There is no field “{name}” here to change.", field=name)


def _term(name: str, value: Any) -> Any:
    match name:
        case "position":
            return entry.line(value, name, 120)
        case "department":
            return department(entry.line(value, name, 80))
        case "rate_unit":
            return entry.choice(value, name, ["", *(unit.value for unit in RateUnit)])
        case "status":
            return entry.choice(value, name, [status.value for status in Status])
        case "start" | "end":
            return read_date(value, name)
    raise InvalidInput(f"An engagement has no “{name}” to change.", field=name)


def _named(values: dict[str, Any], otherwise: str) -> dict[str, Any]:
    if "name" in values and not values["name"]:
        raise InvalidInput(otherwise, field="name")
    return values


def _currency(said: Any) -> str:
    code = entry.line(said, "currency", 3).upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise InvalidInput("A currency is a code of three letters, such as EUR.", field="currency")
    return code


def _in_order(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise InvalidInput("An engagement ends after it starts.", field="end")
