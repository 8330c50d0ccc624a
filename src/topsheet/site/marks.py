"""The small marks of the rail and the lines of the slate: read without opening a room.

A glance is computed once per state of a production (its change-set number) and kept in
memory; what a person may not see is taken out afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from topsheet.breakdown.models import Element
from topsheet.budget.selectors import shown_addresses
from topsheet.chain.engine.standing import DAYS, START, TOTAL, WRAP
from topsheet.chain.selectors import FOLLOWED
from topsheet.chain.standings import standing_kept
from topsheet.kernel.money import Money
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, level_in, may_see_pay
from topsheet.production.models import Scenario
from topsheet.production.revisions import revision_as_read
from topsheet.script.models import Draft

_SHOWN = frozenset({TOTAL, DAYS, START, WRAP, "script/pages", "script/scenes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One scenario in numbers; nought or None where there is nothing yet.

    ``withheld``: there is a total, but not for this person.
    """

    draft: str = ""
    pages: int = 0  # in eighths
    scenes: int = 0
    elements: int = 0
    days: int = 0
    start: date | None = None
    wrap: date | None = None
    total: Money | None = None
    withheld: bool = False


_kept: Derived[Glance] = Derived(size=256)


def glance_of(scenario: Scenario, user: User) -> Glance:
    """What the person may know of a scenario without opening a room."""
    state = revision_as_read(scenario, *FOLLOWED)
    glance = _kept.get(state, lambda: _read(scenario))
    if glance.total is None or _may_see_total(scenario, user):
        return glance
    return replace(glance, total=None, withheld=True)


def _may_see_total(scenario: Scenario, user: User) -> bool:
    """A total from which one person's pay could be inferred is withheld like the pay."""
    if level_in(user, scenario.production, "budget") < Level.VIEW:
        return False
    return may_see_pay(user, scenario.production) or TOTAL in shown_addresses(scenario)


def _read(scenario: Scenario) -> Glance:
    """The figures as they were noted last, if they still hold: the slate shows many of them."""
    draft = Draft.objects.filter(scenario=scenario).last()
    if draft is None:
        return Glance()
    stands = standing_kept(scenario)
    figures = {address: int(worth.value) for address, worth in stands.figures.items()
               if address in _SHOWN}  # fmt: skip
    return Glance(
        draft=f"v{draft.number} {draft.colour}",
        pages=figures.get("script/pages", 0),
        scenes=figures.get("script/scenes", 0),
        elements=Element.objects.filter(scenario=scenario).count(),
        days=figures.get(DAYS, 0),
        start=_date(figures.get(START)),
        wrap=_date(figures.get(WRAP)),
        total=Money(figures[TOTAL], stands.currency) if TOTAL in figures else None,
    )


def _date(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
