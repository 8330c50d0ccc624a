"""A board as a sequence of days, priced exactly and re-priced fast when a strip moves.

The dates follow from the sequence (``Tables.lay``), so every sequence of lawful days is a
lawful board. ``try_days`` prices a change of what some days shoot by what it touches;
everything else is priced anew by ``Layout.of``.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from topsheet.schedule.engine.order import in_order
from topsheet.schedule.engine.tables import (
    BY_SPAN,
    BY_WORK,
    DROPPABLE,
    SHIFTS,
    DaySum,
    Tables,
    bits,
    links,
)
from topsheet.schedule.engine.types import Board, BoardDay


class Layout:
    """Days in order with their slots and cost. ``cost`` is in minor units and weighs idle
    days as ``Tables.idle_weight`` says.
    """

    __slots__ = (
        "blocks", "cost", "days", "element_days", "moves", "nights", "people", "place_days",
        "role_days", "slots", "stays", "tables",
    )  # fmt: skip

    def __init__(self, tables: Tables, days: list[DaySum], slots: list[int]) -> None:
        self.tables = tables
        self.days = days
        self.slots = slots
        self.role_days = [0] * len(tables.roles)
        self.place_days = [0] * len(tables.places)
        self.element_days = [0] * len(tables.elements)
        for number, day in enumerate(days):
            here = 1 << number
            for role in day.cast_at:
                self.role_days[role] |= here
            for place in day.places_at:
                self.place_days[place] |= here
            for element in day.elements_at:
                self.element_days[element] |= here
        self.nights = sum(day.night for day in days)
        self.blocks = sum(day.blocks for day in days)
        self.moves = sum(day.moves for day in days)
        self.people = sum(day.people for day in days)
        self.stays = sum(1 for stay in links(days) if stay)
        self.cost = self._cost()

    @classmethod
    def of(cls, tables: Tables, masks: Sequence[int]) -> Layout | None:
        """The layout that shoots these days in this order; None when a day is unlawful or
        no dates can be found. Empty days are left out.
        """
        days = []
        for mask in masks:
            if mask:
                day = tables.day(mask)
                if not day.ok:
                    return None
                days.append(day)
        return cls.of_days(tables, days)

    @classmethod
    def of_days(cls, tables: Tables, days: list[DaySum]) -> Layout | None:
        """As ``of``, from days that are known to be lawful and not empty."""
        slots = tables.lay(days)
        return None if slots is None else cls(tables, days, slots)

    @property
    def masks(self) -> list[int]:
        return [day.mask for day in self.days]

    @property
    def idle(self) -> int:
        """Working dates between the first and the last day on which nothing is shot."""
        return self.slots[-1] - self.slots[0] + 1 - len(self.days) if self.days else 0

    # ----- cost

    def _cost(self) -> int:
        tables, count = self.tables, len(self.days)
        total = tables.day_cost[count] + self._shared(
            self.nights, self.blocks, self.moves - self.stays, self.people
        )
        total += tables.idle_cost[self.idle] + tables.idle_weight * self.idle
        for role, mask in enumerate(self.role_days):
            total += self.role_price(role, mask)
        for place, mask in enumerate(self.place_days):
            total += self.place_price(place, mask)
        for element, mask in enumerate(self.element_days):
            total += tables.element_cost[element][mask.bit_count()]
        return total

    def _shared(self, nights: int, blocks: int, moves: int, people: int) -> int:
        """Nights, overtime, moves and cast services; ``moves`` are those within the days
        less the nights on which the company stays.
        """
        tables = self.tables
        between = max(0, len(self.days) - 1)
        return (
            tables.night_cost[nights]
            + tables.block_tariff.cost(blocks)
            + tables.move_cost[moves + between]
            + tables.work_cost[people]
        )

    def role_price(self, role: int, mask: int) -> int:
        """What a cast member costs who works on the days (by number) in ``mask``."""
        tables = self.tables
        kind, prices = tables.role_kind[role], tables.role_cost[role]
        if not mask:
            return prices[0]
        if kind == BY_SPAN:
            first = (mask & -mask).bit_length() - 1
            return prices[self.slots[mask.bit_length() - 1] - self.slots[first] + 1]
        if kind == BY_WORK:
            return prices[mask.bit_count()]
        if kind == DROPPABLE:
            return prices[self._span_with_drop(mask)]
        return prices[1]

    def place_price(self, place: int, mask: int) -> int:
        tables = self.tables
        visits = (mask & ~(mask << 1)).bit_count()
        return tables.place_day_cost[place][mask.bit_count()] + tables.visit_cost[place][visits]

    def _span_with_drop(self, mask: int) -> int:
        """Days from first to last less those of the first gap that allows a drop."""
        slots, ordinals = self.slots, self.tables.ordinals
        after = self.tables.problem.rules.drop_after
        worked = [slots[number] for number in bits(mask)]
        span = worked[-1] - worked[0] + 1
        for last, again in itertools.pairwise(worked):
            if ordinals[again] - ordinals[last] > after:
                return span - (again - last - 1)
        return span

    # ----- changes

    def try_days(self, changes: Mapping[int, DaySum]) -> Change | None:
        """What the board costs when the days at these numbers shoot something else, none of
        them becoming empty. None when that is unlawful or needs new dates.
        """
        tables, days = self.tables, self.days
        nights, blocks, moves, people = self.nights, self.blocks, self.moves, self.people
        cast = places = elements = 0
        replaced = False
        for number, new in changes.items():
            old = days[number]
            if not new.ok:
                return None
            if new.end != old.end or new.call != old.call or new.blocked != old.blocked:
                replaced = True
            nights += new.night - old.night
            blocks += new.blocks - old.blocks
            moves += new.moves - old.moves
            people += new.people - old.people
            cast |= old.cast ^ new.cast
            places |= old.places ^ new.places
            elements |= old.elements ^ new.elements
        stays = self.stays
        if replaced or places:
            after = days.copy()
            for number, new in changes.items():
                after[number] = new
            if replaced and tables.lay(after) != self.slots:
                return None
            stays = sum(1 for stay in links(after) if stay)
        change = Change(changes, nights, blocks, moves, people, stays)
        cost = self.cost
        cost += self._shared(nights, blocks, moves - stays, people)
        cost -= self._shared(self.nights, self.blocks, self.moves - self.stays, self.people)
        for role in bits(cast):
            was = self.role_days[role]
            now = self._mask(was, changes, role, "cast")
            change.roles.append((role, now))
            cost += self.role_price(role, now) - self.role_price(role, was)
        for place in bits(places):
            was = self.place_days[place]
            now = self._mask(was, changes, place, "places")
            change.places.append((place, now))
            cost += self.place_price(place, now) - self.place_price(place, was)
        for element in bits(elements):
            was = self.element_days[element]
            now = self._mask(was, changes, element, "elements")
            change.elements.append((element, now))
            prices = tables.element_cost[element]
            cost += prices[now.bit_count()] - prices[was.bit_count()]
        change.cost = cost
        return change

    @staticmethod
    def _mask(was: int, changes: Mapping[int, DaySum], number: int, field: str) -> int:
        for day, new in changes.items():
            if getattr(new, field) >> number & 1:
                was |= 1 << day
            else:
                was &= ~(1 << day)
        return was

    def apply(self, change: Change) -> None:
        """Make a tried change."""
        for number, new in change.days.items():
            self.days[number] = new
        for role, mask in change.roles:
            self.role_days[role] = mask
        for place, mask in change.places:
            self.place_days[place] = mask
        for element, mask in change.elements:
            self.element_days[element] = mask
        self.nights, self.blocks, self.moves = change.nights, change.blocks, change.moves
        self.people, self.stays, self.cost = change.people, change.stays, change.cost

    # ----- out

    def board(self) -> Board:
        """The board with dates, shifts and the order within each day."""
        tables = self.tables
        stays = [0, *links(self.days), 0]
        days = []
        for number, day in enumerate(self.days):
            shift = SHIFTS[day.shift]
            strips = [tables.strips[n] for n in bits(day.mask)]
            first, last = (self._place_name(stay) for stay in stays[number : number + 2])
            ordered = in_order(strips, shift, first, last)
            days.append(
                BoardDay(
                    number=number + 1,
                    date=tables.dates[self.slots[number]],
                    shift=shift,
                    strips=tuple(strip.key for strip in ordered),
                )
            )
        return Board(days=tuple(days))

    def _place_name(self, bit: int) -> str | None:
        return self.tables.places[bit.bit_length() - 1] if bit else None


class Change:
    """A tried change of a layout, with everything ``Layout.apply`` needs."""

    __slots__ = (
        "blocks", "cost", "days", "elements", "moves", "nights", "people", "places", "roles",
        "stays",
    )  # fmt: skip

    def __init__(
        self,
        days: Mapping[int, DaySum],
        nights: int,
        blocks: int,
        moves: int,
        people: int,
        stays: int,
    ) -> None:
        self.days = days
        self.nights = nights
        self.blocks = blocks
        self.moves = moves
        self.people = people
        self.stays = stays
        self.roles: list[tuple[int, int]] = []
        self.places: list[tuple[int, int]] = []
        self.elements: list[tuple[int, int]] = []
        self.cost = 0
