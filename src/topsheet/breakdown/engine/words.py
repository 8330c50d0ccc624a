"""Words of a paragraph with their places, cut once and read by every finder."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_QUOTED = re.compile(r"[\"“«„]([^\"“”«»„]{1,90})[\"”»“]")
_ELISION = re.compile(r"^(?:[ldnsjcmt]|qu)'(?=[^\W\d]{2})")
_ENDS = frozenset(".!?;:…")
_EXCERPT = 120
_LONGEST_KEY = 44  # a key is part of uids and of names of facts


@dataclass(frozen=True)
class Passage:
    """A paragraph of a scene that is not spoken.

    ``raw`` are its words and marks as written, ``low`` the same in lower case without
    a possessive ``'s``; ``starts`` and ``ends`` are offsets in ``text``.
    """

    scene: int
    line: int
    text: str
    aside: bool = False  # a parenthetical under a cue

    @cached_property
    def _cut(self) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
        found = list(_TOKEN.finditer(self.text))
        return (
            tuple(match.group() for match in found),
            tuple(match.start() for match in found),
            tuple(match.end() for match in found),
        )

    @cached_property
    def raw(self) -> tuple[str, ...]:
        return self._cut[0]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return self._cut[1]

    @cached_property
    def ends(self) -> tuple[int, ...]:
        return self._cut[2]

    @cached_property
    def low(self) -> tuple[str, ...]:
        return tuple(bare(word) for word in self.raw)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span(1) for match in _QUOTED.finditer(self.text))

    @cached_property
    def shouted(self) -> bool:
        """More than half of a longer paragraph is in capitals: capitals say nothing here."""
        letters = [c for c in self.text if c.isalpha()]
        return len(self.raw) > 6 and sum(c.isupper() for c in letters) > len(letters) * 0.6

    def in_quotes(self, index: int) -> bool:
        start = self.starts[index]
        return any(a <= start < b for a, b in self.quoted)

    def written(self, index: int, announcing: frozenset[str]) -> bool:
        """Whether the word stands in quotes or in capitals after "reads", "marked" …"""
        if self.in_quotes(index):
            return True
        at = index
        while at > 0 and (self.raw[at].isupper() or not self.raw[at][0].isalnum()):
            at -= 1
        return at < index and self.raw[index].isupper() and self.low[at] in announcing

    def upper(self, start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end`` stand out by capitals."""
        words = self.raw[start:end]
        return (
            not self.shouted
            and sum(map(len, words)) > 1
            and all(word.upper() == word for word in words if word[0].isalpha())
        )

    def begins(self, index: int) -> bool:
        """Whether a sentence begins at this word."""
        if index == 0:
            return True
        before = self.raw[index - 1]
        return before in _ENDS or before in '"“«„-–—(*' or "\n" in self._gap(index)

    def clause(self, index: int, reach: int) -> tuple[str, ...]:
        """Up to ``reach`` words before ``index`` in the same sentence, nearest first."""
        words: list[str] = []
        for at in range(index - 1, max(-1, index - 1 - reach), -1):
            if self.raw[at] in _ENDS or self.raw[at] in ",—–":
                break
            words.append(self.low[at])
        return tuple(words)

    def line_of(self, index: int) -> int:
        return self.line

    def excerpt(self, index: int) -> str:
        """The sentence around a word, shortened to fit a sheet."""
        at = self.starts[index]
        begin = max(self.text.rfind(mark, 0, at) for mark in (". ", "! ", "? ", "\n"))
        begin = begin + 1 if begin >= 0 else 0
        begin = max(begin, at - _EXCERPT // 2)
        end = min(
            (e for e in (self.text.find(mark, at) for mark in (". ", "! ", "? ", "\n")) if e > 0),
            default=len(self.text),
        )
        end = min(end + 1, begin + _EXCERPT, len(self.text))
        text = " ".join(self.text[begin:end].split())
        before = "…" if begin and self.text[begin - 1].isalnum() else ""
        after = "…" if end < len(self.text) and self.text[end - 1].isalnum() else ""
        return f"{before}{text}{after}"

    def _gap(self, index: int) -> str:
        return self.text[self.ends[index - 1] : self.starts[index]]


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Lower case, straight apostrophes, without a possessive ``'s`` or a French ``l'``."""
    low = word.lower().replace("’", "'")
    if low.endswith("'s") and len(low) > 3:
        return low[:-2]
    return _ELISION.sub("", low) if "'" in low else low


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """A stable key: letters and digits of any script, accents folded, joined by dashes.

    >>> slug("Élodie O'Hara #2")
    'elodie-ohara-2'
    """
    folded = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    plain = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’.")
    key = "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain)))
    return key[:_LONGEST_KEY].rstrip("-")


def near(first: str, second: str) -> bool:
    """Whether two words differ by one slip: a letter more, less, other or swapped."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = 0
    shortest = min(len(first), len(second))
    while start < shortest and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b or a == b[1:] or a[1:] == b[1:]
