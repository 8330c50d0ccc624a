"""What one shooting day costs by itself, as a floor in straight lines under the price list.

For each fact a line ``fixed + each × count`` that no count goes below, touching the price
near the best board. So the cost of any board is at least ``fixed`` plus the price of its
days, each taken alone: the ground on which ``patterns`` proves its bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.schedule.engine.bound import Floor
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.tables import BY_SPAN, DROPPABLE, DaySum, Tables


@dataclass(frozen=True, slots=True)
class Line:
    """``fixed + each × count`` never exceeds the price of ``count``."""

    fixed: int
    each: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPrices:
    """Minor units by what a day has. ``fixed`` is paid by every board; shooting days
    themselves are priced by their own table.
    """

    fixed: int
    roles: tuple[int, ...]
    places: tuple[int, ...]
    elements: tuple[int, ...]
    night: int
    block: int
    move: int

    def of(self, day: DaySum) -> int:
        """The floor under what this day costs."""
        return (
            sum(self.roles[role] for role in day.cast_at)
            + sum(self.places[place] for place in day.places_at)
            + sum(self.elements[element] for element in day.elements_at)
            + self.night * day.night
            + self.block * day.blocks
            + self.move * day.moves
        )


def day_prices(tables: Tables, floor: Floor, best: Layout) -> DayPrices:
    """Lines that touch the prices at the counts of the ``best`` board."""
    count = len(best.days)
    roles = [
        line_under(_role_floor(tables, role), least, best.role_days[role].bit_count())
        for role, least in enumerate(floor.role_days)
    ]
    places = [
        line_under(tables.place_day_cost[place], least, best.place_days[place].bit_count())
        for place, least in enumerate(floor.place_days)
    ]
    elements = [
        line_under(tables.element_cost[element], least, best.element_count[element])
        for element, least in enumerate(floor.element_days)
    ]
    services = line_under(tables.work_cost, sum(floor.role_days), best.people)
    night = line_under(tables.night_cost, floor.nights, best.nights)
    blocks = [tables.block_tariff.cost(n) for n in range(_most_blocks(tables) + 2)]
    block = line_under(blocks, 0, best.blocks)
    move = _move_line(tables, best.moves, count)
    visits = sum(min(prices[1:]) for prices in tables.visit_cost)
    lines = [*roles, *places, *elements, services, night, block, move]
    return DayPrices(
        fixed=sum(line.fixed for line in lines) + visits + tables.idle_cost[0],
        roles=tuple(line.each + services.each for line in roles),
        places=tuple(line.each for line in places),
        elements=tuple(line.each for line in elements),
        night=night.each,
        block=block.each,
        move=move.each,
    )


def line_under(prices: Sequence[int], least: int, near: int) -> Line:
    """A line below ``prices[n]`` for every n from ``least``, close to it at ``near``.

    >>> line_under([0, 5, 5, 5, 9, 9], 0, 1)
    Line(fixed=0, each=1)
    """
    near = max(least, min(near, len(prices) - 1))
    later = range(near + 1, len(prices))
    each = min(((prices[n] - prices[near]) // (n - near) for n in later), default=0)
    each = max(0, each)
    fixed = min(prices[n] - each * n for n in range(least, len(prices)))
    return Line(fixed, each)


def _role_floor(tables: Tables, role: int) -> list[int]:
    """The least a member costs by days worked: those held or guaranteed only add."""
    prices = list(tables.role_cost[role])
    if tables.role_kind[role] in (BY_SPAN, DROPPABLE):
        for n in range(len(prices) - 2, -1, -1):
            prices[n] = min(prices[n], prices[n + 1])
        prices[0] = tables.role_cost[role][0]
    return prices[: tables.count + 1]


def _most_blocks(tables: Tables) -> int:
    rules = tables.problem.rules
    spare = max(0, *tables.minutes) + rules.overtime_limit + rules.day
    return tables.count * (spare // rules.overtime_block + 1)


def _move_line(tables: Tables, within: int, days: int) -> Line:
    """Every place must be reached once. Where the best board moves more than that within
    its days, the moves of a day are priced; else the least number of them is fixed.
    """
    arrivals = max(0, len(tables.places) - 1)
    if within <= arrivals:
        return Line(min(tables.move_cost[arrivals:]), 0)
    line = line_under(tables.move_cost, arrivals, within + days)
    return Line(line.fixed, line.each)
