"""Places of files of an earlier schema: schema 1 had one binding of sets for all scenarios."""

from __future__ import annotations

from typing import Any


def set_of_1(row: dict[str, Any]) -> dict[str, Any]:
    """Files of schema 1 hold the main scenario only."""
    return row | {"scenario": "main"}


FROM_1 = {"set-at-place": set_of_1}
