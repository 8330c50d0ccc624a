"""Strips from a script and its breakdown: who, where, how long, in which light.

Minutes come from a printed rule and stay assumed until somebody edits them or daily
reports teach better. A scene longer than a day is spread as parts that sum to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from topsheet.breakdown.engine.types import COUNTED_FROM, Breakdown, Category, Flag, Place
from topsheet.schedule.engine.types import Decided, MinutesRule, PartKind, Strip
from topsheet.script.engine.types import IntExt, Light, Scene, Script

# What a category of elements adds to the time of a scene, by the rule's own words.
_EXTRA_OF_CATEGORY = {
    Category.STUNTS: "stunt",
    Category.BACKGROUND: "crowd",
    Category.ANIMALS: "animals",
    Category.SPECIAL_EFFECTS: "effects",
    Category.SPECIAL_EQUIPMENT: "equipment",
    Category.PLAYBACK: "playback",
}
_EXTRA_OF_FLAG = {
    Flag.DRIVING: "driving",
    Flag.WATER: "water",
    Flag.RAIN: "effects",
    Flag.SMOKE: "effects",
    Flag.MINOR: "child",
}
_PART_STEP = 5  # minutes are printed in fives


def strips_from(
    script: Script,
    breakdown: Breakdown,
    minutes_rule: MinutesRule,
    counted_from: int = COUNTED_FROM,
) -> tuple[Strip, ...]:
    """One strip per scene that is shot, or one per part of a scene longer than a day.

    ``counted_from`` is the confidence (0–100) from which an unaccepted suggestion counts.
    Omitted scenes make no strip; a voice works no day.
    """
    whole = scene_strips(script, breakdown, minutes_rule, counted_from)
    return tuple(part for strip in whole for part in _parts(strip, minutes_rule))


def scene_strips(
    script: Script,
    breakdown: Breakdown,
    minutes_rule: MinutesRule,
    counted_from: int = COUNTED_FROM,
) -> tuple[Strip, ...]:
    """Every scene that is shot as one strip, however long it is."""
    needs = _Needs(breakdown, minutes_rule, counted_from)
    return tuple(needs.strip(scene) for scene in script.scenes if not scene.omitted)


def as_decided(
    whole: Iterable[Strip], decided: Iterable[Decided], rule: MinutesRule
) -> tuple[Strip, ...]:
    """The strips people made of the scenes, in script order.

    What nobody decided follows from the scene: its eighths and minutes are spread over the
    parts that share them, after those set by hand. Strips of scenes that are not shot
    (omitted, or cut by a draft) are left out.
    """
    scenes = {strip.key: strip for strip in whole}
    by_scene: dict[str, list[Decided]] = {}
    for one in decided:
        if one.scene in scenes:
            by_scene.setdefault(one.scene, []).append(one)
    strips = [
        strip for key, parts in by_scene.items() for strip in _decided(scenes[key], parts, rule)
    ]
    return tuple(sorted(strips, key=lambda strip: (strip.order, strip.part, strip.key)))


class _Needs:
    """What each scene needs, looked up once for the whole breakdown."""

    def __init__(self, breakdown: Breakdown, rule: MinutesRule, counted_from: int) -> None:
        self._rule = rule
        self._place_of = _place_of_set(breakdown.places)
        minors = {role.key for role in breakdown.roles if role.minor}
        self._cast: dict[int, set[str]] = {}
        self._minors: dict[int, set[str]] = {}
        self._elements: dict[int, set[str]] = {}
        self._extras: dict[int, set[str]] = {}
        for seen in breakdown.appearances:
            if seen.works and seen.confidence >= counted_from:
                self._cast.setdefault(seen.scene, set()).add(seen.role)
                if seen.role in minors:
                    self._minors.setdefault(seen.scene, set()).add(seen.role)
                    self._extras.setdefault(seen.scene, set()).add("child")
        for element in breakdown.elements:
            for mention in element.mentions:
                if mention.confidence >= counted_from:
                    self._count(mention.scene, element.category, element.key)
        for flag in breakdown.flags:
            if flag.mention.confidence >= counted_from and flag.flag in _EXTRA_OF_FLAG:
                extra = _EXTRA_OF_FLAG[flag.flag]
                self._extras.setdefault(flag.mention.scene, set()).add(extra)

    def _count(self, scene: int, category: Category, key: str) -> None:
        if category.value in self._rule.day_cost:
            self._elements.setdefault(scene, set()).add(key)
        if category in _EXTRA_OF_CATEGORY:
            self._extras.setdefault(scene, set()).add(_EXTRA_OF_CATEGORY[category])

    def strip(self, scene: Scene) -> Strip:
        """The whole scene as one strip."""
        outside = scene.intext is not IntExt.INT
        return Strip(
            key=scene.key,
            scene=scene.number,
            part=0,
            order=scene.index,
            eighths=scene.eighths.count,
            minutes=scene_minutes(scene, self._extras.get(scene.index, ()), self._rule),
            set_name=scene.set_name,
            place=self._place_of.get(scene.set_name, scene.set_name or "no place"),
            intext=scene.intext,
            light=scene.light,
            needs_dark=outside and scene.light is Light.NIGHT,
            needs_daylight=outside and scene.light is not Light.NIGHT,
            cast=frozenset(self._cast.get(scene.index, ())),
            elements=frozenset(self._elements.get(scene.index, ())),
            minors=frozenset(self._minors.get(scene.index, ())),
            synopsis=scene.synopsis,
            note=_window_note(scene),
        )


def scene_minutes(scene: Scene, extras: Iterable[str], rule: MinutesRule) -> int:
    """The time to shoot a scene by the printed rule, in minutes rounded up to five."""
    per_eighth = rule.per_eighth[scene.intext.value]
    if scene.intext is not IntExt.INT and scene.light is Light.NIGHT:
        per_eighth += rule.night_exterior
    base = max(rule.least, scene.eighths.count * per_eighth)
    extra = min(rule.extras_cap, sum(rule.extras.get(name, 0) for name in extras))
    return -(-(base + extra) // _PART_STEP) * _PART_STEP


def _place_of_set(places: Iterable[Place]) -> Mapping[str, str]:
    return {name: place.key for place in places for name in place.sets}


def _window_note(scene: Scene) -> str:
    if scene.intext is not IntExt.INT and scene.light in (Light.DAWN, Light.DUSK):
        return f"Short window: {scene.light.value}"
    return ""


def _parts(strip: Strip, rule: MinutesRule) -> list[Strip]:
    """The strip itself, or parts none of which is longer than the rule allows."""
    longest = rule.longest_minor if strip.minors else rule.longest
    if strip.minutes <= longest:
        return [strip]
    count = -(-strip.minutes // longest)
    minutes = _spread(strip.minutes, count, _PART_STEP)
    eighths = _spread(strip.eighths, count, 1)
    return [
        _part(strip, number, minutes[number - 1], eighths[number - 1])
        for number in range(1, count + 1)
    ]


def _decided(scene: Strip, parts: list[Decided], rule: MinutesRule) -> list[Strip]:
    parts = sorted(parts, key=lambda one: (one.part, one.key))
    eighths = _shared(scene.eighths, {one.key: one.eighths for one in parts if one.kind.shares}, 1)
    minutes = _shared(
        scene.minutes, {one.key: one.minutes for one in parts if one.kind.shares}, _PART_STEP
    )
    return [_as_decided(scene, one, eighths, minutes, rule) for one in parts]


def _as_decided(
    scene: Strip,
    one: Decided,
    eighths: Mapping[str, int],
    minutes: Mapping[str, int],
    rule: MinutesRule,
) -> Strip:
    cast = scene.cast if one.cast is None else one.cast
    return replace(
        scene,
        key=one.key,
        part=one.part,
        kind=one.kind,
        eighths=eighths.get(one.key, one.eighths or 0),
        minutes=minutes.get(one.key, rule.least if one.minutes is None else one.minutes),
        minutes_assumed=one.minutes is None,
        place=one.place or scene.place,
        cast=cast,
        minors=scene.minors & cast,
        note=one.note or scene.note,
    )


def _shared(total: int, own: Mapping[str, int | None], step: int) -> dict[str, int]:
    """``total`` over the parts: what is set by hand stands, the rest share what is left."""
    free = [key for key, value in own.items() if value is None]
    left = max(0, total - sum(value for value in own.values() if value is not None))
    spread = dict(zip(free, _spread(left, len(free), step), strict=True)) if free else {}
    return {key: spread[key] if value is None else value for key, value in own.items()}


def _part(strip: Strip, number: int, minutes: int, eighths: int) -> Strip:
    return replace(
        strip,
        key=f"{strip.key}/{number}",
        part=number,
        kind=PartKind.PART,
        minutes=minutes,
        eighths=eighths,
    )


def _spread(total: int, count: int, step: int) -> list[int]:
    """``total`` in ``count`` parts as even as ``step`` allows; the first get the rest."""
    whole, rest = divmod(total // step, count)
    parts = [(whole + (number < rest)) * step for number in range(count)]
    parts[0] += total % step
    return parts
