"""The lexicon packs that ship, read once and compiled for the engine."""

from __future__ import annotations

from functools import lru_cache

from topsheet.breakdown.engine.lexicon import Lexicon, compile_language
from topsheet.platform.packs import load_pack

LANGUAGES = ("en", "fr", "de")


@lru_cache(maxsize=4)
def load(languages: tuple[str, ...] = LANGUAGES) -> Lexicon:
    """The lexicon of these languages; a script is read in the one it is written in."""
    packs = [load_pack("topsheet.breakdown", f"packs/lexicon_{code}") for code in languages]
    return Lexicon(
        languages=tuple(compile_language(pack.data) for pack in packs),
        digests=tuple(pack.digest for pack in packs),
    )
