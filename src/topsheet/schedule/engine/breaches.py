"""The rules that a board does not keep: law, contract or preference, with a price if any."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from topsheet.kernel.money import Money
from topsheet.kernel.rule import RuleKind
from topsheet.schedule.engine.hours import finish_times, overtime_blocks
from topsheet.schedule.engine.types import (
    OVERTIME_BLOCKS,
    Breach,
    DayFacts,
    ScheduleProblem,
    Shift,
    Strip,
)

REST = "rest"
LIGHT = "light"
LENGTH = "day-length"
OVERTIME = "overtime"
NO_OVERTIME = "no-planned-overtime"
AWAY = "availability"
CHILD_HOURS = "child-hours"
CHILD_WINDOW = "child-window"


def breaches_of(
    problem: ScheduleProblem,
    days: Sequence[DayFacts],
    strips: Sequence[Sequence[Strip]],
    banners: Sequence[int],
) -> tuple[Breach, ...]:
    """Every breach, in the order of the days, none of which is empty. ``banners`` are the
    minutes each day gives to something else.
    """
    found: list[Breach] = [*overtime_breaches(problem, days)]
    for day, after in itertools.pairwise(days):
        found += rest_breaches(problem, day, after)
    for day, work, minutes in zip(days, strips, banners, strict=True):
        found += day_breaches(problem, day, work, minutes)
    return tuple(sorted(found, key=in_order))


def in_order(breach: Breach) -> tuple[int, str, str]:
    """The order in which breaches are told."""
    return breach.day, breach.rule, breach.message


def day_breaches(
    problem: ScheduleProblem, day: DayFacts, work: Sequence[Strip], banners: int
) -> Iterator[Breach]:
    """What a day breaks by itself, overtime left out."""
    yield from _length(problem, day)
    yield from _light(problem, day, work, banners)
    yield from _away(problem, day)
    yield from _children(problem, day, work, banners)


def clock(minutes: int) -> str:
    """Minutes after midnight as a time of day; past midnight says so.

    >>> clock(450), clock(1530)
    ('07:30', '01:30 next day')
    """
    text = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return text + (" next day" if minutes >= 1440 else "")


def hours(minutes: int) -> str:
    """
    >>> hours(150), hours(660)
    ('2 h 30', '11 h')
    """
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"


def overtime_breaches(problem: ScheduleProblem, days: Sequence[DayFacts]) -> Iterator[Breach]:
    """Days longer than the agreement's; each is priced after those before it."""
    tariff, currency = problem.prices.tariffs.get(OVERTIME_BLOCKS), problem.prices.currency
    begun = 0
    for day in days:
        blocks = overtime_blocks(day.minutes, problem.rules)
        if not blocks:
            continue
        price = None
        if tariff is not None:
            price = Money(tariff.cost(begun + blocks) - tariff.cost(begun), currency)
        begun += blocks
        over = hours(day.minutes - day.limit)
        yield Breach(
            day=day.number,
            rule=OVERTIME,
            message=f"Day {day.number} runs {over} over the agreement's {hours(day.limit)}.",
            price=price,
        )
        if problem.overtime_weight:
            yield Breach(
                day=day.number,
                rule=NO_OVERTIME,
                message=f"Day {day.number} plans {over} of overtime; you would rather plan none.",
                price=Money(problem.overtime_weight * blocks, currency),
                kind=RuleKind.PREFERENCE,
            )


def rest_breaches(problem: ScheduleProblem, day: DayFacts, after: DayFacts) -> Iterator[Breach]:
    """The night between two days that are shot one after the other."""
    rest = (after.date - day.date).days * 1440 + after.call - day.wrap
    if rest < problem.rules.rest:
        yield Breach(
            day=after.number,
            rule=REST,
            message=(
                f"Day {day.number} wraps at {clock(day.wrap)} and day {after.number} is "
                f"called at {clock(after.call)}: {hours(max(0, rest))} of rest, "
                f"{hours(problem.rules.rest)} needed."
            ),
            kind=RuleKind.LAW,
            hard=True,
            over=problem.rules.rest - rest,
        )


