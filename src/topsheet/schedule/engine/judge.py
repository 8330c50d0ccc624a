"""Judging a board: its facts, what it costs by the price list, which rules it breaks.

This is the plain, complete account that every other number must agree with: the solver's
fast evaluator is checked against it, the pages and files print it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from topsheet.schedule.engine.breaches import breaches_of
from topsheet.schedule.engine.cost_parts import cost_parts
from topsheet.schedule.engine.hours import (
    moves_within,
    overtime_blocks,
    strip_minutes,
)
from topsheet.schedule.engine.paid import PaidDays, drop_of, paid
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    IDLE_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    Board,
    BoardDay,
    BoardJudgement,
    CastTerms,
    DayFacts,
    ScheduleProblem,
    Shift,
    Strip,
    element_days,
    paid_days,
    place_days,
    place_visits,
)


def judge(problem: ScheduleProblem, board: Board) -> BoardJudgement:
    """Facts, cost, parts and breaches of ``board``.

    ``cost`` is the price list over the facts; the parts sum to it exactly.
    """
    by_key = {strip.key: strip for strip in problem.strips}
    shot = Board(days=tuple(day for day in board.days if day.strips))
    strips = [[by_key[key] for key in day.strips] for day in shot.days]
    days = tuple(day_facts(problem, day, [by_key[key] for key in day.strips]) for day in board.days)
    worked = [day for day, on_board in zip(days, board.days, strict=True) if on_board.strips]
    cast = cast_days(problem, shot)
    facts = _facts(problem, shot, worked, strips, cast)
    banners = [day.banner_minutes for day in shot.days]
    return BoardJudgement(
        board=board,
        days=days,
        facts=facts,
        cost=problem.prices.cost(facts),
        parts=cost_parts(problem, facts, cast),
        breaches=breaches_of(problem, worked, strips, banners),
    )


@dataclass(frozen=True, slots=True)
class CastDays:
    """A cast member's work dates on a board and what the deal pays for them."""

    terms: CastTerms
    worked: tuple[date, ...]
    paid: PaidDays


def cast_days(problem: ScheduleProblem, board: Board) -> tuple[CastDays, ...]:
    """Work dates and paid days of everybody in the cast, in the cast's order."""
    worked = _work_dates(problem, board)
    open_dates = Timeline.of(problem, board)
    return tuple(
        CastDays(
            terms, worked[terms.role], paid_for(problem, terms, worked[terms.role], open_dates)
        )
        for terms in problem.cast
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates of a shoot on which somebody can work or be held, in order: the working
    dates of the calendar and any other date on which the board shoots.
    """

    dates: tuple[date, ...]

    @classmethod
    def of(cls, problem: ScheduleProblem, board: Board) -> Timeline:
        return cls.over(problem, {day.date for day in board.days if day.strips})

    @classmethod
    def over(cls, problem: ScheduleProblem, shot: Collection[date]) -> Timeline:
        """The timeline of a shoot on these dates."""
        if not shot:
            return cls(())
        first, last = min(shot), max(shot)
        closed = {day for day, _ in problem.calendar.holidays}
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        week = problem.calendar.days_per_week
        return cls(tuple(d for d in span if d in shot or (d.weekday() < week and d not in closed)))

    def between(self, first: date, last: date) -> int:
        """How many dates lie strictly between two dates of the timeline."""
        return max(0, bisect_left(self.dates, last) - bisect_left(self.dates, first) - 1)


def paid_for(
    problem: ScheduleProblem, terms: CastTerms, worked: Sequence[date], open_dates: Timeline
) -> PaidDays:
    """What the deal pays a cast member who works on these dates (ascending)."""
    held = 0
    if worked:
        held = open_dates.between(worked[0], worked[-1]) + 2 - len(worked)
        held = 0 if len(worked) == 1 else held
    drop = drop_of(terms.deal, worked, problem.rules.drop_after)
    if drop is not None:
        held -= open_dates.between(*drop)
    week = problem.calendar.days_per_week
    return paid(terms.deal, worked, held, terms.minimum_days, week, problem.rules.drop_after)


def _work_dates(problem: ScheduleProblem, board: Board) -> dict[str, tuple[date, ...]]:
    cast_of = {strip.key: strip.cast for strip in problem.strips}
    dates: dict[str, set[date]] = {terms.role: set() for terms in problem.cast}
    for day in board.days:
        for key in day.strips:
            for role in cast_of[key]:
                if role in dates:
                    dates[role].add(day.date)
    return {role: tuple(sorted(found)) for role, found in dates.items()}


def day_facts(problem: ScheduleProblem, day: BoardDay, strips: Sequence[Strip]) -> DayFacts:
    """One day judged by itself."""
    rules = problem.rules
    moves = moves_within(strips)
    minutes = strip_minutes(day.shift, strips, moves, rules, day.banner_minutes)
    call = rules.calls[day.shift] if day.call is None else day.call
    return DayFacts(
        number=day.number,
        date=day.date,
        shift=day.shift,
        minutes=minutes,
        limit=rules.day,
        eighths=sum(strip.eighths for strip in strips),
        sets=_in_order(strip.set_name for strip in strips),
        places=_in_order(strip.place for strip in strips),
        moves=moves,
        cast=_cast_in_order(problem, strips),
        call=call,
        wrap=call + minutes,
    )


def _cast_in_order(problem: ScheduleProblem, strips: Sequence[Strip]) -> tuple[str, ...]:
    working = {role for strip in strips for role in strip.cast}
    return tuple(terms.role for terms in problem.cast if terms.role in working)


def _facts(
    problem: ScheduleProblem,
    board: Board,
    days: Sequence[DayFacts],
    strips: Sequence[Sequence[Strip]],
    cast: Sequence[CastDays],
) -> Mapping[str, int]:
    facts = {
        SHOOT_DAYS: len(days),
        SHOOT_NIGHTS: sum(day.shift is not Shift.DAY for day in days),
        SHOOT_MOVES: sum(day.moves for day in days) + _moves_between(strips),
        OVERTIME_BLOCKS: sum(overtime_blocks(day.minutes, problem.rules) for day in days),
        CAST_WORK_DAYS: sum(len(one.worked) for one in cast),
        IDLE_DAYS: len(Timeline.of(problem, board).dates) - len({day.date for day in days}),
    }
    for one in cast:
        facts[paid_days(one.terms.role)] = one.paid.total
    for place in sorted({strip.place for strip in problem.strips}):
        at = [place in day.places for day in days]
        facts[place_days(place)] = sum(at)
        facts[place_visits(place)] = _runs(at)
    for element in sorted({e for strip in problem.strips for e in strip.elements}):
        facts[element_days(element)] = sum(
            any(element in strip.elements for strip in work) for work in strips
        )
    return facts


def _moves_between(strips: Sequence[Sequence[Strip]]) -> int:
    worked = [work for work in strips if work]
    pairs = itertools.pairwise(worked)
    return sum(a[-1].place != b[0].place for a, b in pairs)


def _runs(flags: Sequence[bool]) -> int:
    return sum(on and not (number and flags[number - 1]) for number, on in enumerate(flags))


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
