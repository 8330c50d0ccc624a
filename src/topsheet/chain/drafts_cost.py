"""What a draft costs: the figures before, and after it is taken in.

After means: omitted scenes have left the board with the days they leave empty, rewritten ones
stay where they stand, and each new scene is where it lands cheapest, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from topsheet.budget.counting import inputs_of, standings, with_counts
from topsheet.budget.engine import Budget, compute, price_list
from topsheet.budget.engine.confidential import visible
from topsheet.budget.engine.derive import counts
from topsheet.budget.engine.template import BudgetInputs
from topsheet.budget.engine.types import LEVEL_NAMES
from topsheet.budget.following import template_of, unpriced
from topsheet.budget.selectors import has_budget, load_estimate, shown_addresses
from topsheet.chain.casting import cast_roles
from topsheet.chain.casting import cast_terms as terms_of_roles
from topsheet.chain.drafts import DraftReview
from topsheet.chain.drafts_breakdown import Needs, needs_after
from topsheet.chain.engine.standing import (
    DAYS,
    MONEY,
    Move,
    moves,
    standing,
    without_money,
    without_pay,
)
from topsheet.chain.moved import arrow, difference_text
from topsheet.chain.standings import standing_now
from topsheet.people.engine.types import Engagement
from topsheet.people.selectors import cast_list
from topsheet.places.selectors import shooting_places
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.models import Scenario
from topsheet.schedule import models as schedule_models
from topsheet.schedule.engine import as_decided, judge, scene_strips
from topsheet.schedule.engine.board_state import BoardState, board_of, state_of
from topsheet.schedule.engine.days_moved import insert_day
from topsheet.schedule.engine.landing import NEW_DAY, best_landing, landings
from topsheet.schedule.engine.moves import move_strips
from topsheet.schedule.engine.types import (
    BoardJudgement,
    Decided,
    PlaceTerms,
    ScheduleProblem,
)
from topsheet.schedule.live import cast_terms, sources_of
from topsheet.schedule.rows import decided_from
from topsheet.schedule.selectors import has_board, load_schedule

_FIRST = ("budget", "schedule/shoot/days", "schedule/shoot/nights", "schedule/wrap",
          "schedule/cost", "script/scenes", "script/pages")  # fmt: skip


_LEVELS = frozenset(str(level) for level in LEVEL_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCost:
    """Figures that move; ``homeless`` are new scenes that land lawfully nowhere."""

    moves: tuple[Move, ...]
    currency: str
    days: int | None = None  # shooting days before, for those who see the schedule
    homeless: tuple[str, ...] = ()

    def as_json(self) -> list[dict[str, Any]]:
        """The whole first, then by part and by account."""
        found = {move.address: move for move in self.moves}
        first = [found[address] for address in _FIRST if address in found]
        if self.days is not None and DAYS not in found:
            first.insert(0, Move(address=DAYS, label="Shooting days", unit="days",
                                 before=self.days, after=self.days))  # fmt: skip
        rest = [move for move in self.moves if move.address not in _FIRST and _is_told(move)]
        return [
            {
                "address": move.address,
                "label": move.label,
                "text": "" if move.withheld else arrow(move, self.currency),
                "difference": "" if move.withheld else difference_text(move, self.currency),
                "worse": move.unit == MONEY and not move.withheld and move.difference > 0,
                "withheld": move.withheld,
                "whole": move.address in _FIRST,
            }
            for move in (*first, *rest)
        ]


def _is_told(move: Move) -> bool:
    """Levels, accounts and parts of the order's cost; not facts, departments or lines."""
    room, *rest = move.address.split("/")
    if move.unit != MONEY or not rest:
        return False
    if room == "schedule":
        return len(rest) == 2
    return len(rest) == 1 and (rest[0] in _LEVELS or move.label.startswith(f"{rest[0]} "))


def cost_of(actor: User, scenario: Scenario, review: DraftReview) -> DraftCost:
    """The figures a draft moves, as far as this person may see them."""
    before = standing_now(scenario).standing
    needs = needs_after(scenario, review)
    shot = [one.scene for one in needs.scenes if not one.scene.omitted]
    budget = _budget_after(scenario, needs) if has_budget(scenario) else None
    judged: BoardJudgement | None = None
    homeless: tuple[str, ...] = ()
    if has_board(scenario):
        judged, homeless = _board_after(scenario, needs, budget)
    facts = judged.facts if judged else {}
    result = compute(budget, facts=facts) if budget else None
    after = standing(
        budget=budget, result=result, judged=judged, scenes=len(shot),
        eighths=sum(scene.eighths.count for scene in shot), currency=before.currency,
    )  # fmt: skip
    found = moves(before, after)
    production = scenario.production
    if not allowed(actor, production, "budget", Level.VIEW):
        found = without_money(found)
    elif not may_see_pay(actor, production) and budget and result:
        shown = shown_addresses(scenario) & visible(budget, result)
        found = without_pay(found, before, after, shown)
    if not allowed(actor, production, "schedule", Level.VIEW):
        found = tuple(move for move in found if not move.address.startswith("schedule"))
    numbers = {one.scene.uid: one.scene.number for one in needs.scenes}
    sees_days = judged is not None and allowed(actor, production, "schedule", Level.VIEW)
    return DraftCost(
        moves=found, currency=before.currency,
        days=int(before.figures[DAYS].value) if sees_days and DAYS in before.figures else None,
        homeless=tuple(numbers[uid] for uid in homeless),
    )  # fmt: skip


