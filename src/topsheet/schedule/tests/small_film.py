"""A small film kept in the rooms below, with a solved board: what the room's tests change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from topsheet.breakdown.engine import break_down
from topsheet.breakdown.lexicon import load as load_lexicon
from topsheet.breakdown.services import save_breakdown
from topsheet.people.engine.types import CastRole, Deal, Engagement
from topsheet.people.selectors import cast_list
from topsheet.people.services import save_roles
from topsheet.places.services import PlaceWanted, save_places
from topsheet.production.changes import recording
from topsheet.production.models import Production, Scenario
from topsheet.production.selectors import scenario_of
from topsheet.schedule import live
from topsheet.schedule.engine import solve, strips_from
from topsheet.schedule.engine.types import SchedulePlan, ScheduleProblem
from topsheet.schedule.packs import minutes_rule, working_calendar, working_rules
from topsheet.schedule.prices import prices_of
from topsheet.schedule.services import save_board
from topsheet.script.engine import read_script
from topsheet.script.services import save_draft

START = date(2027, 4, 5)
SCRIPT = """INT. HOUSE - DAY

ANNA feeds a horse. BEN watches.

ANNA
He eats.

EXT. ROAD - NIGHT

BEN and CARL push a car.

CARL
Push.

BEN
I push.

INT. HOUSE - DAY

ANNA waits with TIM (9).

TIM
When?

EXT. QUAY - DUSK

ANNA leaves.

ANNA
Goodbye.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallFilm:
    production: Production
    scenario: Scenario
    problem: ScheduleProblem
    plan: SchedulePlan


def small_film(production: Production, owner: Any, text: str = SCRIPT) -> SmallFilm:
    """Keep script, cast, places, breakdown and board of a film in ``production``."""
    scenario = scenario_of(production)
    script = read_script(text.encode(), "small.fountain")
    breakdown = break_down(script, load_lexicon())
    with recording(production, owner, "Plan made from a script") as changes:
        save_draft(changes, scenario, script, source=text.encode(), filename="small.fountain")
        save_roles(changes, production, [_cast(role) for role in breakdown.roles])
        places = [PlaceWanted(key=p.key, name=p.name, sets=p.sets, stage=p.stage)
                  for p in breakdown.places]  # fmt: skip
        save_places(changes, scenario, places)
        save_breakdown(changes, scenario, breakdown)
        problem = _problem(production, scenario, script, breakdown)
        plan = solve(problem, effort=1)
        save_board(changes, scenario, problem, plan)
    return SmallFilm(production=production, scenario=scenario, problem=problem, plan=plan)


def _cast(role: Any) -> CastRole:
    terms = Engagement(role=role.key, deal=Deal.DAY)
    return CastRole(
        key=role.key, name=role.name, board_id=role.board_id, engagement=terms, minor=role.minor
    )


def _problem(
    production: Production, scenario: Scenario, script: Any, breakdown: Any
) -> ScheduleProblem:
    sources = live.sources_of(scenario, START)
    strips = strips_from(script, breakdown, minutes_rule(production.kind, production.level))
    return ScheduleProblem(
        strips=strips,
        cast=live.cast_terms(cast_list(production), breakdown),
        places=sources.places,
        calendar=working_calendar(production.country, START, production.days_per_week),
        rules=working_rules(production.country, production.agreements, production.kind, on=START),
        prices=prices_of(scenario),
    )
