"""The workbook: recalculated by another program it shows our totals to the cent."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from topsheet.budget.engine import compute
from topsheet.budget.engine.types import CutOffPeriod, Fringe
from topsheet.budget.selectors import Estimate
from topsheet.budget.tests.samples import FERRY_FACTS, budget, charge, ferry, line, percent
from topsheet.budget.workbook import write_workbook
from topsheet.kernel.money import UnitPrice, minor_digits


def estimate(plan, facts=None) -> Estimate:
    return Estimate(budget=plan, facts=facts or {}, result=compute(plan, facts=facts or {}))


def hard_case():
    """Shares, ties, fringes on fringes, cut-offs by month, mutual contractuals, a cap."""
    flat = Fringe(key="f", name="Flat", flat=UnitPrice.of("8.65", "EUR"), flat_unit="day")
    fringes = (
        percent("ni", "13.8", on=("holiday",)),
        percent("holiday", "12.07"),
        percent("pension", "10.6", "950", period=CutOffPeriod.MONTH),
        percent("half", "1.45", posting="own account", account="3399"),
        flat,
    )
    keys = ("ni", "holiday", "pension", "half", "f")
    everything = ("atl", "production", "post", "other")
    return budget(
        line("a-prep", "333.33", person="a", fringes=keys),
        line("a", "333.33", amount="shoot.days", unit="day", person="a", fringes=keys),
        line("a-wrap", "333.33", person="a", account="5000", fringes=keys),
        line("exact", "550", fringes=("half",)),
        line("odd", "1", amount="-(ceil(shoot.days / 2) - floor(2.5)) + round(2.5)",
             times="max(1, min(2, 3))", component="not pay"),
        line("=1+1", "5", name="=HYPERLINK(\"x\")", component="not pay"),
        fringes=fringes,
        contractuals=(
            charge("bond", "3", include=(*everything, "overhead"), mutual=True),
            charge("overhead", "7", include=(*everything, "bond"), mutual=True),
            charge("contingency", "10", include=(*everything, "bond")),
        ),
    )  # fmt: skip


CASES = {
    "France": lambda: (ferry("FR", "low"), FERRY_FACTS),
    "Germany": lambda: (ferry("DE", "mid"), FERRY_FACTS),
    "Poland in euro": lambda: (ferry("PL", "low", currency="EUR"), FERRY_FACTS),
    "in yen": lambda: (ferry("US", "micro", currency="JPY"), FERRY_FACTS),
    "hard": lambda: (hard_case(), {"shoot/days": 7}),
}


def without_cached_values(path):
    """The workbook with every computed value taken out, so that it must be recalculated."""
    bare = path.with_name("bare.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)
    return bare


def recalculated(path, folder):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not here to recalculate; install it (apt install libreoffice)")
    out = folder / "recalculated"
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(out), str(without_cached_values(path))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return load_workbook(out / "bare.xlsx", data_only=True)


@pytest.mark.parametrize("case", sorted(CASES))
def test_recalculated_it_shows_our_totals_to_the_cent(case, tmp_path):
    plan, facts = CASES[case]()
    found = estimate(plan, facts)
    path = tmp_path / "budget.xlsx"
    write_workbook(found, path)
    book = recalculated(path, tmp_path)
    compare(found, book)


def test_the_cached_values_are_ours(tmp_path):
    for number, case in enumerate(sorted(CASES)):
        plan, facts = CASES[case]()
        found = estimate(plan, facts)
        path = tmp_path / f"{number}.xlsx"
        write_workbook(found, path)
        compare(found, load_workbook(path, data_only=True))


def compare(found, book):
    digits = minor_digits(found.budget.currency)

    def cent(value) -> Decimal:
        assert value is not None
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits))

    for code, _, _, _, _, _, total in book["Accounts"].iter_rows(min_row=2, values_only=True):
        assert cent(total) == found.result.accounts[code].total.decimal, code
    lines = [line for line in found.budget.lines if line.key in found.result.lines]
    ordered = [x for code in found.result.accounts for x in lines if x.account == code]
    rows = list(book["Detail"].iter_rows(min_row=2, values_only=True))
    for line_, row in zip(ordered, rows, strict=True):
        result = found.result.lines[line_.key]
        assert row[1] == line_.name
        assert [cent(row[10]), cent(row[12]), cent(row[13])] == [
            result.amount.decimal, result.total.decimal, result.fringe.decimal,
        ], line_.key  # fmt: skip
    charged = {
        row[0]: row[5] for row in book["Contractuals"].iter_rows(min_row=2, values_only=True)
    }
    for item in found.budget.contractuals:
        assert cent(charged[item.name]) == found.result.contractuals[item.key].amount.decimal
    sheet, cell = book.defined_names["Total"].attr_text.split("!")
    assert cent(book[sheet][cell.replace("$", "")].value) == found.result.total.decimal


def test_globals_and_facts_are_named_cells(tmp_path):
    path = tmp_path / "budget.xlsx"
    write_workbook(estimate(ferry(), FERRY_FACTS), path)
    book = load_workbook(path)
    assert {"g_shoot_weeks", "f_shoot_days", "f_cast_mia_paid_days"} <= set(book.defined_names)
    sheet, cell = book.defined_names["g_shoot_weeks"].attr_text.split("!")
    assert book[sheet][cell.replace("$", "")].value == "=(f_shoot_days/g_days_per_week)"


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    path = tmp_path / "budget.xlsx"
    plan = replace(hard_case(), title="=cmd|' /C calc'!A0", notes=("@SUM(1)", "+1", "-1"))
    write_workbook(estimate(plan, {"shoot/days": 7}), path)
    book = load_workbook(path)
    texts = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and ("HYPERLINK" in cell.value or "cmd" in cell.value)
    ]
    assert texts
    assert all(cell.data_type == "s" for cell in texts)
