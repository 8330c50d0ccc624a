"""``topsheet budget``: show, xlsx; editing and versions stand beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topsheet.budget import charge_commands, edit_commands, version_commands
from topsheet.platform.commands import (
    AsOption,
    DataOption,
    JsonOption,
    ScenarioOption,
    emit,
    office,
)

app = typer.Typer(help="The budget of a production.")
app.add_typer(edit_commands.app)
app.add_typer(charge_commands.app)
app.add_typer(version_commands.app)

LevelOption = Annotated[str, typer.Option("--level", help="How deep: topsheet, account or detail.")]


@app.command()
def show(
    production: str,
    level: LevelOption = "topsheet",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the estimate (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.budget import exports
        from topsheet.budget.selectors import estimate_for

        found, shown = estimate_for(here.user, production, scenario)
        text = "" if as_json else exports.as_text(found, shown, level)
        emit(exports.as_json(found, shown, level) if as_json else {}, as_json, text)


@app.command()
def xlsx(
    production: str,
    file: Path,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Write the budget as a workbook with live formulas."""
    with office(data, acting_as) as here:
        from topsheet.budget.selectors import estimate_for
        from topsheet.budget.services import export_workbook

        found, shown = estimate_for(here.user, production, scenario)
        export_workbook(found, shown, file)
        emit({"file": str(file)}, as_json, f"Written: {file}")
