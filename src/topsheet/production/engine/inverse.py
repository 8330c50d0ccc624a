"""What takes a change set back, and what has been built on it since.

A change set is a list of records before and after. Its inverse deletes what it created,
makes again what it deleted, and of what it changed puts back only the fields it changed,
so that what others did to other fields stays; a list gives back only the items that were
changed. It is blocked where the records no longer
stand as the change set left them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from topsheet.production.engine.lists import without

Key = tuple[str, str, str]  # kind, scenario uid or "", uid
State = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A record before and after; None: it was not there."""

    key: Key
    version: int
    before: State | None
    after: State | None


class Why(Enum):
    """What stands in the way of taking a change set back."""

    CHANGED = "changed"  # the same field was changed since
    DELETED = "deleted"  # the record was deleted since
    THERE_AGAIN = "there again"  # a deleted record was made again since
    IN_USE = "in use"  # something made since points to a record that would go
    TARGET_GONE = "target gone"  # what the record points to was deleted since
    TAKEN = "taken"  # another record has since what must be its own (a cast number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One reason; ``field`` is named where one is in question, ``other`` the record in the way."""

    why: Why
    key: Key
    field: str = ""
    other: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverse:
    """The records to delete, to make again, and the fields to put back."""

    delete: tuple[Key, ...] = ()
    create: Mapping[Key, State] = field(default_factory=dict)
    change: Mapping[Key, State] = field(default_factory=dict)


def net(changes: Iterable[Written]) -> tuple[Written, ...]:
    """One entry a record, from before the first change to after the last, in first order.

    What was created and deleted again, or changed and changed back, is left out.
    """
    found: dict[Key, Written] = {}
    for change in changes:
        first = found.get(change.key)
        before = change.before if first is None else first.before
        found[change.key] = Written(
            key=change.key, version=change.version, before=before, after=change.after
        )
    return tuple(change for change in found.values() if change.before != change.after)


def leaving(
    changes: Iterable[Written], now: Mapping[Key, State], follows: Mapping[str, frozenset[str]]
) -> tuple[Written, ...]:
    """The changes without fields that the program has written anew since (a proof of the board).

    ``follows``: kind → fields that are nobody's decision; they are in nobody's way.
    """
    left: list[Written] = []
    for written in changes:
        names = follows.get(written.key[0], frozenset())
        current, after = now.get(written.key), written.after
        if names and current is not None and after is not None:
            anew = {name for name in names if after.get(name) != current.get(name)}
            before = None if written.before is None else _but(written.before, anew)
            written = replace(written, before=before, after=_but(after, anew))
        if written.before != written.after:
            left.append(written)
    return tuple(left)


def _but(state: State, names: Collection[str]) -> State:
    return {name: value for name, value in state.items() if name not in names}


def inverse_of(changes: Iterable[Written], now: Mapping[Key, State]) -> Inverse:
    """What takes net changes back from the records as they are ``now``."""
    delete: list[Key] = []
    create: dict[Key, State] = {}
    change: dict[Key, State] = {}
    for written in changes:
        if written.before is None:
            delete.append(written.key)
        elif written.after is None:
            create[written.key] = written.before
        else:
            current = now.get(written.key, written.after)
            change[written.key] = {
                name: _back(written, name, current)[0]
                for name in _differing(written.before, written.after)
            }
    return Inverse(delete=tuple(delete), create=create, change=change)


def built_on(changes: Iterable[Written], now: Mapping[Key, State]) -> tuple[Block, ...]:
    """Where the records no longer stand as net changes left them.

    ``now`` holds the records that are there. A record that was created must stand whole as
    it was created; of one that was changed only the changed fields count, and of a list only
    the items. Fields that one of the two states does not know (a newer program) are left out.
    """
    blocks: list[Block] = []
    for written in changes:
        current = now.get(written.key)
        if written.after is None:
            if current is not None:
                blocks.append(Block(why=Why.THERE_AGAIN, key=written.key))
        elif current is None:
            blocks.append(Block(why=Why.DELETED, key=written.key))
        else:
            left = _differing(written.after, written.before or {})
            blocks.extend(
                Block(why=Why.CHANGED, key=written.key, field=name)
                for name in sorted(_differing(left, current))
                if name in current and not _back(written, name, current)[1]
            )
    return tuple(blocks)


def _back(written: Written, name: str, current: State) -> tuple[Any, bool]:
    """The value to put back, and whether it takes nothing from anybody else."""
    before = (written.before or {}).get(name)
    after, now = (written.after or {}).get(name), current.get(name)
    if now == after:
        return before, True
    lists = isinstance(before, list) and isinstance(after, list) and isinstance(now, list)
    merged = without(before, after, now) if lists else None  # type: ignore[arg-type]
    return (before, False) if merged is None else (merged, True)


def _differing(state: State, other: State) -> dict[str, Any]:
    """The fields of ``state`` that ``other`` does not have or has otherwise."""
    return {
        name: value for name, value in state.items() if name not in other or other[name] != value
    }
