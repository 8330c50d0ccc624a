"""What any board must pay: a floor under the cost that needs no search.

Each fact of a board has a least count that no order of the strips can beat: days by the
minutes that fit into one, nights by the minutes that need the dark, a cast member's days
by their own minutes and places, one visit to each place. Priced fact by fact they make
``unavoidable``, the base against which the avoidable gap is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from topsheet.schedule.engine.tables import Tables, bits


@dataclass(frozen=True, slots=True)
class Floor:
    """The least cost of any board, in minor units, and what it is made of."""

    total: int
    shooting: int  # of it: days and overtime
    days: int
    nights: int
    role_days: tuple[int, ...]
    place_days: tuple[int, ...]
    element_days: tuple[int, ...]


def unavoidable(tables: Tables) -> Floor:
    """The sum over facts of the least that any board pays for each. Valid for every board
    whose days keep the hard rules (or shoot a single strip).
    """
    every = range(tables.count)
    nights = days_needed(tables, [n for n in every if tables.dark[n]])
    role_days = tuple(_role_days(tables, role) for role in range(len(tables.roles)))
    places = tuple(
        days_needed(tables, [n for n in every if tables.place[n] == place])
        for place in range(len(tables.places))
    )
    elements = tuple(
        days_needed(tables, [n for n in every if tables.element[n] >> element & 1])
        for element in range(len(tables.elements))
    )
    days, shooting = _days_and_overtime(tables)
    total = shooting + min(tables.night_cost[nights:])
    total += min(tables.move_cost[max(0, len(tables.places) - 1) :])
    total += min(tables.work_cost[sum(role_days) :]) + tables.idle_cost[0]
    total += sum(least_role_cost(tables, role, n) for role, n in enumerate(role_days))
    for place, count in enumerate(places):
        total += min(tables.place_day_cost[place][count:]) + min(tables.visit_cost[place][1:])
    for element, count in enumerate(elements):
        total += min(tables.element_cost[element][count:])
    return Floor(total, shooting, days, nights, role_days, places, elements)


def room(tables: Tables) -> int:
    """The minutes of strips that the longest lawful day holds."""
    rules = tables.problem.rules
    return max(1, tables.longest - rules.meal - rules.first_setup)


def days_needed(tables: Tables, strips: Sequence[int], limit: int | None = None) -> int:
    """A number of days below which these strips cannot be shot: a bin-packing bound, and
    the minutes of the moves between their places when they share too few days.
    """
    if not strips:
        return 0
    size = room(tables) if limit is None else limit
    minutes = [min(size, tables.minutes[n]) for n in strips]
    days = max(1, packing_bound(minutes, size))
    if limit is None:
        places = len({tables.place[n] for n in strips})
        move = tables.problem.rules.move
        while sum(minutes) + move * max(0, places - days) > days * size:
            days += 1
    return days


def packing_bound(sizes: Iterable[int], bin_size: int) -> int:
    """Martello and Toth's L2: bins needed for items of ``sizes``, never too many.

    >>> packing_bound([6, 6, 6], 10), packing_bound([5, 5, 5, 5], 10)
    (3, 2)
    """
    items = sorted(sizes, reverse=True)
    best = -(-sum(items) // bin_size)
    for small in sorted({size for size in items if 2 * size <= bin_size} | {0}):
        large = [size for size in items if size > bin_size - small]
        middle = [size for size in items if bin_size < 2 * size and size <= bin_size - small]
        rest = sum(size for size in items if small <= size and 2 * size <= bin_size)
        spare = len(middle) * bin_size - sum(middle)
        best = max(best, len(large) + len(middle) + max(0, -(-(rest - spare) // bin_size)))
    return best


def least_role_cost(tables: Tables, role: int, days: int) -> int:
    """The least a cast member costs who works at least ``days`` days."""
    return min(tables.role_cost[role][days:]) if days else tables.role_cost[role][0]


def _role_days(tables: Tables, role: int) -> int:
    strips = [n for n in range(tables.count) if tables.cast[n] >> role & 1]
    days = days_needed(tables, strips)
    name = tables.roles[role]
    child = [n for n in strips if name in tables.minors[n]]
    limit = tables.problem.rules.minor_limit
    return max(days, days_needed(tables, child, max(1, limit)))


def _days_and_overtime(tables: Tables) -> tuple[int, int]:
    """The least number of days, and the least that days and overtime cost together."""
    rules = tables.problem.rules
    least = days_needed(tables, range(tables.count))
    total = sum(tables.minutes)
    places = len(tables.places)
    best = None
    for days in range(least, max(least, tables.count) + 1):
        over = total + rules.move * max(0, places - days) - days * rules.capacity
        blocks = max(0, -(-over // rules.overtime_block))
        cost = tables.day_cost[days] + tables.block_tariff.cost(blocks)
        best = cost if best is None else min(best, cost)
    return least, best or 0


def role_strips(tables: Tables) -> list[list[int]]:
    """The strips of each cast member, by number."""
    found: list[list[int]] = [[] for _ in tables.roles]
    for strip in range(tables.count):
        for role in bits(tables.cast[strip]):
            found[role].append(strip)
    return found
