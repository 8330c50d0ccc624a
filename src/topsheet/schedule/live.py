"""The problem of a scenario as it stands: derived from every room below, never copied.

    script + breakdown + people + places → scenes as strips, cast and place terms
    production (start, country, agreements) + packs → calendar and rules
    budget → prices (offered from above, see prices.py)
    board → what people decided about strips

Each part is kept by the revision of the rooms it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from topsheet.breakdown.engine.types import Breakdown
from topsheet.breakdown.engine.types import Place as PlaceOfSets
from topsheet.breakdown.selectors import load_breakdown
from topsheet.kernel.calendar import WorkingCalendar
from topsheet.people.engine.types import CastMember
from topsheet.people.selectors import cast_list
from topsheet.places.engine.types import ShootingPlace
from topsheet.places.selectors import sets_by_place, shooting_places
from topsheet.platform.derived import Derived
from topsheet.production.models import Production, Scenario
from topsheet.production.revisions import revision_of
from topsheet.schedule import models, rows
from topsheet.schedule.engine import as_decided, scene_strips
from topsheet.schedule.engine.types import (
    CastTerms,
    MinutesRule,
    PlaceTerms,
    ScheduleProblem,
    Strip,
    WorkingRules,
)
from topsheet.schedule.packs import minutes_rule, working_calendar, working_rules
from topsheet.schedule.prices import prices_of
from topsheet.script.selectors import load_script

SOURCES = ("script", "breakdown", "people", "places", "production")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the rooms below say, before anybody decided anything on the board."""

    scenes: tuple[Strip, ...]  # one for each scene that is shot
    cast: tuple[CastTerms, ...]
    places: tuple[PlaceTerms, ...]
    elsewhere: tuple[PlaceTerms, ...]  # known places where no set of this scenario is shot
    rules: WorkingRules
    calendar: WorkingCalendar
    minutes: MinutesRule


_sources: Derived[Sources] = Derived(64)


def sources_of(scenario: Scenario, assumed_start: date) -> Sources:
    """Scenes, terms and rules of a scenario. Raises NotFound without script or breakdown."""
    key = (*revision_of(scenario, *SOURCES), assumed_start)
    return _sources.get(key, lambda: _read(scenario, assumed_start))


def problem_of(
    scenario: Scenario, board: models.Board, strips: Iterable[models.Strip]
) -> ScheduleProblem:
    """The whole problem: every strip, on the board or not, with what it needs."""
    found = sources_of(scenario, board.start)
    decided = as_decided(found.scenes, map(rows.decided_from, strips), found.minutes)
    return ScheduleProblem(
        strips=decided,
        cast=found.cast,
        places=_with_strips_own(found, decided),
        calendar=found.calendar,
        rules=found.rules,
        prices=prices_of(scenario),
        overtime_weight=board.overtime_weight,
    )


def cast_terms(cast: Iterable[CastMember], breakdown: Breakdown) -> tuple[CastTerms, ...]:
    """What the schedule must know of those who work on a shooting day."""
    working = {seen.role for seen in breakdown.appearances if seen.works}
    return tuple(
        CastTerms(
            role=member.role,
            board_id=member.board_id,
            name=member.name,
            deal=member.deal,
            minimum_days=member.minimum_days,
            minor=member.minor,
            away=member.away,
            assumed=member.assumed,
        )
        for member in cast
        if member.role in working
    )


def bound_breakdown(scenario: Scenario, breakdown: Breakdown) -> Breakdown:
    """The breakdown with the places where its sets are shot in the place of assumed ones."""
    places = {place.place: place for place in shooting_places(scenario.production)}
    bound = tuple(
        PlaceOfSets(key=key, name=places[key].name, sets=names, stage=places[key].stage)
        for key, names in sets_by_place(scenario).items()
    )
    return replace(breakdown, places=bound) if bound else breakdown


def _read(scenario: Scenario, assumed_start: date) -> Sources:
    production = Production.objects.get(pk=scenario.production_id)
    start = production.start or assumed_start
    rule = minutes_rule(production.kind, production.level)
    breakdown = bound_breakdown(scenario, load_breakdown(scenario))
    country, agreements = production.country, production.agreements
    scenes = scene_strips(load_script(scenario), breakdown, rule)
    known = shooting_places(production)
    places = _place_terms(scenes, known)
    return Sources(
        scenes=scenes,
        cast=cast_terms(cast_list(production), breakdown),
        places=places,
        elsewhere=tuple(
            PlaceTerms(place=one.place, name=one.name, away=one.away, assumed=one.assumed)
            for one in known
            if one.place not in {terms.place for terms in places}
        ),
        rules=working_rules(country, agreements, production.kind, on=start),
        calendar=working_calendar(country, start, production.days_per_week),
        minutes=rule,
    )


def _with_strips_own(found: Sources, strips: Iterable[Strip]) -> tuple[PlaceTerms, ...]:
    """The places of the sets, and those where only a strip was put by hand."""
    known = {terms.place for terms in found.places}
    own = {strip.place for strip in strips} - known
    if not own:
        return found.places
    return (*found.places, *(terms for terms in found.elsewhere if terms.place in own))


def _place_terms(
    scenes: Iterable[Strip], places: Iterable[ShootingPlace]
) -> tuple[PlaceTerms, ...]:
    """The places in the order the script comes to them; one nobody bound bears its set's name."""
    known = {place.place: place for place in places}
    keys = dict.fromkeys(strip.place for strip in scenes)
    return tuple(
        PlaceTerms(
            place=key, name=known[key].name, away=known[key].away, assumed=known[key].assumed
        )
        if key in known
        else PlaceTerms(place=key, name=key)
        for key in keys
    )
