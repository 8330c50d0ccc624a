"""Roles named in action: who is proposed as present without a line, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from topsheet.breakdown.engine.lexicon import Automaton, Language
from topsheet.breakdown.engine.words import Passage

SUBJECT = 90
IN_ACTION = 78
BODY = 80  # "Anna's hand"
OWNED = 35  # "Anna's car"
SPOKEN_OF = 20  # "a photo of Anna", "no sign of Anna"
COMMON_NOUN = 50  # "Guard" at the head of a sentence may be any guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A role named in a scene's action."""

    role: str
    scene: int
    line: int
    confidence: int
    excerpt: str
    reason: str


def sightings(
    passages: Iterable[Passage], names: Automaton, language: Language
) -> tuple[Sighting, ...]:
    """Every mention of a role by name in the passages."""
    found: list[Sighting] = []
    for passage in passages:
        at = 0
        while at < len(passage.raw):
            hit = names.longest(passage.low, at) if passage.raw[at][0].isupper() else None
            if hit is None:
                at += 1
                continue
            end, role = hit
            judged = _judge(passage, at, end, language)
            if judged is not None:
                found.append(_sighting(passage, at, role, judged))
            at = end
    return tuple(found)


def _sighting(passage: Passage, at: int, role: str, judged: tuple[int, str]) -> Sighting:
    return Sighting(
        role=role, scene=passage.scene, line=passage.line_of(at), confidence=judged[0],
        excerpt=passage.excerpt(at), reason=judged[1],
    )  # fmt: skip


def _judge(passage: Passage, start: int, end: int, language: Language) -> tuple[int, str] | None:
    """(confidence, reason) of one mention; None when it is no mention at all."""
    last = passage.raw[end - 1]
    owner = last.lower().endswith(("'s", "’s", "s'", "s’"))
    if passage.in_quotes(start):
        return SPOKEN_OF, "named in a text or title"
    if _spoken_of(passage, start, language):
        return SPOKEN_OF, "spoken of, not seen"
    after = passage.low[end] if end < len(passage.low) else ""
    if owner:
        body = after in language.words("body")
        return (BODY, "a part of the body is seen") if body else (OWNED, "only something owned")
    if after in language.words("gone"):
        return SPOKEN_OF, "said to be elsewhere"
    if _common_noun(passage, start, end, language):
        longer = start > 0 and passage.raw[start - 1][:1].isupper() and not passage.begins(start)
        return None if longer else (COMMON_NOUN, "a common word for people")
    if passage.begins(start) or passage.low[start - 1] in language.words("and"):
        return SUBJECT, "subject of the action"
    return IN_ACTION, "named in the action"


def _spoken_of(passage: Passage, start: int, language: Language) -> bool:
    before = passage.clause(start, 5)
    if set(before[:2]) & language.words("about") or set(before[:3]) & language.words("absent"):
        return True
    pictured = language.words("pictured")
    return bool(set(before) & pictured) and bool(set(before[:2]) & language.words("of"))


def _common_noun(passage: Passage, start: int, end: int, language: Language) -> bool:
    """MAN, OLD WOMAN: may be any man; a number ("MAN #1") or a trade (PRIEST) tells who."""
    words = passage.low[start:end]
    if all(word in language.words("anybody") for word in words):
        return True
    common = all(word in language.people or word in language.crowd for word in words)
    return common and not passage.upper(start, end) and passage.begins(start)
