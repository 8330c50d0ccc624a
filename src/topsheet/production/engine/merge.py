"""Three-way merge: what two sides made of the same records, made one.

Whatever only one side touched is taken from that side. What is left to decide is an *atom*: a
field both have, or the existence of a record only one has. References tie atoms together: who
takes my strip's new day must take the day. Each tie is an arrow "if this one is mine, that one
is mine", so that taking mine spreads forward and taking theirs spreads backward. Atoms that end
up mine when everything in doubt is mine, and theirs when everything in doubt is theirs, are in
dispute; those that hang together are one conflict, which one choice decides. Any choices give
a whole: each side was whole, and no arrow leaves a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from topsheet.production.engine.differences import Differences, changed_fields, differences
from topsheet.production.engine.records import Fields, Key, References, State, target_of


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"

    @property
    def other(self) -> Side:
        return Side.THEIRS if self is Side.MINE else Side.MINE


class Reason(StrEnum):
    """Why a conflict is one."""

    CHANGED = "changed"  # one field, differently on both sides
    DELETED = "deleted"  # deleted on one side, edited on the other
    REFERENCE = "reference"  # deleted on one side, newly pointed to on the other
    CREATED = "created"  # created on both sides under one uid, differently


class Atom(NamedTuple):
    """What is decided by itself: a field, or (``field`` "") the record as a whole."""

    key: Key
    field: str = ""

    def __str__(self) -> str:
        return f"{self.key}#{self.field}" if self.field else str(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One atom of a conflict with its three values: of a field, or all fields of a record
    (None: there is no such record).
    """

    atom: Atom
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What somebody must decide. ``key`` names it in choices; ``choice`` None: undecided."""

    key: str
    reason: Reason
    parts: tuple[Part, ...]  # what the conflict is named after comes first
    choice: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """``operations`` turn theirs into ``result``; what is undecided stays as theirs has it."""

    result: State
    operations: Differences
    conflicts: tuple[Conflict, ...]

    @property
    def undecided(self) -> tuple[Conflict, ...]:
        return tuple(conflict for conflict in self.conflicts if conflict.choice is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """Fields over which nobody is asked. ``order``: where a record stands among its like goes
    along with what it points to, else stays theirs. ``gathers``: lists, by kind, in which what
    each side added and took out both counts.
    """

    order: frozenset[str] = frozenset()
    gathers: Mapping[str, frozenset[str]] = field(default_factory=dict)


_STRICT = Loose()
_Arrows: TypeAlias = Mapping[Atom, Iterable[Atom]]
_NO_CHOICES: Mapping[str, Side] = {}


def merge(
    base: State,
    mine: State,
    theirs: State,
    references: References,
    choices: Mapping[str, Side] = _NO_CHOICES,
    loose: Loose = _STRICT,
) -> Merge:
    """Merge ``mine`` into ``theirs``; both came from ``base``.

    Choices for keys that are no conflict are left aside. With a choice for each conflict
    nothing is undecided, and every reference that resolved in each side resolves.
    """
    base, mine = _gathered(base, mine, theirs, loose)
    defaults = dict(_atoms(base, mine, theirs, references))
    arrows = _arrows(defaults, mine, theirs, references)
    _loosen(defaults, arrows, (base, mine, theirs), references, loose)
    as_mine = _reached(arrows, _wanting(defaults, Side.MINE))
    as_theirs = _reached(_turned(arrows), _wanting(defaults, Side.THEIRS))
    groups = _groups(as_mine & as_theirs, arrows)
    conflicts = sorted(
        (_conflict(group, defaults, arrows, (base, mine, theirs), choices) for group in groups),
        key=lambda conflict: conflict.key,
    )
    taken = as_mine - as_theirs
    for conflict in conflicts:
        if conflict.choice is Side.MINE:
            taken |= {part.atom for part in conflict.parts}
    result = _result(mine, theirs, taken, references)
    return Merge(result=result, operations=differences(theirs, result), conflicts=tuple(conflicts))


def _atoms(
    base: State, mine: State, theirs: State, references: References
) -> Iterator[tuple[Atom, Side | None]]:
    """Everything to decide, with the side it takes by itself (None: in doubt)."""
    for key in sorted(mine.keys() | theirs.keys()):
        if key in mine and key in theirs:
            yield from _differing(key, base.get(key), mine[key], theirs[key])
            continue
        side, here = (Side.MINE, mine[key]) if key in mine else (Side.THEIRS, theirs[key])
        wanted = _whether_kept(side, base.get(key), here)
        yield Atom(key), wanted
        for name, reference in references.get(key.kind, {}).items():
            if reference.optional and here.get(name) is not None:
                yield Atom(key, name), wanted


def _gathered(base: State, mine: State, theirs: State, loose: Loose) -> tuple[State, State]:
    """Lists that both sides changed, made one before anything is compared."""
    bases, mines = dict(base), dict(mine)
    for key in base.keys() & mine.keys() & theirs.keys():
        for name in loose.gathers.get(key.kind, ()):
            was, here, there = (state[key].get(name) or [] for state in (base, mine, theirs))
            if was in (here, there) or here == there:
                continue
            kept = [item for item in there if item in here or item not in was]
            kept += [item for item in here if item not in was and item not in there]
            mines[key] = {**mines[key], name: kept}
            bases[key] = {**bases[key], name: there}
    return bases, mines


def _loosen(
    defaults: dict[Atom, Side | None],
    arrows: dict[Atom, set[Atom]],
    states: tuple[State, State, State],
    references: References,
    loose: Loose,
) -> None:
    """Let an order in doubt go along with what the record points to, else be theirs."""
    base, mine, theirs = states
    for atom in [atom for atom, side in defaults.items() if side is None]:
        if not atom.field and atom.key in mine and atom.key in theirs:
            fields = {name for name, _ in changed_fields(mine[atom.key], theirs[atom.key])}
            if fields <= loose.order:
                defaults[atom] = Side.THEIRS
        if atom.field not in loose.order or atom.key not in base:
            continue
        pointing = [Atom(atom.key, name) for name in references.get(atom.key.kind, {})]
        sides = {defaults[other] for other in pointing if other in defaults}
        for other in pointing if None in sides else ():
            if other in defaults and defaults[other] is None:
                arrows[atom].add(other)
                arrows[other].add(atom)
                break
        else:
            defaults[atom] = Side.MINE if Side.MINE in sides else Side.THEIRS


def _differing(
    key: Key, base: Fields | None, mine: Fields, theirs: Fields
) -> Iterator[tuple[Atom, Side | None]]:
    fields = [name for name, _ in changed_fields(mine, theirs)]
    if base is None:
        if fields:
            yield Atom(key), None
        return
    for name in fields:
        if base.get(name) == theirs.get(name):
            yield Atom(key, name), Side.MINE
        else:
            yield Atom(key, name), Side.THEIRS if base.get(name) == mine.get(name) else None


def _whether_kept(side: Side, base: Fields | None, here: Fields) -> Side | None:
    """A record only ``side`` has: new there, or deleted by the other."""
    if base is None:
        return side
    return None if any(changed_fields(base, here)) else side.other


def _arrows(
    atoms: Iterable[Atom], mine: State, theirs: State, references: References
) -> dict[Atom, set[Atom]]:
    """From each atom to those that must be mine when it is."""
    arrows: dict[Atom, set[Atom]] = defaultdict(set)
    for atom in atoms:
        for needed in _needs(atom, mine, theirs, references):
            arrows[atom].add(needed)
        for needed in _needs(atom, theirs, mine, references):
            arrows[needed].add(atom)  # what is gone with mine cannot be pointed to by theirs
    return arrows


def _needs(atom: Atom, here: State, there: State, references: References) -> Iterator[Atom]:
    """The records that only ``here`` has and that the atom, taken from here, stands on."""
    if atom.key not in here:
        return
    alone = atom.key not in there
    if alone and atom.field:
        yield Atom(atom.key)
    for name, reference in references.get(atom.key.kind, {}).items():
        if atom.field != name and (atom.field or (alone and reference.optional)):
            continue
        target = target_of(reference, here[atom.key], name)
        if target is not None and target in here and target not in there:
            yield Atom(target)


def _wanting(defaults: Mapping[Atom, Side | None], side: Side) -> set[Atom]:
    """The atoms that take ``side`` when everything in doubt does."""
    return {atom for atom, wanted in defaults.items() if wanted in (side, None)}


def _reached(arrows: _Arrows, start: set[Atom]) -> set[Atom]:
    found, waiting = set(start), list(start)
    while waiting:
        for atom in arrows.get(waiting.pop(), ()):
            if atom not in found:
                found.add(atom)
                waiting.append(atom)
    return found


def _turned(arrows: _Arrows) -> dict[Atom, set[Atom]]:
    turned: dict[Atom, set[Atom]] = defaultdict(set)
    for atom, targets in arrows.items():
        for target in targets:
            turned[target].add(atom)
    return turned


def _groups(disputed: set[Atom], arrows: _Arrows) -> Iterator[list[Atom]]:
    """The atoms in dispute that hang together, whichever way the arrows point."""
    around: dict[Atom, set[Atom]] = defaultdict(set)
    for atom in disputed:
        for target in disputed.intersection(arrows.get(atom, ())):
            around[atom].add(target)
            around[target].add(atom)
    left = set(disputed)
    for atom in sorted(disputed):
        if atom in left:
            group = _reached(around, {atom})
            left -= group
            yield sorted(group)


def _conflict(
    group: list[Atom],
    defaults: Mapping[Atom, Side | None],
    arrows: _Arrows,
    states: tuple[State, State, State],
    choices: Mapping[str, Side],
) -> Conflict:
    standing = _standing(group, arrows, states[1])
    named = min(group, key=lambda atom: (bool(atom.field), atom in standing, atom))
    parts = [_part(atom, states) for atom in sorted(group, key=lambda atom: atom != named)]
    return Conflict(
        key=str(named),
        reason=_reason(group, defaults, states),
        parts=tuple(parts),
        choice=choices.get(str(named)),
    )


def _standing(group: list[Atom], arrows: _Arrows, mine: State) -> set[Atom]:
    """Those of the group that stand on a record in it: mine's arrows point to what is stood
    on, those of theirs come from there.
    """
    inside = set(group)
    ties = [(tail, head) for tail in group for head in arrows.get(tail, ()) if head in inside]
    return {tail if tail.key in mine else head for tail, head in ties}


def _reason(
    group: list[Atom],
    defaults: Mapping[Atom, Side | None],
    states: tuple[State, State, State],
) -> Reason:
    base, mine, theirs = states
    whole = [atom for atom in group if not atom.field]
    if any(atom.key not in base and atom.key in mine and atom.key in theirs for atom in whole):
        return Reason.CREATED
    if any(defaults[atom] is None for atom in whole):
        return Reason.DELETED
    return Reason.REFERENCE if whole else Reason.CHANGED


def _part(atom: Atom, states: tuple[State, State, State]) -> Part:
    rows = [state.get(atom.key) for state in states]
    if atom.field:
        rows = [row and row.get(atom.field) for row in rows]
    return Part(atom=atom, base=rows[0], mine=rows[1], theirs=rows[2])


def _result(
    mine: State, theirs: State, taken: set[Atom], references: References
) -> dict[Key, Fields]:
    """Theirs with the atoms in ``taken`` as mine has them."""
    result = {
        key: fields for key, fields in theirs.items() if key in mine or Atom(key) not in taken
    }
    for atom in taken:
        if atom.key not in mine:
            continue
        if not atom.field:
            result[atom.key] = mine[atom.key]
        elif atom.key in theirs:
            value = mine[atom.key].get(atom.field)
            result[atom.key] = {**result[atom.key], atom.field: value}
    for key in result.keys() - (mine.keys() & theirs.keys()):
        result[key] = _without_the_gone(key, result, references)
    return result


def _without_the_gone(key: Key, result: Mapping[Key, Fields], references: References) -> Fields:
    """An optional reference to what is gone is none."""
    fields = result[key]
    gone: dict[str, Any] = {}
    for name, reference in references.get(key.kind, {}).items():
        target = target_of(reference, fields, name)
        if reference.optional and target is not None and target not in result:
            gone[name] = None
    return {**fields, **gone} if gone else fields
