"""The breakdown as its pages show it: a sheet per scene, elements by category, places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from topsheet.breakdown.engine.types import (
    COUNTED_FROM,
    DECIDED,
    Appearance,
    Breakdown,
    Category,
    Element,
    Flag,
    Mention,
    Place,
    Presence,
    Role,
)
from topsheet.script.engine.types import Scene, Script

CATEGORIES: dict[Category, Promise] = {
    Category.CAST: _("Cast"),
    Category.BACKGROUND: _("Background"),
    Category.SILENT_BITS: _("Silent bits"),
    Category.STAND_INS: _("Stand-ins"),
    Category.STUNTS: _("Stunts"),
    Category.VEHICLES: _("Vehicles"),
    Category.PROPS: _("Props"),
    Category.SET_DRESSING: _("Set dressing"),
    Category.GREENS: _("Greens"),
    Category.ANIMALS: _("Animals"),
    Category.ANIMAL_WRANGLERS: _("Animal wranglers"),
    Category.SPECIAL_EQUIPMENT: _("Special equipment"),
    Category.SPECIAL_EFFECTS: _("Special effects"),
    Category.VISUAL_EFFECTS: _("Visual effects"),
    Category.WARDROBE: _("Wardrobe"),
    Category.MAKEUP_HAIR: _("Make-up and hair"),
    Category.MUSIC: _("Music"),
    Category.PLAYBACK: _("Playback"),
    Category.SOUND: _("Sound"),
    Category.SECURITY: _("Security"),
    Category.ADDITIONAL_LABOUR: _("Additional labour"),
    Category.INTIMACY: _("Intimacy"),
    Category.NOTES: _("Notes"),
}
FLAGS: dict[Flag, Promise] = {
    Flag.NIGHT: _("night"),
    Flag.WATER: _("water"),
    Flag.MINOR: _("minor"),
    Flag.RAIN: _("rain"),
    Flag.SMOKE: _("smoke"),
    Flag.NUDITY: _("nudity"),
    Flag.DRIVING: _("driving"),
    Flag.PHONE: _("phone"),
}
PRESENCES: dict[Presence, Promise] = {
    Presence.SPEAKS: _("speaks"),
    Presence.OFF_SCREEN: _("off screen, works"),
    Presence.VOICE: _("voice only, works no day"),
    Presence.NAMED: _("named in action"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A role in a scene."""

    role: Role
    appearance: Appearance
    why: Promise

    @property
    def decided(self) -> bool:
        return self.appearance.confidence == DECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An element in a scene."""

    element: Element
    mention: Mention
    counted: bool

    @property
    def decided(self) -> bool:
        return self.mention.confidence == DECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The items of one category on a sheet. ``style`` is its class in the style sheet."""

    label: Promise
    style: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A scene's breakdown sheet."""

    uid: str
    scene: Scene
    place: str
    flags: tuple[tuple[str, Promise, Mention], ...]
    works: tuple[Seen, ...]
    others: tuple[Seen, ...]  # voices, and people only spoken of
    groups: tuple[Group, ...]
    unsure: tuple[Item, ...]  # below what is counted

    @property
    def counted(self) -> int:
        return sum(len(group.items) for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An element over the whole script, with the scenes it is counted in."""

    element: Element
    best: Mention
    scenes: tuple[tuple[str, str], ...]  # uid, printed number
    quantity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    category: Category
    label: Promise
    style: str
    counted: tuple[Row, ...]
    unsure: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A role over the whole script."""

    role: Role
    scenes: tuple[tuple[str, str], ...]
    voices: tuple[tuple[str, str], ...]
    proposed: int  # scenes it is in only because the action names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What is counted although nobody decided it yet."""

    decided: int  # accepted: no assumption any more
    counted: int
    unsure: int
    proposed: int  # people named in action, proposed as present
    voices: int  # voices that call nobody to set
    stages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the pages show."""

    script: Script
    sheets: tuple[Sheet, ...]
    parts: tuple[PartRow, ...]
    sections: tuple[Section, ...]
    places: tuple[tuple[Place, int], ...]  # with the number of scenes
    flags: tuple[tuple[str, Promise, int], ...]
    assumed: Assumed
    threshold: int = COUNTED_FROM

    @property
    def elements(self) -> int:
        return sum(len(section.counted) for section in self.sections)


def shown(bd: Breakdown, script: Script) -> Shown:
    """Lay a breakdown out beside its script."""
    numbers = {scene.index: (scene.key, scene.number) for scene in script.scenes}
    return Shown(
        script=script,
        sheets=tuple(_sheets(bd, script)),
        parts=tuple(_part(role, bd.appearances, numbers) for role in bd.roles),
        sections=tuple(_sections(bd, numbers)),
        places=_places(bd, script),
        flags=_flags(bd),
        assumed=_assumed(bd),
    )


def style_of(category: Category) -> str:
    """The category's class: ``cat-make-up-and-hair``."""
    return "cat-" + category.value.replace(" ", "-")


def _sheets(bd: Breakdown, script: Script) -> Iterator[Sheet]:
    roles = {role.key: role for role in bd.roles}
    order = {role.key: at for at, role in enumerate(bd.roles)}
    seen: dict[int, list[Seen]] = defaultdict(list)
    for a in sorted(bd.appearances, key=lambda a: order[a.role]):
        item = Seen(role=roles[a.role], appearance=a, why=PRESENCES[a.presence])
        seen[a.scene].append(item)
    items: dict[int, list[Item]] = defaultdict(list)
    for element in bd.elements:
        for mention in element.mentions:
            counted = mention.confidence >= COUNTED_FROM
            items[mention.scene].append(Item(element=element, mention=mention, counted=counted))
    flags: dict[int, list[tuple[str, Promise, Mention]]] = defaultdict(list)
    for told in bd.flags:
        if told.mention.confidence >= COUNTED_FROM:
            flags[told.mention.scene].append((told.flag.value, FLAGS[told.flag], told.mention))
    places = {name: place.name for place in bd.places for name in place.sets}
    for scene in script.scenes:
        mine = seen[scene.index]
        yield Sheet(
            uid=scene.key,
            scene=scene,
            place=places.get(scene.set_name, ""),
            flags=tuple(flags[scene.index]),
            works=tuple(s for s in mine if s.appearance.works),
            others=tuple(s for s in mine if not s.appearance.works),
            groups=tuple(_groups(items[scene.index])),
            unsure=tuple(item for item in items[scene.index] if not item.counted),
        )


def _groups(items: Sequence[Item]) -> Iterator[Group]:
    for category, label in CATEGORIES.items():
        mine = tuple(i for i in items if i.counted and i.element.category is category)
        if mine:
            yield Group(label=label, style=style_of(category), items=mine)


def _part(
    role: Role, appearances: Iterable[Appearance], numbers: dict[int, tuple[str, str]]
) -> PartRow:
    mine = [a for a in appearances if a.role == role.key]
    return PartRow(
        role=role,
        scenes=tuple(numbers[a.scene] for a in mine if a.works),
        voices=tuple(numbers[a.scene] for a in mine if a.presence is Presence.VOICE),
        proposed=sum(a.works and a.presence is Presence.NAMED for a in mine),
    )


def _sections(bd: Breakdown, numbers: dict[int, tuple[str, str]]) -> Iterator[Section]:
    for category, label in CATEGORIES.items():
        mine = [element for element in bd.elements if element.category is category]
        if mine:
            counted = tuple(_row(e, numbers) for e in mine if e.confidence >= COUNTED_FROM)
            unsure = tuple(_row(e, numbers) for e in mine if e.confidence < COUNTED_FROM)
            yield Section(
                category=category, label=label, style=style_of(category), counted=counted,
                unsure=unsure,
            )  # fmt: skip


def _row(element: Element, numbers: dict[int, tuple[str, str]]) -> Row:
    sure = [m for m in element.mentions if m.confidence >= COUNTED_FROM] or element.mentions
    quantities = [m.quantity for m in sure if m.quantity is not None]
    return Row(
        element=element,
        best=max(sure, key=lambda m: (m.confidence, -m.scene)),
        scenes=tuple(numbers[mention.scene] for mention in sure),
        quantity=max(quantities, default=None),
    )


def _places(bd: Breakdown, script: Script) -> tuple[tuple[Place, int], ...]:
    sets = Counter(scene.set_name for scene in script.scenes if not scene.omitted)
    rows = [(place, sum(sets[name] for name in place.sets)) for place in bd.places]
    return tuple(sorted(rows, key=lambda row: -row[1]))


def _flags(bd: Breakdown) -> tuple[tuple[str, Promise, int], ...]:
    found = Counter(f.flag for f in bd.flags if f.mention.confidence >= COUNTED_FROM)
    return tuple((flag.value, FLAGS[flag], found[flag]) for flag in Flag if found[flag])


def _assumed(bd: Breakdown) -> Assumed:
    mentions = [mention for element in bd.elements for mention in element.mentions]
    open_ones = [mention for mention in mentions if mention.confidence < DECIDED]
    counted = sum(mention.confidence >= COUNTED_FROM for mention in open_ones)
    seen = [a for a in bd.appearances if a.confidence < DECIDED]
    return Assumed(
        decided=len(mentions) - len(open_ones) + len(bd.appearances) - len(seen),
        counted=counted,
        unsure=len(open_ones) - counted,
        proposed=sum(a.works and a.presence is Presence.NAMED for a in seen),
        voices=sum(a.presence is Presence.VOICE for a in seen),
        stages=sum(place.stage for place in bd.places),
    )
