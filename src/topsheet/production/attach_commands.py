"""``topsheet attach``: a file on anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office
from topsheet.production.notes_commands import Kind, Production, UidOption, thing_named

app = typer.Typer()


@app.command("attach")
def attach_file(
    production: Production,
    file: Annotated[Path, typer.Argument(help="A picture, PDF, document, sound or text.")],
    kind: Kind = "production",
    uid: UidOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Attach a file to a thing."""
    with office(data, acting_as) as here:
        from topsheet.platform.files import read_outside
        from topsheet.production.notes import attach

        thing = thing_named(here.user, production, kind, uid)
        kept = attach(here.user, thing, read_outside(file), file.name)
        told = {"uid": kept.uid, "name": kept.name, "size": kept.size, "type": kept.media_type}
        emit(told, as_json, f"{kept.name} is attached to {thing.title}.")
