"""``topsheet budget set | insert | move | delete | paste | global | account | …``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office, tell

if TYPE_CHECKING:
    from topsheet.budget.sheet import Written
    from topsheet.platform.models import User
    from topsheet.production.models import Scenario

app = typer.Typer()

ScenarioOption = Annotated[str, typer.Option("--scenario", help="Another scenario than the main.")]
Act = Callable[["User", "Scenario"], "Written"]


def edit(
    production: str, scenario: str, data: Path | None, as_json: bool, acting_as: str, act: Act
) -> None:
    """Do one edit and say what it did."""
    with office(data, acting_as) as here:
        from topsheet.production.selectors import find_production, scenario_of

        found = scenario_of(find_production(production, here.user), scenario)
        done = act(here.user, found)
        for problem in done.problems:
            tell(f"row {problem.row}, {problem.column}: {problem.reason}")
        emit(_as_json(done), as_json, f"{done.change or 'Nothing changed'}.")


def key_of(found: Scenario, line: str) -> str:
    """The key of a line said by its key or its name; "" stays. Raises NotFound."""
    from topsheet.budget.models import Line
    from topsheet.kernel.errors import NotFound
    from topsheet.production.names import uid_named

    lines = Line.objects.filter(scenario=found)
    if not line or lines.filter(uid=line).exists():
        return line
    key = uid_named(found, "budget-line", line)
    if not lines.filter(uid=key).exists():
        count = sum(
            name.casefold() == line.casefold() for name in lines.values_list("name", flat=True)
        )
        raise NotFound(
            f"There {'are several lines' if count else 'is no line'} “{line[:60]}” in this budget. "
            "Name one by its key: topsheet budget show --level detail --json."
        )
    return key


def _as_json(done: Written) -> dict[str, Any]:
    return {
        "sequence": done.sequence,
        "change": done.change,
        "lines": done.lines,
        "problems": [
            {"row": p.row, "column": p.column, "text": p.text, "reason": p.reason}
            for p in done.problems
        ],
    }


@app.command("set")
def set_cell(
    production: str,
    line: Annotated[
        str, typer.Argument(help="The line's name, or its key (show --level detail --json).")
    ],
    column: Annotated[str, typer.Argument(help="name, amount, unit, times, price, currency, …")],
    text: str,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Type into a cell of a line. Over what the plan says it is an override."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.editing import CellEdit, set_cells

        return set_cells(user, found, [CellEdit(key_of(found, line), column, text)])

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def override(
    production: str,
    line: str,
    text: str,
    column: Annotated[str, typer.Option("--column", help="amount, times or price.")] = "amount",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Type over what the plan says in a line; `restore` puts it back."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.editing import CellEdit, set_cells

        return set_cells(user, found, [CellEdit(key_of(found, line), column, text)])

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def restore(
    production: str,
    line: Annotated[str, typer.Argument(help="A line's key; with --global, a global's name.")],
    column: Annotated[str, typer.Option("--column", help="amount, times or price.")] = "amount",
    of_global: Annotated[bool, typer.Option("--global", help="Restore a global.")] = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Let a line or a global follow the plan again."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.chart_editing import restore_global
        from topsheet.budget.editing import restore_cells

        if of_global:
            return restore_global(user, found, line)
        return restore_cells(user, found, [(key_of(found, line), column)])

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def insert(
    production: str,
    cells: Annotated[
        list[str] | None, typer.Argument(help="column=text, as often as wanted.")
    ] = None,
    beside: Annotated[str, typer.Option("--beside", help="A line to stand below.")] = "",
    above: Annotated[bool, typer.Option("--above", help="Above that line instead.")] = False,
    account: Annotated[str, typer.Option("--account", help="Or: at the end of an account.")] = "",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Insert a line: topsheet budget insert "My film" name=Crane price=300 --account 3310."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.editing import insert_lines
        from topsheet.kernel.errors import InvalidInput

        typed = dict(pair(cell) for cell in cells or [])
        if not beside and not account:
            raise InvalidInput("Say where: --account CODE, or --beside LINE.", field="account")
        below = key_of(found, beside)
        return insert_lines(user, found, beside=below, above=above, account=account, cells=[typed])

    edit(production, scenario, data, as_json, acting_as, act)


def pair(cell: str) -> tuple[str, str]:
    name, sign, text = cell.partition("=")
    if not sign:
        raise typer.BadParameter(f"“{cell}” is not written column=text, such as price=300.")
    return name.strip(), text


@app.command()
def move(
    production: str,
    lines: list[str],
    beside: Annotated[str, typer.Option("--beside", help="Below this line.")] = "",
    above: Annotated[bool, typer.Option("--above", help="Above it instead.")] = False,
    account: Annotated[str, typer.Option("--account", help="To the end of this account.")] = "",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Move lines within an account or to another."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.editing import move_lines

        keys, below = [key_of(found, line) for line in lines], key_of(found, beside)
        return move_lines(user, found, keys, beside=below, above=above, account=account)

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def delete(
    production: str,
    lines: list[str],
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Delete lines."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.editing import delete_lines

        return delete_lines(user, found, [key_of(found, line) for line in lines])

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def paste(
    production: str,
    file: Annotated[str, typer.Argument(help="A TSV or CSV file; - reads standard input.")],
    line: Annotated[str, typer.Option("--line", help="Over this line and those below it.")] = "",
    account: Annotated[str, typer.Option("--account", help="At the end of this account.")] = "",
    column: Annotated[
        str, typer.Option("--column", help="The first column of the block.")
    ] = "name",
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Paste rows; those that cannot be read are listed, the others kept in one change set."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget.pasting import paste as paste_rows
        from topsheet.platform.files import read_outside

        raw = sys.stdin.buffer.read() if file == "-" else read_outside(Path(file))
        text = raw.decode("utf-8-sig", errors="replace")
        return paste_rows(
            user, found, text, line=key_of(found, line), account=account, column=column
        )

    edit(production, scenario, data, as_json, acting_as, act)


@app.command("global")
def global_(
    production: str,
    name: str,
    formula: Annotated[
        str, typer.Argument(help="A number or a formula; leave out to delete.")
    ] = "",
    rename: Annotated[str, typer.Option("--rename", help="Call it otherwise, everywhere.")] = "",
    remove: Annotated[bool, typer.Option("--delete", help="Delete it.")] = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add, edit, rename or delete a global."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget import chart_editing
        from topsheet.budget.live import live

        if remove:
            return chart_editing.delete_global(user, found, name)
        if rename:
            return chart_editing.rename_global(user, found, name, rename)
        if any(item.name == name for item in live(found).budget.globals):
            return chart_editing.set_global(user, found, name, {"formula": formula})
        return chart_editing.add_global(user, found, name, formula)

    edit(production, scenario, data, as_json, acting_as, act)


@app.command()
def account(
    production: str,
    code: str,
    name: Annotated[
        str, typer.Argument(help="Its name; an account that is there is renamed.")
    ] = "",
    category: Annotated[str, typer.Option("--category", help="The category it stands in.")] = "",
    level: Annotated[str, typer.Option("--level", help="For a category: atl, production, …")] = "",
    number: Annotated[str, typer.Option("--number", help="Give it another number.")] = "",
    remove: Annotated[bool, typer.Option("--delete", help="Delete it.")] = False,
    scenario: ScenarioOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add, rename, renumber or delete an account."""

    def act(user: User, found: Scenario) -> Written:
        from topsheet.budget import chart_editing, renumbering
        from topsheet.budget.live import live

        if remove:
            return chart_editing.delete_account(user, found, code)
        if number:
            return renumbering.renumber_account(user, found, code, number, name=name)
        if any(item.code == code for item in live(found).budget.accounts):
            return chart_editing.rename_account(user, found, code, name)
        return chart_editing.add_account(user, found, code, name, category=category, level=level)

    edit(production, scenario, data, as_json, acting_as, act)
