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
    """Days in order with their slots and cost. ``cost`` is in minor units, with what
    ``waiting`` weighs; ``content`` is the part of it that no reordering of
    the days changes.
    """

    __slots__ = (
        "blocks", "content", "cost", "days", "element_count", "moves", "nights", "people",
        "place_days", "role_days", "slots", "stays", "tables",
    )  # fmt: skip

    tables: Tables
    days: list[DaySum]
    slots: list[int]
    role_days: list[int]  # the days (as bits) on which each cast member works
    place_days: list[int]
    element_count: list[int]  # days on which each element works

    def __init__(self, tables: Tables, days: list[DaySum], slots: list[int]) -> None:
        self._put_in_order(tables, days, slots)
        self.element_count = [0] * len(tables.elements)
        for day in days:
            for element in day.elements_at:
                self.element_count[element] += 1
        self.nights = sum(day.night for day in days)
        self.blocks = sum(day.blocks for day in days)
        self.moves = sum(day.moves for day in days)
        self.people = sum(day.people for day in days)
        self.content = self._content()
        self.cost = self.content + self._order_cost()

    def _put_in_order(self, tables: Tables, days: list[DaySum], slots: list[int]) -> None:
        self.tables, self.days, self.slots = tables, days, slots
        role_days = self.role_days = [0] * len(tables.roles)
        place_days = self.place_days = [0] * len(tables.places)
        here = 1
        for day in days:
            for role in day.cast_at:
                role_days[role] |= here
            for place in day.places_at:
                place_days[place] |= here
            here <<= 1
        self.stays = sum(1 for stay in links(days) if stay)

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
    def waiting(self) -> int:
        """What the solver weighs, beside the prices, for working dates that are not shot on,
        those before the first day too, and for overtime. No budget pays it.
        """
        return self._idle_weight() + self.tables.block_weight * self.blocks

    def _idle_weight(self) -> int:
        missed = self.slots[-1] + 1 - len(self.days) if self.days else 0
        return self.tables.idle_weight * missed

    def reordered(self, days: list[DaySum]) -> Layout | None:
        """The same days in another order; None when no dates can be found for it."""
        slots = self.tables.lay(days)
        if slots is None:
            return None
        new = Layout.__new__(Layout)
        new._put_in_order(self.tables, days, slots)
        new.element_count = self.element_count.copy()
        new.nights, new.blocks, new.moves = self.nights, self.blocks, self.moves
        new.people, new.content = self.people, self.content
        new.cost = new.content + new._order_cost()
        return new

    @property
    def masks(self) -> list[int]:
        return [day.mask for day in self.days]

    @property
    def idle(self) -> int:
        """Working dates between the first and the last day on which nothing is shot."""
        return self.slots[-1] - self.slots[0] + 1 - len(self.days) if self.days else 0

    # ----- cost

    def _content(self) -> int:
        """Days, nights, overtime, services, place days and elements."""
        tables = self.tables
        total = self._of_days(len(self.days), self.nights, self.blocks, self.people)
        for place, mask in enumerate(self.place_days):
            total += tables.place_day_cost[place][mask.bit_count()]
        for element, count in enumerate(self.element_count):
            total += tables.element_cost[element][count]
        return total

    def _of_days(self, days: int, nights: int, blocks: int, people: int) -> int:
        tables = self.tables
        return (
            tables.day_cost[days]
            + tables.night_cost[nights]
            + tables.block_tariff.cost(blocks)
            + tables.block_weight * blocks
            + tables.work_cost[people]
        )

    def _order_cost(self) -> int:
        """What depends on the order of the days: paid days, visits, moves, idle days."""
        tables = self.tables
        total = tables.idle_cost[self.idle] + self._idle_weight()
        total += self._move_cost(self.moves, self.stays)
        price = self.role_price
        for role, mask in enumerate(self.role_days):
            total += price(role, mask)
        visits = tables.visit_cost
        for place, mask in enumerate(self.place_days):
            total += visits[place][(mask & ~(mask << 1)).bit_count()]
        return total

    def _move_cost(self, within: int, stays: int) -> int:
        return self.tables.move_cost[within + max(0, len(self.days) - 1) - stays]

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

    def visit_price(self, place: int, mask: int) -> int:
        return self.tables.visit_cost[place][(mask & ~(mask << 1)).bit_count()]

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
        content = self._of_days(len(days), nights, blocks, people)
        content -= self._of_days(len(days), self.nights, self.blocks, self.people)
        order = self._move_cost(moves, stays) - self._move_cost(self.moves, self.stays)
        for role in bits(cast):
            was = self.role_days[role]
            now = self._mask(was, changes, role, "cast")
            change.roles.append((role, now))
            order += self.role_price(role, now) - self.role_price(role, was)
        for place in bits(places):
            was = self.place_days[place]
            now = self._mask(was, changes, place, "places")
            change.places.append((place, now))
            prices = tables.place_day_cost[place]
            content += prices[now.bit_count()] - prices[was.bit_count()]
            order += self.visit_price(place, now) - self.visit_price(place, was)
        for element in bits(elements):
            count = self.element_count[element]
            more = self._more(changes, element)
            if more:
                change.elements.append((element, count + more))
                prices = tables.element_cost[element]
                content += prices[count + more] - prices[count]
        change.content = self.content + content
        change.cost = self.cost + content + order
        return change

    def _more(self, changes: Mapping[int, DaySum], element: int) -> int:
        days = self.days
        return sum(
            (new.elements >> element & 1) - (days[number].elements >> element & 1)
            for number, new in changes.items()
        )

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
        for element, count in change.elements:
            self.element_count[element] = count
        self.nights, self.blocks, self.moves = change.nights, change.blocks, change.moves
        self.people, self.stays = change.people, change.stays
        self.content, self.cost = change.content, change.cost

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
        "blocks", "content", "cost", "days", "elements", "moves", "nights", "people", "places",
        "roles", "stays",
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
        self.content = self.cost = 0
