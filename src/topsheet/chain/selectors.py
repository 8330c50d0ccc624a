"""Reads across the rooms: the whole plan of a scenario, and its topsheet for a viewer."""

from __future__ import annotations

from datetime import date

from topsheet import __version__
from topsheet.breakdown.selectors import load_breakdown
from topsheet.budget.selectors import load_estimate, shown_addresses
from topsheet.chain.engine.confide import without_money, without_pay
from topsheet.chain.engine.dear import dearest_of
from topsheet.chain.engine.layout import About, Plan, lay_out
from topsheet.chain.engine.topsheet import TopsheetView
from topsheet.platform.derived import Derived
from topsheet.platform.formats import country_name
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.models import Production, Scenario
from topsheet.schedule.selectors import load_schedule
from topsheet.script.selectors import load_script, script_about

_plans: Derived[Plan] = Derived(8)
_topsheets: Derived[TopsheetView] = Derived(16)


def load_plan(scenario: Scenario) -> Plan:
    """Everything the rooms hold of a scenario, as engine types; kept until something changes."""
    return _plans.get(_key(scenario), lambda: _load_plan(scenario))


def topsheet_for(scenario: Scenario, user: User) -> TopsheetView:
    """The topsheet as far as ``user`` may see it: money by right, days and hours for all."""
    view = _topsheets.get(_key(scenario), lambda: _lay_out(scenario))
    production = scenario.production
    if not allowed(user, production, "budget", Level.VIEW):
        return without_money(view)
    if not may_see_pay(user, production):
        return without_pay(view, shown_addresses(scenario))
    return view


def _key(scenario: Scenario) -> tuple[object, int]:
    return (scenario.pk, scenario.production.sequence)


def _load_plan(scenario: Scenario) -> Plan:
    problem, schedule = load_schedule(scenario)
    estimate = load_estimate(scenario)
    return Plan(
        script=load_script(scenario),
        breakdown=load_breakdown(scenario),
        problem=problem,
        schedule=schedule,
        budget=estimate.budget,
        result=estimate.result,
    )


def _lay_out(scenario: Scenario) -> TopsheetView:
    plan = load_plan(scenario)
    return lay_out(_about(scenario), plan, dearest_of(plan))


def board_in_words(scenario: Scenario) -> str:
    return f"{scenario.title} board, revision {scenario.production.sequence}"


def last_change(production: Production) -> date:
    """The day of the last change: what is printed again unchanged is the same paper."""
    latest = production.change_sets.order_by("-sequence").first()
    return (latest.at if latest else production.created_at).date()


def _about(scenario: Scenario) -> About:
    production = scenario.production
    first = production.change_sets.order_by("sequence").first()
    return About(
        title=production.title,
        kind=production.get_kind_display(),
        draft=script_about(scenario),
        board=board_in_words(scenario),
        country=country_name(production.country),
        agreements=tuple(production.agreements),
        level=production.level,
        start_assumed=production.start is None,
        prepared_by=first.actor_name if first else "",
        version=f"Topsheet {__version__}",
    )