def _budget_after(scenario: Scenario, needs: Needs) -> Budget:
    """The budget with lines for parts, places and elements that nobody priced yet."""
    budget = load_estimate(scenario).budget
    inputs = _inputs_after(scenario, needs)
    template = template_of(scenario.production, budget.currency, budget.chart)
    known = {word.name for word in budget.facts}
    parts = {role.key for role in inputs_of(scenario).breakdown.roles}
    voices = frozenset(role.key for role in needs.breakdown.roles if role.key not in parts)
    words, lines = unpriced(known, template, inputs, voices)
    present = {line.key for line in budget.lines}
    accounts = {account.code for account in budget.accounts}
    fresh = [li for li in lines if li.key not in present and li.account in accounts]
    grown = replace(
        budget, facts=(*budget.facts, *words), lines=(*budget.lines, *fresh)
    )  # fmt: skip
    return with_counts(grown, counts(inputs))


def _inputs_after(scenario: Scenario, needs: Needs) -> BudgetInputs:
    now = inputs_of(scenario)
    shot = [scene for scene in needs.script.scenes if not scene.omitted]
    engaged = {terms.role for terms in now.engagements}
    return replace(
        now,
        breakdown=needs.breakdown,
        scenes=len(shot),
        eighths=sum(scene.eighths.count for scene in shot),
        engagements=(*now.engagements, *(e for e in _new_terms(scenario, needs)
                                         if e.role not in engaged)),
        standings=standings(needs.breakdown, needs.script),
    )  # fmt: skip


def _new_terms(scenario: Scenario, needs: Needs) -> Iterator[Engagement]:
    roles = cast_roles(needs.breakdown, needs.script, scenario.production.country)
    yield from (role.engagement for role in roles)


def _board_after(
    scenario: Scenario, needs: Needs, budget: Budget | None
) -> tuple[BoardJudgement, tuple[str, ...]]:
    """The board judged with what the draft needs, and the scenes that found no day."""
    problem, plan = load_schedule(scenario)
    after = _problem_after(scenario, needs, problem, budget)
    keys = {strip.key for strip in after.strips}
    state = state_of(plan.best.board, problem.strips)
    days = [replace(day, strips=tuple(key for key in day.strips if key in keys))
            for day in state.days]  # fmt: skip
    emptied = {day.uid for day, was in zip(days, state.days, strict=True)
               if was.strips and not day.strips}  # fmt: skip
    placed = {key for day in days for key in day.strips}
    state = BoardState(
        days=tuple(day for day in days if day.uid not in emptied),
        boneyard=tuple(strip.key for strip in after.strips if strip.key not in placed),
    )
    state, homeless = landed(after, state, needs.new)
    return judge(after, board_of(state)), homeless


def landed(
    problem: ScheduleProblem, state: BoardState, scenes: tuple[str, ...]
) -> tuple[BoardState, tuple[str, ...]]:
    """Every new scene on the day where it costs least; each sees those before it."""
    homeless: list[str] = []
    by_scene = {uid: [s.key for s in problem.strips if s.key.partition("/")[0] == uid]
                for uid in scenes}  # fmt: skip
    for uid, strips in by_scene.items():
        for key in strips:
            found = best_landing(landings(problem, state, [key]), state, [key])
            if found is None:
                homeless.append(uid)
                continue
            day = found.day
            if day == NEW_DAY:
                known = {one.uid for one in state.days}
                state = insert_day(problem, state)
                day = next(one.uid for one in state.days if one.uid not in known)
            state = move_strips(problem, state, [key], day, found.position)
    return state, tuple(dict.fromkeys(homeless))


def _problem_after(
    scenario: Scenario, needs: Needs, problem: ScheduleProblem, budget: Budget | None
) -> ScheduleProblem:
    board = schedule_models.Board.objects.filter(scenario=scenario).order_by("uid").first()
    minutes = sources_of(scenario, board.start).minutes  # type: ignore[union-attr]
    rows = schedule_models.Strip.objects.filter(scenario=scenario)
    decided = [*map(decided_from, rows), *(Decided(key=uid, scene=uid) for uid in needs.new)]
    strips = as_decided(scene_strips(needs.script, needs.breakdown, minutes), decided, minutes)
    cast = cast_list(scenario.production)
    known = {member.role for member in cast}
    roles = cast_roles(needs.breakdown, needs.script, scenario.production.country)
    new = tuple(role for role in roles if role.key not in known)
    return replace(
        problem,
        strips=strips,
        cast=(*cast_terms(cast, needs.breakdown), *terms_of_roles(new, needs.breakdown)),
        places=tuple(_places(scenario, needs, strips)),
        prices=price_list(budget) if budget else problem.prices,
    )  # fmt: skip


def _places(scenario: Scenario, needs: Needs, strips: Any) -> Iterator[PlaceTerms]:
    known = {place.place: place for place in shooting_places(scenario.production)}
    names = {place.key: place.name for place in needs.breakdown.places}
    for key in dict.fromkeys(strip.place for strip in strips):
        if key in known:
            place = known[key]
            yield PlaceTerms(place=key, name=place.name, away=place.away, assumed=place.assumed)
        else:
            yield PlaceTerms(place=key, name=names.get(key, key))
