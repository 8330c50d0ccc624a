"""``topsheet note add`` and ``list``: notes on anything."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer(help="Notes on anything: a scene, a person, a line, the production.")

Production = Annotated[str, typer.Argument(help="Its title or uid.")]
Kind = Annotated[
    str, typer.Option(help="scene, strip, element, person, place, budget-line, account …")
]
UidOption = Annotated[
    str, typer.Option("--uid", help="Which one: its uid, or its name or number. Needless for the "
                      "production.")
]  # fmt: skip


@app.command("add")
def add(
    production: Production,
    text: Annotated[str, typer.Argument(help="The words of the note.")],
    kind: Kind = "production",
    uid: UidOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Lay a note on a thing."""
    with office(data, acting_as) as here:
        from topsheet.production.notes import add_note

        thing = thing_named(here.user, production, kind, uid)
        note = add_note(here.user, thing, text)
        emit({"uid": note.uid, "on": thing.title}, as_json, f"Noted on {thing.title}.")


@app.command("list")
def show(
    production: Production,
    kind: Kind = "production",
    uid: UidOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the notes and files on a thing."""
    with office(data, acting_as) as here:
        from topsheet.production.notes_api import told

        rows = told(here.user, thing_named(here.user, production, kind, uid))
        lines = [f"{one['at'][:16]}  {one['by']}: {one['text']}" for one in rows["notes"]]
        lines += [f"{one['at'][:16]}  {one['by']}: {one['name']}" for one in rows["attachments"]]
        emit(rows, as_json, "\n".join(lines) or "There is nothing on it yet.")


def thing_named(user: Any, production: str, kind: str, uid: str) -> Any:
    from topsheet.production.names import uid_named
    from topsheet.production.notes import find_thing
    from topsheet.production.selectors import find_production, scenario_of

    where = scenario_of(find_production(production, user))
    return find_thing(user, where, kind, uid_named(where, kind, uid))
