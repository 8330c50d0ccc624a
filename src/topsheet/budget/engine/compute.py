"""From a budget and the facts of a board to an estimate.

In this order: groups → globals → line base → fringes per person range in the currency
of pay → conversion at the locked rate → posting → accounts, categories, levels →
contractuals → total. A line is rounded half up once, a fringe once per person range,
each conversion once; a range's fringe is shared over its lines by largest remainder.

``advance`` gives the same answer from an earlier one: only the person ranges are worked
out anew whose lines changed or name a global or a fact that moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from topsheet.budget.engine.assumptions import assumptions
from topsheet.budget.engine.checks import check, check_changed
from topsheet.budget.engine.contractuals import settle
from topsheet.budget.engine.formulas import Scope
from topsheet.budget.engine.ranges import (
    Frame,
    RangeWorked,
    converted,
    measure,
    range_fringes,
    share_weights,
)
from topsheet.budget.engine.totals import (
    CONTRACTUAL,
    account_results,
    cell_totals,
    departments,
    in_chart_order,
    level_totals,
    margin,
)
from topsheet.budget.engine.types import Budget, BudgetResult, Line, Stage
from topsheet.kernel.money import Money

__all__ = [
    "CONTRACTUAL",
    "Worked",
    "active_lines",
    "advance",
    "compute",
    "converted",
    "in_chart_order",
    "measure",
    "range_fringes",
    "scope_of",
    "share_weights",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """An estimate with what the next one can take over from it."""

    budget: Budget
    facts: Mapping[str, int]
    result: BudgetResult
    ranges: Mapping[str, RangeWorked]


def compute(budget: Budget, *, facts: Mapping[str, int]) -> BudgetResult:
    """The estimate. Raises InvalidInput where a name, a rate or a formula does not hold."""
    return advance(None, budget, facts).result


def advance(before: Worked | None, budget: Budget, facts: Mapping[str, int]) -> Worked:
    """The estimate of a budget that differs little from the one ``before``.

    Lines that did not change must be the very same objects to be taken over. Raises
    InvalidInput as ``compute`` does.
    """
    if before is not None and not _same_frame(before.budget, budget):
        before = None
    if before is None:
        check(budget)
    else:
        check_changed(before.budget, budget)
    scope = scope_of(budget, facts)
    values = {item.name: scope.lookup(item.name) for item in budget.globals}
    ranges = _ranges(budget, scope, before, _moved(before, values, facts))
    return Worked(
        budget=budget,
        facts=facts,
        result=_result(budget, values, facts, ranges),
        ranges=ranges,
    )


def scope_of(budget: Budget, facts: Mapping[str, int]) -> Scope:
    """Globals and facts to look up; facts the budget names count none when not given."""
    known = frozenset(word.name for word in budget.facts)
    return Scope({item.name: item.formula for item in budget.globals}, facts, known)


def active_lines(budget: Budget) -> tuple[Line, ...]:
    """The lines whose group is not switched off."""
    off = {group.name for group in budget.groups if not group.on}
    return tuple(line for line in budget.lines if line.group not in off) if off else budget.lines


def _same_frame(before: Budget, budget: Budget) -> bool:
    """Whether everything stands that any range may depend on beside its lines and names."""
    return (
        before.currency == budget.currency
        and before.days_per_week == budget.days_per_week
        and before.accounts == budget.accounts
        and before.fringes == budget.fringes
        and before.rates == budget.rates
        and before.groups == budget.groups
        and {word.name for word in before.facts} == {word.name for word in budget.facts}
    )


def _moved(
    before: Worked | None, values: Mapping[str, Fraction], facts: Mapping[str, int]
) -> frozenset[str]:
    """Globals and facts that have another value now, or are no longer there."""
    if before is None:
        return frozenset()
    known = before.result.globals
    found = {name for name in known.keys() | values.keys() if known.get(name) != values.get(name)}
    if facts is not before.facts:
        both = facts.keys() | before.facts.keys()
        found |= {name for name in both if facts.get(name) != before.facts.get(name)}
    return frozenset(found)


def _ranges(
    budget: Budget, scope: Scope, before: Worked | None, moved: frozenset[str]
) -> dict[str, RangeWorked]:
    groups: dict[str, list[Line]] = {}
    for line in budget.lines:
        groups.setdefault(line.range_key, []).append(line)
    frame = Frame(budget)
    known = before.ranges if before is not None else {}
    return {
        key: _stands(known.get(key), together, moved) or frame.work(tuple(together), scope)
        for key, together in groups.items()
    }


def _stands(
    known: RangeWorked | None, together: list[Line], moved: frozenset[str]
) -> RangeWorked | None:
    if known is None or len(known.lines) != len(together) or known.reads & moved:
        return None
    same = all(a is b for a, b in zip(known.lines, together, strict=True))
    return known if same else None


def _result(
    budget: Budget,
    values: Mapping[str, Fraction],
    facts: Mapping[str, int],
    ranges: Mapping[str, RangeWorked],
) -> BudgetResult:
    worked = {key: result for one in ranges.values() for key, result in one.results.items()}
    lines = active_lines(budget)
    results = {line.key: worked[line.key] for line in lines}
    posted: dict[str, int] = {}
    for one in ranges.values():
        for code, minor in one.posted.items():
            posted[code] = posted.get(code, 0) + minor
    contractuals = settle(budget, posted)
    accounts = account_results(budget, lines, results, contractuals)
    cells = cell_totals(budget, lines, results, contractuals)
    levels = level_totals(budget, accounts)
    return BudgetResult(
        currency=budget.currency,
        facts=dict(facts),
        globals=dict(values),
        lines=results,
        fringes=tuple(result for one in ranges.values() for result in one.fringes),
        accounts=accounts,
        contractuals=contractuals,
        levels=levels,
        stages=margin(cells, 0, [*map(str, Stage), CONTRACTUAL], budget.currency),
        departments=margin(cells, 1, departments(budget), budget.currency),
        cells=cells,
        before_contractuals=Money(sum(posted.values()), budget.currency),
        total=Money.sum(levels.values(), budget.currency),
        assumed=assumptions(budget),
    )
