"""Words in capitals that no lexicon knows: sounds, and things the writer points at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from topsheet.breakdown.engine.lexicon import Language
from topsheet.breakdown.engine.scan import Find
from topsheet.breakdown.engine.types import Category
from topsheet.breakdown.engine.words import Passage

UNKNOWN_THING = 45  # below what is counted: a person should look
_LONGEST = 4


def proper_words(passages: Iterable[Passage]) -> frozenset[str]:
    """Words written with a capital inside a sentence: names of people and places."""
    found: set[str] = set()
    for passage in passages:
        for index, word in enumerate(passage.raw):
            if word[0].isupper() and not word.isupper() and index and not passage.begins(index):
                found.add(passage.low[index])
    return frozenset(found)


def in_capitals(
    passages: Sequence[Passage],
    used: Mapping[int, set[int]],
    language: Language,
    proper: frozenset[str],
) -> list[Find]:
    """Things in capitals not covered by the lexicon (``used``), never counted by themselves."""
    finds: list[Find] = []
    for position, passage in enumerate(passages):
        if passage.shouted or passage.aside:
            continue
        for start, end in _spans(passage, used.get(position, set())):
            find = _thing(passage, start, end, language, proper)
            if find is not None:
                finds.append(find)
    return finds


def _spans(passage: Passage, covered: set[int]) -> Iterable[tuple[int, int]]:
    index, count = 0, len(passage.raw)
    while index < count:
        end = index
        while end < count and end not in covered and _capital(passage.raw[end]):
            end += 1
        if end > index:
            yield index, end
        index = max(end, index + 1)


def _capital(word: str) -> bool:
    return word.isupper() and len(word) > 2 and re.fullmatch(r"[^\W\d_][\w'’\-]*", word) is not None


def _thing(
    passage: Passage, start: int, end: int, language: Language, proper: frozenset[str]
) -> Find | None:
    words = passage.low[start:end]
    if (
        end - start > _LONGEST
        or passage.written(start, language.words("written"))
        or any(w in proper for w in words)
    ):
        return None
    follows = passage.raw[end] if end < len(passage.raw) else ""
    if follows in ("!", ":", "(", "#", ",") or follows.isupper():
        return None
    before = passage.clause(start, 1)
    pointed = bool(before) and (
        before[0] in language.words("determiners") or before[0] in language.numbers
    )
    known = language.words("small") | language.words("camera") | language.words("breaks")
    if not pointed or any(w in known or w in language.people or w in language.crowd for w in words):
        return None
    return Find(
        category=Category.PROPS, name=" ".join(words), scene=passage.scene,
        line=passage.line_of(start), excerpt=passage.excerpt(start), confidence=UNKNOWN_THING,
        reason="written in capitals, not in the lexicon",
    )  # fmt: skip
