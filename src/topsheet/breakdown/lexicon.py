"""The lexicon packs that ship, read once and compiled for the engine."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from topsheet.breakdown.engine.lexicon import Lexicon, compile_language

LANGUAGES = ("en", "fr", "de")


@lru_cache(maxsize=4)
def load(languages: tuple[str, ...] = LANGUAGES) -> Lexicon:
    """The lexicon of these languages; a script is read in the one it is written in."""
    compiled, digests = [], []
    for code in languages:
        text = (files("topsheet.breakdown.packs") / f"lexicon_{code}.toml").read_bytes()
        compiled.append(compile_language(tomllib.loads(text.decode("utf-8"))))
        digests.append(sha256(text).hexdigest())
    return Lexicon(languages=tuple(compiled), digests=tuple(digests))
