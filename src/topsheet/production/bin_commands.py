"""``topsheet archive``, ``unarchive``, ``delete``, ``restore``, ``remove`` and ``bin``."""

from __future__ import annotations

from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer()

Named = Annotated[str, typer.Argument(help="Its title or uid.")]
Binned = Annotated[str, typer.Argument(help="Its title or uid, as `topsheet bin` lists it.")]


@app.command()
def archive(
    production: Named, data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Put a production away; it can still be opened."""
    with office(data, acting_as) as here:
        from topsheet.production.selectors import find_production
        from topsheet.production.services import archive_production

        found = find_production(production, here.user)
        archive_production(here.user, found)
        emit({"uid": found.uid, "archived": True}, as_json, f"{found.title} is archived.")


@app.command()
def unarchive(
    production: Named, data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Take a production out of the archive."""
    with office(data, acting_as) as here:
        from topsheet.production.selectors import find_production
        from topsheet.production.services import restore_production

        found = find_production(production, here.user)
        restore_production(here.user, found)
        emit({"uid": found.uid, "archived": False}, as_json, f"{found.title} is on the slate.")


@app.command()
def delete(
    production: Named, data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Put a production into the bin, from where it can be put back."""
    with office(data, acting_as) as here:
        from topsheet.production.bin import delete_production
        from topsheet.production.selectors import find_production

        found = find_production(production, here.user)
        delete_production(here.user, found)
        said = f"{found.title} is in the bin. Put it back with: topsheet restore {found.uid}"
        emit({"uid": found.uid, "deleted": True}, as_json, said)


@app.command("bin")
def show_bin(
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = ""
) -> None:
    """List what lies in the bin."""
    with office(data, acting_as) as here:
        from topsheet.production.bin import binned_of

        rows = [{"uid": one.uid, "title": one.title} for one in binned_of(here.user)]
        lines = [f"{row['uid']}  {row['title']}" for row in rows]
        emit({"bin": rows}, as_json, "\n".join(lines) or "The bin is empty.")


@app.command()
def restore(
    production: Binned, data: DataOption = None, as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:  # fmt: skip
    """Put a production back from the bin."""
    with office(data, acting_as) as here:
        from topsheet.production.bin import find_binned, put_back_production

        found = find_binned(here.user, production)
        put_back_production(here.user, found)
        emit({"uid": found.uid, "deleted": False}, as_json, f"{found.title} is back.")


@app.command()
def remove(
    production: Binned,
    title: Annotated[str, typer.Option(help="Its title, typed out: there is no way back.")],
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Remove a production from the bin for good, with its whole history."""
    with office(data, acting_as) as here:
        from topsheet.production.bin import find_binned, remove_for_good

        found = find_binned(here.user, production)
        remove_for_good(here.user, found, title)
        emit({"uid": production, "removed": True}, as_json, f"{found.title} is gone for good.")
