"""People as they are first seen: ``ODILE (9)``, ``a COP (30s)``, ``LEO, a boy of six``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from topsheet.breakdown.engine.lexicon import Language
from topsheet.breakdown.engine.words import Passage

ADULT = 18
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'’.\-]*"
_INTRODUCED = re.compile(
    rf"(?<![\w'’])((?:{_NAME}|#?\d{{1,2}})(?:[ ](?:{_NAME}|#?\d{{1,2}})){{0,4}})"
    r"\s*(?:\(|\[|,\s*\(?)([^()\[\]\n]{1,60})"
)
_AGE = re.compile(r"(?<![\w/:.,#-])(\d{1,3})(?![\d%:/]|[.,]\d)\s*['’]?(s\b)?[\s-]*([^\W\d_]*)")
_NO_AGE = re.compile(r"\d+\s*(?:%|kg|lbs?|feet|ft|m\b|cm|km|am\b|pm\b|h\b)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A person introduced in capitals with an age or words for one.

    ``named`` is False for "a WAITER (20s)". ``minor`` None: nothing is said about it.
    """

    name: str
    scene: int
    line: int
    age: int | None
    minor: bool | None
    named: bool
    excerpt: str


def introductions(passages: Iterable[Passage], language: Language) -> tuple[Introduction, ...]:
    """All introductions with an age, in script order."""
    found = []
    for passage in passages:
        if passage.shouted:
            continue
        for match in _INTRODUCED.finditer(passage.text):
            person = _introduction(passage, match, language)
            if person is not None:
                found.append(person)
    return tuple(found)


def is_minor_name(name: str, language: Language) -> bool:
    """Whether the name itself says a child: BOY, LITTLE GIRL, TEEN #2."""
    low = " ".join(re.findall(r"[^\W\d_]+", name.casefold()))
    if low in language.words("grown"):
        return False
    return any(word in language.words("young") for word in low.split())


def _introduction(
    passage: Passage, match: re.Match[str], language: Language
) -> Introduction | None:
    name, article = _bare_name(match[1], language)
    if len(name) < 2 or not any(c.isalpha() for c in name):
        return None
    bracketed = "(" in passage.text[match.end(1) : match.start(2)]
    age, minor = _age(match[2], bracketed, language)
    if age is None and minor is None and not _decade(match[2]):
        return None
    words = [word.casefold().strip(".") for word in name.split()]
    common = any(word in language.people or word in language.crowd for word in words)
    before = passage.text[: match.start()].split()[-1:]
    article = article or (bool(before) and before[0].casefold() in language.words("determiners"))
    sure = bracketed or age is not None
    index = next((i for i, at in enumerate(passage.starts) if at >= match.start()), 0)
    return Introduction(
        name=name.upper().replace("’", "'"), scene=passage.scene, line=passage.line_of(index),
        age=age, minor=minor, named=sure and not common and not article and len(name) > 2,
        excerpt=passage.excerpt(index),
    )  # fmt: skip


def _bare_name(written: str, language: Language) -> tuple[str, bool]:
    """The name without a leading article, and whether it had one ("A CREATURE")."""
    words = written.strip(" .'’-").split()
    article = len(words) > 1 and words[0].casefold() in language.words("articles")
    return " ".join(words[1:] if article else words), article


def _age(said: str, bracketed: bool, language: Language) -> tuple[int | None, bool | None]:
    """(age, minor) from what follows a name, or (None, None)."""
    if not bracketed:
        said = re.split(r"[,.;:–—]", said, maxsplit=1)[0]
    if _NO_AGE.search(said):
        return None, None
    low = said.casefold()
    words = re.findall(r"[^\W\d_]+", low)
    if match := _AGE.search(low):
        if match[2] or (not bracketed and not _only_age(low, match, language)):
            return None, (False if match[2] and int(match[1]) >= ADULT else None)
        age = 0 if match[3] in language.words("months") else int(match[1])
        return (age, age < ADULT) if age < 111 else (None, None)
    spelled = [language.numbers[w] for w in words if w in language.numbers]
    told = language.words("young" if bracketed else "young_told")
    young = any(word in told for word in words)
    if spelled and spelled[0] > 1 and (len(words) < 3 or young):
        return spelled[0], spelled[0] < ADULT
    if young and " ".join(words) not in language.words("grown"):
        return None, True
    return None, None


def _only_age(low: str, match: re.Match[str], language: Language) -> bool:
    """Without brackets a number is an age only alone or with words for years or a child."""
    around = set(re.findall(r"[^\W\d_]+", low))
    ok = language.words("years") | language.words("young") | language.words("age_words")
    return low.strip() == match[1] or bool(around & ok)


def _decade(said: str) -> bool:
    return bool(re.search(r"\b\d0\s*['’]?s\b", said))
