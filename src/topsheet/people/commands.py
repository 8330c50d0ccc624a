"""``topsheet people``: the cast list."""

from __future__ import annotations

from typing import Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer(help="The cast list of a production.")


@app.callback()
def _people() -> None:
    """The cast list of a production."""


@app.command()
def cast(
    production: str, data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = ""
) -> None:
    """Print the cast list (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.people.exports import cast_rows
        from topsheet.production.selectors import find_production

        rows = cast_rows(here.user, find_production(production, here.user))
        emit({"cast": rows}, as_json, "\n".join(map(_line, rows)))


def _line(row: dict[str, Any]) -> str:
    deal = f"{row['deal']}{' (assumed)' if row['assumed'] else ''}" if "deal" in row else ""
    return f"{row['number']:>5}  {row['name']:32} {deal}".rstrip()
