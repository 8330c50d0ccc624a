"""The sheet a viewer sees, and what an edit moved in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from topsheet.budget.grid import Grid, Place, patch
from topsheet.budget.live import Live, live
from topsheet.budget.selectors import load_facts, shown_addresses
from topsheet.budget.sheet import Written
from topsheet.platform.formats import money_text
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Scenario

BLOCK = 100
MOST_ROWS = 500  # in one answer


def grid_for(user: User, scenario: Scenario) -> Grid:
    """The sheet of a scenario for a person. Raises NotFound, NotAllowed."""
    require(user, scenario.production, "budget", Level.VIEW)
    shown = None if may_see_pay(user, scenario.production) else shown_addresses(scenario)
    return _grid(live(scenario), scenario, shown)


def _grid(now: Live, scenario: Scenario, shown: frozenset[str] | None) -> Grid:
    facts = load_facts(scenario)
    result, printed = now.worked(facts).result, now.printed(facts)
    known: Grid | None = now.memory.get("grid")
    if known is not None and known.result is result and known.shown == shown:
        return known
    made = Grid(now.held, now.budget, result, printed, shown)
    if known is not None:
        made.like(known)
    made.places()
    now.memory["grid"] = made
    return made


def head_of(grid: Grid, find: str = "") -> dict[str, Any]:
    """What a window needs before it draws: how many rows, where categories begin, the total."""
    places = grid.places(find)
    sections = [
        {"at": at, **grid.row(place)}
        for at, place in enumerate(places)
        if place.kind in ("level", "category")
    ]
    first = [grid.row(place) for place in places[:BLOCK]]
    return {
        "sequence": grid.held.sequence,
        "currency": grid.budget.currency,
        "count": len(places),
        "lines": len(grid.budget.lines),
        "total": _total(grid),
        "sections": sections,
        "block": BLOCK,
        "rows": first,
    }


def _total(grid: Grid) -> str | None:

    if not (grid.shown is None or "budget" in grid.shown):
        return None
    return money_text(grid.printed["budget"], whole=True, bare=True)


def rows_of(grid: Grid, start: int, count: int, find: str = "") -> dict[str, Any]:
    """One block of rows."""
    places = grid.places(find)[start : start + min(count, MOST_ROWS)]
    rows = [grid.row(place) for place in places]
    return {"sequence": grid.held.sequence, "start": start, "rows": rows}


def written(user: User, scenario: Scenario, act: Callable[[], Written]) -> dict[str, Any]:
    """Do an edit and say what it moved in the sheet of the one who did it."""
    before = grid_for(user, scenario)
    done = act()
    after = grid_for(user, scenario)
    moved = patch(before, after)
    return {
        "sequence": scenario.production.sequence,
        "change": done.change,
        "lines": done.lines[:MOST_ROWS],
        "problems": [
            {"row": p.row, "column": p.column, "text": p.text, "reason": p.reason}
            for p in done.problems[:MOST_ROWS]
        ],
        "left_out": len(done.problems),
        "total": _total(after),
        "at": _found(after.places(), done.lines) if moved["anew"] else None,
        **moved,
    }


def _found(places: list[Place], lines: list[str]) -> int | None:
    """Where the first of the lines stands now."""
    wanted = set(lines)
    return next((n for n, p in enumerate(places) if p.kind == "line" and p.key in wanted), None)
