"""API of the room ``breakdown``: what counts, what is suggested, and every decision on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from topsheet.breakdown import deciding, editing, exports, flagging, merging, schemas, tagging
from topsheet.breakdown.listing import element_rows, presence_rows
from topsheet.breakdown.models import State
from topsheet.breakdown.review import review_index, review_scenes
from topsheet.breakdown.schemas import BreakdownWritten
from topsheet.breakdown.selectors import load_breakdown
from topsheet.breakdown.written import Written
from topsheet.platform.accounts import person_of
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of
from topsheet.script.selectors import load_script

router = Router(tags=["breakdown"])
_HERE = "/productions/{production}/breakdown"


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    """The scenario of a request, for somebody who may see its breakdown."""
    found = find_production(production, person_of(request))
    require(person_of(request), found, "breakdown", Level.VIEW)
    return scenario_of(found, scenario)


@router.get(_HERE)
def breakdown(
    request: HttpRequest, production: schemas.Key, scenario: schemas.Key = ""
) -> dict[str, Any]:
    """What counts: cast and elements by category, flags by scene, places; each with what it
    came from. What was accepted is certain, what was rejected is left out.
    """
    where = _scenario(request, production, scenario)
    return exports.whole_as_json(load_breakdown(where), load_script(where))


@router.get(f"{_HERE}/review")
def review(
    request: HttpRequest, production: schemas.Key, scenario: schemas.Key = ""
) -> dict[str, Any]:
    """Every suggestion in the order of the script, decided or not; a row each, see ``columns``."""
    return review_index(_scenario(request, production, scenario))


@router.get(f"{_HERE}/review/scenes")
def review_text(
    request: HttpRequest,
    production: schemas.Key,
    uids: str = Query(max_length=1_000, pattern=schemas.TEXT),
    scenario: schemas.Key = "",
) -> list[dict[str, Any]]:
    """The text of up to twelve scenes (uids by comma), with the words marked that are tagged."""
    where = _scenario(request, production, scenario)
    return review_scenes(where, [uid for uid in uids.split(",") if uid])


@router.get(f"{_HERE}/elements")
def elements(
    request: HttpRequest,
    production: schemas.Key,
    category: schemas.Key = "",
    scenario: schemas.Key = "",
) -> list[dict[str, Any]]:
    """Every element, of rejected ones too, with its scenes, other names and links."""
    return element_rows(_scenario(request, production, scenario), category)


@router.get(f"{_HERE}/presence")
def presence(
    request: HttpRequest, production: schemas.Key, scenario: schemas.Key = ""
) -> dict[str, Any]:
    """Which role is in which scene, and how."""
    return presence_rows(_scenario(request, production, scenario))


@router.post(f"{_HERE}/decide", response=BreakdownWritten)
def decide(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.DecideElementsIn,
    scenario: schemas.Key = "",
) -> Written:
    """Accept, reject or reset suggestions: some by uid, or all of a scene, an element, a role,
    a category or a confidence, in one change set.
    """
    which = deciding.Which(
        uids=tuple(dict.fromkeys(asked.uids)), scene=asked.scene, elements=tuple(asked.elements),
        role=asked.role, category=asked.category, from_confidence=asked.from_confidence,
    )  # fmt: skip
    where = _scenario(request, production, scenario)
    return deciding.decide(
        person_of(request), where, State(asked.state), which, asked.version, asked.versions
    )


@router.post(f"{_HERE}/words", response=BreakdownWritten)
def add_words(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.WordsIn,
    scenario: schemas.Key = "",
) -> Written:
    """Tag words of a scene: an element is found by its name or made, and counts there."""
    where = _scenario(request, production, scenario)
    return tagging.add_words(person_of(request), where, **asked.dict())


@router.post(f"{_HERE}/elements", response=BreakdownWritten)
def add_element(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.ElementIn,
    scenario: schemas.Key = "",
) -> Written:
    """Add an element that the script does not name; it is in no scene yet."""
    where = _scenario(request, production, scenario)
    return tagging.add_element(person_of(request), where, **asked.dict())


@router.post(f"{_HERE}/category", response=BreakdownWritten)
def set_category(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.CategoryIn,
    scenario: schemas.Key = "",
) -> Written:
    """Move elements to another category in one change set."""
    where = _scenario(request, production, scenario)
    return editing.set_category(person_of(request), where, asked.elements, asked.category)


@router.patch(f"{_HERE}/elements/{{element}}", response=BreakdownWritten)
def edit_element(
    request: HttpRequest,
    production: schemas.Key,
    element: schemas.Key,
    asked: schemas.ElementEdit,
    scenario: schemas.Key = "",
) -> Written:
    """Rename an element, move it to a category, note something on it."""
    where = _scenario(request, production, scenario)
    return editing.edit_element(person_of(request), where, element, **asked.dict())


@router.delete(f"{_HERE}/elements/{{element}}", response=BreakdownWritten)
def delete_element(
    request: HttpRequest, production: schemas.Key, element: schemas.Key, scenario: schemas.Key = ""
) -> Written:
    """Delete an element that was added by hand."""
    where = _scenario(request, production, scenario)
    return editing.delete_element(person_of(request), where, element)


@router.post(f"{_HERE}/merge", response=BreakdownWritten)
def merge_elements(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.MergeElementsIn,
    scenario: schemas.Key = "",
) -> Written:
    """Make elements one with another; their names are remembered for new drafts."""
    where = _scenario(request, production, scenario)
    return merging.merge_elements(person_of(request), where, asked.elements, asked.into)


@router.post(f"{_HERE}/elements/{{element}}/split", response=BreakdownWritten)
def split_element(
    request: HttpRequest,
    production: schemas.Key,
    element: schemas.Key,
    asked: schemas.SplitIn,
    scenario: schemas.Key = "",
) -> Written:
    """Give an element's mentions in some scenes to another element."""
    where = _scenario(request, production, scenario)
    return merging.split_element(
        person_of(request), where, element, asked.scenes, name=asked.name, category=asked.category
    )


