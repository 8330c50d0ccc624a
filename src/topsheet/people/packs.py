"""The room's pack: deals assumed until a contract says otherwise."""

from __future__ import annotations

from topsheet.kernel.rule import RulePack
from topsheet.people.engine.deals import assume, standing
from topsheet.people.engine.types import AssumedDeal, Standing
from topsheet.platform.packs import load_pack, rules

_PACKAGE, _NAME = "topsheet.people", "rules/deals"


def deals() -> RulePack:
    """Every assumed deal we ship, as rules with their source."""
    return rules(_PACKAGE, _NAME)


def standing_of(scenes: int, of: int) -> Standing:
    """The standing of a part that is in ``scenes`` of a script's scenes."""
    least = load_pack(_PACKAGE, _NAME).data["standing"]
    return standing(scenes, of, lead=least["lead"], supporting=least["supporting"])


def assumed_deal(country: str, part: Standing | bool) -> AssumedDeal:
    """The deal to assume in ``country`` ("" when not said) for a part of this standing.

    ``True`` stands for a lead, ``False`` for a day player.
    """
    if isinstance(part, bool):
        part = Standing.LEAD if part else Standing.DAY_PLAYER
    return assume(deals(), country, part)
