"""``topsheet undo``, ``redo`` and ``journal``: what was done, taken back, made again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer()
ProductionArgument = Annotated[str, typer.Argument(help="Its title or uid.")]


@app.command()
def undo(
    production: ProductionArgument,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Take back what you did last in a production."""
    with office(data, acting_as) as here:
        from topsheet.production.exports import step_row
        from topsheet.production.selectors import find_production
        from topsheet.production.undo import undo as take_back

        made = take_back(here.user, find_production(production, here.user))
        emit(step_row(made), as_json, made.verb)


@app.command()
def redo(
    production: ProductionArgument,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Make again what you took back last."""
    with office(data, acting_as) as here:
        from topsheet.production.exports import step_row
        from topsheet.production.selectors import find_production
        from topsheet.production.undo import redo as make_again

        made = make_again(here.user, find_production(production, here.user))
        emit(step_row(made), as_json, made.verb)


@app.command()
def journal(
    production: ProductionArgument,
    person: Annotated[str, typer.Option(help="Only what this person did: name or e-mail.")] = "",
    room: Annotated[str, typer.Option(help="Only what touched a room: script, budget …")] = "",
    scenario: Annotated[str, typer.Option(help="Only what was done in a scenario.")] = "",
    since: Annotated[datetime | None, typer.Option(help="From this day on.")] = None,
    text: Annotated[str, typer.Option(help="Only acts with these words.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many, newest first.")] = 50,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Who did what in a production, newest first, before → after."""
    with office(data, acting_as) as here:
        from topsheet.production import journal as history
        from topsheet.production.journal_lines import entry_lines
        from topsheet.production.selectors import find_production, scenario_of

        found = find_production(production, here.user)
        where = scenario_of(found, scenario).uid if scenario else ""
        asked = history.Asked(
            person=person, room=room, scenario=where, text=text, limit=limit,
            since=since.astimezone() if since else None,
        )  # fmt: skip
        page = history.journal(here.user, found, asked)
        lines = [line for entry in page.entries for line in entry_lines(entry)]
        emit(asdict(page), as_json, "\n".join(lines) or "Nothing like that was done.")
