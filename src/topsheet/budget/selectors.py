"""Reads: the budget of a scenario as engine types, and its estimate by the board's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topsheet.budget import models
from topsheet.budget.engine import Budget, BudgetResult
from topsheet.budget.engine.confidential import visible
from topsheet.budget.engine.figures import explain
from topsheet.budget.live import Live, live
from topsheet.kernel.figure import Figure
from topsheet.kernel.money import Money
from topsheet.kernel.redaction import redacted
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Scenario
from topsheet.production.revisions import Revision, revision_of
from topsheet.production.selectors import find_production, scenario_of
from topsheet.schedule.engine.types import PriceList
from topsheet.schedule.live import SOURCES
from topsheet.schedule.selectors import has_board, load_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A budget computed with the facts of the scenario's board."""

    budget: Budget
    facts: Mapping[str, int]
    result: BudgetResult


_visible: Derived[frozenset[str]] = Derived()
_facts: Derived[Mapping[str, int]] = Derived()


def has_budget(scenario: Scenario) -> bool:
    return models.Budget.objects.filter(scenario=scenario).exists()


def load_budget(scenario: Scenario) -> Budget:
    """The scenario's budget as it stands: as people left it, with what follows counted
    anew. Raises NotFound when there is none yet.
    """
    return live(scenario).budget


def load_result(scenario: Scenario) -> BudgetResult:
    """The estimate of today: the budget with the facts of the board as it stands."""
    return load_estimate(scenario).result


def load_estimate(scenario: Scenario) -> Estimate:
    """Budget, facts and result together, up to date.

    Without a board every fact counts none.
    """
    return estimate_of(live(scenario), load_facts(scenario))


def estimate_of(now: Live, facts: Mapping[str, int]) -> Estimate:
    return Estimate(budget=now.budget, facts=facts, result=now.worked(facts).result)


def load_facts(scenario: Scenario) -> Mapping[str, int]:
    """What the board counts. Prices choose a board but count nothing, so editing the budget
    does not count again.
    """
    key = revision_of(scenario, "schedule", *SOURCES)
    return _facts.get(key, lambda: load_plan(scenario).best.facts if has_board(scenario) else {})


def load_prices(scenario: Scenario) -> PriceList | None:
    """What the budget tells the schedule: the cost of each fact of a board."""
    return live(scenario).prices() if has_budget(scenario) else None


def price_revision(scenario: Scenario) -> Revision:
    """A key that changes whenever a price may."""
    return revision_of(scenario, "budget", *SOURCES)


def shown_addresses(scenario: Scenario) -> frozenset[str]:
    """The amounts that somebody without the right to see pay may see."""
    found = load_estimate(scenario)
    return _visible.get(_key(scenario), lambda: visible(found.budget, found.result))


def printed_amounts(scenario: Scenario) -> Mapping[str, Money]:
    """Every row in whole units that add up, by address."""
    return live(scenario).printed(load_facts(scenario))


def explain_address(scenario: Scenario, address: str, *, with_pay: bool) -> Figure:
    """The figure behind an amount; without the right to pay, what may be seen of it."""
    found = load_estimate(scenario)
    figure = explain(found.budget, found.facts, found.result, address)
    if with_pay:
        return figure
    if address not in shown_addresses(scenario):
        return Figure(label=figure.label, op=figure.op, value=None, address=address, sensitive=True)
    return redacted(figure)


def estimate_for(
    user: User, production: str, scenario: str = ""
) -> tuple[Estimate, frozenset[str] | None]:
    """The estimate for a production by title or uid, and the addresses this person may see
    (None: all of them). Raises NotFound, NotAllowed.
    """
    found = find_production(production, user)
    require(user, found, "budget", Level.VIEW)
    chosen = scenario_of(found, scenario)
    return load_estimate(chosen), None if may_see_pay(user, found) else shown_addresses(chosen)


def _key(scenario: Scenario) -> Revision:
    return revision_of(scenario, "budget", "schedule", *SOURCES)
