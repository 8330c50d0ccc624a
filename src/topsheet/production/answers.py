"""What every write answers: the change set it made, in a sentence, and what to redraw."""

from __future__ import annotations

from typing import Any

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
