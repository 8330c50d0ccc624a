"""What every write answers: the change set it made, in a sentence, and what to redraw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from topsheet.kernel.errors import Conflict
from topsheet.production.models import ChangeSet, Production


def written(production: Production, before: int, **more: Any) -> dict[str, Any]:
    """``{"sequence", "change"}`` and ``more``; ``before`` is the sequence the call began at.

    The change is "" when nothing was changed.
    """
    change = ""
    sequence = Production.objects.values_list("sequence", flat=True).get(pk=production.pk)
    if sequence > before:
        sets = ChangeSet.objects.filter(production=production, sequence=sequence)
        change = sets.values_list("verb", flat=True).first() or ""
    return {"sequence": sequence, "change": change, **more}


@contextmanager
def deleting() -> Iterator[None]:
    """Around the delete of a row: who comes too late is told so, and not what stands in it,
    which they may not be allowed to see.
    """
    try:
        yield
    except Conflict as error:
        raise Conflict(
            "Somebody changed this since you opened it. Look at it again, then delete it.",
            by=error.by,
        ) from None
