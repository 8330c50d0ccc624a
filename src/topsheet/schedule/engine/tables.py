"""A schedule problem as integers, so that a solver can weigh many thousand boards a second.

A day is a bit mask over strips; who works, where and with what are bit masks over cast,
places and elements. ``Tables.day(mask)`` sums a day up once and remembers it. The plain
judge (judge.py) is the truth; these sums are tested against it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from topsheet.people.engine.types import Deal
from topsheet.schedule.engine.hours import day_minutes, overtime_blocks, until_dark
from topsheet.schedule.engine.paid import FLAT_DEALS, guaranteed_days
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    IDLE_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    CastTerms,
    ScheduleProblem,
    Shift,
    Tariff,
    element_days,
    paid_days,
    place_days,
    place_visits,
)

SHIFTS = (Shift.DAY, Shift.SPLIT, Shift.NIGHT)
BY_SPAN, BY_WORK, FLAT, DROPPABLE = range(4)
_NOTHING = Tariff((0,))


def bits(mask: int) -> Iterator[int]:
    """The positions of the set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class DaySum:
    """One day summed up; ``ok`` when it can be shot lawfully as one day."""

    __slots__ = (
        "blocked", "blocks", "call", "cast", "cast_at", "elements", "elements_at", "end", "ends",
        "kept", "mask", "minutes", "moves", "night", "ok", "people", "places", "places_at", "shift",
        "single", "starts", "work",
    )  # fmt: skip

    mask: int
    shift: int  # index into SHIFTS
    minutes: int  # from call to wrap
    work: int  # of the strips alone
    call: int
    end: int
    blocks: int
    night: int  # 1 when split or night
    cast: int
    cast_at: tuple[int, ...]  # the numbers of the set bits of ``cast``
    people: int
    places: int
    places_at: tuple[int, ...]
    starts: int  # places the day can begin with
    ends: int  # places the day can end with
    single: bool  # one place
    moves: int  # moves within the day
    elements: int
    elements_at: tuple[int, ...]
    blocked: int  # slots on which somebody or some place is away
    ok: bool
    kept: bool  # people keep it as it is


