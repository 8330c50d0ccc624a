"""Reads across the rooms: the whole plan of a scenario, and its topsheet for a viewer."""

from __future__ import annotations

from topsheet import __version__
from topsheet.breakdown.selectors import load_breakdown
from topsheet.budget.selectors import explain as explain_budget
from topsheet.budget.selectors import load_budget, load_result
from topsheet.chain.dear import dearest_of
from topsheet.chain.engine.confide import without_money, without_pay
from topsheet.chain.engine.layout import About, Plan, lay_out
from topsheet.chain.engine.topsheet import TopsheetView
from topsheet.kernel.redaction import redacted
from topsheet.platform.derived import Derived
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.models import Scenario
from topsheet.schedule.selectors import load_plan as load_schedule
from topsheet.schedule.selectors import load_problem
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
        return without_pay(view, lambda address: redacted(explain_budget(scenario, address)))
    return view


def _key(scenario: Scenario) -> tuple[object, int]:
    return (scenario.pk, scenario.production.sequence)


def _load_plan(scenario: Scenario) -> Plan:
    return Plan(
        script=load_script(scenario),
        breakdown=load_breakdown(scenario),
        problem=load_problem(scenario),
        schedule=load_schedule(scenario),
        budget=load_budget(scenario),
        result=load_result(scenario),
    )


def _lay_out(scenario: Scenario) -> TopsheetView:
    plan = load_plan(scenario)
    return lay_out(_about(scenario), plan, dearest_of(plan))


def _about(scenario: Scenario) -> About:
    production = scenario.production
    return About(
        title=production.title,
        kind=production.get_kind_display(),
        draft=script_about(scenario),
        board=f"{scenario.title} board, revision {production.sequence}",
        country=production.country,
        agreements=tuple(production.agreements),
        level=production.level,
        start_assumed=False,
        prepared_by="Topsheet",
        version=f"Topsheet {__version__}",
    )
