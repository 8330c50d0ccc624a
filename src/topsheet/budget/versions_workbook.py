"""``variance.xlsx`` and ``comparison.xlsx``: amounts as numbers, differences as live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from topsheet.budget.engine.comparing import Comparison
from topsheet.budget.versions import Beside
from topsheet.kernel.money import minor_digits

_LINES = ("Kind", "Account", "Line", "Left amount", "Left unit", "Left times", "Left price",
          "Left total", "Right amount", "Right unit", "Right times", "Right price", "Right total",
          "Difference")  # fmt: skip


def variance_bytes(found: Beside) -> bytes:
    """The estimate beside the approved budget, and what was decided since."""
    heads = ("No.", "Name", "Approved", "Decided", "Revised", "Estimate", "Variance")
    step = 10 ** minor_digits(found.version.currency)
    file = BytesIO()
    with _book(file) as book:
        sheet, bold, money = _sheet(book, "Variance", heads, step)
        for n, row in enumerate(found.rows, start=1):
            style = None if row.kind == "account" else bold
            sheet.write_string(n, 0, "" if row.kind in ("level", "total") else row.key, style)
            sheet.write_string(n, 1, row.name, style)
            for column, minor in ((2, row.approved), (3, row.decided), (5, row.estimate)):
                sheet.write_number(n, column, minor / step, money)
            at = n + 1
            sheet.write_formula(n, 4, f"=C{at}+D{at}", money, row.revised / step)
            sheet.write_formula(n, 6, f"=E{at}-F{at}", money, row.variance / step)
        log = ("When", "Who", "Kind", "Account", "Amount", "Reason")
        sheet, _, money = _sheet(book, "Decisions", log, step)
        for n, one in enumerate(found.decisions, start=1):
            texts = (one.decided_at.date().isoformat(), one.decided_name, one.kind, one.account)
            for column, text in enumerate(texts):
                sheet.write_string(n, column, text)
            sheet.write_number(n, 4, one.minor / step, money)
            sheet.write_string(n, 5, one.reason)
    return file.getvalue()


def comparison_bytes(found: Comparison) -> bytes:
    """Lines that came, went or changed, and every account on both sides."""
    step = 10 ** minor_digits(found.right.currency)
    file = BytesIO()
    with _book(file) as book:
        sheet, _, money = _sheet(book, "Lines", _LINES, step)
        for n, row in enumerate(found.lines, start=1):
            for column, text in enumerate((row.kind, row.shown.account, row.shown.name)):
                sheet.write_string(n, column, text)
            for start, line in ((3, row.left), (8, row.right)):
                if line is not None:
                    texts = (line.amount, line.unit, line.times, f"{line.price} {line.currency}")
                    for column, text in enumerate(texts):
                        sheet.write_string(n, start + column, text)
                    sheet.write_number(n, start + 4, line.total / step, money)
            sheet.write_formula(n, 13, f"=M{n + 1}-H{n + 1}", money, row.difference / step)
        heads = ("No.", "Name", found.left.label, found.right.label, "Difference")
        sheet, _, money = _sheet(book, "Accounts", heads, step)
        for n, one in enumerate((*found.accounts, *found.levels, found.total), start=1):
            sheet.write_string(n, 0, one.key)
            sheet.write_string(n, 1, one.name)
            sheet.write_number(n, 2, one.left / step, money)
            sheet.write_number(n, 3, one.right / step, money)
            sheet.write_formula(n, 4, f"=D{n + 1}-C{n + 1}", money, one.difference / step)
    return file.getvalue()


def _book(file: BytesIO) -> Any:
    import xlsxwriter

    return xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})


def _sheet(book: Any, name: str, heads: Sequence[str], step: int) -> tuple[Any, Any, Any]:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    digits = len(str(step)) - 1
    places = "." + "0" * digits if digits else ""
    money = book.add_format({"num_format": f"#,##0{places};(#,##0{places})"})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, len(heads) - 1, 15)
    sheet.freeze_panes(1, 0)
    return sheet, bold, money
