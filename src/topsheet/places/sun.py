"""When it is light at a place: dawn, sunrise, noon, sunset, dusk by the local clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from topsheet.kernel.days import days_between
from topsheet.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from astral import Observer

MOST_DAYS = 120  # of one table


@dataclass(frozen=True, slots=True, kw_only=True)
class SunDay:
    """Minutes after the local midnight; None where the sun does not do it that day."""

    date: date
    dawn: int | None  # civil: the sun is 6° below the horizon
    sunrise: int | None
    noon: int
    sunset: int | None
    dusk: int | None

    @property
    def light(self) -> int | None:
        """Minutes from sunrise to sunset."""
        if self.sunrise is None or self.sunset is None:
            return None
        return self.sunset - self.sunrise


def sun_table(latitude: int, longitude: int, zone: str, days: Iterable[date]) -> tuple[SunDay, ...]:
    """The sun on these days at a position in millionths of a degree."""
    from astral import Observer

    here = Observer(latitude / 1_000_000, longitude / 1_000_000)
    clock = ZoneInfo(zone)
    return tuple(_day(here, day, clock) for day in days)


def span(first: date, last: date) -> list[date]:
    """The days of a table. Raises InvalidInput for a span that is none or too long."""
    if last < first:
        raise InvalidInput("The last day is before the first.", field="last")
    if first.year < 1900 or last.year > 2100:
        raise InvalidInput("Choose days between 1900 and 2100.", field="first")
    if (last - first).days >= MOST_DAYS:
        raise InvalidInput(f"{MOST_DAYS} days at most; choose a shorter time.", field="last")
    return days_between(first, last)


def _day(here: Observer, day: date, clock: ZoneInfo) -> SunDay:
    from astral import sun

    def at(event: Callable[..., datetime]) -> int | None:
        try:
            return _minutes(event(here, date=day, tzinfo=clock), day)
        except ValueError:  # the sun stays up, or down, all day
            return None

    noon = _minutes(sun.noon(here, date=day, tzinfo=clock), day)
    return SunDay(
        date=day,
        dawn=at(partial(sun.dawn, depression=6)),
        sunrise=at(sun.sunrise),
        noon=noon,
        sunset=at(sun.sunset),
        dusk=at(partial(sun.dusk, depression=6)),
    )


def _minutes(moment: datetime, day: date) -> int:
    """Minutes after midnight of ``day``, to the nearest."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (moment.date() - day).days * 1440 + (seconds + 30) // 60
