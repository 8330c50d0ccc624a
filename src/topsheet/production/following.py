"""What must follow a change in the same change set: rooms above tell what they do then.

A room registers a follower when Django starts (``AppConfig.ready``). It is called with the
open change set before that is written, sees what was noted and may change more rows: a role
added to the cast gets its assumed lines in the budget in the same act, and one undo takes
both back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from topsheet.production.changes import Changes

Follower = Callable[["Changes"], None]

_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Call ``follower(changes)`` inside every change set; in the order of the rooms."""
    if follower not in _followers:
        _followers.append(follower)


def let_follow(changes: Changes) -> None:
    """Let every follower have its say, once each; nothing was noted: nothing follows."""
    if not changes.noted:
        return
    for follower in _followers:
        follower(changes)
