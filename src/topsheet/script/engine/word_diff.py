"""Two texts side by side: which words went, which came, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from topsheet.script.engine.likeness import words_of

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 6_000  # tokens of one scene laid word by word; beyond, whole paragraphs


class Side(StrEnum):
    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in both, only in the old, or only in the new."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the old beside that of the new; an empty side has none."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return all(piece.side is Side.SAME for piece in (*self.old, *self.new))


def side_by_side(old: Sequence[str], new: Sequence[str]) -> tuple[Row, ...]:
    """Paragraphs laid beside each other; within a pair the words that differ are marked.

    >>> [row] = side_by_side(["He waits."], ["He waits here."])
    >>> [(piece.side.value, piece.text) for piece in row.new]
    [('same', 'He waits'), ('new', ' here'), ('same', '.')]
    """
    keys = [[words_of(text) for text in texts] for texts in (old, new)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    rows: list[Row] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += [_same(x, y) for x, y in zip(old[a:b], new[c:d], strict=True)]
        else:
            rows += _paired(old[a:b], new[c:d])
    return tuple(rows)


def _same(old: str, new: str) -> Row:
    return Row((Piece(Side.SAME, old),), (Piece(Side.SAME, new),))


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Paragraphs rewritten: each with the one most like it in their order."""
    at = 0
    for text in new:
        likeness = [_alike(before, text) for before in old[at : at + 6]]
        best = max(range(len(likeness)), key=lambda n: (likeness[n], -n), default=-1)
        if best < 0 or likeness[best] < 0.34:
            yield Row((), (Piece(Side.NEW, text),))
            continue
        yield from (Row((Piece(Side.OLD, gone),), ()) for gone in old[at : at + best])
        yield _words(old[at + best], text)
        at += best + 1
    yield from (Row((Piece(Side.OLD, gone),), ()) for gone in old[at:])


def _alike(old: str, new: str) -> float:
    a, b = words_of(old), words_of(new)
    if not a and not b:
        return 1.0
    both = set(a) & set(b)
    return 2 * len(both) / (len(set(a)) + len(set(b)))


def _words(old: str, new: str) -> Row:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(a) + len(b) > _LONGEST:
        return Row((Piece(Side.OLD, old),), (Piece(Side.NEW, new),))
    matcher = SequenceMatcher(None, _folded(a), _folded(b), autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        same = tag == "equal"
        _add(left, Side.SAME if same else Side.OLD, "".join(a[i:j]))
        _add(right, Side.SAME if same else Side.NEW, "".join(b[k:m]))
    return Row(tuple(left), tuple(right))


def _folded(tokens: Sequence[str]) -> list[str]:
    return [" " if token.isspace() else token for token in tokens]


def _add(pieces: list[Piece], side: Side, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1].side is side:
        text = pieces.pop().text + text
    pieces.append(Piece(side, text))
