"""A judged board that knows at once what one changed day does to facts, cost and breaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from topsheet.schedule.engine.board_state import DayState, by_key
from topsheet.schedule.engine.breaches import day_breaches, overtime_breaches, rest_breaches
from topsheet.schedule.engine.hours import overtime_blocks
from topsheet.schedule.engine.judge import Timeline, day_facts, judge, paid_for
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    IDLE_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    Board,
    BoardDay,
    Breach,
    DayFacts,
    ScheduleProblem,
    Shift,
    Strip,
    element_days,
    paid_days,
    place_days,
    place_visits,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day as it would be. Two with one ``signature`` cost the same and break the same."""

    number: int  # index in the board's days
    day: BoardDay
    work: tuple[Strip, ...]
    facts: DayFacts
    signature: object


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """The board with the entry. ``facts`` are only those that changed."""

    cost: int
    facts: Mapping[str, int]
    breaches: frozenset[Breach]


class Ledger:
    """A board whose days can be tried otherwise, one at a time."""

    def __init__(self, problem: ScheduleProblem, board: Board) -> None:
        self._problem, self._board = problem, board
        self._strips = by_key(problem)
        self._judged = judge(problem, board)
        self._work = [tuple(self._strips[key] for key in day.strips) for day in board.days]
        self._facts = list(self._judged.days)
        self._worked = [bool(work) for work in self._work]
        self._breaches = frozenset(self._judged.breaches)
        self._blocks = [overtime_blocks(day.minutes, problem.rules) for day in self._facts]
        self._terms = {terms.role: terms for terms in problem.cast}
        self._timeline = Timeline.of(problem, board)
        self._dates: dict[str, list[date]] = {role: [] for role in self._terms}
        for day in self._facts:
            for role in day.cast:
                self._dates[role].append(day.date)
        self._others: dict[int, frozenset[Breach]] = {}
        self._overtime = frozenset(overtime_breaches(problem, self._shot()))
        self._elements = [
            frozenset(e for strip in work for e in strip.elements) for work in self._work
        ]

    def entry(self, number: int, state: DayState) -> Entry:
        """A day of the board as ``state`` has it."""
        was = self._board.days[number]
        day = replace(was, shift=state.shift, strips=state.strips)
        work = tuple(self._strips[key] for key in state.strips)
        facts = day_facts(self._problem, day, work)
        delicate = facts.shift is Shift.SPLIT or any(strip.minors for strip in work)
        ends = (work[0].place, work[-1].place) if work else ()
        signature = (facts.minutes, facts.moves, ends, day.strips if delicate else ())
        return Entry(number=number, day=day, work=work, facts=facts, signature=signature)

    def with_entry(self, entry: Entry) -> After:
        """The board when that day is as the entry says; the entry has strips."""
        changed = dict(self._changed(entry))
        tariffs, known = self._problem.prices.tariffs, self._judged.facts
        cost = self._judged.cost.minor
        for name, count in changed.items():
            tariff = tariffs.get(name)
            if tariff is not None and count != known[name]:
                cost += tariff.cost(count) - tariff.cost(known[name])
        return After(cost=cost, facts=changed, breaches=self._breaches_with(entry))

    # ----- facts

    def _changed(self, entry: Entry) -> Iterator[tuple[str, int]]:
        known, number = self._judged.facts, entry.number
        was, now, new = self._facts[number], entry.facts, not self._worked[number]
        night_was = 0 if new else int(was.shift is not Shift.DAY)
        yield SHOOT_DAYS, known[SHOOT_DAYS] + new
        yield SHOOT_NIGHTS, known[SHOOT_NIGHTS] + int(now.shift is not Shift.DAY) - night_was
        yield SHOOT_MOVES, known[SHOOT_MOVES] + self._moves(entry) - self._moves_now(number)
        blocks = overtime_blocks(now.minutes, self._problem.rules)
        before = 0 if new else self._blocks[number]
        yield OVERTIME_BLOCKS, known[OVERTIME_BLOCKS] + blocks - before
        yield from self._cast(entry, new)
        yield from self._places(entry, new)
        for element in self._elements_of(entry) - self._elements[number]:
            name = element_days(element)
            yield name, known[name] + 1

    @staticmethod
    def _elements_of(entry: Entry) -> frozenset[str]:
        return frozenset(element for strip in entry.work for element in strip.elements)

    def _cast(self, entry: Entry, new: bool) -> Iterator[tuple[str, int]]:
        known = self._judged.facts
        was = set(self._facts[entry.number].cast)
        joined = [role for role in entry.facts.cast if role not in was]
        yield CAST_WORK_DAYS, known[CAST_WORK_DAYS] + len(joined)
        timeline, roles = self._timeline, joined
        if new:
            shot = {day.date for day, on in zip(self._facts, self._worked, strict=True) if on}
            timeline = Timeline.over(self._problem, shot | {entry.day.date})
            yield IDLE_DAYS, len(timeline.dates) - len(shot) - 1
            roles = list(self._dates)  # a date of rest that is shot on counts for holds
        for role in roles:
            dates = self._dates[role]
            if role in joined:
                dates = sorted([*dates, entry.day.date])
            total = paid_for(self._problem, self._terms[role], dates, timeline).total
            yield paid_days(role), total

    def _places(self, entry: Entry, new: bool) -> Iterator[tuple[str, int]]:
        known = self._judged.facts
        was = set() if new else set(self._facts[entry.number].places)
        now = set(entry.facts.places)
        for place in now - was:
            yield place_days(place), known[place_days(place)] + 1
        touched = now | was if not new else {p for day in self._facts for p in day.places} | now
        for place in touched:
            yield place_visits(place), self._visits(place, entry)

    def _visits(self, place: str, entry: Entry) -> int:
        runs, here = 0, False
        for number, day in enumerate(self._facts):
            if number == entry.number:
                there = place in entry.facts.places
            elif self._worked[number]:
                there = place in day.places
            else:
                continue
            runs += there and not here
            here = there
        return runs

    # ----- neighbours

    def _neighbours(self, number: int) -> tuple[int | None, int | None]:
        before = next((n for n in range(number - 1, -1, -1) if self._worked[n]), None)
        later = range(number + 1, len(self._worked))
        return before, next((n for n in later if self._worked[n]), None)

    def _moves(self, entry: Entry) -> int:
        return entry.facts.moves + self._between(entry.number, entry.work)

    def _moves_now(self, number: int) -> int:
        within = self._facts[number].moves if self._worked[number] else 0
        return within + self._between(number, self._work[number])

    def _between(self, number: int, work: Sequence[Strip]) -> int:
        """Company moves overnight to and from a day."""
        before, after = self._neighbours(number)
        if not work:
            if before is None or after is None:
                return 0
            return int(self._work[before][-1].place != self._work[after][0].place)
        moves = 0
        if before is not None:
            moves += self._work[before][-1].place != work[0].place
        if after is not None:
            moves += work[-1].place != self._work[after][0].place
        return moves

    # ----- breaches

    def _breaches_with(self, entry: Entry) -> frozenset[Breach]:
        number = entry.number
        left = self._without(number)
        added = set(self._rests(number, entry.facts, True))
        added.update(day_breaches(self._problem, entry.facts, entry.work, entry.day.banner_minutes))
        if overtime_blocks(entry.facts.minutes, self._problem.rules) or self._blocks[number]:
            left = left - self._overtime
            added.update(overtime_breaches(self._problem, self._shot(entry)))
        return left | added

    def _without(self, number: int) -> frozenset[Breach]:
        """The breaches that do not hang on a day, but for overtime; found once for each day."""
        if number not in self._others:
            gone = set(self._rests(number, self._facts[number], self._worked[number]))
            if self._worked[number]:
                was, banners = self._facts[number], self._board.days[number].banner_minutes
                gone.update(day_breaches(self._problem, was, self._work[number], banners))
            self._others[number] = self._breaches - gone
        return self._others[number]

    def _rests(self, number: int, day: DayFacts, worked: bool) -> Iterator[Breach]:
        before, after = self._neighbours(number)
        earlier = self._facts[before] if before is not None else None
        later = self._facts[after] if after is not None else None
        pairs = [(earlier, day), (day, later)] if worked else [(earlier, later)]
        for one, two in pairs:
            if one is not None and two is not None:
                yield from rest_breaches(self._problem, one, two)

    def _shot(self, entry: Entry | None = None) -> list[DayFacts]:
        return [
            entry.facts if entry and number == entry.number else day
            for number, day in enumerate(self._facts)
            if self._worked[number] or (entry and number == entry.number)
        ]
