"""How alike two scenes are: by text, heading and number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from topsheet.script.engine.types import ElementKind, Scene

_WORD = re.compile(r"\w+")
_UNPRINTED = frozenset({ElementKind.NOTE, ElementKind.SECTION, ElementKind.PAGE_BREAK})
_ENOUGH = 24  # words from which a text alone tells which scene it is
_TEXT, _HEADING, _NUMBER = 0.60, 0.25, 0.15  # what each says of a scene, of 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What a scene is known by again. ``pairs`` counts each two words that follow each other."""

    number: str  # "" when the script does not number this scene
    heading: str
    set_name: str
    intext: str
    words: tuple[str, ...]
    pairs: Counter[tuple[str, str]] = field(repr=False)

    @property
    def whole(self) -> tuple[str, tuple[str, ...]]:
        """Heading and text: the same in two drafts when nothing was rewritten."""
        return (self.heading, self.words)


def print_of(scene: Scene) -> Print:
    words = words_of(spoken_text(scene))
    return Print(
        number=scene.number.casefold() if scene.numbered else "",
        heading=" ".join(words_of(scene.heading)),
        set_name=" ".join(words_of(scene.set_name)),
        intext=scene.intext.value,
        words=words,
        pairs=Counter(_pairs(words)),
    )


def spoken_text(scene: Scene) -> str:
    """The scene's text as it is printed under the heading, without the writer's own notes."""
    return "\n".join(e.text for e in scene.elements if e.kind not in _UNPRINTED)


def words_of(text: str) -> tuple[str, ...]:
    """Words in small letters: a new line break or another sort of quotes changes nothing.

    >>> words_of("INT. BARN – DAY"), words_of("He “waits”.")
    (('int', 'barn', 'day'), ('he', 'waits'))
    """
    return tuple(_WORD.findall(text.casefold()))


def _pairs(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(("", *words), (*words, ""), strict=True) if words else ()


def same_text(a: Print, b: Print) -> float:
    """The share of two texts that is one and the same, from 0 to 1; 1 when neither has any."""
    both = a.pairs.total() + b.pairs.total()
    if not both:
        return 1.0
    return 2 * (a.pairs & b.pairs).total() / both


def same_heading(a: Print, b: Print) -> float:
    if a.heading == b.heading:
        return 1.0
    alike = _alike(*sorted((a.set_name, b.set_name)))
    return 0.75 * alike + (0.15 if a.intext == b.intext else 0.0)


def _alike(a: str, b: str) -> float:
    """Names of two sets; what two names have in common by chance does not count."""
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a[:80], b[:80], autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return 0.0
    return max(0.0, 2 * matcher.ratio() - 1)


def likeness(a: Print, b: Print, numbers: float) -> float:
    """How sure it is that two prints are of one scene, from 0 to 1.

    ``numbers`` (0 to 1) is how far the two drafts' scene numbers are to be trusted. A short
    text says little, so that its weight grows with its words.
    """
    told = min(1.0, (max(len(a.words), len(b.words)) + 6) / _ENOUGH)
    text, number = _TEXT * told, _NUMBER * numbers
    if not (a.number and b.number):
        number = 0.0
    score = text * same_text(a, b) + _HEADING * same_heading(a, b)
    score += number if a.number == b.number else 0.0
    return score / (text + _HEADING + number)
