"""Crowds and silent parts: ``FORTY VILLAGERS``, ``a dozen mourners``, ``A WAITER pours``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from topsheet.breakdown.engine.lexicon import Language
from topsheet.breakdown.engine.scan import Find
from topsheet.breakdown.engine.types import Category
from topsheet.breakdown.engine.words import Passage

_COUNTED = 82
_COLLECTIVE = 75
_CAPITALS = 72
_PLAIN = 45
_SINGLE = 66
_SECURITY_FROM = 50


@dataclass(frozen=True, slots=True)
class _Count:
    quantity: int | None
    told: bool  # a number or "several" stands before the noun


def crowds(passages: Iterable[Passage], language: Language, speaking: frozenset[str]) -> list[Find]:
    """Groups of people in action. ``speaking`` are common nouns that are roles (WAITER)."""
    finds: list[Find] = []
    for passage in passages:
        for index, word in enumerate(passage.low):
            if word in language.words("collectives"):
                find = _collective(passage, index, word, language)
            elif word in language.crowd:
                find = _group(passage, index, word, language)
            elif word in language.people:
                find = _silent_bit(passage, index, word, language, speaking)
            else:
                continue
            if find is not None:
                finds += [find, *_security(find)]
    return finds


def _group(passage: Passage, index: int, word: str, language: Language) -> Find | None:
    count = _count(passage.clause(index, 5), language)
    capitals = passage.upper(index, index + 1)
    familiar = word in language.words("familiar")  # men, boys, friends: maybe the cast itself
    if not _seen(passage, index, language):
        return None
    if count.told and not (familiar and (count.quantity or 0) < 4):
        confidence = _COUNTED
    elif capitals:
        confidence = _CAPITALS
    else:
        confidence = _PLAIN if familiar else _PLAIN + 17
    bare_verb = word in language.words("maybe_verbs") and not _article(passage, index, language)
    if not count.told and not capitals and (familiar or bare_verb):
        return None
    name = language.crowd[word]
    return _find(passage, index, Category.BACKGROUND, name, confidence, count.quantity)


def _article(passage: Passage, index: int, language: Language) -> bool:
    return bool(set(passage.clause(index, 1)) & language.words("determiners"))


def _collective(passage: Passage, index: int, word: str, language: Language) -> Find | None:
    before = passage.clause(index, 3)
    article = bool(set(before[:2]) & language.words("determiners"))
    if not (article or passage.upper(index, index + 1)) or not _seen(passage, index, language):
        return None
    after = passage.low[index + 1 : index + 2]
    if after and after[0] in language.words("of") and _group_follows(passage, index, language):
        return None  # "a crowd of villagers" is found at the villagers
    return _find(passage, index, Category.BACKGROUND, word, _COLLECTIVE, None)


def _group_follows(passage: Passage, index: int, language: Language) -> bool:
    return any(word in language.crowd for word in passage.low[index + 2 : index + 5])


def _silent_bit(
    passage: Passage, index: int, word: str, language: Language, speaking: frozenset[str]
) -> Find | None:
    """One person in capitals who never speaks."""
    if (
        word in speaking
        or not passage.upper(index, index + 1)
        or not _seen(passage, index, language)
    ):
        return None
    start = index
    while start > 0 and passage.upper(start - 1, start) and passage.low[start - 1].isalpha():
        if passage.low[start - 1] in language.words("determiners") or passage.begins(start):
            break
        start -= 1
    after = passage.raw[index + 1 : index + 2]
    if after and passage.upper(index + 1, index + 2) and len(after[0]) > 1:
        return None  # part of a longer name
    article = set(passage.clause(start, 1)) & language.words("one")
    if not article and not (start and passage.low[start] in language.words("one")):
        return None
    words = [w for w in passage.low[start : index + 1] if w not in language.words("one")]
    return _find(passage, index, Category.SILENT_BITS, " ".join(words), _SINGLE, None)


def _seen(passage: Passage, index: int, language: Language) -> bool:
    follows = passage.low[index + 1] if index + 1 < len(passage.low) else ""
    if follows in language.words("group_compounds"):
        return False
    before = passage.clause(index, 4)
    written = passage.written(index, language.words("written"))
    if written or passage.raw[index].lower().endswith(("'s", "’s", "s'", "s’")):
        return False
    told_of = language.words("like") | language.words("pictured") | language.words("absent")
    return not (set(before) & (told_of | language.words("heard")))


def _count(before: tuple[str, ...], language: Language) -> _Count:
    """How many stand before the noun: "forty", "two dozen", "a crowd of", "several"."""
    quantity: int | None = None
    for distance, word in enumerate(before):
        number = language.numbers.get(word)
        if number is None and word.isdecimal() and len(word) < 5:
            number = int(word)
        if number is not None and (number > 1 or quantity is not None):
            quantity = _times(number, quantity)
        elif word in language.words("several") or word in language.words("collectives"):
            return _Count(quantity, True)
        elif quantity is not None or (word in language.words("breaks") and distance):
            break
    return _Count(quantity, quantity is not None)


def _times(number: int, quantity: int | None) -> int:
    """ "two dozen" is 24, "three hundred" 300, "twenty-five" or "forty" stand alone."""
    if quantity in (12, 100, 1000) and number < 100:
        return number * quantity
    return quantity if quantity is not None else number


def _find(
    passage: Passage,
    index: int,
    category: Category,
    name: str,
    confidence: int,
    quantity: int | None,
) -> Find:
    capitals = passage.upper(index, index + 1)
    return Find(
        category=category, name=name, scene=passage.scene, line=passage.line_of(index),
        excerpt=passage.excerpt(index), confidence=confidence, quantity=quantity,
        reason="people in capitals" if capitals else "people in the action",
    )  # fmt: skip


def _security(find: Find) -> Iterator[Find]:
    if (find.quantity or 0) >= _SECURITY_FROM:
        yield Find(
            category=Category.SECURITY, name="crowd security", scene=find.scene, line=find.line,
            excerpt=find.excerpt, confidence=62, reason=f"a crowd of {find.quantity}",
        )  # fmt: skip
