"""The clock of a shooting day: which shift it is, how long it lasts, when it ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from topsheet.schedule.engine.types import Shift, Strip, WorkingRules


def shift_of(strips: Iterable[Strip]) -> Shift:
    """The shift that takes these strips: a night when some need the dark, a split day
    when others need daylight too.
    """
    dark = daylight = False
    for strip in strips:
        dark = dark or strip.needs_dark
        daylight = daylight or strip.needs_daylight
    if not dark:
        return Shift.DAY
    return Shift.SPLIT if daylight else Shift.NIGHT


def until_dark(rules: WorkingRules) -> int:
    """Minutes from the call of a split day until it is taken to be dark."""
    return max(0, rules.split_dark - rules.calls[Shift.SPLIT])


def day_minutes(shift: Shift, light_work: int, dark_work: int, moves: int, r: WorkingRules) -> int:
    """Minutes from call to wrap: first set-up, meal, moves and strips.

    ``dark_work`` are the minutes of strips that need the dark, ``light_work`` all others.
    On a split day the dark work waits for the dark.
    """
    before = r.first_setup + r.meal + moves * r.move + light_work
    if shift is Shift.SPLIT:
        before = max(before, until_dark(r))
    return before + dark_work


def strip_minutes(
    shift: Shift, strips: Sequence[Strip], moves: int, rules: WorkingRules, banners: int = 0
) -> int:
    """``day_minutes`` of a list of strips after ``banners`` minutes of something else; 0 when
    there is neither.
    """
    if not strips and not banners:
        return 0
    dark = sum(strip.minutes for strip in strips if strip.needs_dark)
    light = sum(strip.minutes for strip in strips) - dark
    return day_minutes(shift, light + banners, dark, moves, rules)


def moves_within(strips: Sequence[Strip]) -> int:
    """How often the company changes place when it shoots these strips in this order."""
    return sum(a.place != b.place for a, b in itertools.pairwise(strips))


def overtime_blocks(minutes: int, rules: WorkingRules) -> int:
    """Begun blocks of overtime of a day of ``minutes`` from call to wrap."""
    return -(-max(0, minutes - rules.day) // rules.overtime_block)


def finish_times(
    shift: Shift, strips: Sequence[Strip], rules: WorkingRules, call: int, banners: int = 0
) -> list[int]:
    """When each strip is done, in minutes after midnight of the day of the call.

    The meal is taken half way through the agreement's day.
    """
    now, meal_owed, times = call + rules.first_setup + banners, True, []
    for number, strip in enumerate(strips):
        if number and strip.place != strips[number - 1].place:
            now += rules.move
        if meal_owed and now - call >= rules.day // 2:
            now, meal_owed = now + rules.meal, False
        if shift is Shift.SPLIT and strip.needs_dark:
            now = max(now, rules.split_dark)
        now += strip.minutes
        times.append(now)
    return times
