"""Reading the action with the lexicon: each hit weighed by the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from topsheet.breakdown.engine.lexicon import Automaton, Entry, Language
from topsheet.breakdown.engine.types import Category, Flag
from topsheet.breakdown.engine.words import Passage

_CAPITALS_BONUS = 8
_ASIDE = 25  # a parenthetical is an actor's business, less sure
_FAR_ARTICLE = 6  # per word between the article and the noun
_BARE_PLURAL = 12
_MAYBE_VERB = 25  # "the horse crosses": a plural after "the horse" is rather a verb
_UNLIKELY = 35
_AUDIBLE = (Category.VEHICLES, Category.ANIMALS, Category.SPECIAL_EFFECTS)
_BODIES = (Category.VEHICLES, Category.ANIMALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One thing found at one place, before things are merged into elements."""

    category: Category
    name: str
    scene: int
    line: int
    excerpt: str
    confidence: int
    reason: str
    quantity: int | None = None
    flag: Flag | None = None
    brings: tuple[tuple[Category, str], ...] = ()


def scan(
    passages: Iterable[Passage], language: Language, named: frozenset[str], outside: frozenset[int]
) -> tuple[list[Find], dict[int, set[int]]]:
    """Lexicon hits, and per passage (by position) the indexes of the words they cover.

    ``named`` are words of the roles' names, which are no animals or flowers; ``outside``
    are the scenes that play outdoors.
    """
    finds: list[Find] = []
    used: dict[int, set[int]] = {}
    for position, passage in enumerate(passages):
        covered: set[int] = set()
        hits = list(_hits(passage, language))
        for at, (start, end, entry) in enumerate(hits):
            covered.update(range(start, end))
            if at + 1 < len(hits) and _modifies(entry, end, *hits[at + 1]):
                continue
            find = _weigh(passage, start, end, entry, language, named, outside)
            if find is not None:
                finds.append(find)
        used[position] = covered
    return finds, used


def _hits(passage: Passage, language: Language) -> Iterator[tuple[int, int, Entry]]:
    at, low = 0, passage.low
    automaton = language.automaton
    while at < len(low):
        hit = automaton.longest(low, at)
        if hit is None:
            at += 1
            continue
        yield at, hit[0], hit[1]
        if hit[1].verb:
            yield from _inside(low, at + 1, hit[0], automaton)
        at = hit[0]


def _inside(
    low: tuple[str, ...], start: int, end: int, automaton: Automaton
) -> Iterator[tuple[int, int, Entry]]:
    """The car in "hit by a car": what is named within a phrase is needed too."""
    for at in range(start, end):
        hit = automaton.longest(low[:end], at)
        if hit is not None and not hit[1].verb and hit[1].category in _BODIES:
            yield at, hit[0], hit[1]


def _modifies(entry: Entry, end: int, start: int, _: int, follows: Entry) -> bool:
    """A "car ferry" is no car, a "cheese lorry" no cheese."""
    nouns = not entry.verb and not follows.verb and not entry.plural
    return nouns and end == start and follows.category is not None


def _weigh(
    passage: Passage,
    start: int,
    end: int,
    entry: Entry,
    language: Language,
    named: frozenset[str],
    outside: frozenset[int],
) -> Find | None:
    capitals = passage.upper(start, end)
    if _is_refused(passage, start, entry, language, outside, capitals):
        return None
    if _is_name(passage, start, end, entry, language, named):
        return None
    if not _stands_well(passage, start, entry, language, named):
        return None
    confidence = entry.confidence + (_CAPITALS_BONUS if capitals else 0)
    confidence -= _ASIDE if passage.aside else 0
    confidence -= _doubt(passage, start, entry, language, capitals)
    if confidence <= 0:
        return None
    reason = f"lexicon: {entry.category}" + (", in capitals" if capitals else "")
    find = Find(
        category=entry.category or Category.NOTES, name=entry.name, scene=passage.scene,
        line=passage.line_of(start), excerpt=passage.excerpt(start), reason=reason,
        confidence=min(confidence, 99), flag=entry.flag, brings=entry.brings,
        quantity=_quantity(passage.clause(start, 2), language, entry),
    )  # fmt: skip
    return _as_sound(find) if _is_heard(passage, start, entry, language) else find


