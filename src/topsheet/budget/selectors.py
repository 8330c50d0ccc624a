"""Reads: the budget of a scenario as engine types, and its estimate by the board's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topsheet.budget import models, rows
from topsheet.budget.engine import Budget, BudgetResult, compute, price_list, types
from topsheet.budget.engine.confidential import visible
from topsheet.budget.engine.figures import explain
from topsheet.budget.engine.printing import printed
from topsheet.budget.live import with_counts
from topsheet.kernel.errors import NotFound
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


_estimates: Derived[Estimate] = Derived()
_prices: Derived[PriceList] = Derived()
_visible: Derived[frozenset[str]] = Derived()
_printed: Derived[Mapping[str, Money]] = Derived()


def has_budget(scenario: Scenario) -> bool:
    return models.Budget.objects.filter(scenario=scenario).exists()


def load_budget(scenario: Scenario) -> Budget:
    """The scenario's budget as it stands: as people left it, with what follows counted
    anew. Raises NotFound when there is none yet.
    """
    return with_counts(scenario, _kept(scenario))


def _kept(scenario: Scenario) -> Budget:
    row = models.Budget.objects.filter(scenario=scenario).order_by("uid").first()
    if row is None:
        raise NotFound("This production has no budget yet. Plan it from a script first.")
    accounts = list(models.Account.objects.filter(scenario=scenario))
    codes = {account.pk: account.uid for account in accounts}
    return Budget(
        title=row.title,
        currency=row.currency,
        chart=row.chart,
        days_per_week=row.days_per_week,
        accounts=tuple(
            types.Account(
                code=account.uid,
                name=account.name,
                level=types.ProductionLevel(account.level),
                category=codes[account.category_id] if account.category_id else "",
            )
            for account in accounts
        ),
        lines=tuple(
            rows.line_from(line, codes[line.account_id])
            for line in models.Line.objects.filter(scenario=scenario)
        ),
        globals=tuple(map(rows.global_from, models.Global.objects.filter(scenario=scenario))),
        fringes=tuple(map(rows.fringe_from, models.Fringe.objects.filter(scenario=scenario))),
        contractuals=tuple(
            rows.contractual_from(item, codes[item.account_id])
            for item in models.Contractual.objects.filter(scenario=scenario)
        ),
        rates=tuple(map(rows.rate_from, row.rates)),
        groups=tuple(types.Group(name=g["name"], on=g["on"]) for g in row.groups),
        facts=tuple(map(rows.fact_from, row.facts)),
        notes=tuple(row.notes),
    )


def load_result(scenario: Scenario) -> BudgetResult:
    """The estimate of today: the budget with the facts of the board as it stands."""
    return load_estimate(scenario).result


def load_estimate(scenario: Scenario) -> Estimate:
    """Budget, facts and result together, remembered until the production changes.

    Without a board every fact counts none.
    """
    return _estimates.get(_key(scenario), lambda: _read(scenario))


def shown_addresses(scenario: Scenario) -> frozenset[str]:
    """The amounts that somebody without the right to see pay may see."""
    found = load_estimate(scenario)
    return _visible.get(_key(scenario), lambda: visible(found.budget, found.result))


def printed_amounts(scenario: Scenario) -> Mapping[str, Money]:
    """Every row in whole units that add up, by address."""
    found = load_estimate(scenario)
    return _printed.get(_key(scenario), lambda: printed(found.budget, found.result))


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


def price_list_of(scenario: Scenario) -> PriceList | None:
    """What the schedule is judged by: the budget's own prices. None without a budget."""
    if not has_budget(scenario):
        return None
    return _prices.get(price_revision(scenario), lambda: price_list(load_budget(scenario)))


def price_revision(scenario: Scenario) -> Revision:
    """A key that changes whenever a price may."""
    return revision_of(scenario, "budget", *SOURCES)


def _key(scenario: Scenario) -> Revision:
    return revision_of(scenario, "budget", "schedule", *SOURCES)


def _read(scenario: Scenario) -> Estimate:
    budget = load_budget(scenario)
    facts = load_plan(scenario).best.facts if has_board(scenario) else {}
    return Estimate(budget=budget, facts=facts, result=compute(budget, facts=facts))
