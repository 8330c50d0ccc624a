"""Verbs: take in a draft of the script."""

from __future__ import annotations

from topsheet.platform import files
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.script.engine.types import Script
from topsheet.script.models import Draft, Scene
from topsheet.script.rows import elements_as_json, pairs, problems_as_json, scene_row

# The trade's usual order of paper; after the last the round begins again as "double".
REVISION_COLOURS = (
    "white",
    "blue",
    "pink",
    "yellow",
    "green",
    "goldenrod",
    "buff",
    "salmon",
    "cherry",
    "tan",
    "ivory",
)


def save_draft(
    changes: Changes, scenario: Scenario, script: Script, source: bytes, filename: str
) -> Draft:
    """Make ``script`` the draft in force of a scenario, keeping its file.

    The scenes of the draft before give way; that draft and its file stay. The paper's
    colour is the next of the round.
    """
    before = Draft.objects.filter(scenario=scenario).last()
    number = before.number + 1 if before else 1
    draft = draft_row(scenario, script, source, filename, number)
    changes.delete_all(Scene.objects.filter(scenario=scenario))
    changes.create(draft)
    changes.create_all([scene_row(scenario, draft, scene) for scene in script.scenes])
    return draft


def draft_row(
    scenario: Scenario, script: Script, source: bytes, filename: str, number: int
) -> Draft:
    """A draft not yet saved; its file is stored."""
    return Draft(
        scenario=scenario,
        number=number,
        title=script.title,
        file_name=filename,
        format=script.format.value,
        colour=colour_of(number),
        source=files.store(source),
        pages=script.pages,
        pages_by_eighths=script.pages_by_eighths.count,
        eighths_source=script.eighths_source,
        title_page=pairs(script.title_page),
        details=pairs(script.details),
        problems=problems_as_json(script.problems),
        preamble=elements_as_json(script.preamble),
    )


def colour_of(number: int) -> str:
    """The paper of a draft: white, blue … ivory, double white, double blue …"""
    round_, place = divmod(number - 1, len(REVISION_COLOURS))
    return ("double " * min(round_, 1)) + REVISION_COLOURS[place]
