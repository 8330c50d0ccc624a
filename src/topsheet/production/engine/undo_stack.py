"""Which of a person's change sets the next undo or redo is about.

Undo writes a new change set that names the one it takes back (``undoes``); redo writes one
that names the undo it takes back (``redoes``) and can be undone in its turn. So the two
stacks need no state of their own: they follow from the change sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One change set of a person, as far as undo looks at it."""

    sequence: int
    undoes: int | None = None
    redoes: int | None = None

    @property
    def is_new(self) -> bool:
        """Neither an undo nor a redo."""
        return self.undoes is None and self.redoes is None


def undo_stack(acts: Sequence[Act]) -> tuple[int, ...]:
    """The acts that stand, oldest first; the next undo takes back the last.

    ``acts`` are one person's in one production, in any order. They may start late: what
    stands before the first of them is then missing, the rest is right.
    """
    undone = {act.undoes for act in acts}
    return tuple(
        sorted(act.sequence for act in acts if act.undoes is None and act.sequence not in undone)
    )


def redo_stack(acts: Sequence[Act]) -> tuple[int, ...]:
    """The undos that can be made again; the next redo takes the last. A new act clears them."""
    last_new = max((act.sequence for act in acts if act.is_new), default=0)
    redone = {act.redoes for act in acts}
    return tuple(
        sorted(
            act.sequence
            for act in acts
            if act.undoes is not None and act.sequence > last_new and act.sequence not in redone
        )
    )
