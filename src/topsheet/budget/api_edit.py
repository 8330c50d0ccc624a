"""API of budget editing: the sheet in blocks, and every edit of it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import AfterValidator

from topsheet.budget import charge_editing, chart_editing, editing, pasting
from topsheet.budget.copying import names_as_json, tsv_of
from topsheet.budget.patches import grid_for, head_of, rows_of, written
from topsheet.platform.accounts import person_of
from topsheet.production.models import Scenario
from topsheet.production.selectors import find_production, scenario_of

router = Router(tags=["budget"])

ROOT = "/productions/{production}/budget"


def _without_nul(text: str) -> str:
    """No database keeps a NUL in a text, and nobody types one."""
    return text.replace("\0", "")


Plain = AfterValidator(_without_nul)
Text = Annotated[str, Field(max_length=2000), Plain]
Uid = Annotated[str, Field(max_length=64), Plain]
Version = Annotated[int | None, Field(ge=1, le=2**31 - 1)]
Lines = Annotated[list[Uid], Field(min_length=1, max_length=2000)]


class Problem(Schema):
    """A pasted row that was not kept."""

    row: int
    column: str
    text: str
    reason: str


class BudgetWritten(Schema):
    """What an edit did: the change set, and the rows of the sheet that read otherwise now.

    ``anew``: rows came, went or changed places, so the sheet is to be fetched again; the
    first line touched is then its row ``at``.
    """

    sequence: int
    change: str
    rows: list[dict[str, Any]]
    anew: bool
    at: int | None = None
    lines: list[str]
    total: str | None = None
    problems: list[Problem] = []
    left_out: int = 0


class CellIn(Schema):
    """What was typed into one cell, and the version of the line it was made from."""

    line: Uid
    column: Annotated[str, Field(max_length=20), Plain]
    text: Text
    version: Version = None


class CellsIn(Schema):
    """Cells typed in one act."""

    cells: Annotated[list[CellIn], Field(min_length=1, max_length=60_000)]


class OneCellIn(CellIn):
    """One cell."""


class RestoreCellIn(Schema):
    line: Uid
    column: Annotated[str, Field(max_length=20), Plain]


class RestoreCellsIn(Schema):
    """Cells that are to follow the plan again."""

    cells: Annotated[list[RestoreCellIn], Field(min_length=1, max_length=2000)]


class InsertLinesIn(Schema):
    """New lines beside a line, or at the end of an account; the cells of each as typed."""

    beside: Uid = ""
    above: bool = False
    account: Uid = ""
    cells: Annotated[list[dict[str, Text]], Field(min_length=1, max_length=2000)] = [{}]


class MoveLinesIn(Schema):
    lines: Lines
    beside: Uid = ""
    above: bool = False
    account: Uid = ""
    version: Version = None


class LinesIn(Schema):
    lines: Lines
    version: Version = None


class PasteIn(Schema):
    """A block as a spreadsheet copies it, and the cell it falls on."""

    text: Annotated[str, Field(max_length=8_000_000)]
    line: Uid = ""
    account: Uid = ""
    column: Annotated[str, Field(max_length=20), Plain] = "name"
    insert: bool = False


class AccountIn(Schema):
    code: Text
    name: Text
    category: Uid = ""
    level: Annotated[str, Field(max_length=20), Plain] = ""


class NameIn(Schema):
    name: Text
    version: Version = None


class GlobalIn(Schema):
    name: Text
    formula: Text = "0"
    label: Annotated[str, Field(max_length=200), Plain] = ""
    unit: Annotated[str, Field(max_length=40), Plain] = ""


class FieldsIn(Schema):
    """Fields as typed, by name, and the version of the row they were made from."""

    fields: Annotated[dict[str, Text], Field(max_length=20)]
    version: Version = None


class SwitchIn(Schema):
    name: Annotated[str, Field(max_length=80), Plain]
    on: bool


class RateIn(Schema):
    currency: Annotated[str, Field(max_length=3), Plain]
    rate: Annotated[str, Field(max_length=40), Plain] = ""
    source: Annotated[str, Field(max_length=200), Plain] = ""


def _scenario(request: HttpRequest, production: str, scenario: str) -> Scenario:
    return scenario_of(find_production(production, person_of(request)), scenario)


# --- reading --------------------------------------------------------------------------


@router.get(f"{ROOT}/grid")
def grid(
    request: HttpRequest,
    production: str,
    scenario: str = "",
    find: Annotated[str, Field(max_length=200), Plain] = "",
) -> dict[str, Any]:
    """The sheet: how many rows, where levels and categories begin, and the first block."""
    found = _scenario(request, production, scenario)
    return head_of(grid_for(person_of(request), found), find)


@router.get(f"{ROOT}/grid/rows")
def grid_rows(
    request: HttpRequest,
    production: str,
    start: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
    count: Annotated[int, Field(ge=1, le=500)] = 100,
    scenario: str = "",
    find: Annotated[str, Field(max_length=200), Plain] = "",
) -> dict[str, Any]:
    """One block of the sheet."""
    found = _scenario(request, production, scenario)
    return rows_of(grid_for(person_of(request), found), start, count, find)


@router.get(f"{ROOT}/grid/tsv")
def grid_tsv(
    request: HttpRequest,
    production: str,
    start: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
    count: Annotated[int, Field(ge=1, le=20_000)] = 20_000,
    first: Annotated[str, Field(max_length=20), Plain] = "name",
    last: Annotated[str, Field(max_length=20), Plain] = "note",
    formulas: bool = False,
    scenario: str = "",
    find: Annotated[str, Field(max_length=200), Plain] = "",
) -> HttpResponse:
    """Cells as a spreadsheet pastes them: values, or formulas as they are typed."""
    found = _scenario(request, production, scenario)
    grid = grid_for(person_of(request), found)
    text = tsv_of(grid, start, count, (first, last), formulas=formulas, find=find)
    return HttpResponse(text, content_type="text/tab-separated-values; charset=utf-8")


@router.get(f"{ROOT}/names")
def names(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """What formulas can name: globals and facts with their values; fringes, accounts, groups."""
    found = _scenario(request, production, scenario)
    return names_as_json(grid_for(person_of(request), found))


# --- lines ----------------------------------------------------------------------------


@router.post(f"{ROOT}/cells", response=BudgetWritten)
def set_cells(
    request: HttpRequest, production: str, body: CellsIn, scenario: str = ""
) -> dict[str, Any]:
    """Type into cells; all of them or none."""
    user, found = person_of(request), _scenario(request, production, scenario)
    edits = [editing.CellEdit(c.line, c.column, c.text, c.version) for c in body.cells]
    return written(user, found, lambda: editing.set_cells(user, found, edits))


@router.post(f"{ROOT}/cell", response=BudgetWritten)
def set_cell(
    request: HttpRequest, production: str, body: OneCellIn, scenario: str = ""
) -> dict[str, Any]:
    """Type into one cell. A stale version gives 409 with both values."""
    user, found = person_of(request), _scenario(request, production, scenario)
    edit = editing.CellEdit(body.line, body.column, body.text, body.version)
    return written(user, found, lambda: editing.set_cells(user, found, [edit]))


@router.post(f"{ROOT}/cells/restore", response=BudgetWritten)
def restore_cells(
    request: HttpRequest, production: str, body: RestoreCellsIn, scenario: str = ""
) -> dict[str, Any]:
    """Let cells that were typed over follow the plan again."""
    user, found = person_of(request), _scenario(request, production, scenario)
    cells = [(cell.line, cell.column) for cell in body.cells]
    return written(user, found, lambda: editing.restore_cells(user, found, cells))


@router.post(f"{ROOT}/lines/insert", response=BudgetWritten)
def insert_lines(
    request: HttpRequest, production: str, body: InsertLinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Insert lines above or below a line, or at the end of an account."""
    user, found = person_of(request), _scenario(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: editing.insert_lines(user, found, **given))


