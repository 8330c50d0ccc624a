"""Where the schedule's prices come from: the room above that has them offers them here.

The budget derives a price list from its own lines and hands it down; the schedule knows no
budget. Nobody offers one, or the scenario has none: nothing is priced, and the list says so.
"""

from __future__ import annotations

from collections.abc import Callable

from topsheet.production.models import Scenario
from topsheet.production.revisions import Revision
from topsheet.schedule.engine.types import PriceList

PriceOf = Callable[[Scenario], PriceList | None]
RevisionOf = Callable[[Scenario], Revision]

_offered: list[tuple[PriceOf, RevisionOf]] = []


def offer(price_of: PriceOf, revision_of: RevisionOf) -> None:
    """Take prices from ``price_of``; ``revision_of`` is a key that changes when they do."""
    _offered[:] = [(price_of, revision_of)]


def prices_of(scenario: Scenario) -> PriceList:
    """The price list in force for a scenario."""
    found = _offered[0][0](scenario) if _offered else None
    if found is not None:
        return found
    currency = scenario.production.currency
    return PriceList(currency=currency, tariffs={}, basis="No budget yet", assumed=True)


def price_revision(scenario: Scenario) -> Revision:
    """What the prices depend on."""
    return _offered[0][1](scenario) if _offered else ()
