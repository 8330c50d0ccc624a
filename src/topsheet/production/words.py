"""Records, fields and values of change sets in the trade's words.

What a record is called, which of its fields are one amount and which name other records is
said by its model (``TITLE``, ``NOUN``, ``WORDS``, ``MONEY``, ``REFERS``); here it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from topsheet.kernel.money import Money, UnitPrice
from topsheet.platform.files import ContentField
from topsheet.platform.formats import (
    date_text,
    eighths_text,
    minutes_text,
    money_text,
    number_text,
    value_text,
)
from topsheet.production.engine.inverse import State
from topsheet.production.models import Production, Record
from topsheet.production.names import Names
from topsheet.production.rows import kinds

NOTHING = "–"
IN_ORDER = frozenset({"order", "position", "rank"})  # where it stands among its like
_EIGHTHS = frozenset({"eighths", "pages_by_eighths"})
_LONGEST = 240
_MANY = 12  # names in a list
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def kind_word(kind: str, n: int = 1) -> str:
    """What a record of the kind is called: “budget line”, or with ``n`` “budget lines”."""
    model = model_of(kind)
    if model is None:
        return kind.replace("-", " ")
    one, many = getattr(model, "NOUN", ("", ""))
    if n == 1:
        return str(one or model._meta.verbose_name)
    return str(many or model._meta.verbose_name_plural)


def field_word(kind: str, name: str) -> str:
    """What a field is called; all fields of one amount have one word."""
    model = model_of(kind)
    if model is None:
        return name.replace("_", " ")
    if name in IN_ORDER:
        return place_word()
    words = getattr(model, "WORDS", {})
    name = next((m for m, fields in amounts(model).items() if name in fields), name)
    if name in words:
        return str(words[name])
    known = {field.name: field for field in model._meta.concrete_fields}
    return str(known[name].verbose_name) if name in known else name.replace("_", " ")


def place_word() -> str:
    """What a change of order alone is called."""
    return _("place in the order")


def amounts(model: type[models.Model]) -> Mapping[str, tuple[str, str, str]]:
    """Word → the fields of one amount: coefficient, exponent ("": minor units), currency."""
    return getattr(model, "MONEY", {})


def amount_in_words(fields: tuple[str, str, str], state: State) -> str:
    """One amount of a record; nothing where it has none."""
    coefficient, exponent, currency = (state.get(name) for name in fields)
    if coefficient is None or not currency:
        return NOTHING
    if not fields[1]:
        return money_text(Money(int(coefficient), str(currency)))
    return value_text(UnitPrice(int(coefficient), int(exponent or 0), str(currency)))


def in_words(kind: str, name: str, value: Any, scenario: str, names: Names) -> str:
    """A field's value as a person would say it."""
    if value in (None, "", [], {}):
        return NOTHING
    model = model_of(kind)
    if model is None:
        return _plain(value)
    target = target_kind(model, name)
    if target:
        return _named(target, value, scenario, names)
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    if field is None:
        return _plain(value)
    if name in getattr(model, "DEGREES", ()) and isinstance(value, int):
        return _degrees(value)
    return _of_field(field, value)


def target_kind(model: type[models.Model], name: str) -> str:
    """The kind of record a field names, by key or by uid; "" when it names none."""
    refers: Mapping[str, str] = getattr(model, "REFERS", {})
    if name in refers:
        return refers[name]
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    related = field.related_model if field is not None and field.is_relation else None
    if isinstance(related, type) and issubclass(related, Record):
        return related.KIND
    return ""


def named_by(kind: str, scenario: str, state: State) -> Iterable[tuple[str, str, str]]:
    """The records that a state names, for ``Names.load``."""
    model = model_of(kind)
    for name, value in state.items() if model is not None else ():
        target = target_kind(model, name) if model is not None and value else ""
        for uid in (value if isinstance(value, list) else [value]) if target else ():
            if isinstance(uid, str):
                yield target, scenario, uid


def model_of(kind: str) -> type[models.Model] | None:
    """The model of a kind; None for one that this program does not know."""
    return Production if kind == Production.KIND else kinds().get(kind)


def _named(kind: str, value: Any, scenario: str, names: Names) -> str:
    uids = value if isinstance(value, list) else [value]
    return _listed([names.title((kind, scenario, str(uid))) for uid in uids])


def _of_field(field: Any, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value)).replace("-", " ")
    if isinstance(field, ContentField):
        return _("a file")
    if field.name in _EIGHTHS and isinstance(value, int):
        return eighths_text(value)
    if field.name == "minutes" and isinstance(value, int):
        return minutes_text(value)
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int():
            return number_text(value)
        case str() if _DATE.match(value):
            return _date(value)
        case list() if all(isinstance(item, str | int) for item in value):
            return _listed([_plain(item) for item in value])
        case list():
            return _("%(n)s entries") % {"n": number_text(len(value))}
        case dict():
            return _listed([str(name).replace("_", " ") for name in value])
    return Truncator(str(value)).chars(_LONGEST)


def _degrees(millionths: int) -> str:
    """A latitude or longitude as a map shows it: 48.8402."""
    whole, rest = divmod(abs(millionths), 1_000_000)
    return f"{'-' if millionths < 0 else ''}{whole}.{f'{rest:06}'.rstrip('0') or '0'}"


def _listed(items: list[str]) -> str:
    more = len(items) - _MANY
    shown = ", ".join(items[:_MANY])
    return shown if more <= 0 else _("%(shown)s and %(n)s more") % {"shown": shown, "n": more}


def _date(value: str) -> str:
    try:
        return date_text(date.fromisoformat(value[:10]))
    except ValueError:
        return value
