"""What script, breakdown, people and places say to a budget today.

counts    the globals that follow them ("scenes", "sets") have today's number
inputs    what derived lines are made from, for a new part, place or element
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

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

_inputs: Derived[BudgetInputs] = Derived(64)


def inputs_of(scenario: Scenario) -> BudgetInputs:
    """What derived lines are made from. Raises NotFound without script or breakdown."""
    return _inputs.get(revision_of(scenario, *SOURCES), lambda: _read(scenario))


@dataclass(frozen=True, slots=True)
class Counted:
    """A budget as kept, what is counted today, and the budget with both."""

    kept: Budget
    today: Mapping[str, str]
    budget: Budget


def counted_anew(before: Counted | None, scenario: Scenario, kept: Budget) -> Counted:
    """The budget with today's numbers in the globals that are counted and that nobody typed
    over; the very same one as ``before`` while neither changed.
    """
    today = _today(scenario, kept)
    if before is not None and before.kept is kept and before.today == today:
        return before
    return Counted(kept, today, with_counts(kept, today))


def _today(scenario: Scenario, kept: Budget) -> Mapping[str, str]:
    if not any(item.counted for item in kept.globals):
        return {}
    try:
        return counts(inputs_of(scenario))
    except NotFound:  # a budget without a script
        return {}


def with_counts(kept: Budget, today: Mapping[str, str]) -> Budget:
    """The budget with these numbers in the globals that are counted."""
    found = tuple(_counted(item, today) for item in kept.globals)
    return kept if found == kept.globals else replace(kept, globals=found)


def standings(breakdown: Breakdown, script: Script) -> dict[str, Standing]:
    """How large each part is, by its share of the scenes that are shot."""
    scenes = sum(1 for scene in script.scenes if not scene.omitted)
    worked = Counter(seen.role for seen in breakdown.appearances if seen.works)
    return {role.key: standing_of(worked[role.key], scenes) for role in breakdown.roles}


def _counted(item: Global, today: Mapping[str, str]) -> Global:
    """Somebody who typed over a count sees today's beside it."""
    if not item.counted or item.name not in today:
        return item
    if item.formula_derived:
        return replace(item, formula_derived=today[item.name])
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