@router.post(f"{ROOT}/lines/move", response=BudgetWritten)
def move_lines(
    request: HttpRequest, production: str, body: MoveLinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Move lines above or below another, or to the end of an account."""
    user, found = person_of(request), _scenario(request, production, scenario)
    given = body.dict()
    return written(
        user, found, lambda: editing.move_lines(user, found, given.pop("lines"), **given)
    )


@router.post(f"{ROOT}/lines/duplicate", response=BudgetWritten)
def duplicate_lines(
    request: HttpRequest, production: str, body: LinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Copy lines right below the last of them."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: editing.duplicate_lines(user, found, body.lines))


@router.post(f"{ROOT}/lines/delete", response=BudgetWritten)
def delete_lines(
    request: HttpRequest, production: str, body: LinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Delete lines."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found, lambda: editing.delete_lines(user, found, body.lines, version=body.version)
    )


@router.post(f"{ROOT}/paste", response=BudgetWritten)
def paste(
    request: HttpRequest, production: str, body: PasteIn, scenario: str = ""
) -> dict[str, Any]:
    """Paste a block: rows that can be read are kept in one change set, the others listed."""
    user, found = person_of(request), _scenario(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: pasting.paste(user, found, given.pop("text"), **given))


# --- chart and globals ----------------------------------------------------------------


@router.post(f"{ROOT}/accounts", response=BudgetWritten)
def add_account(
    request: HttpRequest, production: str, body: AccountIn, scenario: str = ""
) -> dict[str, Any]:
    """Add an account to a category, or a category to a level."""
    user, found = person_of(request), _scenario(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: chart_editing.add_account(user, found, **given))


@router.patch(f"{ROOT}/accounts/{{code}}", response=BudgetWritten)
def rename_account(
    request: HttpRequest, production: str, code: str, body: NameIn, scenario: str = ""
) -> dict[str, Any]:
    """Call an account otherwise."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found,
        lambda: chart_editing.rename_account(user, found, code, body.name, body.version),
    )  # fmt: skip


