"""``topsheet places``: where a production shoots, and which set is shot where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, Office, emit, office

if TYPE_CHECKING:
    from topsheet.production.models import Production

app = typer.Typer(help="The shooting places of a production.")

ScenarioOption = Annotated[str, typer.Option("--scenario", help="A scenario's uid.")]
Field = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="A field, such as city=Paris; repeatable."),
]


@app.callback()
def _places() -> None:
    """The shooting places of a production."""


@app.command("list")
def list_places(
    production: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print the places and the sets shot there (PRODUCTION is a title or a uid)."""
    with office(data, acting_as) as here:
        from topsheet.places.exports import place_rows
        from topsheet.production.selectors import scenario_of

        rows = place_rows(here.user, scenario_of(_found(here, production), scenario))
        lines = (
            f"{row['name']}{' (assumed)' if row['assumed'] else ''}: {', '.join(row['sets'])}"
            for row in rows
        )
        emit({"places": rows}, as_json, "\n".join(lines))


@app.command()
def add(
    production: str,
    name: str,
    fields: Field = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add a real place; --set position="52.5163, 13.3777" says where it is."""
    with office(data, acting_as) as here:
        from topsheet.places.services import new_place

        found = _found(here, production)
        before = found.sequence
        place = new_place(here.user, found, name=name, **_pairs(fields))
        _told(found, before, as_json, key=place.uid)


@app.command()
def edit(
    production: str,
    place: str,
    fields: Field = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Change fields of a place, named by its key or name."""
    with office(data, acting_as) as here:
        from topsheet.places.selectors import place_named
        from topsheet.places.services import edit_place

        found = _found(here, production)
        before = found.sequence
        edit_place(here.user, place_named(found, place), **_pairs(fields))
        _told(found, before, as_json)


@app.command()
def bind(
    production: str,
    place: Annotated[str, typer.Argument(help="A place by key or name, or a new name.")],
    sets: Annotated[
        list[str] | None, typer.Argument(help="Sets; none binds the place itself.")
    ] = None,
    fields: Field = None,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Shoot SETS at a place (a new one where nothing has that name), or bind an assumed one."""
    with office(data, acting_as) as here:
        from topsheet.kernel.errors import NotFound
        from topsheet.places.selectors import place_named
        from topsheet.places.services import bind_place, bind_sets
        from topsheet.production.selectors import scenario_of

        found = _found(here, production)
        before = found.sequence
        try:
            where = place_named(found, place)
        except NotFound:
            if not sets:
                raise
            where = None
        if sets:
            new = {"name": place, **_pairs(fields)}
            bind_sets(here.user, scenario_of(found, scenario), where, sets, new=new)
        elif where is not None:
            bind_place(here.user, where, **_pairs(fields))
        _told(found, before, as_json)


@app.command()
def away(
    production: str,
    place: str,
    days: Annotated[str, typer.Argument(help="2027-05-01 or 2027-05-01..2027-05-08, …")],
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Say when a place cannot be had, replacing what was said before."""
    with office(data, acting_as) as here:
        from topsheet.places.selectors import place_named
        from topsheet.places.services import edit_place

        found = _found(here, production)
        before = found.sequence
        edit_place(here.user, place_named(found, place), away=days)
        _told(found, before, as_json)


def _found(here: Office, production: str) -> Production:
    from topsheet.production.selectors import find_production

    return find_production(production, here.user)


def _pairs(fields: list[str] | None) -> dict[str, Any]:
    from topsheet.platform.entry import pairs

    return pairs(fields or [])


def _told(production: Production, before: int, as_json: bool, **more: Any) -> None:
    """What was written, in the words of its change set."""
    from topsheet.production.answers import written

    answer = written(production, before, **more)
    emit(answer, as_json, answer["change"] or "Nothing changed.")
