"""The contact sheet: departments in order, private things left out, nothing computed."""

import csv
import io

import pytest

from topsheet.kernel.errors import NotFound
from topsheet.people.casting import cast_by_name
from topsheet.people.contact_sheet import as_csv, as_pdf, as_vcards, as_xlsx, contact_sheet
from topsheet.people.contacts import edit_person, new_company, new_person
from topsheet.people.engaging import engage
from topsheet.people.selectors import find_role
from topsheet.platform import pdf


@pytest.fixture
def sheet(made, owner):
    ada = new_person(
        owner, made, name="Ada Lens", email="ada@example.org", phones="+44 7700 900123"
    )
    edit_person(owner, ada, diet="no nuts", address="1 Secret St", emergency="Mum 555-123")
    engage(owner, ada, position="DoP", department="camera", rate="900", rate_unit="day")
    engage(owner, new_person(owner, made, name="Zoe Prod"), position="Producer")
    cast_by_name(owner, find_role(made, "samir"), "Bo Om", add=True)
    cast_by_name(owner, find_role(made, "odile"), "Eva Groß", add=True)
    new_company(owner, made, name='=HYPERLINK("http://x")')
    new_person(owner, made, name="Łucja 数")
    return made


def test_departments_come_first_then_cast_by_number_then_the_rest(sheet, owner):
    lines = contact_sheet(owner, sheet)[:4]
    assert [(line.department, line.number, line.name) for line in lines] == [
        ("Production", "", "Zoe Prod"), ("Camera", "", "Ada Lens"), ("Cast", "1", "Eva Groß"),
        ("Cast", "2", "Bo Om"),
    ]  # fmt: skip


@pytest.mark.parametrize("secret", ["nuts", "Secret", "555-123", "900.00"])
def test_private_things_and_rates_are_on_no_sheet(sheet, owner, secret):
    lines = contact_sheet(owner, sheet)
    for text in (as_csv(lines).decode(), as_vcards(owner, sheet), repr(lines)):
        assert secret not in text


def test_no_cell_of_the_table_is_a_formula(sheet, owner):
    rows = list(csv.reader(io.StringIO(as_csv(contact_sheet(owner, sheet)).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert '\'=HYPERLINK("http://x")' in cells
    assert "+44 7700 900123" in cells
    assert not any(cell.startswith(("=", "-", "@")) for cell in cells)


def test_the_workbook_holds_text_only(sheet, owner):
    openpyxl = pytest.importorskip("openpyxl", reason="pip install openpyxl reads workbooks")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(contact_sheet(owner, sheet))))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book.active["D3"].value == "Ada Lens"


def test_the_paper_names_what_no_font_can_print(sheet, owner, monkeypatch):
    import pypdfium2

    monkeypatch.setattr(pdf.fonts, "missing", lambda characters, folders: ["数"])
    printed = as_pdf(contact_sheet(owner, sheet), sheet)
    text = pypdfium2.PdfDocument(printed.data)[0].get_textpage().get_text_range()
    assert "Ada Lens" in text
    assert "Confidential" in text
    (problem,) = printed.problems
    assert "“数” (U+6570)" in problem.message
    assert problem.where == "Łucja 数"


def test_a_stranger_gets_no_sheet(sheet, person):
    with pytest.raises(NotFound):
        contact_sheet(person("Stranger"), sheet)
