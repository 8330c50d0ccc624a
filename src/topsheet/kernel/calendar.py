"""Dates of a production: half-open spans, working weeks, days off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DateSpan:
    """From ``start`` up to but not including ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a span of dates ends before it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __len__(self) -> int:
        return (self.end - self.start).days

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(len(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which dates can be shooting days.

    ``days_per_week`` counts from Monday (5 = Monday to Friday). ``holidays`` are
    (date, name) pairs that are not worked.
    """

    start: date
    days_per_week: int = 5
    holidays: tuple[tuple[date, str], ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.days_per_week <= 7:
            raise ValueError("a week has one to seven working days")

    def is_working(self, day: date) -> bool:
        return day.weekday() < self.days_per_week and all(day != h for h, _ in self.holidays)

    def working_days(self, count: int) -> list[date]:
        """The first ``count`` working dates on or after ``start``."""
        days: list[date] = []
        day = self.start
        closed = {h for h, _ in self.holidays}
        while len(days) < count:
            if day.weekday() < self.days_per_week and day not in closed:
                days.append(day)
            day += timedelta(days=1)
        return days
