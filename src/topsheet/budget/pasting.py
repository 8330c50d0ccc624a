"""Pasting a block from a spreadsheet: what can be read is kept, what cannot is listed.

The block falls on the selected line and those below it in its account; what is left becomes
new lines after them. One paste is one change set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from topsheet.budget.editing import blank_line, put
from topsheet.budget.engine.cells import COLUMNS, WORKED_OUT
from topsheet.budget.engine.pasted import columns_from, is_heading, read_block
from topsheet.budget.engine.types import Line
from topsheet.budget.ordering import in_account, line_row
from topsheet.budget.sheet import Sheet, Written, editing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.ids import new_uid
from topsheet.platform.models import User
from topsheet.production.models import Scenario

_FIRST = ("account", "name", "unit", "currency")
_MOST_ROUNDS = 25  # rows that clash only with one another, found one by one


@dataclass(frozen=True, slots=True)
class PasteProblem:
    """A row that was not kept: its number in the block, the column, what stood there, and why."""

    row: int
    column: str
    text: str
    reason: str


@dataclass(slots=True)
class _Row:
    number: int
    line: Line
    new: bool


def paste(
    actor: User,
    scenario: Scenario,
    text: str,
    *,
    line: str = "",
    account: str = "",
    column: str = "name",
    insert: bool = False,
    versions: Mapping[str, int] | None = None,
) -> Written:
    """Paste a block at a cell. ``written.problems`` lists the rows that were not kept.

    ``insert`` makes every row a new line below ``line`` (or at the end of ``account``).
    """
    block = read_block(text)
    columns = columns_from(column, max(map(len, block)))
    with editing(actor, scenario, "Rows pasted into the budget") as sheet:
        code, inside, at = _target(sheet, line, account)
        numbered = list(enumerate(block, start=1))
        if is_heading(block[0], columns):
            numbered = numbered[1:]
        over = [] if insert else inside[at:]
        below = at + 1 if insert and line else None
        rows, problems = _read(sheet, numbered, columns, over, code)
        kept = _that_hold(sheet, rows, problems)
        _write(sheet, kept, code, below, versions)
        sheet.written.problems = sorted(problems, key=lambda problem: problem.row)
        sheet.say(_said(len(kept), len(problems), code))
    return sheet.written


def _target(sheet: Sheet, line: str, account: str) -> tuple[str, list[Line], int]:
    """The account, its lines, and the one the block begins at."""
    if line:
        row = line_row(sheet.held, line)
        code = row.item.account
        inside = in_account(sheet.held, code)
        return code, [one.item for one in inside], inside.index(row)
    if account not in sheet.held.parts["account"]:
        raise NotFound(f"There is no account “{account[:40]}” in this budget.")
    inside = in_account(sheet.held, account)
    return account, [one.item for one in inside], len(inside)


def _read(
    sheet: Sheet,
    numbered: Sequence[tuple[int, list[str]]],
    columns: Sequence[str],
    over: Sequence[Line],
    code: str,
) -> tuple[list[_Row], list[PasteProblem]]:
    rows: list[_Row] = []
    problems: list[PasteProblem] = []
    pattern = blank_line(sheet, code, over[0] if over else _last(sheet, code))
    order = sorted(range(len(columns)), key=lambda n: (columns[n] not in _FIRST, n))
    for at, (number, cells) in enumerate(numbered):
        if not any(cells):
            continue
        new = at >= len(over)
        line = replace(pattern, key=new_uid()) if new else over[at]
        found = _line(sheet, line, columns, order, cells)
        if isinstance(found, Line):
            rows.append(_Row(number, found, new))
        else:
            problems.append(PasteProblem(number, *found))
    return rows, problems


def _last(sheet: Sheet, code: str) -> Line | None:
    inside = in_account(sheet.held, code)
    return inside[-1].item if inside else None


def _line(
    sheet: Sheet, line: Line, columns: Sequence[str], order: Sequence[int], cells: Sequence[str]
) -> Line | tuple[str, str, str]:
    """The line with its cells typed, or the column, text and reason of what cannot be."""
    typed = [
        (columns[n], cells[n])
        for n in order
        if n < len(cells) and columns[n] not in WORKED_OUT and (cells[n] or line.name)
    ]
    try:
        return sheet.reader.set_all(line, typed)
    except InvalidInput as error:
        text = next((text for column, text in typed if column == error.field), "")
        return COLUMNS.get(error.field, ""), text[:80], error.message


def _that_hold(sheet: Sheet, rows: list[_Row], problems: list[PasteProblem]) -> list[_Row]:
    """Rows that also hold together; one that does not is told and left out."""
    rows = _one_kind_of_people(sheet, rows, problems)
    for _ in range(_MOST_ROUNDS):
        try:
            _try(sheet, rows)
        except InvalidInput as error:
            bad = next((row for row in rows if row.line.key == error.field), None)
            if bad is None:
                raise
            problems.append(PasteProblem(bad.number, COLUMNS["name"], bad.line.name, error.message))
            rows = [row for row in rows if row is not bad]
        else:
            return rows
    _try(sheet, rows)
    return rows


def _one_kind_of_people(sheet: Sheet, rows: list[_Row], problems: list[PasteProblem]) -> list[_Row]:
    """Lines of one person have one currency and one number of people."""
    pasted = {row.line.key for row in rows}
    known: dict[str, Line] = {}
    for line in sheet.budget.lines:
        if line.person and line.key not in pasted:
            known.setdefault(line.person, line)
    kept: list[_Row] = []
    for row in rows:
        line = row.line
        mate = known.setdefault(line.person, line) if line.person else line
        if (mate.price.currency, mate.people) == (line.price.currency, line.people):
            kept.append(row)
            continue
        reason = (
            f"“{line.person}” is also paid by “{mate.name}”, so both need one currency and one "
            "number of people."
        )
        problems.append(PasteProblem(row.number, COLUMNS["person"], line.person, reason))
    return kept


def _try(sheet: Sheet, rows: Sequence[_Row]) -> None:
    if rows:
        changed = {row.line.key: row.line for row in rows if not row.new}
        sheet.try_lines(changed, [row.line for row in rows if row.new])


def _write(
    sheet: Sheet,
    rows: Sequence[_Row],
    code: str,
    below: int | None,
    versions: Mapping[str, int] | None,
) -> None:
    changed = {row.line.key: row.line for row in rows if not row.new}
    if changed:
        sheet.save_lines(changed, versions=versions, tried=True)
    new = [row.line for row in rows if row.new]
    by_account: dict[str, list[Line]] = {}
    for line in new:
        by_account.setdefault(line.account, []).append(line)
    for account, lines in by_account.items():
        put(sheet, lines, account, below if account == code else None, tried=True)


def _said(kept: int, refused: int, code: str) -> str:
    rows = "1 row" if kept == 1 else f"{kept:,} rows"
    left = f", {refused:,} left out" if refused else ""
    return f"{rows} pasted into account {code}{left}"
