"""A block from a spreadsheet as rows of texts: tabs or commas, quotes, line breaks in cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from topsheet.budget.engine.cells import COLUMNS
from topsheet.kernel.errors import InvalidInput

MOST_ROWS = 20_000
MOST_COLUMNS = 60


def read_block(text: str) -> list[list[str]]:
    """The rows of a pasted block; empty rows at its end are dropped. Raises InvalidInput."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    if not text.strip():
        raise InvalidInput("There is nothing to paste; copy some cells first.", field="text")
    try:
        reader = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=False)
        rows = [[cell.strip() for cell in row] for row in _limited(reader)]
    except csv.Error as error:
        raise InvalidInput(
            f"The block cannot be read ({error}); copy it again.", field="text"
        ) from None
    if max(map(len, rows)) > MOST_COLUMNS:
        raise InvalidInput(f"The block has more than {MOST_COLUMNS} columns.", field="text")
    return rows


def _limited(reader: Iterable[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in reader:
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise InvalidInput(
                f"The block has more than {MOST_ROWS:,} rows; paste it in parts.", field="text"
            )
    return rows


def _delimiter(text: str) -> str:
    """Tabs as spreadsheets copy; else the sign that cuts the first line most evenly."""
    first = text.split("\n", 1)[0]
    if "\t" in text:
        return "\t"
    quoted = '"' in first
    for sign in (";", ","):
        if sign in first and (quoted or all(sign in row for row in text.split("\n")[:5] if row)):
            if sign == "," and not quoted and not _looks_listed(first):
                return "\t"  # one column of numbers or names with commas in them
            return sign
    return "\t"


def _looks_listed(line: str) -> bool:
    """Whether commas part cells rather than thousands: no space after, or words between."""
    parts = line.split(",")
    return len(parts) > 2 or not all(part.strip().replace(".", "").isdigit() for part in parts)


def columns_from(column: str, width: int) -> list[str]:
    """The columns a block as wide falls on. Raises InvalidInput."""
    names = list(COLUMNS)
    if column not in names:
        raise InvalidInput(f"“{column[:40]}” is no column of a budget.", field="column")
    start = names.index(column)
    if start + width > len(names):
        raise InvalidInput(
            f"The block is {width} columns wide, but only {len(names) - start} stand to the right "
            f"of {COLUMNS[column]}; select a column further left.",
            field="column",
        )
    return names[start : start + width]


def is_heading(row: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a row only repeats the names of the columns."""
    said = [(cell.casefold(), column) for cell, column in zip(row, columns, strict=False) if cell]
    return len(said) > 1 and all(
        cell in (column, COLUMNS[column].casefold()) for cell, column in said
    )
