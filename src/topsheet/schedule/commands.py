"""``topsheet schedule show`` and ``topsheet schedule dood``."""

from __future__ import annotations

import typer

from topsheet.platform.commands import (
    AsOption,
    DataOption,
    JsonOption,
    ScenarioOption,
    emit,
    office,
)

app = typer.Typer(help="The shooting schedule of a production.")


@app.command()
def show(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the board (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.schedule import exports
        from topsheet.schedule.selectors import schedule_for

        problem, plan, with_pay = schedule_for(here.user, production, scenario)
        text = "" if as_json else exports.board_as_text(problem, plan, with_pay=with_pay)
        emit(exports.as_json(problem, plan, with_pay=with_pay), as_json, text)


@app.command()
def dood(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the day out of days."""
    with office(data, acting_as) as here:
        from topsheet.schedule import exports
        from topsheet.schedule.selectors import schedule_for

        problem, plan, _ = schedule_for(here.user, production, scenario)
        text = "" if as_json else exports.dood_as_text(problem, plan)
        emit(exports.dood_as_json(problem, plan), as_json, text)