def _length(problem: ScheduleProblem, day: DayFacts) -> Iterator[Breach]:
    longest = day.limit + problem.rules.overtime_limit
    if day.minutes > longest:
        yield Breach(
            day=day.number,
            rule=LENGTH,
            message=(
                f"Day {day.number} needs {hours(day.minutes)}; the agreement ends a day after "
                f"{hours(longest)}. Split a strip or move one away."
            ),
            hard=True,
            over=day.minutes - longest,
        )


def _light(
    problem: ScheduleProblem, day: DayFacts, work: Sequence[Strip], banners: int
) -> Iterator[Breach]:
    dark = [strip.scene for strip in work if strip.needs_dark]
    daylight = [strip.scene for strip in work if strip.needs_daylight]
    message = ""
    if day.shift is Shift.DAY and dark:
        message = f"Scene {dark[0]} needs the dark and is on day {day.number}, a day shift."
    elif day.shift is Shift.NIGHT and daylight:
        message = f"Scene {daylight[0]} needs daylight and is on night {day.number}."
    elif day.shift is Shift.SPLIT:
        message = _split_light(problem, day, work, banners)
    if message:
        yield Breach(
            day=day.number, rule=LIGHT, message=message, kind=RuleKind.PREFERENCE, hard=True
        )


def _split_light(
    problem: ScheduleProblem, day: DayFacts, work: Sequence[Strip], banners: int
) -> str:
    rules = problem.rules
    last_light = max((n for n, strip in enumerate(work) if strip.needs_daylight), default=-1)
    first_dark = min((n for n, strip in enumerate(work) if strip.needs_dark), default=len(work))
    if first_dark < last_light:
        scene = work[last_light].scene
        return f"Scene {scene} needs daylight and stands after dark work on day {day.number}."
    needed = rules.first_setup + banners + sum(s.minutes for s in work if s.needs_daylight)
    if day.call + needed > rules.split_dark:
        return (
            f"The daylight scenes of day {day.number} would last until "
            f"{clock(day.call + needed)}; dark is assumed from {clock(rules.split_dark)}."
        )
    return ""


def _away(problem: ScheduleProblem, day: DayFacts) -> Iterator[Breach]:
    for terms in problem.cast:
        if terms.role in day.cast and day.date in terms.away:
            yield _away_breach(day, terms.name)
    for place in problem.places:
        if place.place in day.places and day.date in place.away:
            yield _away_breach(day, place.name)


def _away_breach(day: DayFacts, name: str) -> Breach:
    message = f"{name} is not available on {day.date.isoformat()} (day {day.number})."
    return Breach(day=day.number, rule=AWAY, message=message, hard=True)


def _children(
    problem: ScheduleProblem, day: DayFacts, work: Sequence[Strip], banners: int
) -> Iterator[Breach]:
    rules = problem.rules
    children = sorted({role for strip in work for role in strip.minors})
    if not children:
        return
    names = {terms.role: terms.name for terms in problem.cast}
    done = finish_times(day.shift, work, rules, day.call, banners)
    for child in children:
        name = names.get(child, child)
        minutes = [strip.minutes for strip in work if child in strip.minors]
        if sum(minutes) > rules.minor_limit:
            yield Breach(
                day=day.number,
                rule=CHILD_HOURS,
                message=(
                    f"{name}, a child, works {hours(sum(minutes))} on day {day.number}; "
                    f"{hours(rules.minor_limit)} is the limit."
                ),
                kind=RuleKind.LAW,
                hard=len(minutes) > 1,
            )
        latest = max(end for end, strip in zip(done, work, strict=True) if child in strip.minors)
        if latest > rules.minor_latest:
            yield Breach(
                day=day.number,
                rule=CHILD_WINDOW,
                message=(
                    f"{name}, a child, works until {clock(latest)} on day {day.number}; "
                    f"{clock(rules.minor_latest)} is the latest."
                ),
                kind=RuleKind.LAW,
            )
