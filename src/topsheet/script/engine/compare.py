"""Two drafts compared: which scene of the new one is which of the old.

A scene is known again by its number, its heading and its text together. A number counts
only as far as the drafts' unmistakable scenes bear it out: numbers are given anew, shift
by one, or are missing. All pairs are chosen together (``assignment.py``), so that the
order of the scenes decides only between equals. Then what is doubtful is said to be so,
with the other scenes it could be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from topsheet.script.engine.assignment import best_pairs
from topsheet.script.engine.candidates import candidates_of
from topsheet.script.engine.likeness import Print, likeness, print_of, same_text
from topsheet.script.engine.types import Scene

SURE = 0.52  # from this likeness a pair is taken without asking
DOUBTFUL = 0.36  # below this two scenes have nothing to do with each other
_PROPOSED = 0.40  # a doubtful pair from here on is proposed, below it the scene counts as new
_IN_PLACE = 0.10  # what standing between the same neighbours adds
_CLOSE = 0.08  # a rival this close makes a pair doubtful
_UNMISTAKABLE = 0.8
_SHOWN = 5  # candidates told of a doubtful scene
SAME_FILM = 0.15  # the share of scenes that two drafts of one film have in common at least


class Fate(StrEnum):
    """What became of a scene between two drafts."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    OMITTED = "omitted"
    UNCERTAIN = "uncertain"


