"""Finding things by words: an index small enough to be held in memory and read through whole.

Words are compared folded (no case, no accents, ß as ss, ø as o). Every word asked for must
occur in a thing. A word in the name counts more than one in the text, the beginning of a
word more than its middle, the whole name most.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

_LETTERS = (("ø", "o"), ("ł", "l"), ("đ", "d"), ("ð", "d"), ("þ", "th"), ("æ", "ae"),
            ("œ", "oe"), ("ı", "i"), ("’", "'"))  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093c\u3099\u309a]")
_END = "\n"
_NAME, _DETAIL, _TEXT = 40, 30, 5
_SHORTEST = 3  # letters of a word that is looked for in texts
_CANDIDATES = 300  # of one index, for one word


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
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).casefold()
    for letter, otherwise in _LETTERS:
        plain = plain.replace(letter, otherwise)
    return plain


def words_of(query: str) -> tuple[str, ...]:
    """What was asked for, folded, each word once."""
    return tuple(dict.fromkeys(fold(query.replace("\x00", " ")).split()))


@dataclass(frozen=True, slots=True)
class _Blob:
    """Folded texts end to end, read through as one."""

    blob: str
    starts: tuple[int, ...]  # of each, and the end of all

    def has(self, n: int, word: str) -> bool:
        return self.blob.find(word, self.starts[n], self.starts[n + 1]) >= 0

    def having(self, word: str, at_most: int) -> Iterator[int]:
        """The numbers of the first texts in which a word occurs."""
        at = self.blob.find(word)
        while at >= 0 and at_most > 0:
            n = bisect_right(self.starts, at) - 1
            yield n
            at_most -= 1
            at = self.blob.find(word, self.starts[n + 1])


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The entries, their names and details, and their longer texts."""

    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    heads: _Blob = field(repr=False)
    texts: _Blob = field(repr=False)

    def find(
        self, words: Sequence[str], at_most: int = 50, candidates: int = _CANDIDATES
    ) -> list[Hit]:
        """The best entries in which every word occurs, best first.

        A word of one or two letters is looked for in names alone; of a word that occurs
        everywhere no more than ``candidates`` are weighed.
        """
        if not words:
            return []
        rare = max(words, key=len)
        numbers = dict.fromkeys(self.heads.having(rare, candidates))
        if len(rare) >= _SHORTEST and len(numbers) < candidates:
            numbers |= dict.fromkeys(self.texts.having(rare, candidates))
        hits = [
            Hit(entry=self.entries[n], score=score)
            for n in numbers
            if (score := self._score(n, words))
        ]
        hits.sort(key=lambda hit: -hit.score)
        return hits[:at_most]

    def vocabulary(self) -> set[str]:
        """The words of all names, for guessing what a mistyped word was meant to be."""
        return {word for name in self.names for word in name.split() if len(word) > 2}

    def _score(self, n: int, words: Sequence[str]) -> int:
        name = self.names[n]
        score = self.entries[n].weight
        for word in words:
            if found := _score_in(name, word):
                score += found * _NAME
            elif self.heads.has(n, word):
                score += _DETAIL
            elif len(word) >= _SHORTEST and self.texts.has(n, word):
                score += _TEXT
            else:
                return 0
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
    details = (_line(entry.detail) for entry in entries)
    heads = tuple(f"{name}\t{detail}" for name, detail in zip(names, details, strict=True))
    texts = [_line(entry.text) for entry in entries]
    bare = tuple(replace(entry, text="") if entry.text else entry for entry in entries)
    return TextIndex(bare, names, _blob(heads), _blob(texts))


def _blob(texts: Sequence[str]) -> _Blob:
    starts = tuple(accumulate((len(text) + 1 for text in texts), initial=0))
    return _Blob("".join(f"{text}{_END}" for text in texts), starts)


def _line(text: str) -> str:
    return " ".join(fold(text).split()) if text else ""