@router.delete(f"{ROOT}/accounts/{{code}}", response=BudgetWritten)
def delete_account(
    request: HttpRequest, production: str, code: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete an account that nothing uses."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: chart_editing.delete_account(user, found, code))


@router.post(f"{ROOT}/globals", response=BudgetWritten)
def add_global(
    request: HttpRequest, production: str, body: GlobalIn, scenario: str = ""
) -> dict[str, Any]:
    """Add a named number or formula."""
    user, found = person_of(request), _scenario(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: chart_editing.add_global(user, found, **given))


@router.patch(f"{ROOT}/globals/{{name}}", response=BudgetWritten)
def set_global(
    request: HttpRequest, production: str, name: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Edit a global's formula, label or unit."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found,
        lambda: chart_editing.set_global(user, found, name, body.fields, body.version),
    )  # fmt: skip


@router.post(f"{ROOT}/globals/{{name}}/rename", response=BudgetWritten)
def rename_global(
    request: HttpRequest, production: str, name: str, body: NameIn, scenario: str = ""
) -> dict[str, Any]:
    """Rename a global in every formula that names it."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: chart_editing.rename_global(user, found, name, body.name))


@router.post(f"{ROOT}/globals/{{name}}/restore", response=BudgetWritten)
def restore_global(
    request: HttpRequest, production: str, name: str, scenario: str = ""
) -> dict[str, Any]:
    """Let a global follow the plan again."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: chart_editing.restore_global(user, found, name))


@router.delete(f"{ROOT}/globals/{{name}}", response=BudgetWritten)
def delete_global(
    request: HttpRequest, production: str, name: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete a global that nothing uses."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: chart_editing.delete_global(user, found, name))


# --- charges --------------------------------------------------------------------------


@router.post(f"{ROOT}/fringes", response=BudgetWritten)
def add_fringe(
    request: HttpRequest, production: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Add a fringe."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: charge_editing.add_fringe(user, found, body.fields))


@router.patch(f"{ROOT}/fringes/{{key}}", response=BudgetWritten)
def set_fringe(
    request: HttpRequest, production: str, key: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Edit a fringe: its rate, cut-off, what it is charged on, where it is posted."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found,
        lambda: charge_editing.set_fringe(user, found, key, body.fields, body.version),
    )  # fmt: skip


@router.delete(f"{ROOT}/fringes/{{key}}", response=BudgetWritten)
def delete_fringe(
    request: HttpRequest, production: str, key: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete a fringe that no line carries."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: charge_editing.delete_fringe(user, found, key))


@router.post(f"{ROOT}/contractuals", response=BudgetWritten)
def add_contractual(
    request: HttpRequest, production: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Add a charge on a declared base."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: charge_editing.add_contractual(user, found, body.fields))


@router.patch(f"{ROOT}/contractuals/{{key}}", response=BudgetWritten)
def set_contractual(
    request: HttpRequest, production: str, key: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Edit a charge: its rate or sum, cap and base."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found,
        lambda: charge_editing.set_contractual(user, found, key, body.fields, body.version),
    )  # fmt: skip


@router.delete(f"{ROOT}/contractuals/{{key}}", response=BudgetWritten)
def delete_contractual(
    request: HttpRequest, production: str, key: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete a charge that stands in no other's base."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(user, found, lambda: charge_editing.delete_contractual(user, found, key))


@router.post(f"{ROOT}/groups", response=BudgetWritten)
def switch_group(
    request: HttpRequest, production: str, body: SwitchIn, scenario: str = ""
) -> dict[str, Any]:
    """Count a group's lines, or leave them out."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found, lambda: charge_editing.switch_group(user, found, body.name, on=body.on)
    )


@router.post(f"{ROOT}/rates", response=BudgetWritten)
def set_rate(
    request: HttpRequest, production: str, body: RateIn, scenario: str = ""
) -> dict[str, Any]:
    """Lock an exchange rate; without one it is taken out."""
    user, found = person_of(request), _scenario(request, production, scenario)
    return written(
        user, found,
        lambda: charge_editing.set_rate(
            user, found, body.currency, body.rate, source=body.source
        ),
    )  # fmt: skip
