"""Dates as people list them: ``2026-05-01, 2026-05-04..2026-05-08``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

MOST_DAYS = 3660  # ten years; more is a slip of the keyboard

_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|–|to|/)\s*(\d{4}-\d{2}-\d{2}))?")


def read_days(text: str) -> list[date]:
    """The dates a list names, in order, each once. Raises ValueError in a sentence.

    >>> read_days("2026-05-04..2026-05-06, 2026-05-01")[0].isoformat()
    '2026-05-01'
    """
    found: set[date] = set()
    for part in re.split(r"[,;\n]+", text):
        if part.strip():
            found |= set(_span(part.strip()))
    if len(found) > MOST_DAYS:
        raise ValueError(f"These are more than {MOST_DAYS} days; name a shorter time.")
    return sorted(found)


def days_between(first: date, last: date) -> list[date]:
    """Every date from ``first`` to ``last``, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def spans_of(days: Collection[date]) -> list[tuple[date, date]]:
    """Dates that follow one another as (first, last)."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and (day - spans[-1][1]).days <= 1:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def days_text(days: Iterable[date]) -> str:
    """The list that ``read_days`` reads back.

    >>> days_text([date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 7)])
    '2026-05-01..2026-05-02, 2026-05-07'
    """
    return ", ".join(
        first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
        for first, last in spans_of(set(days))
    )


def _span(part: str) -> list[date]:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise ValueError(
            f"“{part[:40]}” is not a date. Write 2026-05-01, or 2026-05-01..2026-05-08 for a span."
        )
    first, last = _date(match[1]), _date(match[2] or match[1])
    if last < first:
        raise ValueError(f"“{part[:40]}” ends before it starts.")
    if (last - first).days > MOST_DAYS:
        raise ValueError(f"“{part[:40]}” is longer than ten years.")
    return days_between(first, last)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar.") from None
