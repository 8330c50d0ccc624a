"""``topsheet productions``, ``export`` and ``import``: the slate, and productions as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office
from topsheet.production import history_commands

app = typer.Typer()
app.add_typer(history_commands.app)


@app.command()
def productions(
    archived: Annotated[bool, typer.Option(help="The archived ones instead.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """List the productions of the office, newest first."""
    with office(data, acting_as) as here:
        from topsheet.production.exports import production_row
        from topsheet.production.selectors import productions_of

        rows = [production_row(p) for p in productions_of(here.user, archived=archived)]
        lines = [f"{row['uid']}  {row['kind']:8} {row['title']}" for row in rows]
        emit({"productions": rows}, as_json, "\n".join(lines) or "There is no production yet.")


@app.command("export")
def export_file(
    production: Annotated[str, typer.Argument(help="Its title or uid.")],
    file: Annotated[Path, typer.Argument(help="The .topsheet file to write.")],
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Write a production with its history and attachments to one file."""
    with office(data, acting_as) as here:
        from topsheet.platform.files import write_outside
        from topsheet.production.selectors import find_production
        from topsheet.production.snapshot import export_production

        found = find_production(production, here.user)
        contents = export_production(here.user, found)
        write_outside(file, contents)
        result = {"uid": found.uid, "title": found.title, "file": file, "bytes": len(contents)}
        emit(result, as_json, f"{found.title} is in {file}")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A .topsheet file.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of the one here.")
    ] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Beside the one here.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Read a production from a file into this office."""
    with office(data, acting_as) as here:
        from topsheet.kernel.errors import InvalidInput
        from topsheet.platform.files import read_outside
        from topsheet.production.snapshot import OnExisting, import_production

        if replace and copy:
            raise InvalidInput("Choose one of --replace and --copy.")
        choice = OnExisting.REPLACE if replace else OnExisting.COPY if copy else OnExisting.REFUSE
        made = import_production(here.user, read_outside(file), choice)
        result = {"uid": made.uid, "title": made.title}
        emit(result, as_json, f"{made.title} is here as {made.uid}")
