"""The topsheet on paper is read back: basis first, figures that foot, names in their letters."""

import re
from datetime import date

import pypdfium2

from topsheet.chain import paper
from topsheet.chain.engine import topsheet as view
from topsheet.kernel.eighths import Eighths
from topsheet.kernel.money import Money
from topsheet.platform import pdf
from topsheet.schedule.engine.types import Shift
from topsheet.script.engine.types import IntExt, Light

NAMES = ["Søren Kierk", "Łucja Wójcik", "Nguyễn Văn An", "Ελένη Παππά", "ЮЛИЯ Петрова"]
HEAD = pdf.Head(production="The Salt Road", sheet="", draft="White draft", printed="5 April 2027")
SIGNED_FOR = ["Producer, date", "Line producer, date"]


def euros(amount):
    return Money.of(amount, "EUR")


def row(kind, number, title, amount):
    return view.BudgetRow(
        kind=kind, number=number, title=title, address="", assumed=True,
        amount=None if amount is None else euros(amount),
    )  # fmt: skip


def sheet(**changes):
    kinds = view.RowKind
    made = {
        "title": "The Salt Road", "kind": "feature", "currency": "EUR",
        "basis": (
            view.BasisLine(label="Script", text="White draft, 112 3/8 pages"),
            view.BasisLine(label="Rates", text="illustrative", assumed=True),
        ),
        "notice": "No country was given.",
        "glance": view.AtAGlance(
            pages=Eighths(899), scenes=187, days=32, nights=9, cast=24, cast_work_days=121,
            holding_days=16, sets=41, places=14, moves=17, gap=0.1, gap_avoidable=0.2,
        ),
        "budget": (
            row(kinds.CATEGORY, "1400", "Cast", "1000.40"),
            row(kinds.CATEGORY, "2000", "Crew", "2000.40"),
            row(kinds.SUBTOTAL, "", "Production", "3000.80"),
            row(kinds.CONTRACTUAL, "7000", "Contingency", "300.08"),
            row(kinds.TOTAL, "", "Total", "3300.88"),
        ),
        "stages": ("Prep", "Shoot"),
        "departments": (
            view.DepartmentRow(
                department="Camera", amounts=(euros("10.50"), euros("20.50")), total=euros("31")
            ),
        ),
        "dear_days": (
            view.DearDay(
                number=3, date=date(2027, 4, 7), shift=Shift.NIGHT, scenes=("12",),
                sets=("HARBOUR",), why="night", amount=None, hours="9:40", address="",
            ),
        ),
        "dear_scenes": (
            view.DearScene(
                number="12", heading="EXT. HARBOUR - NIGHT", intext=IntExt.EXT,
                light=Light.NIGHT, eighths=Eighths(12), saved_if_cut=euros("500"),
                full_share=euros("900"), address="",
            ),
        ),
        "dear_roles": tuple(
            view.DearRole(
                board_id=str(n), name=name, deal="by the day", work_days=12, holding_days=3,
                amount=euros("5000"), address="",
            )
            for n, name in enumerate(NAMES, start=1)
        ),
        "calendar": (),
        "assumed": (
            view.Assumed(title="Deals", count=24, examples=("Søren",), remedy="Enter the deals"),
        ),
    }  # fmt: skip
    return view.TopsheetView(**{**made, **changes})


def printed(made) -> str:
    document = pypdfium2.PdfDocument(paper.topsheet(made, HEAD).data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_basis_stands_before_the_figures():
    text = printed(sheet())
    order = ["No country was given.", "White draft, 112 3/8 pages", "1400", "Total", "Producer"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_printed_figures_foot():
    text = printed(sheet())
    table = text[text.index("whole units") : text.index("Producer, date")]
    figures = re.findall(r"[A-Z][a-z]+ ([\d,]{3,})", table)
    cast, crew, production, contingency, total = (int(a.replace(",", "")) for a in figures)
    assert cast + crew == production
    assert production + contingency == total == 3301


def test_names_signatures_and_what_is_assumed_are_on_it():
    text = printed(sheet())
    for words in [*NAMES, *SIGNED_FOR, "Still assumed", "Enter the deals", "Saved if cut"]:
        assert words in text


def test_what_may_not_be_seen_is_withheld_and_hours_are_shown_instead():
    hidden = row(view.RowKind.CATEGORY, "1400", "Cast", None)
    text = printed(sheet(budget=(hidden,)))
    assert "withheld" in text
    assert "9:40" in text


def test_a_topsheet_with_nothing_dear_and_nothing_assumed_prints():
    empty = dict.fromkeys(
        ("basis", "departments", "dear_days", "dear_scenes", "dear_roles", "assumed"), ()
    )
    assert "Total" in printed(sheet(**empty))
