"""API of the sheet: read in blocks, and every edit of its lines."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from topsheet.budget import editing, pasting
from topsheet.budget.api_schemas import (
    ROOT,
    BudgetWritten,
    Plain,
    Text,
    Uid,
    Version,
    scenario_named,
)
from topsheet.budget.copying import names_as_json, tsv_of
from topsheet.budget.patches import grid_for, head_of, rows_of, written
from topsheet.platform.accounts import person_of

router = Router(tags=["budget"])

Lines = Annotated[list[Uid], Field(min_length=1, max_length=2000)]


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


# --- reading --------------------------------------------------------------------------


@router.get(f"{ROOT}/grid")
def grid(
    request: HttpRequest,
    production: str,
    scenario: str = "",
    find: Annotated[str, Field(max_length=200), Plain] = "",
) -> dict[str, Any]:
    """The sheet: how many rows, where levels and categories begin, and the first block."""
    found = scenario_named(request, production, scenario)
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
    found = scenario_named(request, production, scenario)
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
    found = scenario_named(request, production, scenario)
    grid = grid_for(person_of(request), found)
    text = tsv_of(grid, start, count, (first, last), formulas=formulas, find=find)
    return HttpResponse(text, content_type="text/tab-separated-values; charset=utf-8")


@router.get(f"{ROOT}/names")
def names(request: HttpRequest, production: str, scenario: str = "") -> dict[str, Any]:
    """What formulas can name: globals and facts with their values; fringes, accounts, groups."""
    found = scenario_named(request, production, scenario)
    return names_as_json(grid_for(person_of(request), found))


# --- lines ----------------------------------------------------------------------------


@router.post(f"{ROOT}/cells", response=BudgetWritten)
def set_cells(
    request: HttpRequest, production: str, body: CellsIn, scenario: str = ""
) -> dict[str, Any]:
    """Type into cells; all of them or none."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    edits = [editing.CellEdit(c.line, c.column, c.text, c.version) for c in body.cells]
    return written(user, found, lambda: editing.set_cells(user, found, edits))


@router.post(f"{ROOT}/cell", response=BudgetWritten)
def set_cell(
    request: HttpRequest, production: str, body: OneCellIn, scenario: str = ""
) -> dict[str, Any]:
    """Type into one cell. A stale version gives 409 with both values."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    edit = editing.CellEdit(body.line, body.column, body.text, body.version)
    return written(user, found, lambda: editing.set_cells(user, found, [edit]))


@router.post(f"{ROOT}/cells/restore", response=BudgetWritten)
def restore_cells(
    request: HttpRequest, production: str, body: RestoreCellsIn, scenario: str = ""
) -> dict[str, Any]:
    """Let cells that were typed over follow the plan again."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    cells = [(cell.line, cell.column) for cell in body.cells]
    return written(user, found, lambda: editing.restore_cells(user, found, cells))


@router.post(f"{ROOT}/lines/insert", response=BudgetWritten)
def insert_lines(
    request: HttpRequest, production: str, body: InsertLinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Insert lines above or below a line, or at the end of an account."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: editing.insert_lines(user, found, **given))


@router.post(f"{ROOT}/lines/move", response=BudgetWritten)
def move_lines(
    request: HttpRequest, production: str, body: MoveLinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Move lines above or below another, or to the end of an account."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    given = body.dict()
    return written(
        user, found, lambda: editing.move_lines(user, found, given.pop("lines"), **given)
    )


@router.post(f"{ROOT}/lines/duplicate", response=BudgetWritten)
def duplicate_lines(
    request: HttpRequest, production: str, body: LinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Copy lines right below the last of them."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: editing.duplicate_lines(user, found, body.lines))


@router.post(f"{ROOT}/lines/delete", response=BudgetWritten)
def delete_lines(
    request: HttpRequest, production: str, body: LinesIn, scenario: str = ""
) -> dict[str, Any]:
    """Delete lines."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found, lambda: editing.delete_lines(user, found, body.lines, version=body.version)
    )


@router.post(f"{ROOT}/paste", response=BudgetWritten)
def paste(
    request: HttpRequest, production: str, body: PasteIn, scenario: str = ""
) -> dict[str, Any]:
    """Paste a block: rows that can be read are kept in one change set, the others listed."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: pasting.paste(user, found, given.pop("text"), **given))
