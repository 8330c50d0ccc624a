"""Rates as people type them: ``1,200.50``, ``1 200,50``, ``€ 850``."""

from __future__ import annotations

import re

from topsheet.kernel.money import UnitPrice

_MOST = 10**15  # fits every database's integer, and every film
_SIGNS = re.compile(r"[\s\u00a0\u202f'’€$£¥]|\b[A-Z]{3}\b")


def read_rate(text: str, currency: str) -> UnitPrice | None:
    """The price a text names, None for an empty one. Raises ValueError in a sentence.

    >>> str(read_rate("1.200,50", "EUR").decimal), str(read_rate("1,200", "GBP").decimal)
    ('1200.50', '1200')
    """
    bare = _SIGNS.sub("", text)
    if not bare:
        return None
    if not re.fullmatch(r"[0-9][0-9.,]*", bare):
        raise ValueError(f"“{text[:40]}” is not a rate. Write a number such as 1200 or 1,200.50.")
    price = UnitPrice.of(_plain(bare), currency)
    if price.coefficient >= _MOST or price.exponent > 6:
        raise ValueError(f"“{text[:40]}” has more digits than a rate has.")
    return price


def _plain(bare: str) -> str:
    """Digits with a point: of two kinds of marks the last is the decimal one."""
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return bare
    mark, rest = bare[last], bare[last + 1 :]
    whole = re.sub(r"[.,]", "", bare[:last])
    both = "." in bare and "," in bare
    grouped = bare.count(mark) > 1 or (mark == "," and len(rest) == 3 and not both)
    if grouped or not rest:
        return whole + rest
    return f"{whole}.{rest}"