def _is_refused(
    passage: Passage,
    start: int,
    entry: Entry,
    language: Language,
    outside: frozenset[int],
    capitals: bool,
) -> bool:
    """What the entry itself or a sign on the wall rules out."""
    return (
        entry.category is None
        or (entry.outside and passage.scene not in outside)
        or (entry.capitals and not capitals)
        or passage.written(start, language.words("written"))
    )


def _stands_well(
    passage: Passage, start: int, entry: Entry, language: Language, named: frozenset[str]
) -> bool:
    """The words before let it be the thing meant: no verb, no comparison, no photograph."""
    if not entry.verb and _after_subject(passage, start, language, named):
        return False
    if entry.person and not _has_subject(passage, start, language, named):
        return False
    return not _is_figure_of_speech(passage.clause(start, 7), language)


def _is_heard(passage: Passage, start: int, entry: Entry, language: Language) -> bool:
    heard = set(passage.clause(start, 4)) & language.words("heard")
    return bool(heard) and not entry.verb and entry.category in _AUDIBLE


def _as_sound(find: Find) -> Find:
    return replace(find, category=Category.SOUND, reason="heard, not seen", flag=None, brings=())


def _has_subject(passage: Passage, start: int, language: Language, named: frozenset[str]) -> bool:
    """A person stands before the verb in its sentence, or nothing does ("Falls to the floor")."""
    before = passage.low[max(0, start - 6) : start]
    people = language.words("persons") | named
    return not before or any(word in people or word in language.people for word in before)


def _is_name(
    passage: Passage,
    start: int,
    end: int,
    entry: Entry,
    language: Language,
    named: frozenset[str],
) -> bool:
    """A word of a role's name, or a title-case word inside a sentence (Fox, Rose, Ford)."""
    words = passage.raw[start:end]
    title = words[0][0].isupper()
    if title and any(word in named for word in passage.low[start:end]):
        return True
    if words[0].isupper() or not title or language.capitalised or entry.loose:
        return False
    if not passage.begins(start):
        return True
    follows = passage.raw[end] if end < len(passage.raw) else ""
    return follows[:1].isupper() and not follows.isupper() and end - start == 1


def _doubt(passage: Passage, start: int, entry: Entry, language: Language, capitals: bool) -> int:
    """How much less sure we are of a noun that may be another word here."""
    if entry.verb or not entry.noun:
        return 0
    before = passage.clause(start, 3)
    for distance, word in enumerate(before):
        if (
            word in language.words("determiners")
            or word in language.numbers
            or _owner(passage, start - 1 - distance)
        ):
            return distance * (_MAYBE_VERB if entry.plural else _FAR_ARTICLE)
        if not distance and word in language.words("partitive"):
            return 0
        if not distance and word in language.words("described"):
            return _FAR_ARTICLE
        if word in language.words("breaks") or word in language.words("partitive"):
            break
    if capitals:
        return _UNLIKELY - _CAPITALS_BONUS
    return _BARE_PLURAL if entry.plural and not before else _UNLIKELY


def _after_subject(passage: Passage, start: int, language: Language, named: frozenset[str]) -> bool:
    """ "She darts", "Moses guns the engine", "to dart": a verb, not a thing."""
    if not start:
        return False
    before = passage.low[start - 1]
    if before in language.words("subjects") or before in language.words("infinitive"):
        return True
    name = before in named and passage.raw[start - 1][0].isupper()
    return name and not _owner(passage, start - 1) and not passage.raw[start].isupper()


def _owner(passage: Passage, index: int) -> bool:
    return passage.raw[index].lower().endswith(("'s", "’s", "s'", "s’"))


def _is_figure_of_speech(before: tuple[str, ...], language: Language) -> bool:
    """Like a horse; as if a train; as big as a bus; a photo of a dog; without a car."""
    if set(before[:6]) & language.words("like"):
        return True
    far = [at for at, word in enumerate(before[:6]) if word in language.words("as")]
    if far and ((far[0] and before[far[0] - 1] in language.words("if")) or far[1:] == [far[0] + 2]):
        return True
    if set(before[:2]) & language.words("absent"):
        return True
    pictured = set(before[1:5]) & language.words("pictured")
    return bool(pictured) and bool(set(before[:3]) & language.words("of"))


def _quantity(before: tuple[str, ...], language: Language, entry: Entry) -> int | None:
    if not entry.plural:
        return None
    for word in before[:2]:
        if word in language.numbers and language.numbers[word] > 1:
            return language.numbers[word]
        if word.isdecimal() and len(word) < 5 and 1 < int(word) < 10_000:
            return int(word)
    return None
