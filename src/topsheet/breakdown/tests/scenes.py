"""Small screenplays for the tests, broken down with the packs that ship."""

from __future__ import annotations

from topsheet.breakdown import lexicon
from topsheet.breakdown.engine import COUNTED_FROM, Breakdown, break_down
from topsheet.script.engine import read_script


def broken(text: str) -> Breakdown:
    """The breakdown of a Fountain text."""
    return break_down(read_script(text.encode(), "test.fountain"), lexicon.load())


def of_action(action: str, heading: str = "EXT. FIELD - DAY") -> Breakdown:
    """The breakdown of one scene with this action."""
    return broken(f"{heading}\n\n{action}\n")


def counted(bd: Breakdown) -> set[str]:
    """What is counted, as "category: name"."""
    return {f"{e.category}: {e.name}" for e in bd.elements if e.confidence >= COUNTED_FROM}


def works(bd: Breakdown) -> dict[str, bool]:
    """Role name → whether it works in the (only) scene."""
    names = {role.key: role.name for role in bd.roles}
    return {names[a.role]: a.works for a in bd.appearances}
