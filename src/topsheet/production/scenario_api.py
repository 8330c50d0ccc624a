"""API of scenarios: fork, rename, drop, take up again, look at an adoption and adopt."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.platform.accounts import person_of
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.exports import adoption_row, scenario_row
from topsheet.production.models import Production, Scenario
from topsheet.production.scenarios import (
    adopt,
    adopt_preview,
    describe,
    drop,
    fork,
    rename,
    require_fork,
    restore_scenario,
)
from topsheet.production.selectors import find_production, scenario_of, scenarios_of

router = Router(tags=["scenarios"])
SCENARIOS = "/productions/{production}/scenarios"
ONE = SCENARIOS + "/{scenario}"

Title = Annotated[str, Field(max_length=400)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Side = Literal["mine", "theirs"]
MOST_CHOICES = 20_000


class ForkIn(Schema):
    """``from_scenario`` is a uid or title, "" for main."""

    title: Title
    from_scenario: Annotated[str, Field(max_length=400)] = ""


class RenameIn(Schema):
    """What is left out stays."""

    title: Title | None = None
    note: Title | None = None
    version: Number | None = None


class ScenarioVersionIn(Schema):
    version: Number | None = None


class AdoptIn(Schema):
    """``choices`` by the keys of the preview; ``everything`` decides what they do not.

    ``sequence`` is that of the preview: when main or the scenario changed since, the
    adoption is refused with 409.
    """

    choices: Annotated[dict[str, Side], Field(max_length=MOST_CHOICES)] = {}
    everything: Side | Literal[""] = ""
    sequence: Number | None = None
    version: Number | None = None


class ScenarioOut(Schema):
    uid: str
    title: str
    note: str
    state: str
    is_main: bool
    forked_from: str
    base_sequence: int
    version: int


class ScenarioWritten(Schema):
    """What was written, and the scenario at its new version."""

    sequence: int
    change: str
    rows: list[ScenarioOut]


class PartOut(Schema):
    """Values in words; null where you may not see them."""

    what: str
    base: str | None
    mine: str | None
    theirs: str | None


class ConflictOut(Schema):
    key: str
    reason: str
    sentence: str
    parts: list[PartOut]


class AdoptionOut(Schema):
    """What adopting would change in main at ``sequence``; ``mine`` is the scenario."""

    sequence: int
    created: int
    deleted: int
    changed: int
    conflicts: list[ConflictOut]


@router.get(SCENARIOS, response=list[ScenarioOut], summary="The scenarios")
def list_scenarios(
    request: HttpRequest, production: str, dropped: bool = False
) -> list[dict[str, Any]]:
    """Main first, then the open ones, newest first; ``dropped`` shows those put away too."""
    found = find_production(production, person_of(request))
    return [scenario_row(one) for one in scenarios_of(found, dropped=dropped)]


@router.post(SCENARIOS, response=ScenarioWritten, summary="Fork a scenario")
def fork_one(request: HttpRequest, production: str, wanted: ForkIn) -> dict[str, Any]:
    """A copy of script, breakdown, schedule and budget to try something in."""
    user = person_of(request)
    found = find_production(production, user)
    made = fork(user, found, wanted.title, scenario_of(found, wanted.from_scenario))
    return _written(found, f"Scenario ‘{made.title}’ forked", made)


@router.post(ONE + "/rename", response=ScenarioWritten, summary="Rename a scenario")
def rename_one(
    request: HttpRequest, production: str, scenario: str, wanted: RenameIn
) -> dict[str, Any]:
    """Another title, or another note."""
    user, found = _found(request, production, scenario)
    if wanted.title is not None:
        rename(user, found, wanted.title, wanted.version)
    if wanted.note is not None:
        describe(user, found, wanted.note, None if wanted.title is not None else wanted.version)
    said = "renamed" if wanted.title is not None else "described"
    return _written(found.production, f"Scenario ‘{found.title}’ {said}", found)


@router.post(ONE + "/drop", response=ScenarioWritten, summary="Drop a scenario")
def drop_one(
    request: HttpRequest, production: str, scenario: str, wanted: ScenarioVersionIn | None = None
) -> dict[str, Any]:
    """Put away; nothing of it is deleted."""
    user, found = _found(request, production, scenario)
    drop(user, found, wanted.version if wanted else None)
    return _written(found.production, f"Scenario ‘{found.title}’ dropped", found)


@router.post(ONE + "/restore", response=ScenarioWritten, summary="Take a dropped scenario up again")
def restore_one(
    request: HttpRequest, production: str, scenario: str, wanted: ScenarioVersionIn | None = None
) -> dict[str, Any]:
    """It is open again as it was left."""
    user, found = _found(request, production, scenario)
    restore_scenario(user, found, wanted.version if wanted else None)
    return _written(found.production, f"Scenario ‘{found.title}’ taken up again", found)


@router.get(ONE + "/adopt", response=AdoptionOut, summary="What adopting would change")
def preview(request: HttpRequest, production: str, scenario: str) -> dict[str, Any]:
    """Counts of what changes by itself, and each conflict with its three values."""
    user, found = _found(request, production, scenario)
    require_fork(user, found.production)
    return adoption_row(adopt_preview(found), user)


@router.post(ONE + "/adopt", response=ScenarioWritten, summary="Adopt a scenario")
def adopt_one(
    request: HttpRequest, production: str, scenario: str, wanted: AdoptIn
) -> dict[str, Any]:
    """Its changes come into main; main as it was is kept as a scenario."""
    user, found = _found(request, production, scenario)
    made = adopt(
        user, found, wanted.choices, wanted.sequence, wanted.version,
        everything=wanted.everything,
    )  # fmt: skip
    return _written(found.production, f"Scenario ‘{found.title}’ adopted", made.scenario)


def _found(request: HttpRequest, production: str, scenario: str) -> tuple[User, Scenario]:
    user = person_of(request)
    found = find_production(production, user)
    require(user, found, "production", Level.VIEW)
    return user, scenario_of(found, scenario)


def _written(production: Production, change: str, scenario: Scenario) -> dict[str, Any]:
    return {"sequence": production.sequence, "change": change, "rows": [scenario_row(scenario)]}
