"""How the breakdown names a scene: by the uid the script gives it."""

from __future__ import annotations

from topsheet.script.rows import scene_uid

__all__ = ["scene_index", "scene_uid"]


def scene_index(uid: str) -> int:
    """The scene's place in the draft, from 0: the inverse of ``scene_uid``."""
    return int(uid.removeprefix("s")) - 1
