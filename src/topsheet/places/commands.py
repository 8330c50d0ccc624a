"""``topsheet places``: where a production shoots."""

from __future__ import annotations

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer(help="The shooting places of a production.")


@app.callback()
def _places() -> None:
    """The shooting places of a production."""


@app.command("list")
def list_places(
    production: str, data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = ""
) -> None:
    """Print the places and the sets shot there (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.places.exports import place_rows
        from topsheet.production.selectors import find_production, scenario_of

        rows = place_rows(here.user, scenario_of(find_production(production, here.user)))
        lines = (
            f"{row['name']}{' (assumed)' if row['assumed'] else ''}: {', '.join(row['sets'])}"
            for row in rows
        )
        emit({"places": rows}, as_json, "\n".join(lines))
