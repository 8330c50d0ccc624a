"""The journal for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.production.journal import Entry
from topsheet.production.records_told import ADDED, CHANGED, FieldTold


def entry_lines(entry: Entry) -> Iterator[str]:
    """A change set of the journal for a terminal: one line, then one for each record."""
    where = f" [{', '.join(entry.scenarios)}]" if entry.scenarios else ""
    yield f"{entry.at.astimezone():%Y-%m-%d %H:%M}  {entry.who}  {entry.verb}{where}"
    if entry.records is None:
        yield f"    {', '.join(entry.counts)}"
    for record in entry.records or ():
        fields = "; ".join(_field_line(field, record.done) for field in record.fields)
        yield f"    {record.done} {record.word} {record.title}" + (f": {fields}" if fields else "")


def _field_line(field: FieldTold, done: str) -> str:
    if done != CHANGED:
        return f"{field.word} {field.after if done == ADDED else field.before}"
    if not (field.before or field.after):
        return field.word
    return f"{field.word} {field.before} → {field.after}"
