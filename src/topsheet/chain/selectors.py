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
from topsheet.production.revisions import Revision, last_change_of, revision_of
from topsheet.schedule.selectors import load_schedule
from topsheet.script.selectors import load_script, script_about

FOLLOWED = ("production", "people", "places", "script", "breakdown", "schedule", "budget")

_plans: Derived[Plan] = Derived(64)
_topsheets: Derived[TopsheetView] = Derived(64)


def load_plan(scenario: Scenario) -> Plan:
    """Everything the rooms hold of a scenario, as engine types; kept until something changes."""
    return _plans.get(topsheet_revision(scenario), lambda: _load_plan(scenario))


def topsheet_for(scenario: Scenario, user: User) -> TopsheetView:
    """The topsheet as far as ``user`` may see it: money by right, days and hours for all."""
    view = _topsheets.get(topsheet_revision(scenario), lambda: _lay_out(scenario))
    money, pay = sight_of(user, scenario.production)
    if not money:
        return without_money(view)
    return view if pay else without_pay(view, shown_addresses(scenario))


def topsheet_revision(scenario: Scenario) -> Revision:
    """A key that changes whenever a figure of the plan may."""
    return revision_of(scenario, *FOLLOWED)


def sight_of(user: User, production: Production) -> tuple[bool, bool]:
    """Whether the person sees money, and single people's pay."""
    money = allowed(user, production, "budget", Level.VIEW)
    return money, money and may_see_pay(user, production)


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
    """Which board a paper was made from: its scenario and the last change of the schedule."""
    return f"{scenario.title} board, revision {last_change_of(scenario, 'schedule')}"


def last_change(scenario: Scenario) -> date:
    """The day of the last change of the plan: what is printed again unchanged is the same
    paper.
    """
    production, last = scenario.production, last_change_of(scenario, *FOLLOWED)
    latest = production.change_sets.filter(sequence=last).first()
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
