"""Contact lists as tables: any delimiter and encoding, headings guessed, bad rows told."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from topsheet.kernel.problem import Problem, Severity
from topsheet.people.engine.contacts import (
    MOST_CONTACTS,
    Column,
    Contact,
    ContactFile,
    decode,
    first_of,
)
from topsheet.people.engine.departments import CAST, DEPARTMENTS, department
from topsheet.people.engine.headings import field_of, fields_of
from topsheet.people.engine.names import folded

_DELIMITERS = (",", ";", "\t", "|")
_HEAD_WITHIN = 12  # rows; titles may stand above the headings
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s()./-]{6,}")
_MORE = ("pronouns", "country", "languages", "emergency", "diet", "allergies", "unions", "city")
_Row = tuple[int, list[str]]  # number in the file, cells


def read_table(data: bytes, mapping: Mapping[int, str] | None = None) -> ContactFile:
    """The contacts of a table; ``mapping`` (column → field) replaces what was guessed.

    Rows that cannot be used become problems with their number.
    """
    text, encoding = decode(data)
    rows, delimiter, problems = _rows(text.replace("\0", ""))
    head, body = _headed(rows)
    fields = fields_of(head) if any(map(field_of, head)) else _by_content(body)
    for index, name in (mapping or {}).items():
        if 0 <= index < len(fields):
            fields[index] = name
    columns = tuple(
        Column(index=index, heading=head[index], field=name, example=_example(body, index))
        for index, name in enumerate(fields)
    )
    contacts, bad = _contacts(body, fields)
    return ContactFile(
        kind="csv",
        contacts=tuple(contacts[:MOST_CONTACTS]),
        problems=(*problems, *bad, *_too_many(contacts)),
        columns=columns,
        encoding=encoding,
        delimiter=delimiter,
    )


def _rows(text: str) -> tuple[list[_Row], str, list[Problem]]:
    told = re.match(r"\s*sep=(.)\r?\n", text)
    delimiter = told[1] if told else _delimiter(text)
    if told:
        text = "\n" + text[told.end() :]
    rows: list[_Row] = []
    problems: list[Problem] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    while len(rows) <= MOST_CONTACTS + _HEAD_WITHIN:
        try:
            cells = [" ".join(cell.split()) if len(cell) < 2000 else cell for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(_bad(reader.line_num, f"cannot be read ({error})"))
            continue
        if any(cells):
            rows.append((reader.line_num, cells))
    return rows, delimiter, problems


def _delimiter(text: str) -> str:
    """The one that gives the most rows of one and the same width."""
    sample = "\n".join(text.splitlines()[:40])

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(StringIO(sample), delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        commonest = max(wide, key=wide.count, default=1)
        return (wide.count(commonest), commonest)

    return max(_DELIMITERS, key=score)


def _headed(rows: Sequence[_Row]) -> tuple[list[str], list[_Row]]:
    """The headings and the rows below; a list without headings gets numbered ones."""
    width = max((len(cells) for _, cells in rows), default=0)

    def known(row: _Row) -> int:
        if any(_EMAIL.fullmatch(cell) for cell in row[1]):
            return 0
        return sum(1 for cell in row[1] if cell and field_of(cell))

    best = max(range(min(len(rows), _HEAD_WITHIN)), key=lambda n: known(rows[n]), default=None)
    if best is not None and known(rows[best]) >= (1 if best == 0 else min(2, width)):
        head = rows[best][1]
        return head + [""] * (width - len(head)), list(rows[best + 1 :])
    return [f"Column {n + 1}" for n in range(width)], list(rows)


def _by_content(body: Sequence[_Row]) -> list[str]:
    """Fields of a list without headings: what looks like an address or a number, then a name."""
    width = max((len(cells) for _, cells in body), default=0)
    fields = [""] * width
    for index in range(width):
        cells = [cells[index] for _, cells in body[:50] if index < len(cells) and cells[index]]
        if not cells:
            continue
        if sum(map(bool, map(_EMAIL.fullmatch, cells))) * 2 > len(cells):
            fields[index] = "email"
        elif sum(map(bool, map(_PHONE.fullmatch, cells))) * 2 > len(cells):
            fields[index] = "phone"
        elif "name" not in fields:
            fields[index] = "name"
        elif "position" not in fields:
            fields[index] = "position"
    return fields


def _contacts(body: Sequence[_Row], fields: Sequence[str]) -> tuple[list[Contact], list[Problem]]:
    contacts, bad, section = [], [], ""
    for number, cells in body:
        if title := _section(cells):
            section = title
            continue
        found = _values(cells, fields)
        contact = _contact(number, found, section)
        if contact.name or contact.company:
            contacts.append(contact)
        else:
            bad.append(_bad(number, f"has no name ({', '.join(filter(None, cells))[:80]})"))
    return contacts, bad


def _section(cells: Sequence[str]) -> str:
    """A row that only names a department, at its beginning, is a title for those below."""
    if not cells[0] or any(cells[1:]):
        return ""
    named = department(cells[0].strip(" :-"))
    known = {folded(name): name for name in (CAST, *DEPARTMENTS)}
    return known.get(folded(named), "")


def _values(cells: Sequence[str], fields: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, cell in zip(fields, cells, strict=False):
        if name and cell:
            found.setdefault(name, []).append(cell)
    return found


def _contact(number: int, found: dict[str, list[str]], section: str) -> Contact:
    def one(name: str) -> str:
        return first_of(found.get(name, []))

    parts = (one("first_name"), one("middle_name"), one("last_name"))
    emails = [mail for said in found.get("email", []) for mail in _split(said)]
    more = {name: one(name) for name in _MORE if one(name)}
    address = ", ".join(filter(None, (one("street"), one("postcode"))))
    note = "\n".join([*found.get("note", []), *(f"E-mail: {mail}" for mail in emails[1:])])
    more |= {name: text for name, text in (("address", address), ("note", note)) if text}
    position = one("position")
    return Contact(
        row=number,
        name=one("name") or " ".join(filter(None, parts)),
        email=first_of(emails),
        phones=tuple(part for said in found.get("phone", []) for part in _split(said)),
        company=one("company"),
        position=position,
        department=department(one("department") or section, position),
        character=one("character"),
        agency=one("agency"),
        more=more,
    )


def _split(said: str) -> Iterator[str]:
    """Several values in one cell: Google's ``:::``, commas, semicolons, lines."""
    for part in re.split(r":::|[;,\n]|\s/\s", said):
        if part.strip():
            yield part.strip().removeprefix("mailto:").removeprefix("tel:")


def _example(body: Sequence[_Row], index: int) -> str:
    cells = (cells[index] for _, cells in body[:50] if index < len(cells))
    return first_of([cell[:60] for cell in cells])


def _bad(number: int, what: str) -> Problem:
    return Problem(message=f"Row {number} {what}.", severity=Severity.ERROR, line=number)


def _too_many(contacts: Sequence[Contact]) -> list[Problem]:
    if len(contacts) <= MOST_CONTACTS:
        return []
    return [
        Problem(
            message=f"Only the first {MOST_CONTACTS} contacts were read; divide the file.",
            severity=Severity.ERROR,
        )
    ]
