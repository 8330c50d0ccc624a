"""How the breakdown names a scene: by its uid, which is its place in the draft."""

from __future__ import annotations


def scene_uid(index: int) -> str:
    """The uid of the scene at ``index`` (from 0): ``s0001`` is the first."""
    return f"s{index + 1:04d}"


def scene_index(uid: str) -> int:
    """The inverse of ``scene_uid``."""
    return int(uid.removeprefix("s")) - 1
