"""Whether a verb may be told to somebody who may not see pay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from topsheet.production.engine.inverse import Written
from topsheet.production.sight import changed_fields, withheld_fields

# An amount as people write it: with a currency, with separators, with cents, or a share.
_CURRENCY = r"[€$£¥₹]|\b[A-Z]{3}\b"
_AMOUNT = re.compile(
    rf"(?:{_CURRENCY})\s*[\d.,’']*\d|\d[\d.,’']*\s*(?:{_CURRENCY}|%)"
    r"|\d{1,3}(?:[.,’' \u00a0\u202f]\d{3})+|\d[.,]\d\d\b",
)
_NUMBER = re.compile(r"\d+")


def may_tell_verb(verb: str, paid: Iterable[Written]) -> bool:
    """Whether the verb names neither an amount nor a number or a term of the withheld pay."""
    if _AMOUNT.search(verb):
        return False
    said = {int(number) for number in _NUMBER.findall(verb) if len(number) < 16}
    words = verb.casefold()
    for written in paid:
        for value in _values(written):
            if isinstance(value, str) and value and not value.isdecimal():
                if value.casefold() in words:
                    return False
            elif said & _as_said(value):
                return False
    return True


def _values(written: Written) -> Iterable[object]:
    hidden = withheld_fields(written.key[0])
    for name in changed_fields(written):
        if name in hidden:
            yield (written.before or {}).get(name)
            yield (written.after or {}).get(name)


def _as_said(value: object) -> set[int]:
    """A coefficient or an amount in minor units, as a person would say it in whole units."""
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value == 0:
        return set()
    return {value, *(int(Fraction(value, 10**places)) for places in (2, 3, 4))} - {0}
