"""Which days to fill anew together: those that share places or cast, or follow each other."""

from __future__ import annotations

from random import Random

from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.tables import bits

_MOST_STRIPS = 45


def some_days(layout: Layout, size: int, random: Random) -> list[int]:
    """About ``size`` day numbers that belong together, drawn by ``random``."""
    room = layout.tables.room
    free = [n for n, day in enumerate(layout.days) if day.work <= room and not day.kept]
    if len(free) <= size:
        return _not_too_many(layout, free)
    kind = random.random()
    if kind < 0.25:
        return _not_too_many(layout, _in_a_row(free, size, random))
    if kind < 0.5:
        return _not_too_many(layout, _of_one_role(layout, free, size, random))
    return _not_too_many(layout, _related(layout, free, size, random))


def _in_a_row(free: list[int], size: int, random: Random) -> list[int]:
    start = random.randrange(len(free) - size + 1)
    return free[start : start + size]


def _of_one_role(layout: Layout, free: list[int], size: int, random: Random) -> list[int]:
    """Days of one cast member, filled up with related ones."""
    members = [role for role, days in enumerate(layout.role_days) if days.bit_count() > 1]
    if not members:
        return _related(layout, free, size, random)
    worked = set(bits(layout.role_days[random.choice(members)]))
    days = [n for n in free if n in worked]
    random.shuffle(days)
    if len(days) < size:
        days += [n for n in _related(layout, free, size, random) if n not in days]
    return days[:size]


def _related(layout: Layout, free: list[int], size: int, random: Random) -> list[int]:
    """A day and those nearest to it by places, cast and order, with some chance."""
    seed = layout.days[random.choice(free)]
    scored = []
    for n in free:
        day = layout.days[n]
        score = 3.0 * (day.places & seed.places).bit_count()
        score += (day.cast & seed.cast).bit_count() + (day.night == seed.night)
        scored.append((-score - 4 * random.random(), n))
    return [n for _, n in sorted(scored)[:size]]


def _not_too_many(layout: Layout, days: list[int]) -> list[int]:
    """So many of the days that the model stays small."""
    kept: list[int] = []
    strips = 0
    for number in days:
        strips += layout.days[number].mask.bit_count()
        if strips > _MOST_STRIPS and len(kept) >= 2:
            break
        kept.append(number)
    return kept
