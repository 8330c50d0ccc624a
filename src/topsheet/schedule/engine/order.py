"""The order within a shooting day: by place, then light, then set, as a first AD would."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.schedule.engine.types import Shift, Strip
from topsheet.script.engine.types import IntExt, Light

_LIGHT_RANK = {Light.DAWN: 0, Light.DAY: 1, Light.NIGHT: 2, Light.DUSK: 3}


def in_order(
    strips: Sequence[Strip], shift: Shift, first: str | None = None, last: str | None = None
) -> list[Strip]:
    """The strips of one day in shooting order.

    ``first`` and ``last`` are the places to begin and to end with, so that the company
    need not move overnight. Between them the day begins where dawn is shot outside and
    ends where dusk is. On a split day places without dark work come first whatever is
    asked, so that daylight work is done before dark.
    """
    rank = _place_rank(strips, shift, first, last)
    return sorted(
        strips,
        key=lambda strip: (
            rank[strip.place],
            _light_rank(strip, shift),
            strip.set_name,
            strip.order,
            strip.part,
        ),
    )


def _place_rank(
    strips: Sequence[Strip], shift: Shift, first: str | None, last: str | None
) -> dict[str, tuple[int, int, int, int, str]]:
    earliest: dict[str, int] = {}
    for strip in sorted(strips, key=lambda strip: (strip.order, strip.part)):
        earliest.setdefault(strip.place, len(earliest))
    rank = {}
    for place, number in earliest.items():
        wish = -1 if place == first else 1 if place == last else 0
        group = _dark_group(place, strips) if shift is Shift.SPLIT else 0
        rank[place] = (group, wish, _sun(place, strips), number, place)
    return rank


def _sun(place: str, strips: Sequence[Strip]) -> int:
    """-1 where dawn is shot outside, 1 where dusk is and no dawn, else 0."""
    lights = {
        strip.light for strip in strips if strip.place == place and strip.intext is not IntExt.INT
    }
    return -1 if Light.DAWN in lights else int(Light.DUSK in lights)


def _dark_group(place: str, strips: Sequence[Strip]) -> int:
    """0 without dark work, 1 with dark and daylight work, 2 with dark work alone."""
    here = [strip for strip in strips if strip.place == place]
    if not any(strip.needs_dark for strip in here):
        return 0
    return 1 if any(strip.needs_daylight for strip in here) else 2


def _light_rank(strip: Strip, shift: Shift) -> tuple[int, int]:
    if shift is Shift.DAY:
        return (_LIGHT_RANK[strip.light], 0)
    if shift is Shift.SPLIT:
        return (_split_rank(strip), not strip.minors)
    return (not strip.minors, not strip.needs_dark)


def _split_rank(strip: Strip) -> int:
    """From the afternoon into the night: daylight, then any light, then dusk, then dark."""
    if strip.needs_dark:
        return 3
    if not strip.needs_daylight:
        return 1
    return 2 if strip.light in (Light.DAWN, Light.DUSK) else 0
