"""What is still assumed: everything a plan took for granted, grouped, with its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from topsheet.breakdown.engine.types import DECIDED, Breakdown, Presence
from topsheet.budget.engine.types import BudgetResult
from topsheet.chain.engine.topsheet import Assumed
from topsheet.schedule.engine.types import ScheduleProblem
from topsheet.script.engine.types import Script

_EXAMPLES = 6


def still_assumed(
    script: Script,
    breakdown: Breakdown,
    problem: ScheduleProblem,
    result: BudgetResult,
    *,
    counted_from: int,
    start_assumed: bool,
) -> tuple[Assumed, ...]:
    """Groups that are not empty, the dearest to get wrong first."""
    return tuple(
        group
        for group in (
            _start(start_assumed, problem),
            _day(problem),
            _deals(problem),
            _places(problem),
            _presence(script, breakdown),
            _elements(breakdown, counted_from),
            _minutes(problem),
            *_budget(result),
        )
        if group.count
    )


def _start(assumed: bool, problem: ScheduleProblem) -> Assumed:
    return Assumed(
        title="First shooting day",
        count=int(assumed),
        examples=(problem.calendar.start.isoformat(),),
        remedy="Give the date on which the shoot begins.",
    )


def _day(problem: ScheduleProblem) -> Assumed:
    return Assumed(
        title="Working day",
        count=int(problem.rules.assumed),
        examples=(problem.rules.agreement,),
        remedy="Name the agreement the crew works under.",
    )


def _deals(problem: ScheduleProblem) -> Assumed:
    found = [f"{terms.name}: {terms.deal.value}" for terms in problem.cast if terms.assumed]
    return _group("Deals with cast", found, "Enter each role's deal when it is made.")


def _places(problem: ScheduleProblem) -> Assumed:
    found = [place.name for place in problem.places if place.assumed]
    return _group("Shooting places", found, "Bind each set to a real place.")


def _presence(script: Script, breakdown: Breakdown) -> Assumed:
    names = {role.key: role.name for role in breakdown.roles}
    found = [
        f"{names[seen.role]} in {script.scenes[seen.scene].number}"
        for seen in breakdown.appearances
        if seen.presence is Presence.NAMED and seen.works and seen.confidence < DECIDED
    ]
    return _group("Present without a line", found, "Accept or reject each in the breakdown.")


def _elements(breakdown: Breakdown, counted_from: int) -> Assumed:
    found = [
        f"{element.name} ({element.category.value})"
        for element in breakdown.elements
        if any(counted_from <= mention.confidence < DECIDED for mention in element.mentions)
    ]
    return _group("Suggested elements", found, "Accept or reject each in the breakdown.")


def _minutes(problem: ScheduleProblem) -> Assumed:
    found = [strip.scene for strip in problem.strips if strip.minutes_assumed]
    return _group("Shooting time of scenes", found, "Correct a strip's minutes on the board.")


# How the budget's reasons begin, under which title they stand, and what to do about them.
_BUDGET_GROUNDS = (
    ("Suggested by the breakdown", "Lines from suggestions", "Accept or reject the suggestion."),
    ("No deal is made", "Pay on assumed deals", "Enter the deal when it is made."),
    ("Heard but never seen", "Recording days", "Say whether the voice is recorded apart."),
    ("The percentage is not verified", "Unverified percentages", "Ask the payroll office."),
)
_ALLOWANCES = ("Usual allowances and shares", "Overwrite the line in the budget.")


def _budget(result: BudgetResult) -> Iterable[Assumed]:
    """The budget's own list, by ground; what is said of the whole budget stands first."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in result.assumed:
        if item.address == "budget":
            yield _group(
                item.label, [item.reason.rstrip(".")], "Replace the figures by quotes and deals."
            )
        else:
            found.setdefault(_ground(item.reason), []).append(item.label)
    for (title, remedy), labels in found.items():
        yield _group(title, labels, remedy)


def _ground(reason: str) -> tuple[str, str]:
    matching = (g for g in _BUDGET_GROUNDS if reason.startswith(g[0]))
    return next(((title, remedy) for _, title, remedy in matching), _ALLOWANCES)


def _group(title: str, found: Sequence[str], remedy: str) -> Assumed:
    kept = tuple(dict.fromkeys(found))[:_EXAMPLES]
    return Assumed(title=title, count=len(found), examples=kept, remedy=remedy)
