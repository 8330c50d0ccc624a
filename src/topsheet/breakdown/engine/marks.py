"""Where in a paragraph a suggestion stands, so that a page can mark the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]
Piece = tuple[str, tuple[str, ...]]  # text, and the keys of what stands there

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SHORTEST = 3


def find_words(text: str, names: Iterable[str]) -> Span | None:
    """The first of ``names`` that stands in ``text``, whole; else the longest word of one.

    Case does not matter, and a word may have an ending more ("horse" stands in "HORSES").

    >>> find_words("FORTY VILLAGERS follow.", ["villager"])
    (6, 15)
    """
    wanted = [name for name in names if name.strip()]
    for name in wanted:
        found = _phrase(text, _WORD.findall(name))
        if found:
            return found
    words = {word for name in wanted for word in _WORD.findall(name) if len(word) >= _SHORTEST}
    spans = (_phrase(text, [word]) for word in sorted(words, key=lambda w: (-len(w), w)))
    return next((span for span in spans if span), None)


def find_excerpt(text: str, excerpt: str) -> Span | None:
    """Where the sentence that was quoted stands; line breaks count as spaces."""
    words = [re.escape(word) for word in excerpt.strip("… \n").split()]
    found = re.search(r"\s+".join(words), text) if words else None
    return found.span() if found else None


def pieces(text: str, spans: Sequence[tuple[Span, str]]) -> tuple[Piece, ...]:
    """The text cut wherever a span begins or ends; each piece with the keys of its spans.

    Joined together the pieces are the text.
    """
    cuts = {0, len(text)} | {at for (start, end), _ in spans for at in (start, end)}
    edges = sorted(at for at in cuts if 0 <= at <= len(text))
    return tuple(
        (text[a:b], tuple(key for (start, end), key in spans if start <= a and b <= end))
        for a, b in pairwise(edges)
    )


def _phrase(text: str, words: Sequence[str]) -> Span | None:
    if not words:
        return None
    ending = r"(?:e?s|n|en)?(?:['’]s)?" if len(words[-1]) >= _SHORTEST else ""
    inner = r"[\s\-]+".join(re.escape(word) for word in words)
    found = re.search(rf"(?<![^\W_]){inner}{ending}(?![^\W_])", text, re.IGNORECASE)
    return found.span() if found else None
