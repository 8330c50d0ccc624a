"""``topsheet breakdown``: what a script's scenes need."""

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
    told_errors,
)

if TYPE_CHECKING:
    from topsheet.breakdown.engine.types import Breakdown
    from topsheet.script.engine.types import Script

app = typer.Typer(help="Cast, elements, flags and places of each scene.")

_FileArgument = Annotated[Path, typer.Argument(help="A screenplay: .fountain, .fdx or .pdf")]


@app.callback()
def _breakdown() -> None:
    """Cast, elements, flags and places of each scene."""


@app.command()
def read(file: _FileArgument, as_json: JsonOption = False) -> None:
    """Break a script file down, without a production."""
    with told_errors():
        from topsheet.breakdown import lexicon
        from topsheet.breakdown.engine import break_down
        from topsheet.kernel.errors import InvalidInput
        from topsheet.script.engine import read_script

        try:
            data = file.read_bytes()
        except OSError as error:
            reason = error.strerror or "it cannot be opened"
            raise InvalidInput(f"“{file}” was not read: {reason}.", field="FILE") from None
        script = read_script(data, file.name)
        _emit(break_down(script, lexicon.load()), script, as_json)


@app.command()
def show(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the breakdown of PRODUCTION (a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.breakdown.selectors import load_breakdown
        from topsheet.production.access import Level, require
        from topsheet.production.selectors import find_production, scenario_of
        from topsheet.script.selectors import load_script

        found = find_production(production, here.user)
        require(here.user, found, "breakdown", Level.VIEW)
        where = scenario_of(found, scenario)
        _emit(load_breakdown(where), load_script(where), as_json)


def _emit(bd: Breakdown, script: Script, as_json: bool) -> None:
    from topsheet.breakdown.exports import whole_as_json

    result = whole_as_json(bd, script)
    emit(result, as_json, _text(script.title, result["breakdown"]))


def _text(title: str, rows: dict[str, list[dict[str, Any]]]) -> str:
    lines = [title] if title else []
    for category, elements in rows.items():
        counted = [element for element in elements if element["counted"]]
        if counted:
            lines += ["", f"{category.capitalize()} ({len(counted)})"]
        lines += [f"  {_line(element)}" for element in counted]
    return "\n".join(lines)


def _line(element: dict[str, Any]) -> str:
    number = f"{element['number']:>4}  " if "number" in element else ""
    several = f" × {element['quantity']}" if "quantity" in element else ""
    scenes = ", ".join(element["scenes"])
    return f"{number}{element['name'] + several:36} {scenes}".rstrip()
