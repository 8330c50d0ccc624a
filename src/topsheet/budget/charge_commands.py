"""``topsheet budget fringe | charge | group | rate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.budget.edit_commands import edit, pair
from topsheet.platform.commands import AsOption, DataOption, JsonOption, ScenarioOption

if TYPE_CHECKING:
    from topsheet.budget.sheet import Written
    from topsheet.platform.models import User
    from topsheet.production.models import Scenario

app = typer.Typer()

FieldsArgument = Annotated[
    list[str] | None, typer.Argument(help="field=text, as often as wanted.", show_default=False)
]
RemoveOption = Annotated[bool, typer.Option("--delete", help="Delete it.")]


@app.command()
def fringe(
    production: str,
    name: Annotated[str, typer.Argument(help="Its key or name; one that is not there is added.")],
    fields: FieldsArgument = None,
    remove: RemoveOption = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add, edit or delete a fringe: topsheet budget fringe "My film" NI percent=13.8.

    Fields: name, percent (or flat and flat_unit), cut_off, period, scope, components, on,
    posting, account.
    """
    _charge("fringe", production, name, fields, remove, scenario, data, as_json, acting_as)


@app.command()
def charge(
    production: str,
    name: Annotated[str, typer.Argument(help="Its key or name; one that is not there is added.")],
    fields: FieldsArgument = None,
    remove: RemoveOption = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add, edit or delete a charge on top of cost: contingency, bond, overhead, insurance.

    Fields: name, account, percent or flat, cap, include, exclude, mutual.
    """
    _charge("contractual", production, name, fields, remove, scenario, data, as_json, acting_as)


def _charge(
    kind: str, production: str, name: str, fields: list[str] | None, remove: bool,
    scenario: str, data: Path | None, as_json: bool, acting_as: str,
) -> None:  # fmt: skip
    typed = dict(pair(field) for field in fields or [])

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget import charge_editing
        from topsheet.budget.live import live

        verbs: Any = {
            "fringe": (charge_editing.add_fringe, charge_editing.set_fringe,
                       charge_editing.delete_fringe),
            "contractual": (charge_editing.add_contractual, charge_editing.set_contractual,
                            charge_editing.delete_contractual),
        }  # fmt: skip
        add, change, delete = verbs[kind]
        budget = live(found).budget
        items: Any = budget.fringes if kind == "fringe" else budget.contractuals
        wanted = name.casefold()
        key = next((one.key for one in items if wanted in (one.key, one.name.casefold())), "")
        if remove:
            return delete(user, found, key or name)  # type: ignore[no-any-return]
        if key:
            return change(user, found, key, typed)  # type: ignore[no-any-return]
        return add(user, found, {"name": name, **typed})  # type: ignore[no-any-return]

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def group(
    production: str,
    name: str,
    on: Annotated[bool, typer.Option("--on/--off", help="Count its lines, or leave them out.")],
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Count a group's lines, or leave them out."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.charge_editing import switch_group

        return switch_group(user, found, name, on=on)

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def rate(
    production: str,
    currency: str,
    value: Annotated[str, typer.Argument(help="The budget's currency for one unit.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where it is from.")] = "",
    remove: Annotated[bool, typer.Option("--delete", help="Take it out.")] = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Lock an exchange rate: topsheet budget rate "My film" USD 0.92 --source Bank."""
    if bool(value) == remove:
        raise typer.BadParameter("Write the rate, or --delete to take it out.")

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.charge_editing import set_rate

        return set_rate(user, found, currency, value, source=source)

    edit(production, scenario, data, as_json, acting_as, act)
