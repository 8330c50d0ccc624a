"""The words of a breakdown: who and what each scene needs, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

COUNTED_FROM = 60  # suggestions at or above this confidence count until somebody decides
DECIDED = 100  # what a person accepted; no reading of a script is ever that sure


class Category(StrEnum):
    """The trade's element categories."""

    CAST = "cast"
    BACKGROUND = "background"
    SILENT_BITS = "silent bits"
    STAND_INS = "stand-ins"
    STUNTS = "stunts"
    VEHICLES = "vehicles"
    PROPS = "props"
    SET_DRESSING = "set dressing"
    GREENS = "greens"
    ANIMALS = "animals"
    ANIMAL_WRANGLERS = "animal wranglers"
    SPECIAL_EQUIPMENT = "special equipment"
    SPECIAL_EFFECTS = "special effects"
    VISUAL_EFFECTS = "visual effects"
    WARDROBE = "wardrobe"
    MAKEUP_HAIR = "make-up and hair"
    MUSIC = "music"
    PLAYBACK = "playback"
    SOUND = "sound"
    SECURITY = "security"
    ADDITIONAL_LABOUR = "additional labour"
    INTIMACY = "intimacy"
    NOTES = "notes"


class Flag(StrEnum):
    """Conditions of a scene; a flag is not a category."""

    NIGHT = "night"
    WATER = "water"
    MINOR = "minor"
    RAIN = "rain"
    SMOKE = "smoke"
    NUDITY = "nudity"
    DRIVING = "driving"
    PHONE = "phone"  # INTERCUT or a call: parts are proposed


class Presence(StrEnum):
    """Why a role is in a scene, which decides whether it works that day."""

    SPEAKS = "speaks"
    OFF_SCREEN = "off screen"  # O.S.: works
    VOICE = "voice"  # V.O., phone, radio: a recording day, not a shooting day
    NAMED = "named in action"  # proposed as present


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One role in one scene, from a cue or a mention at ``line``."""

    role: str  # Role.key
    scene: int  # Scene.index
    presence: Presence
    works: bool
    confidence: int  # 0–100
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part to be cast. ``board_id`` is the cast number, a string ("1", "1X")."""

    key: str  # stable slug of the name
    name: str
    board_id: str
    age: int | None  # as written at the introduction: "ODILE (9)"
    minor: bool
    lines: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the script that asks for an element."""

    scene: int
    line: int
    excerpt: str
    confidence: int  # 0–100
    reason: str  # "written in capitals", "lexicon: vehicles", "playback of a lyric"
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A thing or a group, in every scene that mentions it."""

    key: str
    category: Category
    name: str
    mentions: tuple[Mention, ...]

    @property
    def scenes(self) -> tuple[int, ...]:
        return tuple(sorted({mention.scene for mention in self.mentions}))

    @property
    def confidence(self) -> int:
        return max(mention.confidence for mention in self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneFlag:
    flag: Flag
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A shooting place assumed from the sets' names, until somebody binds a real one.

    ``sets`` are set names as in the scenes; ``stage`` says that only interiors play there,
    so that it may go to a stage.
    """

    key: str
    name: str
    sets: tuple[str, ...]
    stage: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    roles: tuple[Role, ...]
    appearances: tuple[Appearance, ...]
    elements: tuple[Element, ...]
    flags: tuple[SceneFlag, ...]
    places: tuple[Place, ...]