class Changed(StrEnum):
    """What a new draft changed of a scene."""

    HEADING = "heading"
    TEXT = "text"
    CAST = "cast"
    LENGTH = "length"
    NUMBER = "number"
    RESTORED = "restored"  # it was omitted and is there again


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An old scene that a doubtful one may be; ``score`` from 0 to 100."""

    old: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One scene over two drafts: indexes into the old and the new, None where it is not.

    ``kept`` is the share of the text that stayed, 0 to 100; ``score`` how sure the pair is.
    An ``uncertain`` scene names its ``candidates``, best first; ``old`` is then what is
    proposed. ``moved``: it stands elsewhere among its neighbours.
    """

    old: int | None
    new: int | None
    fate: Fate
    score: int = 0
    kept: int = 0
    moved: bool = False
    changed: tuple[Changed, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``matches`` in the order of the new draft, omitted scenes where they stood.

    ``known`` of ``of`` scenes of the shorter draft were found again in the other.
    """

    matches: tuple[Match, ...]
    known: int
    of: int

    @property
    def same_film(self) -> bool:
        return self.known >= SAME_FILM * self.of

    def with_fate(self, fate: Fate) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.fate is fate)


def compare(old: Sequence[Scene], new: Sequence[Scene]) -> Comparison:
    """Match the scenes of a new draft with those of the old, both in their order."""
    before, after = tuple(map(print_of, old)), tuple(map(print_of, new))
    told = _told_omitted(old, new)
    alike = _unchanged(before, after, set(told.values()), set(told))
    scores = _scores(before, after, alike | told)
    chosen = {**told, **alike, **best_pairs(scores)}
    matches = [_match(n, chosen.get(n), old, new, before, after, scores) for n in range(len(new))]
    kept = {match.old for match in matches if match.old is not None}
    matches = _mark_moved(matches)
    placed = _with_omitted(matches, [n for n in range(len(old)) if n not in kept], old)
    return Comparison(matches=tuple(placed), **_share(matches, old, new))


def pair_again(
    comparison: Comparison,
    pairing: Mapping[int, int | None],
    old: Sequence[Scene],
    new: Sequence[Scene],
) -> Comparison:
    """The comparison with some pairs said by a person: new → old, or None for a new scene.

    An old scene that is taken from another leaves that one new.
    """
    before, after = tuple(map(print_of, old)), tuple(map(print_of, new))
    chosen = {m.new: m.old for m in comparison.matches if m.new is not None}
    said = set(pairing.values()) - {None}
    chosen = {n: (None if o in said else o) for n, o in chosen.items()} | dict(pairing)
    doubts = {m.new: m for m in comparison.matches if m.fate is Fate.UNCERTAIN}
    matches = []
    for n in range(len(new)):
        match = _settled(n, chosen.get(n), old, new, before, after)
        if n in doubts and n not in pairing and doubts[n].old == match.old:
            match = doubts[n]
        matches.append(match)
    kept = {match.old for match in matches if match.old is not None}
    placed = _with_omitted(_mark_moved(matches), [n for n in range(len(old)) if n not in kept], old)
    return Comparison(matches=tuple(placed), known=comparison.known, of=comparison.of)


def _told_omitted(old: Sequence[Scene], new: Sequence[Scene]) -> dict[int, int]:
    """``12 OMITTED`` in the new draft is the old scene 12, whatever stood in it."""
    by_number: dict[str, list[int]] = defaultdict(list)
    for index, scene in enumerate(old):
        by_number[scene.number.casefold()].append(index)
    found: dict[int, int] = {}
    for index, scene in enumerate(new):
        held = by_number.get(scene.number.casefold(), [])
        if scene.omitted and scene.numbered and len(held) == 1:
            found[index] = held[0]
            by_number.pop(scene.number.casefold())
    return found


def _unchanged(
    before: Sequence[Print], after: Sequence[Print], taken: set[int], told: set[int]
) -> dict[int, int]:
    """Scenes with the same heading and text; among equals first those of one number."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for index, scene in enumerate(before):
        if index not in taken:
            waiting[scene.whole].append(index)
    found: dict[int, int] = {}
    rest: list[int] = []
    for index, scene in enumerate(after):
        held = waiting.get(scene.whole, []) if index not in told else []
        same = [o for o in held if scene.number and before[o].number == scene.number]
        if same:
            found[index] = same[0]
            held.remove(same[0])
        elif held:
            rest.append(index)
    for index in rest:
        if waiting[after[index].whole]:
            found[index] = waiting[after[index].whole].pop(0)
    return found


def _scores(
    before: Sequence[Print], after: Sequence[Print], paired: Mapping[int, int]
) -> dict[int, dict[int, float]]:
    """How well each scene not yet paired goes with the old ones it may be."""
    taken = set(paired.values())
    open_old = [n for n in range(len(before)) if n not in taken]
    open_new = [n for n in range(len(after)) if n not in paired]
    near = _neighbours(paired, len(before), len(after))
    trust = _trust_in_numbers(before, after, paired)
    scores: dict[int, dict[int, float]] = {}
    for new, olds in candidates_of(before, after, open_old, open_new, near).items():
        scores[new] = {}
        for old in olds:
            score = likeness(before[old], after[new], trust)
            score += _IN_PLACE * near.closeness(old, new)
            if score >= DOUBTFUL:
                scores[new][old] = min(1.0, score)
    return scores


def _trust_in_numbers(
    before: Sequence[Print], after: Sequence[Print], paired: Mapping[int, int]
) -> float:
    """The share of unchanged scenes that kept their number; one half when none can tell."""
    pairs = [(before[o].number, after[n].number) for n, o in paired.items()]
    both = [(a, b) for a, b in pairs if a and b]
    return (sum(a == b for a, b in both) + 1) / (len(both) + 2)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """Where a scene should stand by the unchanged scenes around it."""

    expected: tuple[float, ...]

    def closeness(self, old: int, new: int) -> float:
        return 1 / (1 + abs(old - self.expected[new]))


def _neighbours(paired: Mapping[int, int], old: int, new: int) -> _Neighbours:
    places, last = [], -1.0
    for n in range(new):
        last = float(paired[n]) if n in paired else last + 1
        places.append(min(last, old - 1.0))
    return _Neighbours(tuple(places))


def _match(
    new: int,
    old: int | None,
    olds: Sequence[Scene],
    news: Sequence[Scene],
    before: Sequence[Print],
    after: Sequence[Print],
    scores: Mapping[int, Mapping[int, float]],
) -> Match:
    """What became of one new scene: settled, or doubtful with its candidates."""
    found = scores.get(new)
    if not found:
        return _settled(new, old, olds, news, before, after)
    ranked = sorted(found, key=lambda o: (-found[o], o))
    score = found[old] if old is not None else 0.0
    rival = max((found[o] for o in ranked if o != old), default=0.0)
    if score >= SURE and score - rival >= _CLOSE:
        return _settled(new, old, olds, news, before, after, score)
    if old is not None and score >= _UNMISTAKABLE and same_text(before[old], after[new]) > 0.9:
        return _settled(new, old, olds, news, before, after, score)
    told = tuple(Candidate(old=o, score=round(100 * found[o])) for o in ranked[:_SHOWN])
    proposed = old if score >= _PROPOSED else None
    known = _settled(new, proposed, olds, news, before, after, score)
    return Match(
        old=proposed, new=new, fate=Fate.UNCERTAIN, score=known.score, kept=known.kept,
        changed=known.changed, candidates=told,
    )  # fmt: skip


def _settled(
    new: int,
    old: int | None,
    olds: Sequence[Scene],
    news: Sequence[Scene],
    before: Sequence[Print],
    after: Sequence[Print],
    score: float = 1.0,
) -> Match:
    if old is None:
        return Match(old=None, new=new, fate=Fate.NEW)
    kept = round(100 * same_text(before[old], after[new]))
    if news[new].omitted:
        fate = Fate.SAME if olds[old].omitted else Fate.OMITTED
        return Match(old=old, new=new, fate=fate, score=round(100 * score), kept=kept)
    changed = tuple(_changes(olds[old], news[new], before[old], after[new]))
    rewritten = set(changed) - {Changed.NUMBER}
    return Match(
        old=old, new=new, fate=Fate.CHANGED if rewritten else Fate.SAME,
        score=round(100 * score), kept=min(kept, 99) if Changed.TEXT in changed else kept,
        changed=changed,
    )  # fmt: skip


def _changes(old: Scene, new: Scene, before: Print, after: Print) -> Iterator[Changed]:
    """What is different. A length counts only where the text was rewritten: the same words
    printed by another program are not a longer scene.
    """
    if before.heading != after.heading:
        yield Changed.HEADING
    if before.words != after.words:
        yield Changed.TEXT
        if set(old.characters) != set(new.characters):
            yield Changed.CAST
        if old.eighths != new.eighths:
            yield Changed.LENGTH
    if before.number != after.number and after.number:
        yield Changed.NUMBER
    if old.omitted and not new.omitted:
        yield Changed.RESTORED


def _mark_moved(matches: Sequence[Match]) -> list[Match]:
    """All pairs but the longest run that stayed in order were moved."""
    pairs = [m for m in matches if m.old is not None]
    stayed = _longest_rising([m.old for m in pairs if m.old is not None])
    moved = {m.new for place, m in enumerate(pairs) if place not in stayed}
    return [_moved(match) if match.new in moved else match for match in matches]


def _moved(match: Match) -> Match:
    return Match(
        old=match.old, new=match.new, fate=match.fate, score=match.score, kept=match.kept,
        moved=True, changed=match.changed, candidates=match.candidates,
    )  # fmt: skip


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The places of a longest rising run."""
    ends: list[int] = []  # the smallest last value of a run of each length
    at: list[int] = []  # its place
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        at[length : length + 1] = [place]
    found: set[int] = set()
    place = at[-1] if at else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def _with_omitted(
    matches: Iterable[Match], missing: Iterable[int], old: Sequence[Scene]
) -> Iterator[Match]:
    """The missing scenes after the scene they followed in the old draft."""
    after: dict[int, list[Match]] = defaultdict(list)
    gone = set(missing)
    last = -1
    for index, scene in enumerate(old):
        if index in gone:
            fate = Fate.SAME if scene.omitted else Fate.OMITTED
            after[last].append(Match(old=index, new=None, fate=fate, score=100))
        else:
            last = index
    yield from after[-1]
    for match in matches:
        yield match
        if match.old is not None:
            yield from after[match.old]


def _share(matches: Iterable[Match], old: Sequence[Scene], new: Sequence[Scene]) -> dict[str, int]:
    sure = (Fate.SAME, Fate.CHANGED)
    known = sum(m.fate in sure and m.new is not None and not new[m.new].omitted for m in matches)
    shot = min(sum(not s.omitted for s in old), sum(not s.omitted for s in new))
    return {"known": known, "of": shot}
