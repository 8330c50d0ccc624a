"""Verbs on lines: set cells, restore, insert, move, delete, duplicate. One act, one change set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from topsheet.budget import models
from topsheet.budget.engine.cells import COLUMNS, restored
from topsheet.budget.engine.types import Line, PayComponent, Stage
from topsheet.budget.ordering import in_account, last_order, line_row, places
from topsheet.budget.sheet import Sheet, Written, editing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.kernel.money import UnitPrice
from topsheet.platform.ids import new_uid
from topsheet.platform.models import User
from topsheet.production.models import Scenario

MOST_CELLS = 60_000
MOST_LINES = 2_000  # inserted, moved or deleted by hand at once
_SECRET = {"price", "currency"}  # what the journal may not tell everybody


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What was typed into one cell of a line, and the version of the line it was made from."""

    line: str
    column: str
    text: str
    version: int | None = None


def set_cells(actor: User, scenario: Scenario, edits: Sequence[CellEdit]) -> Written:
    """Type into cells; all of them or none. Raises InvalidInput that names the cell."""
    if not 0 < len(edits) <= MOST_CELLS:
        raise InvalidInput(f"Give between 1 and {MOST_CELLS:,} cells at once.", field="cells")
    with editing(actor, scenario, "Cells of the budget changed") as sheet:
        typed: dict[str, dict[str, str]] = {}
        for edit in edits:
            typed.setdefault(edit.line, {})[edit.column] = edit.text
        lines = {
            uid: _typed(sheet, line_row(sheet.held, uid).item, cells)
            for uid, cells in typed.items()
        }
        versions = {edit.line: edit.version for edit in edits if edit.version is not None}
        sheet.save_lines(lines, versions=versions)
        sheet.say(_said(edits, lines))
    return sheet.written


def _said(edits: Sequence[CellEdit], lines: Mapping[str, Line]) -> str:
    if len(edits) > 1:
        return f"{len(edits)} cells of {_counted(len(lines))} changed"
    (edit,) = edits
    title, name = COLUMNS[edit.column], lines[edit.line].name[:60]
    if edit.column in _SECRET or not edit.text.strip():
        return f"{title} of “{name}” changed"
    return f"{title} of “{name}” set to {edit.text.strip()[:60]}"


def restore_cells(actor: User, scenario: Scenario, cells: Sequence[tuple[str, str]]) -> Written:
    """Put back what the plan says in (line, column) cells that were typed over."""
    if not 0 < len(cells) <= MOST_LINES:
        raise InvalidInput(f"Give between 1 and {MOST_LINES:,} cells at once.", field="cells")
    with editing(actor, scenario, "Cells follow the plan again") as sheet:
        lines: dict[str, Line] = {}
        for uid, column in cells:
            line = lines.get(uid) or line_row(sheet.held, uid).item
            lines[uid] = restored(line, column)
        sheet.save_lines(lines)
        if len(cells) == 1:
            title, name = COLUMNS[cells[0][1]], lines[cells[0][0]].name[:60]
            sheet.say(f"{title} of “{name}” follows the plan again")
    return sheet.written


def insert_lines(
    actor: User,
    scenario: Scenario,
    *,
    beside: str = "",
    above: bool = False,
    account: str = "",
    cells: Sequence[Mapping[str, str]] = ({},),
) -> Written:
    """New lines above or below a line, or at the end of an account; ``cells`` of each as typed."""
    if not 0 < len(cells) <= MOST_LINES:
        raise InvalidInput(f"Insert between 1 and {MOST_LINES:,} lines at once.", field="count")
    with editing(actor, scenario, "Lines inserted") as sheet:
        pattern, code, at = _target(sheet, beside, above, account)
        lines = []
        for typed in cells:
            lines.append(_typed(sheet, replace(pattern, key=new_uid()), typed))
        put(sheet, lines, code, at)
        name = (
            f"“{lines[0].name[:60]}”" if len(lines) == 1 and lines[0].name else _counted(len(lines))
        )
        sheet.say(f"{name} inserted in account {code}")
    return sheet.written


def _typed(sheet: Sheet, line: Line, cells: Mapping[str, str]) -> Line:
    return sheet.reader.set_all(line, [(column, cells[column]) for column in _in_order(cells)])


def _in_order(typed: Mapping[str, str]) -> list[str]:
    """Columns so that what others are read by comes first: the currency before the price."""
    for column in typed:
        if column not in COLUMNS:
            raise InvalidInput(f"“{column[:40]}” is no column of a budget.", field=column[:40])
    first = ("account", "name", "unit", "currency")
    return sorted(typed, key=lambda column: (column not in first, list(COLUMNS).index(column)))


