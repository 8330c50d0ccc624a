"""Which deal to assume for a part, from its share of the scenes and the country."""

from __future__ import annotations

from topsheet.kernel.rule import Rule, RulePack
from topsheet.people.engine.types import AssumedDeal, Deal, Standing


def standing(scenes: int, of: int, *, lead: int, supporting: int) -> Standing:
    """The standing of a part in ``scenes`` ``of`` all; ``lead`` and ``supporting`` are the
    least percent of scenes for each.

    >>> standing(40, 100, lead=30, supporting=6)
    <Standing.LEAD: 'lead'>
    """
    if of and scenes * 100 >= lead * of:
        return Standing.LEAD
    if of and scenes * 100 >= supporting * of:
        return Standing.SUPPORTING
    return Standing.DAY_PLAYER


def assume(pack: RulePack, country: str, part: Standing) -> AssumedDeal:
    """The pack's deal for a part in ``country`` (ISO 3166), or its general one."""
    general = _rule(pack, "", part)
    rule = (_rule(pack, country, part) if country else None) or general
    if rule is None:
        raise ValueError(f"pack {pack.id} has no deal for a {part}")
    return AssumedDeal(
        deal=Deal(rule.values["deal"]), minimum_days=rule.values["minimum_days"], rule=rule
    )


def _rule(pack: RulePack, country: str, part: Standing) -> Rule | None:
    rows = (r for r in pack.rules if r.jurisdiction == country and r.applies["standing"] == part)
    return next(rows, None)
