"""A pointer from a low room to a thing above it, resolved by a registry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """``kind`` is a registered word (``scene``, ``line``), ``uid`` the thing's own."""

    kind: str
    uid: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.uid}"
