"""Two scenarios side by side as one person may see them, and where every scenario stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from topsheet.budget.selectors import has_budget, shown_addresses
from topsheet.chain.engine.compared import (
    Comparison,
    compare_plans,
    without_money,
    without_pay,
    without_what_moved,
)
from topsheet.chain.engine.standing import DAYS, TOTAL, WRAP, Standing, pay_moved
from topsheet.chain.selectors import load_plan
from topsheet.chain.standings import (
    Noted,
    shown_at,
    standing_before,
    standing_here,
    standing_now,
)
from topsheet.kernel.errors import NotFound
from topsheet.kernel.money import Money
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay, require
from topsheet.production.models import Change, Production, Scenario, ScenarioState
from topsheet.production.scenario_rows import state_of
from topsheet.production.scenario_words import DifferencesTold, Teller
from topsheet.production.selectors import scenario_of, scenarios_of
from topsheet.schedule.selectors import has_board

_comparisons: Derived[Comparison] = Derived(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """A scenario with where it stands; None where there is no plan, or no right to see it."""

    scenario: Scenario
    origin: str  # the title of what it was forked from
    at: datetime | None
    by: str
    days: int | None = None
    wrap: date | None = None
    total: Money | None = None
    over_main: Money | None = None  # what its total is above main's
    days_over_main: int | None = None


def compared(a: Scenario, b: Scenario, user: User) -> Comparison:
    """Every figure of both, as far as ``user`` may see them. Raises NotFound without a plan."""
    production = a.production
    require(user, production, "production", Level.VIEW)
    for scenario in (a, b):
        if not is_planned(scenario):
            raise NotFound(
                f"“{scenario.title}” has no board and budget yet, so there is nothing to compare."
            )
    key = (a.pk, b.pk, production.sequence)
    found = _comparisons.get(key, lambda: compare_plans(load_plan(a), load_plan(b)))
    if not allowed(user, production, "budget", Level.VIEW):
        return without_money(found)
    if may_see_pay(user, production):
        return found
    seen = without_pay(found, shown_addresses(a), shown_addresses(b))
    if _one_persons_pay(a, b):
        return without_what_moved(seen)  # it would tell one person's pay
    return seen


def _one_persons_pay(a: Scenario, b: Scenario) -> bool:
    """Whether one person's pay is all the pay that is not the same in both."""
    return pay_moved(standing_now(a).standing, standing_now(b).standing) == 1


def is_planned(scenario: Scenario) -> bool:
    return has_board(scenario) and has_budget(scenario)


def records_compared(a: Scenario, b: Scenario, user: User, at_most: int = 500) -> DifferencesTold:
    """What turns the records of ``a`` into those of ``b``, in words."""
    require(user, a.production, "production", Level.VIEW)
    teller = Teller(user, a.production, a, b)
    return teller.differences(state_of(a), state_of(b), at_most)


def scenario_rows(
    user: User, production: Production, *, dropped: bool = False
) -> list[ScenarioRow]:
    """Every scenario with its days, wrap and total, main first."""
    require(user, production, "production", Level.VIEW)
    found = scenarios_of(production, dropped=dropped)
    made = _made(production)
    titles = dict(Scenario.objects.filter(production=production).values_list("uid", "title"))
    rows = [
        _standing_in(
            ScenarioRow(
                scenario=scenario,
                origin=titles.get(scenario.forked_from, ""),
                at=made.get(scenario.uid, (None, ""))[0],
                by=made.get(scenario.uid, (None, ""))[1],
            ),
            user,
        )
        for scenario in found
    ]
    return list(_beside_main(rows))


def _made(production: Production) -> dict[str, tuple[datetime, str]]:
    """When and by whom each scenario was made."""
    written = Change.objects.filter(
        change_set__production=production, kind=Scenario.KIND, before__isnull=True
    ).order_by("-change_set__sequence")
    rows = written.values_list("uid", "change_set__at", "change_set__actor_name")
    return {uid: (at, by) for uid, at, by in rows}


def _standing_in(row: ScenarioRow, user: User) -> ScenarioRow:
    scenario, production = row.scenario, row.scenario.production
    if not is_planned(scenario):
        return row
    noted = _noted(scenario)
    if allowed(user, production, "schedule", Level.VIEW):
        row = replace(row, days=_number(noted.standing, DAYS), wrap=_date(noted.standing))
    if not allowed(user, production, "budget", Level.VIEW):
        return row
    if may_see_pay(user, production) or _may_show_total(scenario, noted):
        minor = _number(noted.standing, TOTAL)
        total = None if minor is None else Money(minor, noted.standing.currency)
        row = replace(row, total=total)
    return row


def _noted(scenario: Scenario) -> Noted:
    """Where a scenario stands; of one that is closed, where it was seen to stand last."""
    if scenario.state != ScenarioState.OPEN:
        last = standing_before(scenario, scenario.production.sequence)
        if last is not None:
            return last
    return standing_here(scenario)


def _may_show_total(scenario: Scenario, noted: Noted) -> bool:
    main = scenario_of(scenario.production)
    alone = not scenario.is_main and is_planned(main) and _one_persons_pay(main, scenario)
    return TOTAL in shown_at(scenario, noted) and not alone


def _beside_main(rows: Iterable[ScenarioRow]) -> Iterable[ScenarioRow]:
    main: ScenarioRow | None = None
    for row in rows:
        if main is None:
            main = row
            yield row
            continue
        if row.days is not None and main.days is not None:
            row = replace(row, days_over_main=row.days - main.days)
        total, mains = row.total, main.total
        if total is not None and mains is not None and total.currency == mains.currency:
            row = replace(row, over_main=total - mains)
        yield row


def _number(standing: Standing, address: str) -> int | None:
    worth = standing.figures.get(address)
    return None if worth is None else int(worth.value)


def _date(standing: Standing) -> date | None:
    ordinal = _number(standing, WRAP)
    return None if not ordinal else date.fromordinal(ordinal)
