"""The contact sheet: who to call, by department, as PDF, workbook, CSV and vCards.

Private fields (address, diet, emergency contact …) and rates are never on it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

from topsheet.kernel.problem import Problem
from topsheet.people.engine.contacts import Contact
from topsheet.people.engine.departments import CAST, department_order
from topsheet.people.engine.numbers import board_order
from topsheet.people.engine.vcards import write_vcards
from topsheet.people.exports import sight_of
from topsheet.people.listing import Listed, department_of, job_of, listed
from topsheet.people.models import Engagement
from topsheet.platform import pdf
from topsheet.platform.clock import today
from topsheet.platform.formats import date_text
from topsheet.platform.models import User
from topsheet.production.models import Production

FORMATS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
}
_HEAD = ("Department", "No.", "Position", "Name", "Telephone", "E-mail", "Agent")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COMPANIES, FURTHER = "Companies", "Further contacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet."""

    department: str
    number: str
    position: str
    name: str
    phones: str
    email: str
    agent: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.department, self.number, self.position, self.name, self.phones, self.email,
                self.agent)  # fmt: skip


def contact_sheet(user: User, production: Production) -> list[Line]:
    """The lines in the order of a unit list: departments, cast, companies, further contacts.

    Raises NotAllowed, NotFound.
    """
    sight_of(user, production)
    lines = [line for one in listed(production) for line in _lines(one)]
    return sorted(lines, key=_order)


def write_sheet(user: User, production: Production, kind: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The sheet as a file of one of ``FORMATS``, and what could not be printed on it."""
    if kind == "vcf":
        return as_vcards(user, production).encode(), ()
    lines = contact_sheet(user, production)
    if kind == "csv":
        return as_csv(lines), ()
    if kind == "xlsx":
        return as_xlsx(lines), ()
    printed = as_pdf(lines, production)
    return printed.data, printed.problems


def as_pdf(lines: Sequence[Line], production: Production, folders: Sequence[Path] = ()) -> pdf.Pdf:
    """The sheet on paper; a character no font here has is a problem that names it."""
    sections: list[dict[str, object]] = []
    for line in lines:
        if not sections or sections[-1]["title"] != line.department:
            sections.append({"title": line.department, "lines": []})
        rows = sections[-1]["lines"]
        assert isinstance(rows, list)
        rows.append([line.number, line.position, line.name, line.phones, line.email, line.agent])
    head = pdf.Head(
        production=production.title,
        sheet="Contact sheet",
        printed=date_text(today(), "long"),
        paper=pdf.paper_of(production.country),
        foot="Confidential. Do not pass on.",
    )
    return pdf.typeset("people/sheets/contacts.typ", head, {"sections": sections}, folders)


def as_csv(lines: Sequence[Line]) -> bytes:
    """For a spreadsheet: UTF-8 with its mark; no cell is taken for a formula."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows([map(_harmless, line.cells) for line in lines])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(lines: Sequence[Line]) -> bytes:
    """A workbook with a filter; every cell is text."""
    import xlsxwriter

    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Contacts")
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (title, width) in enumerate(zip(_HEAD, (20, 6, 26, 28, 30, 34, 24),
                                                    strict=True)):  # fmt: skip
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, width)
        for row, line in enumerate(lines, start=1):
            for column, cell in enumerate(line.cells):
                sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(lines), 1), len(_HEAD) - 1)
    return file.getvalue()


def as_vcards(user: User, production: Production) -> str:
    """Everybody on the list as vCards, without private fields."""
    sight_of(user, production)
    cards = [
        Contact(
            row=n,
            name="" if one.is_company else one.who.name,
            company=one.who.name if one.is_company else production.title,
            email=one.who.email,
            phones=tuple(one.who.phones),
            position="" if one.is_company else one.as_what,
        )
        for n, one in enumerate(listed(production), start=1)
    ]
    return write_vcards(cards)


def _lines(one: Listed) -> list[Line]:
    if not one.engagements:
        return [_line(one, COMPANIES if one.is_company else FURTHER, "", _about(one))]
    return [_engaged_line(one, row) for row in one.engagements]


def _about(one: Listed) -> str:
    return str(getattr(one.who, "kind", ""))


def _engaged_line(one: Listed, row: Engagement) -> Line:
    number = row.role.board_id if row.role else ""
    agent = row.agent
    agents = ", ".join(filter(None, (agent.name, *agent.phones[:1]))) if agent else ""
    return _line(one, department_of(row) or FURTHER, number, job_of(row), agents)


def _line(one: Listed, department: str, number: str, position: str, agent: str = "") -> Line:
    return Line(department=department, number=number, position=position, name=one.who.name,
                phones=", ".join(one.who.phones), email=one.who.email, agent=agent)  # fmt: skip


def _order(line: Line) -> tuple[object, ...]:
    last = {CAST: 1, COMPANIES: 2, FURTHER: 3}.get(line.department, 0)
    number = board_order(line.number) if line.number else (0, "")
    return (last, department_order(line.department), number, line.position, line.name)


def _harmless(cell: str) -> str:
    """Text that a spreadsheet would compute gets an apostrophe; a telephone number stays."""
    if cell.startswith(_FORMULA) and not _is_phone(cell):
        return f"'{cell}"
    return cell


def _is_phone(cell: str) -> bool:
    return cell.startswith("+") and all(c in "+0123456789 ()./-," for c in cell)