def _target(sheet: Sheet, beside: str, above: bool, account: str) -> tuple[Line, str, int | None]:
    """A line to take the new ones' department from, their account, and the row to stand before
    (None: at the end).
    """
    if not beside:
        if account not in sheet.held.parts["account"]:
            raise NotFound(f"There is no account “{account[:40]}” in this budget.")
        inside = in_account(sheet.held, account)
        return blank_line(sheet, account, inside[-1].item if inside else None), account, None
    row = line_row(sheet.held, beside)
    code = row.item.account
    rows = in_account(sheet.held, code)
    return blank_line(sheet, code, row.item), code, rows.index(row) + (0 if above else 1)


def blank_line(sheet: Sheet, account: str, like: Line | None) -> Line:
    """An empty line that belongs where its neighbour does."""
    return Line(
        key="",
        account=account,
        name="",
        department=like.department if like else sheet.held.parts["account"][account].item.name[:80],
        stage=like.stage if like else Stage.SHOOT,
        amount="1",
        unit=like.unit if like else "day",
        price=UnitPrice(0, 0, like.price.currency if like else sheet.budget.currency),
        component=like.component if like else PayComponent.NOT_PAY,
        fringes=like.fringes if like else (),
    )


def put(
    sheet: Sheet, lines: Sequence[Line], code: str, at: int | None, *, tried: bool = False
) -> None:
    """Write new lines into an account before its row ``at`` (None: at the end)."""
    if not tried:
        sheet.try_lines({}, lines)
    rows = in_account(sheet.held, code)
    where = len(rows) if at is None else at
    orders, moved = places(rows, where, len(lines), last_order(sheet.held))
    if moved:
        sheet.save_lines({}, orders=moved, tried=True)
    sheet.create_lines(lines, orders)


def duplicate_lines(actor: User, scenario: Scenario, uids: Sequence[str]) -> Written:
    """Copies right below the last of them; a copy of one person's line is no other person."""
    uids = _some(uids)
    with editing(actor, scenario, "Lines duplicated") as sheet:
        found = sorted((line_row(sheet.held, uid) for uid in uids), key=lambda row: row.key)
        code = found[-1].item.account
        lines = [replace(row.item, key=new_uid(), account=code) for row in found]
        rows = in_account(sheet.held, code)
        put(sheet, lines, code, rows.index(found[-1]) + 1)
        sheet.say(f"{_named(found[0].item, len(lines))} duplicated")
    return sheet.written


def move_lines(
    actor: User,
    scenario: Scenario,
    uids: Sequence[str],
    *,
    beside: str = "",
    above: bool = False,
    account: str = "",
    version: int | None = None,
) -> Written:
    """Put lines above or below another line, or at the end of an account, in their order."""
    uids = _some(uids)
    with editing(actor, scenario, "Lines moved") as sheet:
        moving = [line_row(sheet.held, uid) for uid in uids]
        if beside in uids:
            raise InvalidInput("Lines cannot be moved beside themselves; name another.")
        _, code, _ = _target(sheet, beside, above, account)
        rows = [row for row in in_account(sheet.held, code) if row.key[1] not in uids]
        at = len(rows)
        if beside:
            at = next(n for n, row in enumerate(rows) if row.key[1] == beside) + (not above)
        orders, moved = places(rows, at, len(moving), last_order(sheet.held))
        lines = {
            row.key[1]: replace(row.item, account=code)
            for row in moving
            if row.item.account != code
        }
        wanted = moved | {row.key[1]: order for row, order in zip(moving, orders, strict=True)}
        versions = {uids[0]: version} if version is not None else {}
        sheet.save_lines(lines, versions=versions, orders=wanted)
        to = f" to account {code}" if lines else ""
        sheet.say(f"{_named(moving[0].item, len(moving))} moved{to}")
    return sheet.written


def delete_lines(
    actor: User, scenario: Scenario, uids: Sequence[str], *, version: int | None = None
) -> Written:
    """Delete lines; what is left of a person's range must still hold."""
    uids = _some(uids)
    with editing(actor, scenario, "Lines deleted") as sheet:
        gone = [line_row(sheet.held, uid).item for uid in uids]
        rows = sheet.rows(models.Line, uids)
        if len(uids) == 1:
            sheet.changes.delete(rows[uids[0]], version)
        else:
            sheet.changes.delete_all(rows.values())
        sheet.say(f"{_named(gone[0], len(gone))} deleted")
        sheet.written.lines += uids
    return sheet.written


def _some(uids: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(uids))
    if not 0 < len(found) <= MOST_LINES:
        raise InvalidInput(f"Name between 1 and {MOST_LINES:,} lines.", field="lines")
    return found


def _named(line: Line, count: int) -> str:
    return f"“{line.name[:60]}”" if count == 1 else _counted(count)


def _counted(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