@router.post(f"{_HERE}/elements/{{element}}/links", response=BreakdownWritten)
def link_element(
    request: HttpRequest,
    production: schemas.Key,
    element: schemas.Key,
    asked: schemas.LinkIn,
    scenario: schemas.Key = "",
) -> Written:
    """Link an element with what it needs, or with the role it is always with."""
    where = _scenario(request, production, scenario)
    return editing.link_element(person_of(request), where, element, **asked.dict())


@router.delete(f"{_HERE}/links/{{link}}", response=BreakdownWritten)
def unlink(
    request: HttpRequest, production: schemas.Key, link: schemas.Key, scenario: schemas.Key = ""
) -> Written:
    """Take a link away."""
    return editing.unlink(person_of(request), _scenario(request, production, scenario), link)


@router.patch(f"{_HERE}/mentions/{{mention}}", response=BreakdownWritten)
def set_quantity(
    request: HttpRequest,
    production: schemas.Key,
    mention: schemas.Key,
    asked: schemas.MentionEdit,
    scenario: schemas.Key = "",
) -> Written:
    """How many a scene needs; null: as many as the script says."""
    where = _scenario(request, production, scenario)
    return tagging.set_quantity(
        person_of(request), where, mention, asked.quantity, version=asked.version
    )


@router.post(f"{_HERE}/refuse", response=BreakdownWritten)
def refuse(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.RefuseIn,
    scenario: schemas.Key = "",
) -> Written:
    """Keep what a link would bring out of one scene."""
    where = _scenario(request, production, scenario)
    return tagging.refuse(person_of(request), where, asked.element, asked.scene)


@router.put(f"{_HERE}/presence", response=BreakdownWritten)
def set_presence(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.PresenceIn,
    scenario: schemas.Key = "",
) -> Written:
    """Put a role to work in a scene, as a voice only, or take it out."""
    where = _scenario(request, production, scenario)
    return tagging.set_presence(person_of(request), where, **asked.dict())


@router.put(f"{_HERE}/flags", response=BreakdownWritten)
def set_flag(
    request: HttpRequest,
    production: schemas.Key,
    asked: schemas.FlagIn,
    scenario: schemas.Key = "",
) -> Written:
    """Raise or lower a flag of a scene: night, water, minor …"""
    where = _scenario(request, production, scenario)
    return flagging.set_flag(person_of(request), where, **asked.dict())


@router.post(f"{_HERE}/roles/{{role}}/merge", response=BreakdownWritten)
def merge_roles(
    request: HttpRequest,
    production: schemas.Key,
    role: schemas.Key,
    asked: schemas.RoleMergeIn,
    scenario: schemas.Key = "",
) -> Written:
    """Make two names one part: BOY is TOM."""
    where = _scenario(request, production, scenario)
    return merging.merge_roles(person_of(request), where, role, asked.into)


@router.delete(f"{_HERE}/aliases/{{alias}}", response=BreakdownWritten)
def forget_alias(
    request: HttpRequest, production: schemas.Key, alias: schemas.Key, scenario: schemas.Key = ""
) -> Written:
    """Stop taking one name for another in drafts to come."""
    where = _scenario(request, production, scenario)
    return merging.forget_alias(person_of(request), where, alias)
