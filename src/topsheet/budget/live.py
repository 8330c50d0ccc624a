"""What script, breakdown, people and places say to a budget today.

counts    the globals that follow them ("scenes", "sets") have today's number
prices    the price list of the budget, which the schedule is judged by
inputs    what derived lines are made from, for a new part, place or element
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from topsheet.breakdown.engine.types import COUNTED_FROM, Breakdown
from topsheet.breakdown.selectors import load_breakdown
from topsheet.budget.engine.derive import counts
from topsheet.budget.engine.template import BudgetInputs
from topsheet.budget.engine.types import Budget, Global
from topsheet.kernel.errors import NotFound
from topsheet.people.engine.types import Standing
from topsheet.people.packs import standing_of
from topsheet.people.selectors import engagements
from topsheet.platform.derived import Derived
from topsheet.production.models import Production, Scenario
from topsheet.production.revisions import revision_of
from topsheet.schedule.live import SOURCES, bound_breakdown
from topsheet.schedule.packs import working_rules
from topsheet.script.engine.types import Script
from topsheet.script.selectors import load_script

_inputs: Derived[BudgetInputs] = Derived(16)


def inputs_of(scenario: Scenario) -> BudgetInputs:
    """What derived lines are made from. Raises NotFound without script or breakdown."""
    return _inputs.get(revision_of(scenario, *SOURCES), lambda: _read(scenario))


def with_counts(scenario: Scenario, budget: Budget) -> Budget:
    """The budget with today's numbers in the globals that are counted."""
    if not any(item.counted for item in budget.globals):
        return budget
    try:
        today = counts(inputs_of(scenario))
    except NotFound:
        return budget
    return replace(budget, globals=tuple(_counted(item, today) for item in budget.globals))


def standings(breakdown: Breakdown, script: Script) -> dict[str, Standing]:
    """How large each part is, by its share of the scenes that are shot."""
    scenes = sum(1 for scene in script.scenes if not scene.omitted)
    worked = Counter(seen.role for seen in breakdown.appearances if seen.works)
    return {role.key: standing_of(worked[role.key], scenes) for role in breakdown.roles}


def _counted(item: Global, today: Mapping[str, str]) -> Global:
    if not item.counted or item.name not in today:
        return item
    return replace(item, formula=today[item.name])


def _read(scenario: Scenario) -> BudgetInputs:
    production = Production.objects.get(pk=scenario.production_id)
    script, breakdown = load_script(scenario), load_breakdown(scenario)
    shot = [scene for scene in script.scenes if not scene.omitted]
    return BudgetInputs(
        title=production.title,
        breakdown=bound_breakdown(scenario, breakdown),
        scenes=len(shot),
        eighths=sum(scene.eighths.count for scene in shot),
        engagements=engagements(production),
        standings=standings(breakdown, script),
        days_per_week=production.days_per_week,
        rules=working_rules(production.country, production.agreements, production.kind),
        counted_from=COUNTED_FROM,
    )
