"""``topsheet element``: what the scenes need, worked on from the command line.

PRODUCTION is a title or a uid, SCENE a printed number or a uid, ELEMENT and ROLE a name or a
uid. Each command writes one change set and says what it did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, Office, emit, office

if TYPE_CHECKING:
    from topsheet.breakdown.written import Written
    from topsheet.production.models import Scenario

app = typer.Typer(help="Elements and who is in a scene: list, decide, add, merge, link.")

ScenarioOption = Annotated[
    str, typer.Option("--scenario", help="A scenario by title or uid (default: main).")
]
_Scenes = Annotated[list[str], typer.Option("--scene", help="In this scene; may be repeated.")]
_Scene = Annotated[str, typer.Option("--scene", help="In this scene only.")]
_Category = Annotated[str, typer.Option("--category", help="A category, such as props.")]
_From = Annotated[int, typer.Option("--from", min=0, max=100, help="Only from this confidence on.")]


@app.callback()
def _element() -> None:
    """Elements and who is in a scene: list, decide, add, merge, link."""


@contextmanager
def _at(production: str, scenario: str, data: Any, acting_as: str) -> Iterator[tuple[Any, Any]]:
    """The person and the scenario a command is about."""
    with office(data, acting_as) as here:
        yield here.user, _scenario(here, production, scenario)


def _scenario(here: Office, production: str, scenario: str) -> Scenario:
    from topsheet.production.access import Level, require
    from topsheet.production.selectors import find_production, scenario_of

    found = find_production(production, here.user)
    require(here.user, found, "breakdown", Level.VIEW)
    return scenario_of(found, scenario)


def _tell(done: Written, as_json: bool) -> None:
    result = {"sequence": done.sequence, "change": done.change, "rows": done.rows}
    emit(result, as_json, done.change or "Nothing had to be changed.")


@app.command("list")
def list_elements(
    production: str,
    category: _Category = "",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List elements with their scenes and what was decided."""
    with _at(production, scenario, data, acting_as) as (_, where):
        from topsheet.breakdown.listing import element_rows

        rows = element_rows(where, category)
        emit(rows, as_json, "\n".join(map(_line, rows)))


def _line(row: dict[str, Any]) -> str:
    several = f" × {row['quantity']}" if row["quantity"] else ""
    scenes = ", ".join(scene["number"] for scene in row["scenes"])
    stands = row["stands"] if row["stands"] != "suggested" else f"{row['confidence']:>3}"
    return f"{row['category']:18} {row['name'] + several:32} {stands:>9}  {scenes}".rstrip()


def _decide(here: Any, state: str, elements: list[str], role: str, scene: str, category: str,
            from_: int, as_json: bool) -> None:  # fmt: skip
    from topsheet.breakdown.deciding import Which, decide
    from topsheet.breakdown.models import State

    user, where = here
    which = Which(elements=tuple(elements), role=role, scene=scene, category=category,
                  from_confidence=from_)  # fmt: skip
    _tell(decide(user, where, State(state), which), as_json)


_Elements = Annotated[list[str] | None, typer.Argument(help="Elements; none: all that is named.")]
_Role = Annotated[str, typer.Option("--role", help="The appearances of this role.")]


