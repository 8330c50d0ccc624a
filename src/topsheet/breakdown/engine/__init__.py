"""A script broken down into cast, elements, flags and places."""

from topsheet.breakdown.engine.break_down import break_down
from topsheet.breakdown.engine.lexicon import Language, Lexicon, compile_language
from topsheet.breakdown.engine.types import (
    COUNTED_FROM,
    Appearance,
    Breakdown,
    Category,
    Element,
    Flag,
    Mention,
    Place,
    Presence,
    Role,
    SceneFlag,
)

__all__ = [
    "COUNTED_FROM",
    "Appearance",
    "Breakdown",
    "Category",
    "Element",
    "Flag",
    "Language",
    "Lexicon",
    "Mention",
    "Place",
    "Presence",
    "Role",
    "SceneFlag",
    "break_down",
    "compile_language",
]