class Tables:
    """The problem compiled. ``horizon`` working dates are considered at most."""

    def __init__(self, problem: ScheduleProblem) -> None:
        self.problem = problem
        self.strips = problem.strips
        self.count = len(problem.strips)
        rules = problem.rules
        self.rest = rules.rest
        self.calls = [rules.calls[shift] for shift in SHIFTS]
        self.move = rules.move
        self.longest = rules.day + rules.overtime_limit
        self.room = self.longest - rules.first_setup - rules.meal  # for strips, in one place
        self._compile_dates()
        self._compile_strips()
        self._compile_prices()
        self._days: dict[int, DaySum] = {}

    # ----- compiling

    def _compile_dates(self) -> None:
        self.horizon = 3 * self.count + 120
        self.dates = self.problem.calendar.working_days(self.horizon)
        self.ordinals = [day.toordinal() for day in self.dates]
        self.slot_of = {day: slot for slot, day in enumerate(self.dates)}

    def _compile_strips(self) -> None:
        problem, strips = self.problem, self.strips
        self.roles = [terms.role for terms in problem.cast]
        self.places = sorted({strip.place for strip in strips})
        self.elements = sorted({e for strip in strips for e in strip.elements})
        role_bit = {role: 1 << n for n, role in enumerate(self.roles)}
        place_no = {place: n for n, place in enumerate(self.places)}
        element_bit = {element: 1 << n for n, element in enumerate(self.elements)}
        self.minutes = [strip.minutes for strip in strips]
        self.place = [place_no[strip.place] for strip in strips]
        self.place_bits = [1 << place for place in self.place]
        self.cast = [sum(role_bit.get(role, 0) for role in strip.cast) for strip in strips]
        self.element = [sum(element_bit[e] for e in strip.elements) for strip in strips]
        self.dark = [strip.needs_dark for strip in strips]
        self.daylight = [strip.needs_daylight for strip in strips]
        self.minors = [tuple(sorted(strip.minors)) for strip in strips]
        self._compile_away()

    def _compile_away(self) -> None:
        away_cast = {t.role: self._slots(t.away) for t in self.problem.cast if t.away}
        away_place = {t.place: self._slots(t.away) for t in self.problem.places if t.away}
        self.away = []
        for strip in self.strips:
            mask = away_place.get(strip.place, 0)
            for role in strip.cast:
                mask |= away_cast.get(role, 0)
            self.away.append(mask)

    def _slots(self, days: frozenset[date]) -> int:
        return sum(1 << self.slot_of[day] for day in days if day in self.slot_of)

    def _compile_prices(self) -> None:
        self.day_cost = self._table(SHOOT_DAYS, self.count)
        self.night_cost = self._table(SHOOT_NIGHTS, self.count)
        self.move_cost = self._table(SHOOT_MOVES, 2 * self.count + 1)
        self.idle_cost = self._table(IDLE_DAYS, self.horizon)
        self.work_cost = self._table(CAST_WORK_DAYS, self.count * max(1, len(self.roles)))
        self.block_weight = self.problem.overtime_weight
        self.block_tariff = self._tariff(OVERTIME_BLOCKS)
        at = Counter(strip.place for strip in self.strips)
        using = Counter(element for strip in self.strips for element in strip.elements)
        self.place_day_cost = [self._table(place_days(p), at[p]) for p in self.places]
        self.visit_cost = [self._table(place_visits(p), at[p]) for p in self.places]
        self.element_cost = [self._table(element_days(e), using[e]) for e in self.elements]
        shared: dict[object, list[int]] = {}
        self.role_kind = [self._kind(terms) for terms in self.problem.cast]
        self.role_cost = [self._role_table(terms, shared) for terms in self.problem.cast]
        self._price_idle()

    def _price_idle(self) -> None:
        """Without a tariff for idle days the solver weighs one like a shooting day, so
        that it never buys a cheaper board with days on which a paid crew waits.
        """
        day = (self.day_cost[self.count] - self.day_cost[0]) // max(1, self.count)
        priced = self.idle_cost[1] != self.idle_cost[0]
        self.idle_weight = 0 if priced else max(1, day)

    def _tariff(self, fact: str) -> Tariff:
        return self.problem.prices.tariffs.get(fact, _NOTHING)

    def _table(self, fact: str, most: int) -> list[int]:
        tariff = self._tariff(fact)
        return [tariff.cost(n) for n in range(most + 2)]

    def _kind(self, terms: CastTerms) -> int:
        if terms.deal in FLAT_DEALS:
            return FLAT
        if terms.deal is Deal.SHOOTING_DAY:
            return BY_WORK
        if terms.deal is Deal.DAY and self.problem.rules.drop_after:
            return DROPPABLE
        return BY_SPAN

    def _role_table(self, terms: CastTerms, shared: dict[object, list[int]]) -> list[int]:
        """Cost by span (or by days worked, or flat), after minimum and rounding."""
        tariff = self._tariff(paid_days(terms.role))
        key = (tariff, terms.deal, terms.minimum_days)
        if key not in shared:
            most = self.count if terms.deal is Deal.SHOOTING_DAY else self.horizon
            shared[key] = [tariff.cost(self._paid(terms, n)) for n in range(most + 2)]
        return shared[key]

    def _paid(self, terms: CastTerms, count: int) -> int:
        if not count:
            return 0
        if terms.deal in FLAT_DEALS:
            return 1
        if terms.deal is Deal.SHOOTING_DAY:
            return max(count, terms.minimum_days)
        week = self.problem.calendar.days_per_week
        return guaranteed_days(terms.deal, count, terms.minimum_days, week)

    # ----- days

    def day(self, mask: int) -> DaySum:
        """The day that shoots the strips in ``mask``, summed up once."""
        found = self._days.get(mask)
        if found is None:
            if len(self._days) > 400_000:
                self._days.clear()
            found = self._days[mask] = self._sum(mask)
        return found

    def known_days(self, most: int) -> list[int]:
        """Lawful days looked at so far, the last ``most`` of them."""
        found = [mask for mask, day in self._days.items() if day.ok and mask]
        return found[-most:]

    def _sum(self, mask: int) -> DaySum:
        day = DaySum()
        day.mask = mask
        day.kept = False
        day.cast = day.places = day.elements = day.blocked = 0
        light = dark = sunlit = 0
        dark_places = light_places = 0
        for n in bits(mask):
            day.cast |= self.cast[n]
            day.elements |= self.element[n]
            day.blocked |= self.away[n]
            here = 1 << self.place[n]
            day.places |= here
            if self.dark[n]:
                dark += self.minutes[n]
                dark_places |= here
            else:
                light += self.minutes[n]
                if self.daylight[n]:
                    sunlit += self.minutes[n]
                    light_places |= here
        self._set_shift(day, bool(dark_places), bool(light_places))
        self._set_places(day, dark_places, light_places)
        self._set_hours(day, light, dark)
        day.ok = self._is_ok(day, sunlit, dark_places & light_places)
        return day

    @staticmethod
    def _set_shift(day: DaySum, dark: bool, sunlit: bool) -> None:
        day.shift = (1 if sunlit else 2) if dark else 0
        day.night = 1 if dark else 0

    @staticmethod
    def _set_places(day: DaySum, dark: int, sunlit: int) -> None:
        count = day.places.bit_count()
        day.single = count == 1
        day.moves = count - 1
        day.starts = day.ends = day.places
        if day.shift == 1 and count > 1:
            without_dark, both, dark_alone = day.places & ~dark, dark & sunlit, dark & ~sunlit
            day.starts = without_dark or both
            day.ends = dark_alone or both

    def _set_hours(self, day: DaySum, light: int, dark: int) -> None:
        rules = self.problem.rules
        day.work = light + dark
        day.minutes = day_minutes(SHIFTS[day.shift], light, dark, day.moves, rules)
        day.call = self.calls[day.shift]
        day.end = day.call + day.minutes
        day.blocks = overtime_blocks(day.minutes, rules)
        day.cast_at = tuple(bits(day.cast))
        day.places_at = tuple(bits(day.places))
        day.elements_at = tuple(bits(day.elements))
        day.people = len(day.cast_at)

    def _is_ok(self, day: DaySum, sunlit: int, both: int) -> bool:
        rules = self.problem.rules
        if day.mask & (day.mask - 1) == 0:
            return True  # a strip alone is shot whatever it takes; the judge says so
        if day.minutes > self.longest:
            return False
        if day.shift == 1 and (both & (both - 1) or rules.first_setup + sunlit > until_dark(rules)):
            return False
        return self._children_ok(day)

    def _children_ok(self, day: DaySum) -> bool:
        limit = self.problem.rules.minor_limit
        minutes: dict[str, int] = {}
        for n in bits(day.mask):
            for child in self.minors[n]:
                if day.shift == 2 and not self.dark[n]:
                    return False  # a child is not called at night for what can be shot by day
                if child in minutes and minutes[child] + self.minutes[n] > limit:
                    return False
                minutes[child] = minutes.get(child, 0) + self.minutes[n]
        return True

    # ----- dates and moves of a sequence of days

    def lay(self, days: Sequence[DaySum]) -> list[int] | None:
        """The earliest working date (as slot) for each day in this order, so that rest and
        availability are kept; None when the horizon ends first.
        """
        slots: list[int] = []
        slot, end, was = -1, -10_000, 0
        ordinals, rest, horizon = self.ordinals, self.rest, self.horizon
        for day in days:
            slot += 1
            while slot < horizon and (
                day.blocked >> slot & 1
                or (slots and (ordinals[slot] - was) * 1440 + day.call - end < rest)
            ):
                slot += 1
            if slot >= horizon:
                return None
            slots.append(slot)
            end, was = day.end, ordinals[slot]
        return slots


def links(days: Sequence[DaySum]) -> list[int]:
    """For each pair of neighbours the place (as bit) at which the company stays overnight,
    or 0 when it moves. As many stays as any order within the days allows: each is taken
    greedily, avoiding the place that the next pair needs.
    """
    stays: list[int] = []
    taken = 0  # the place that the earlier day of the pair begins with
    for day, after in itertools.pairwise(days):
        shared = day.ends & after.starts
        if not day.single:
            shared &= ~taken
        if shared:
            needed = 0
            number = len(stays) + 2
            if number < len(days) and not after.single:
                needed = after.ends & days[number].starts
            only = needed if needed & (needed - 1) == 0 else 0
            choice = shared & ~only or shared
            taken = choice & -choice
        else:
            taken = 0
        stays.append(taken)
    return stays
