"""Two states of the same records: what was created, deleted and changed from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from topsheet.production.engine.records import Fields, Key, State


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field before and after; None also where the record had no such field."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Everything that turns one state into another, in the order of the records' names."""

    created: Mapping[Key, Fields] = field(default_factory=dict)
    deleted: Mapping[Key, Fields] = field(default_factory=dict)
    changed: Mapping[Key, Mapping[str, FieldChange]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.created or self.deleted or self.changed)

    def __len__(self) -> int:
        return len(self.created) + len(self.deleted) + len(self.changed)


def differences(before: State, after: State) -> Differences:
    """What turns ``before`` into ``after``."""
    both = sorted(before.keys() & after.keys())
    changed = {key: dict(changed_fields(before[key], after[key])) for key in both}
    return Differences(
        created={key: after[key] for key in sorted(after.keys() - before.keys())},
        deleted={key: before[key] for key in sorted(before.keys() - after.keys())},
        changed={key: fields for key, fields in changed.items() if fields},
    )


def applied(state: State, found: Differences) -> dict[Key, Fields]:
    """The state with the differences made in it."""
    result = {key: fields for key, fields in state.items() if key not in found.deleted}
    result |= found.created
    for key, changes in found.changed.items():
        result[key] = {**result[key], **{name: change.after for name, change in changes.items()}}
    return result


def changed_fields(before: Fields, after: Fields) -> Iterator[tuple[str, FieldChange]]:
    """The fields of one record that differ; a missing field is the same as None."""
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name) != after.get(name):
            yield name, FieldChange(before=before.get(name), after=after.get(name))
