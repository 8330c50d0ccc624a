"""Two boards that a person would make without help, to compare a solved one with.

Both fill days with strips in a given order by the same rules: a strip joins the open day
of its light if it fits without overtime, else that day is closed. A week's nights are
worked at its end, so that the weekend gives the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.kernel.errors import Unsolvable
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import Strip


def script_order(tables: Tables) -> Layout:
    """Shot as it is told."""
    return dated(tables, nights_last(tables, fill(tables, _told(tables.strips))))


def by_place(tables: Tables) -> Layout:
    """Place by place in the order of the story, days before nights at each."""
    strips = tables.strips
    first: dict[str, int] = {}
    for strip in sorted(strips, key=lambda strip: strip.order):
        first.setdefault(strip.place, strip.order)
    order = sorted(
        range(len(strips)),
        key=lambda n: (
            first[strips[n].place],
            strips[n].needs_dark,
            strips[n].set_name,
            strips[n].order,
            strips[n].part,
        ),
    )
    return dated(tables, nights_last(tables, fill(tables, order)))


def fill(tables: Tables, order: Sequence[int]) -> list[int]:
    """Days (as masks) in the order in which they were opened."""
    days: list[int] = []
    is_open: dict[bool, int] = {}
    for strip in order:
        for light in _lights(tables.strips[strip], is_open):
            number = is_open[light]
            if _fits(tables, days[number] | 1 << strip, light):
                days[number] |= 1 << strip
                break
        else:
            is_open[tables.dark[strip]] = len(days)
            days.append(1 << strip)
    return days


def _lights(strip: Strip, is_open: dict[bool, int]) -> list[bool]:
    """The open days to try: its own light, and for an interior the last opened first."""
    if strip.needs_dark or strip.needs_daylight:
        return [strip.needs_dark] if strip.needs_dark in is_open else []
    return sorted(is_open, key=lambda light: -is_open[light])


def _fits(tables: Tables, mask: int, dark: bool) -> bool:
    day = tables.day(mask)
    return day.ok and not day.blocks and bool(day.night) == dark


def nights_last(tables: Tables, masks: Sequence[int]) -> list[int]:
    """Within each run of consecutive dates, day shifts first, then splits, then nights."""
    ordered: list[int] = []
    slot = 0
    while len(ordered) < len(masks):
        run = 1
        while (
            slot + run < tables.horizon
            and tables.ordinals[slot + run] - tables.ordinals[slot + run - 1] == 1
        ):
            run += 1
        block = masks[len(ordered) : len(ordered) + run]
        ordered += sorted(block, key=lambda mask: tables.day(mask).shift)
        slot += run
    return ordered


def dated(tables: Tables, masks: Sequence[int]) -> Layout:
    """A layout of lawful days, or why no dates can be found for them."""
    layout = Layout.of(tables, masks)
    if layout is None:
        raise Unsolvable(
            "No dates can be found for every strip. Look at the dates away of these, or start"
            " at another date.",
            reasons=_away_reasons(tables),
        )
    return layout


def _away_reasons(tables: Tables) -> list[str]:
    first, last = tables.dates[0], tables.dates[-1]
    names = [(terms.name, terms.away) for terms in tables.problem.cast]
    names += [(terms.name, terms.away) for terms in tables.problem.places]
    return [
        f"{name} is away on {sum(day in away for day in tables.dates)} of the"
        f" {tables.horizon} working days from {first.isoformat()} to {last.isoformat()}."
        for name, away in names
        if away
    ]


def _told(strips: Sequence[Strip]) -> list[int]:
    return sorted(range(len(strips)), key=lambda n: (strips[n].order, strips[n].part))