@app.command()
def accept(
    production: str, elements: _Elements = None, role: _Role = "", scene: _Scene = "",
    category: _Category = "", from_: _From = 0, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Accept what nobody decided: of elements, a role, a scene or a category."""
    with _at(production, scenario, data, acting_as) as here:
        _decide(here, "accepted", elements or [], role, scene, category, from_, as_json)


@app.command()
def reject(
    production: str, elements: _Elements = None, role: _Role = "", scene: _Scene = "",
    category: _Category = "", from_: _From = 0, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Reject what nobody decided; it then counts nowhere."""
    with _at(production, scenario, data, acting_as) as here:
        _decide(here, "rejected", elements or [], role, scene, category, from_, as_json)


@app.command()
def reset(
    production: str, elements: _Elements = None, role: _Role = "", scene: _Scene = "",
    category: _Category = "", from_: _From = 0, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Go back to what the script says."""
    with _at(production, scenario, data, acting_as) as here:
        _decide(here, "suggested", elements or [], role, scene, category, from_, as_json)


@app.command()
def add(
    production: str, name: str, category: Annotated[str, typer.Option("--category")],
    scene: _Scene = "", quantity: Annotated[int | None, typer.Option("--quantity")] = None,
    note: Annotated[str, typer.Option("--note")] = "", scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Add an element by hand; with --scene it counts there, found by its name or made."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.tagging import add_element, add_words

        if scene:
            done = add_words(user, where, scene=scene, words=name, category=category,
                             quantity=quantity)  # fmt: skip
        else:
            done = add_element(user, where, name=name, category=category, note=note)
        _tell(done, as_json)


@app.command()
def rename(
    production: str, element: str, name: str, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Call an element otherwise; the old name is remembered."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.editing import edit_element

        _tell(edit_element(user, where, element, name=name), as_json)


@app.command()
def category(
    production: str, category: str, elements: list[str], scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Move elements to a category."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.editing import set_category

        _tell(set_category(user, where, elements, category), as_json)


@app.command()
def note(
    production: str, element: str, text: str, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Note something on an element; "" takes the note away."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.editing import edit_element

        _tell(edit_element(user, where, element, note=text), as_json)


@app.command()
def merge(
    production: str, into: str, elements: list[str],
    roles: Annotated[bool, typer.Option("--roles", help="They are roles: BOY is TOM.")] = False,
    scenario: ScenarioOption = "", data: DataOption = None, acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Make elements (or, with --roles, roles) one with INTO."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.merging import merge_elements, merge_roles

        if not roles:
            _tell(merge_elements(user, where, elements, into), as_json)
            return
        for role in elements:
            _tell(merge_roles(user, where, role, into), as_json)


@app.command()
def split(
    production: str, element: str, name: str, scene: _Scenes, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """In some scenes an element is something else: give those to NAME."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.merging import split_element

        _tell(split_element(user, where, element, scene, name=name), as_json)


@app.command()
def link(
    production: str, element: str, needs: Annotated[str, typer.Option("--needs")] = "",
    always_with: Annotated[str, typer.Option("--always-with", help="A role.")] = "",
    scenario: ScenarioOption = "", data: DataOption = None, acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Wherever ELEMENT is, another is too; or it is wherever a role works."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.editing import link_element

        _tell(link_element(user, where, element, needs=needs, always_with=always_with), as_json)


@app.command()
def quantity(
    production: str, scene: str, element: str, number: int, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """How many of an element a scene needs."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.tagging import mention_in, set_quantity

        row = mention_in(where, element, scene)
        _tell(set_quantity(user, where, row.uid, number, version=row.version), as_json)


@app.command()
def present(
    production: str, scene: str, role: str,
    how: Annotated[str, typer.Option("--how", help="works, voice or absent")] = "works",
    scenario: ScenarioOption = "", data: DataOption = None, acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Put a role to work in a scene, as a voice only, or take it out."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.tagging import set_presence

        _tell(set_presence(user, where, scene, role, how), as_json)


@app.command()
def flag(
    production: str, scene: str,
    name: Annotated[str, typer.Argument(help="night, water, minor, rain, smoke, driving …")],
    off: Annotated[bool, typer.Option("--off", help="It does not hold in this scene.")] = False,
    scenario: ScenarioOption = "", data: DataOption = None, acting_as: AsOption = "",
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Raise a flag of a scene, or lower it."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.flagging import set_flag

        _tell(set_flag(user, where, scene, name, not off), as_json)


@app.command()
def delete(
    production: str, element: str, scenario: ScenarioOption = "",
    data: DataOption = None, acting_as: AsOption = "", as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Delete an element that was added by hand."""
    with _at(production, scenario, data, acting_as) as (user, where):
        from topsheet.breakdown.editing import delete_element

        _tell(delete_element(user, where, element), as_json)
