"""Records as plain data: what a scenario holds, and which of its fields point to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias


class Key(NamedTuple):
    """A record's name: ``Key("strip", "s0012")``."""

    kind: str
    uid: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.uid}"


Fields: TypeAlias = Mapping[str, Any]
State: TypeAlias = Mapping[Key, Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A field that holds the uid of a record of ``kind``, or None.

    ``optional``: the record can stand without it, as a strip can without its day; otherwise
    it goes with what it points to, as a line goes with its account.
    """

    kind: str
    optional: bool = False


References: TypeAlias = Mapping[str, Mapping[str, Reference]]  # kind → field → where it points


def target_of(reference: Reference, fields: Fields, name: str) -> Key | None:
    """What the field ``name`` points to."""
    uid = fields.get(name)
    return None if uid is None else Key(reference.kind, str(uid))
