"""Budgets of files of an earlier schema: in schema 1 what is counted was a number as of then."""

from __future__ import annotations

from typing import Any

COUNTED = (
    "days_per_week", "pages", "scenes", "sets", "places", "speaking_roles", "vfx_scenes", "songs",
)  # fmt: skip


def global_of_1(row: dict[str, Any]) -> dict[str, Any]:
    fields = row["fields"]
    counted = row["uid"] in COUNTED and fields["source"].startswith("Counted from")
    return row | {"fields": fields | {"counted": counted}}


FROM_1 = {"budget-global": global_of_1}
