"""Words in capitals that no lexicon knows: sounds, and things the writer points at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from topsheet.breakdown.engine.lexicon import Language, plural_of
from topsheet.breakdown.engine.scan import Find
from topsheet.breakdown.engine.types import Category
from topsheet.breakdown.engine.words import Passage

UNKNOWN_THING = 45  # below what is counted: a person should look
STORY_PROP = 64  # pointed at in capitals, and seen again in other scenes
_LONGEST = 4
_AGAIN = 3  # scenes


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


def seen_again(
    unknown: Sequence[Find], passages: Iterable[Passage], places: frozenset[str], language: Language
) -> list[Find]:
    """Things once in capitals that come back in small letters: the writer's own props.

    An URN, a SCALE: capitals introduce it, then it is written as any word. It counts from
    the third scene on, each with its line. ``places`` are words of the sets' names.
    """
    scenes_in_capitals: defaultdict[str, set[int]] = defaultdict(set)
    for find in unknown:
        scenes_in_capitals[_head(find, language)].add(find.scene)
    heads = [w for w, at in scenes_in_capitals.items() if w and len(at) < 3 and w not in places]
    forms = {plural_of(word, language.code): word for word in heads} | {w: w for w in heads}
    found: dict[str, dict[int, Find]] = {}
    for passage in passages:
        for index, word in enumerate(passage.low):
            if word in forms and _is_thing(passage, index, language):
                place = found.setdefault(forms[word], {})
                place.setdefault(passage.scene, _again(passage, index, forms[word]))
    return [find for scenes in found.values() if len(scenes) >= _AGAIN for find in scenes.values()]


def _head(find: Find, language: Language) -> str:
    word = find.name.split()[-1]
    single = next((s for s in (word[:-1], word[:-2]) if plural_of(s, language.code) == word), word)
    known = language.words("fixtures") | language.words("collectives")
    return "" if word in known or single in known or word.endswith("ing") else single


def _is_thing(passage: Passage, index: int, language: Language) -> bool:
    before = passage.clause(index, 2)
    pointing = language.words("determiners") | language.words("described")
    return any(word in pointing or word in language.numbers for word in before[:1]) or (
        len(before) > 1 and before[1] in pointing and before[0] not in language.words("breaks")
    )


def _again(passage: Passage, index: int, name: str) -> Find:
    return Find(
        category=Category.PROPS, name=name, scene=passage.scene, line=passage.line_of(index),
        excerpt=passage.excerpt(index), confidence=STORY_PROP,
        reason="pointed at in capitals, and seen in other scenes",
    )  # fmt: skip


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
    pointed = _is_thing(passage, start, language)
    known = language.words("small") | language.words("camera") | language.words("breaks")
    if not pointed or any(w in known or w in language.people or w in language.crowd for w in words):
        return None
    return Find(
        category=Category.PROPS, name=" ".join(words), scene=passage.scene,
        line=passage.line_of(start), excerpt=passage.excerpt(start), confidence=UNKNOWN_THING,
        reason="written in capitals, not in the lexicon",
    )  # fmt: skip
