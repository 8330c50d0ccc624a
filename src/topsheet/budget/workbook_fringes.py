"""The sheet of fringes: one block of rows for each person and fringe, shared in cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from topsheet.budget.engine.fringes import in_order, weeks_per_unit
from topsheet.budget.engine.types import CutOffPeriod, Fringe, FringeResult, Line
from topsheet.budget.workbook_cells import FUZZ, Cells, added
from topsheet.kernel.money import Money, minor_digits


class FringeSheet(Cells):
    """Writes the fringes; remembers the cells of each line's shares."""

    def fringes(self) -> None:
        sheet = self.sheets["Fringes"]
        self.heads(
            sheet,
            ("Person", "Fringe", "Line", "Posted to", "On the line", "Pay", "Base of the person",
             "Cut-off", "Rate", "Charge", f"Charge {self.budget.currency}", "Exact share",
             "Rounded down", "Order", "Share"),
        )  # fmt: skip
        kinds = {fringe.key: fringe for fringe in in_order(self.budget.fringes)}
        lines = {line.key: line for line in self.budget.lines}
        for charged in self.result.fringes:
            carriers = [lines[key] for key in charged.lines]
            self._charged(sheet, kinds[charged.fringe], charged, carriers)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 2, 28)

    def _charged(
        self, sheet: Any, fringe: Fringe, charged: FringeResult, carriers: Sequence[Line]
    ) -> None:
        first, last = self.fringe_rows + 1, self.fringe_rows + len(carriers)
        block = f"$F${first}:$F${last}"
        self.charges[charged.range_key, fringe.key] = f"$J${first}"
        for number, line in enumerate(carriers):
            row, at = self.fringe_rows, self.fringe_rows + 1
            share = next(s for s in self.result.lines[line.key].shares if s.fringe == fringe.key)
            person = line.person or line.name
            texts = {0: person, 1: fringe.name, 2: line.name, 3: share.account}
            self.texts(sheet, row, texts)
            sheet.write_number(row, 4, int(share.on_line))
            pay = self.result.lines[line.key].pay
            self.amount(sheet, row, 5, f"Detail!$J${self.rows[line.key] + 1}", pay)
            if number == 0:
                self._charge(sheet, row, fringe, charged, carriers, block)
            self._share(sheet, row, first, last, block, share.amount)
            self.shares.setdefault(line.key, []).append(f"Fringes!$O${at}")
            if share.on_line:
                self.posted.setdefault(line.key, []).append(f"Fringes!$O${at}")
            self.fringe_rows += 1

    def _charge(
        self,
        sheet: Any,
        row: int,
        fringe: Fringe,
        charged: FringeResult,
        carriers: Sequence[Line],
        block: str,
    ) -> None:
        """The whole fringe of the person, in the first row of its block."""
        at, digits = row + 1, minor_digits(charged.amount.currency)
        below = [self.charges.get((charged.range_key, key), "") for key in fringe.on]
        base = "+".join([f"SUM({block})", *(cell for cell in below if cell)])
        self.amount(sheet, row, 6, base, charged.base)
        limited = f"G{at}"
        if charged.cut_off is not None:
            self.amount(sheet, row, 7, self._cut_off(fringe, carriers), charged.cut_off)
            limited = f"MIN(G{at},H{at})"
        if fringe.flat is not None:
            units = [line for line in carriers if line.unit == fringe.flat_unit]
            counted = added([self._units(line) for line in units])
            sheet.write_number(row, 8, float(fringe.flat.decimal), self.plain)
            charge = f"ROUND(({counted})*I{at},{digits})"
        else:
            assert fringe.percent is not None  # held by engine.checks
            sheet.write_number(row, 8, float(fringe.percent.fraction), self.plain)
            charge = f"ROUND({limited}*I{at},{digits})"
        self.amount(sheet, row, 9, charge, charged.amount)
        shown = self.converted(f"J{at}", charged.amount.currency)
        self.amount(sheet, row, 10, shown, charged.converted)

    def _cut_off(self, fringe: Fringe, carriers: Sequence[Line]) -> str:
        assert fringe.cut_off is not None
        people = carriers[0].people
        once = f"{fringe.cut_off.amount}*{people}"
        if fringe.cut_off.period in (CutOffPeriod.YEAR, CutOffPeriod.ENGAGEMENT):
            return once
        parts = []
        for line in carriers:
            of = weeks_per_unit(line.unit, self.budget.days_per_week)
            if of:
                parts.append(f"{self._units(line)}*{of.numerator}/{of.denominator}")
        of_year = "*12/52" if fringe.cut_off.period == CutOffPeriod.MONTH else ""
        count = f"({added(parts)})/{people}{of_year}"
        return f"{once}*MAX(1,-INT(-ROUND({count},{FUZZ})))"

    def _units(self, line: Line) -> str:
        at = self.rows[line.key] + 1
        return f"Detail!$E${at}*Detail!$G${at}"

    def _share(
        self, sheet: Any, row: int, first: int, last: int, block: str, amount: Money
    ) -> None:
        """Largest remainder in cells: rounded down, then a cent by the order of what was cut."""
        at, scale = row + 1, 10**self.digits
        whole = f"$K${first}"
        if first == last:
            self.amount(sheet, row, 14, whole, amount)
            return
        part = f"IF(SUM({block})=0,1/{last - first + 1},F{at}/SUM({block}))"
        sheet.write_formula(row, 11, f"={whole}*{scale}*{part}", self.plain, amount.minor)
        sheet.write_formula(row, 12, f"=INT(ROUND(L{at},6))", self.plain, amount.minor)
        order = f"=ROUND(L{at}-M{at},6)-{row - first + 2}/1000000000"
        sheet.write_formula(row, 13, order, self.plain)
        missing = f"ROUND({whole}*{scale}-SUM($M${first}:$M${last}),0)"
        rank = f"SUMPRODUCT(--($N${first}:$N${last}>N{at}))"
        self.amount(sheet, row, 14, f"(M{at}+IF({rank}<{missing},1,0))/{scale}", amount)
