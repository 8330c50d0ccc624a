"""``topsheet undo`` and ``redo``: what one did last, taken back and made again."""

from __future__ import annotations

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
