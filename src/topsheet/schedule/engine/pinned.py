"""A problem compiled around what people keep: locked days, locked strips, days not for shooting.

A locked strip is away on every date but its own; a locked day is one mask that no strip may
join or leave. So the search (``search.py``, ``lns.py``) needs to know nothing of locks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from topsheet.schedule.engine.board_state import BoardState, DayKind, DayState
from topsheet.schedule.engine.hours import moves_within, overtime_blocks, strip_minutes
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.tables import SHIFTS, DaySum, Tables
from topsheet.schedule.engine.types import ScheduleProblem, Shift


class PinnedTables(Tables):
    """Tables of the strips on a board, with its locks."""

    def __init__(self, problem: ScheduleProblem, state: BoardState) -> None:
        self._state = state
        self._kept_rows = kept_days(problem, state)
        self.kept_days: dict[int, DaySum] = {}
        self._held = 0  # the strips of kept days
        super().__init__(problem)
        number = {strip.key: n for n, strip in enumerate(self.strips)}
        for row in self._kept_rows:
            mask = sum(1 << number[key] for key in row.strips)
            self.kept_days[mask] = self._as_it_is(row, mask)
            self._held |= mask
        self._let_kept_days_meet()

    @property
    def tied(self) -> list[int]:
        """Slots that a kept day or a locked strip holds."""
        rows = [day for day in self._state.days if self._state.is_tied(day) and day.strips]
        return [self.slot_of[day.date] for day in rows]

    def _compile_dates(self) -> None:
        """Working dates from the first day on, and the dates of everything that keeps its own."""
        calendar, days = self.problem.calendar, self._state.days
        tied = {day.date for day in days if self._state.is_tied(day)}
        first, last = min([calendar.start, *tied]), max([calendar.start, *tied])
        count = 3 * self.count + 120 + (last - first).days
        working = replace(calendar, start=first).working_days(count)
        self.dates = sorted({*working, *tied})
        self.horizon = len(self.dates)
        self.ordinals = [day.toordinal() for day in self.dates]
        self.slot_of = {day: slot for slot, day in enumerate(self.dates)}
        barred = {day.date for day in days if day.locked or day.kind is not DayKind.SHOOT}
        barred |= {row.date for row in self._kept_rows}
        self._closed = sum(
            1 << slot
            for slot, day in enumerate(self.dates)
            if day in barred or day < calendar.start or not calendar.is_working(day)
        )

    def _compile_away(self) -> None:
        super()._compile_away()
        home = {
            key: self.slot_of[day.date]
            for day in self._state.days
            for key in day.strips
            if key in self._state.locked or day in self._kept_rows
        }
        everywhere = (1 << self.horizon) - 1
        for n, strip in enumerate(self.strips):
            if strip.key in home:
                self.away[n] = everywhere & ~(1 << home[strip.key])
            else:
                self.away[n] |= self._closed

    def _sum(self, mask: int) -> DaySum:
        if mask in self.kept_days:
            return self.kept_days[mask]
        day = super()._sum(mask)
        if mask & self._held:
            day.ok = False
        return day

    def _as_it_is(self, row: DayState, mask: int) -> DaySum:
        """A kept day summed up in its own order and shift."""
        day, rules = super()._sum(mask), self.problem.rules
        by_key = {strip.key: strip for strip in self.strips}
        work = [by_key[key] for key in row.strips]
        place = {name: 1 << n for n, name in enumerate(self.places)}
        day.shift = SHIFTS.index(row.shift)
        day.night = int(row.shift is not Shift.DAY)
        day.moves = moves_within(work)
        day.starts, day.ends = place[work[0].place], place[work[-1].place]
        day.single = day.starts == day.ends
        day.minutes = strip_minutes(row.shift, work, day.moves, rules, row.banner_minutes)
        day.call = rules.calls[row.shift] if row.call is None else row.call
        day.end = day.call + day.minutes
        day.blocks = overtime_blocks(day.minutes, rules)
        day.ok = day.kept = True
        return day

    def _let_kept_days_meet(self) -> None:
        """Two kept days one after the other may break the rest between them: it is broken
        already, and no order can mend it.
        """
        slots = {row.date: mask for row, mask in zip(self._kept_rows, self.kept_days, strict=True)}
        dates = sorted(slots)
        for one, two in itertools.pairwise(dates):
            day, after = self.kept_days[slots[one]], self.kept_days[slots[two]]
            day.end = min(day.end, (two - one).days * 1440 + after.call - self.rest)


def kept_days(problem: ScheduleProblem, state: BoardState) -> list[DayState]:
    """Days that stay exactly as they are: locked ones, and those whose locked strips alone
    make no lawful day.
    """
    plain = Tables(problem)
    number = {strip.key: n for n, strip in enumerate(plain.strips)}
    found = []
    for day in state.days:
        tied = [key for key in day.strips if key in state.locked]
        mask = sum(1 << number[key] for key in tied)
        if day.strips and (day.locked or (tied and not plain.day(mask).ok)):
            found.append(day)
    return found


def unlawful_strips(problem: ScheduleProblem, state: BoardState) -> set[str]:
    """The strips of kept days that no lawful board would have together: a bound for lawful
    boards must not count them.
    """
    plain = Tables(problem)
    number = {strip.key: n for n, strip in enumerate(plain.strips)}
    found: set[str] = set()
    for row in kept_days(problem, state):
        day = plain.day(sum(1 << number[key] for key in row.strips))
        alone = len(row.strips) == 1
        if not day.ok or SHIFTS[day.shift] is not row.shift or (alone and _too_long(plain, day)):
            found.update(row.strips)
    return found


def _too_long(tables: Tables, day: DaySum) -> bool:
    return day.minutes > tables.longest


def layout_around(tables: PinnedTables, masks: Iterable[int]) -> Layout | None:
    """The board's days as a layout: days that are not lawful broken up, the others laid in
    their order around what keeps its date. None when no dates can be found so.
    """
    days = [day for mask in masks for day in _lawful(tables, mask)]
    full = (1 << tables.horizon) - 1
    free = [day for day in days if not _date_of(day, full)]
    tied = sorted((day for day in days if _date_of(day, full)), key=lambda day: _date_of(day, full))
    return Layout.of_days(tables, _woven(tables, free, tied))


def _woven(tables: Tables, free: list[DaySum], tied: list[DaySum]) -> list[DaySum]:
    found: list[DaySum] = []
    waiting, fixed = list(free), list(tied)
    while waiting or fixed:
        if waiting and (not fixed or tables.lay([*found, waiting[0], *fixed[:1]]) is not None):
            found.append(waiting.pop(0))
        else:
            found.append(fixed.pop(0))
    return found


def _date_of(day: DaySum, full: int) -> int:
    """1 + the only slot on which a day may stand; 0 when it may stand on several."""
    free = full & ~day.blocked
    return free.bit_length() if free and free & (free - 1) == 0 else 0


def _lawful(tables: PinnedTables, mask: int) -> Sequence[DaySum]:
    """A day as it is, or its strips filled into lawful days one after another."""
    if tables.day(mask).ok and tables.day(mask).blocked != (1 << tables.horizon) - 1:
        return [tables.day(mask)]
    days: list[int] = []
    order = sorted(_bits(mask), key=lambda n: not _tied(tables, n))
    for strip in order:
        for number, day in enumerate(days):
            joined = tables.day(day | 1 << strip)
            if joined.ok and joined.blocked != (1 << tables.horizon) - 1:
                days[number] = joined.mask
                break
        else:
            days.append(1 << strip)
    return [tables.day(day) for day in days]


def _bits(mask: int) -> list[int]:
    return [n for n in range(mask.bit_length()) if mask >> n & 1]


def _tied(tables: PinnedTables, strip: int) -> bool:
    return bool(_date_of(tables.day(1 << strip), (1 << tables.horizon) - 1))


def masks_of(tables: Tables, state: BoardState) -> list[int]:
    """The shooting days of a board as masks, those with strips."""
    number: Mapping[str, int] = {strip.key: n for n, strip in enumerate(tables.strips)}
    return [sum(1 << number[key] for key in day.strips) for day in state.days if day.strips]
