"""Finding things by words: an index small enough to be held in memory and read through whole.

Words are compared folded (no case, no accents, ß as ss, ø as o). Every word asked for must
occur in a thing. A word in the name counts more than one in the text, the beginning of a
word more than its middle, the whole name most.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)
_END = "\n"
_NAME, _DETAIL, _TEXT = 40, 15, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be found.

    ``page`` is a url name, ``at`` what follows the page's address (``#s0012``). ``text`` is
    searched and not shown. ``weight`` lifts one kind of thing over another.
    """

    kind: str
    uid: str
    name: str
    detail: str = ""
    text: str = ""
    page: str = ""
    at: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    entry: Entry
    score: int


def fold(text: str) -> str:
    """The text as it is compared.

    >>> fold("ÉTÉ – Straße, Łódź")
    'ete – strasse, lodz'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def words_of(query: str) -> tuple[str, ...]:
    """What was asked for, folded, each word once."""
    return tuple(dict.fromkeys(fold(query.replace("\x00", " ")).split()))


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The entries and their folded texts, end to end."""

    entries: tuple[Entry, ...]
    names: tuple[str, ...] = field(repr=False)
    details: tuple[str, ...] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    blob: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    def find(self, words: Sequence[str], at_most: int = 50) -> list[Hit]:
        """The best entries in which every word occurs, best first."""
        if not words:
            return []
        rare = max(words, key=len)
        hits = [
            Hit(entry=self.entries[n], score=score)
            for n in self._with(rare)
            if (score := self._score(n, words))
        ]
        hits.sort(key=lambda hit: -hit.score)
        return hits[:at_most]

    def vocabulary(self) -> set[str]:
        """The words of all names, for guessing what a mistyped word was meant to be."""
        return {word for name in self.names for word in name.split() if len(word) > 2}

    def _with(self, word: str) -> Iterator[int]:
        """The numbers of the entries in which a word occurs."""
        at = self.blob.find(word)
        while at >= 0:
            n = bisect_right(self.starts, at) - 1
            yield n
            if n + 1 >= len(self.starts):
                return
            at = self.blob.find(word, self.starts[n + 1])

    def _score(self, n: int, words: Sequence[str]) -> int:
        name, detail, text = self.names[n], self.details[n], self.texts[n]
        score = self.entries[n].weight
        for word in words:
            found = max(
                _score_in(name, word) * _NAME,
                _score_in(detail, word) * _DETAIL,
                _TEXT if word in text else 0,
            )
            if not found:
                return 0
            score += found
        whole = " ".join(words)
        if name == whole:
            return score + 200
        return score + 60 if name.startswith(whole) else score


def _score_in(text: str, word: str) -> int:
    """0: not there, 1: inside a word, 2: where a word begins, 3: a word of its own."""
    at = text.find(word)
    best = 0
    while at >= 0 and best < 3:
        begins = at == 0 or not text[at - 1].isalnum()
        end = at + len(word)
        ends = end == len(text) or not text[end].isalnum()
        best = max(best, 1 + begins + (begins and ends))
        at = text.find(word, at + 1)
    return best


def build(entries: Sequence[Entry]) -> TextIndex:
    """The index of some entries, in their order."""
    names = tuple(_line(entry.name) for entry in entries)
    details = tuple(_line(entry.detail) for entry in entries)
    texts = tuple(_line(entry.text) for entry in entries)
    lines = [_END.join(parts) + _END for parts in zip(names, details, texts, strict=True)]
    starts = tuple(accumulate((len(line) for line in lines), initial=0))[: len(lines)]
    return TextIndex(tuple(entries), names, details, texts, "".join(lines), starts)


def _line(text: str) -> str:
    return " ".join(fold(text).split())
