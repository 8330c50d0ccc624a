"""``topsheet budget approve | versions | compare | draw``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from topsheet.budget.edit_commands import ScenarioOption
from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

if TYPE_CHECKING:
    from topsheet.platform.models import User
    from topsheet.production.models import Scenario

app = typer.Typer()


def _scenario(user: User, production: str, scenario: str) -> Scenario:
    from topsheet.production.selectors import find_production, scenario_of

    return scenario_of(find_production(production, user), scenario)


@app.command()
def approve(
    production: str,
    label: Annotated[str, typer.Option("--label", help="Default: Approved 1, 2 …")] = "",
    note: Annotated[str, typer.Option("--note")] = "",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Freeze the estimate of today as the approved budget. It cannot be taken back."""
    with office(data, acting_as) as here:
        from topsheet.budget import versions as room
        from topsheet.budget.versions_json import version_json

        made = room.approve(here.user, _scenario(here.user, production, scenario), label, note)
        view = version_json(made)
        emit(view, as_json, f"{made.label}: {view['total']} {made.currency}, {made.content[:12]}…")


@app.command()
def versions(
    production: str,
    version: Annotated[str, typer.Option("--version", help="Default: the last.")] = "",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write the variance here.")] = None,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """The approved budgets, and the estimate beside one with its variance."""
    with office(data, acting_as) as here:
        from topsheet.budget import versions as room
        from topsheet.budget.versions_json import beside_json, beside_text, version_json
        from topsheet.budget.versions_workbook import variance_bytes
        from topsheet.platform.files import write_outside

        found = _scenario(here.user, production, scenario)
        all_of = [version_json(one) for one in room.versions_of(here.user, found)]
        laid = room.beside(here.user, found, version)
        if xlsx is not None:
            write_outside(xlsx, variance_bytes(laid))
        emit({"versions": all_of, **beside_json(laid)}, as_json, beside_text(laid))


@app.command()
def compare(
    production: str,
    left: Annotated[str, typer.Argument(help="A version's label, number or uid.")],
    right: Annotated[str, typer.Argument(help="Another, or the estimate.")] = "estimate",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write a workbook too.")] = None,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Compare two versions, or a version and the estimate, line by line."""
    with office(data, acting_as) as here:
        from topsheet.budget import versions as room
        from topsheet.budget.versions_json import comparison_json, comparison_text
        from topsheet.budget.versions_workbook import comparison_bytes
        from topsheet.platform.files import write_outside

        chosen = _scenario(here.user, production, scenario)
        found = room.compare_versions(here.user, chosen, left, right)
        if xlsx is not None:
            write_outside(xlsx, comparison_bytes(found))
        emit(comparison_json(found), as_json, "" if as_json else comparison_text(found))


@app.command()
def draw(
    production: str,
    account: str,
    amount: str,
    reason: str,
    kind: Annotated[str, typer.Option("--kind", help="draw, overage or saving.")] = "draw",
    version: Annotated[str, typer.Option("--version", help="Default: the last approved.")] = "",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Log a draw on the contingency, an approved overage or a saving."""
    with office(data, acting_as) as here:
        from topsheet.budget import versions as room
        from topsheet.budget.versions_json import decision_json

        found = _scenario(here.user, production, scenario)
        made = room.decide(here.user, found, kind, account, amount, reason, version=version)
        left = room.beside(here.user, found, version).contingency.left
        emit(
            {**decision_json(made), "contingency_left_minor": left},
            as_json,
            f"{made.get_kind_display()} logged: {amount} for account {account}.",
        )
