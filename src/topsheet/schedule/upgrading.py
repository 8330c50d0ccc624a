"""Boards of files of an earlier schema.

Schema 1 kept in each strip what now follows from script and breakdown, and the whole problem
in the board.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def strip_of_1(row: Row) -> Row:
    """Where it stands stays; its minutes stay where somebody set them."""
    was = row["fields"]
    fields = {
        "scene": row["uid"].partition("/")[0],
        "part": was["part"],
        "kind": "part" if was["part"] else "scene",
        "day": was["day"],
        "rank": was["rank"],
        "minutes": None if was["minutes_assumed"] else was["minutes"],
    }
    return row | {"fields": fields}


def board_of_1(row: Row) -> Row:
    was = row["fields"]
    start = was["terms"]["calendar"]["start"]
    return row | {"fields": {"title": was["title"], "start": start, "result": was["result"]}}


def day_of_1(row: Row) -> Row:
    """Its number follows from the dates, its shift from what is shot."""
    was = row["fields"]
    return row | {"fields": {"board": was["board"], "date": was["date"]}}


FROM_1 = {"strip": strip_of_1, "board": board_of_1, "shoot-day": day_of_1}
