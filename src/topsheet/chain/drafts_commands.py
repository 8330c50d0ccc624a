"""``topsheet draft``: the drafts of a script, compared and taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import (
    AsOption,
    DataOption,
    JsonOption,
    ScenarioOption,
    emit,
    office,
    tell,
)

if TYPE_CHECKING:
    from topsheet.platform.models import User
    from topsheet.production.models import Scenario

app = typer.Typer(help="Drafts of the script: list, compare, take in.", no_args_is_help=True)


@app.command("list")
def list_drafts(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """The drafts of a production, the latest first."""
    with office(data, acting_as) as here:
        from topsheet.chain.drafts_exports import drafts_as_json

        drafts = drafts_as_json(_scenario(production, scenario, here.user))
        emit(drafts, as_json, None if as_json else "\n".join(map(_line, drafts)))


@app.command()
def compare(
    production: str,
    file: Annotated[Path, typer.Argument(help="The new draft: Fountain, FDX or text PDF.")],
    anyway: Annotated[bool, typer.Option("--anyway", help="Though it be another film.")] = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Compare FILE with the draft in force. Nothing is kept."""
    with office(data, acting_as) as here:
        from topsheet.chain.drafts_exports import review_as_json, review_as_text

        review = _review(here.user, _scenario(production, scenario, here.user), file, anyway)
        emit(review_as_json(review) if as_json else {}, as_json, review_as_text(review))


@app.command("import")
def take_in(
    production: str,
    file: Annotated[Path, typer.Argument(help="The new draft: Fountain, FDX or text PDF.")],
    yes: Annotated[bool, typer.Option("--yes", help="Save it; else it is only shown.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Though it be another film.")] = False,
    pair: Annotated[
        list[str] | None,
        typer.Option(help="PLACE=SCENE: what a scene of the new draft is; PLACE= for new."),
    ] = None,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take FILE in as the next draft: shows what it changes; --yes saves it."""
    with office(data, acting_as) as here:
        from topsheet.chain.drafts import import_draft, with_pairings
        from topsheet.chain.drafts_cost import cost_of
        from topsheet.chain.drafts_exports import draft_as_json, review_as_json, review_as_text

        where = _scenario(production, scenario, here.user)
        review = with_pairings(
            _review(here.user, where, file, anyway), _pairings(where, pair or [])
        )
        cost = cost_of(here.user, where, review).as_json()
        told: dict[str, Any] = review_as_json(review, cost)
        lines = [review_as_text(review, cost), ""]
        if yes:
            done = import_draft(here.user, where, review)
            told |= {"sequence": done.sequence, "change": done.change,
                     "row": draft_as_json(done.draft)}  # fmt: skip
            lines.append(done.change)
        else:
            lines.append("Nothing was saved. Say --yes to take it in.")
        emit(told, as_json, None if as_json else "\n".join(lines))


def _scenario(production: str, scenario: str, user: User) -> Scenario:
    from topsheet.production.access import Level, require
    from topsheet.production.selectors import find_production, scenario_of

    found = find_production(production, user)
    require(user, found, "script", Level.VIEW)
    return scenario_of(found, scenario)


def _review(user: User, scenario: Scenario, file: Path, anyway: bool) -> Any:
    from topsheet.chain.drafts import review_draft
    from topsheet.chain.planning import file_label, read_file

    return review_draft(
        user, scenario, read_file(file), file_label(file), anyway=anyway,
        report=lambda _, message: tell(message + " …"),
    )  # fmt: skip


def _pairings(scenario: Scenario, pair: list[str]) -> dict[str, str]:
    """``12=14A`` as the service takes it: the old scene by its uid."""
    from topsheet.kernel.errors import InvalidInput
    from topsheet.script.selectors import find_scene

    found = {}
    for said in pair:
        place, equals, scene = said.partition("=")
        if not equals:
            raise InvalidInput(f"“{said}” is no pair: write --pair 12=14A.", field="--pair")
        found[place.strip()] = find_scene(scenario, scene.strip()).uid if scene.strip() else ""
    return found


def _line(draft: dict[str, Any]) -> str:
    told = draft["against"]
    changed = ", ".join(
        f"{len(told[kind])} {kind}" for kind in ("new", "changed", "omitted", "moved")
        if told.get(kind)
    )  # fmt: skip
    mark = "*" if draft["in_force"] else " "
    taken = draft["taken_in"][:10]
    return (
        f"{mark} {draft['number']:>3} {draft['colour']:14} {draft['pages']:>4} pages  {taken:10}  "
        f"{draft['file']}{'  (' + changed + ')' if changed else ''}"
    )
