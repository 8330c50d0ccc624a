"""``budget.xlsx``: the budget with live formulas, and our own values cached in them.

Sheets: Topsheet, Accounts, Detail, Fringes, Contractuals, Globals. Globals and facts
are named cells (``g_shoot_weeks``, ``f_shoot_days``), so that changing one moves every
sheet. Roundings stand where ours do, as ROUND(). Text is always written as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

from topsheet.budget.engine.contractuals import in_base, solving_order, stands_on
from topsheet.budget.engine.types import (
    LEVEL_NAMES,
    Account,
    Contractual,
    Line,
    ProductionLevel,
)
from topsheet.budget.selectors import Estimate
from topsheet.budget.workbook_cells import added
from topsheet.budget.workbook_fringes import FringeSheet
from topsheet.kernel.money import Money, minor_digits


def write_workbook(found: Estimate, path: Path) -> None:
    """Write the workbook; an existing file is replaced. Raises OSError."""
    path.write_bytes(workbook_bytes(found))


def workbook_bytes(found: Estimate) -> bytes:
    """The workbook as a file's contents."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        _Workbook(found, book).write()
    return file.getvalue()


class _Workbook(FringeSheet):
    """Writes sheet by sheet and remembers in which cell each amount stands."""

    def write(self) -> None:
        self._globals()
        lines = self._in_accounts()
        self.rows = {line.key: row for row, line in enumerate(lines, start=1)}
        self.fringes()
        self._detail(lines)
        self._accounts(lines)
        self._contractuals()
        self._account_totals()
        self._topsheet()
        self.sheets["Topsheet"].activate()

    # --- globals, facts, rates ------------------------------------------------------

    def _globals(self) -> None:
        sheet = self.sheets["Globals"]
        self.heads(sheet, ("Name", "What it is", "Value", "Unit", "Written as", "From"))
        facts = {word.name: word for word in self.budget.facts}
        unnamed = [name for name in self.result.facts if name not in facts]
        for name in [*facts, *unnamed]:
            self.names[name] = self._defined("f", name)
        for item in self.budget.globals:
            self.names[item.name] = self._defined("g", item.name)
        row = 1
        for name in [*facts, *unnamed]:
            word = facts.get(name)
            texts = (word.label, word.unit, word.room) if word else (name, "", "schedule")
            self._global(row, name, texts[0], texts[1], "", f"The {texts[2]}")
            sheet.write_number(row, 2, self.result.facts.get(name, 0), self.plain)
            row += 1
        for item in self.budget.globals:
            self._global(row, item.name, item.label, item.unit, item.formula, item.source)
            value = float(self.result.globals[item.name])
            sheet.write_formula(row, 2, f"={self.excel(item.formula)}", self.plain, value)
            row += 1
        for rate in self.budget.rates:
            label = f"{self.budget.currency} for one {rate.currency}"
            self.texts(sheet, row, {0: rate.currency, 1: label, 5: rate.source})
            sheet.write_number(row, 2, float(rate.rate), self.plain)
            self.rates[rate.currency] = f"Globals!$C${row + 1}"
            row += 1
        sheet.set_column(0, 1, 34)

    def _global(
        self, row: int, name: str, label: str, unit: str, formula: str, source: str
    ) -> None:
        sheet = self.sheets["Globals"]
        self.texts(sheet, row, {0: name, 1: label, 3: unit, 4: formula, 5: source})
        self.book.define_name(self.names[name], f"=Globals!$C${row + 1}")

    def _defined(self, kind: str, name: str) -> str:
        """A name that a spreadsheet accepts and no other global or fact has."""
        wanted = kind + "_" + re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")[:180]
        taken = {known.casefold() for known in self.names.values()}
        number, free = 1, wanted
        while free.casefold() in taken:
            number += 1
            free = f"{wanted}__{number}"
        return free

    # --- lines ----------------------------------------------------------------------

    def _in_accounts(self) -> list[Line]:
        """The lines account by account, so that an account is one block of rows."""
        kept = [line for line in self.budget.lines if line.key in self.result.lines]
        return [line for code in self.result.accounts for line in kept if line.account == code]

    def _detail(self, lines: Sequence[Line]) -> None:
        sheet = self.sheets["Detail"]
        self.heads(
            sheet,
            ("Account", "Line", "Department", "Stage", "Amount", "Unit", "Times", "Price",
             "Currency", "Pay or price", f"Base {self.budget.currency}", "Fringes on the line",
             "Total", "All fringes", "Assumed"),
        )  # fmt: skip
        for line in lines:
            self._line(sheet, self.rows[line.key], line)
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 44)
        sheet.set_column(9, 13, 14)

    def _line(self, sheet: Any, row: int, line: Line) -> None:
        found = self.result.lines[line.key]
        at = row + 1
        texts = {0: line.account, 1: line.name, 2: line.department, 3: str(line.stage)}
        note = line.note or ("illustrative" if line.illustrative else "")
        self.texts(sheet, row, texts | {5: line.unit, 8: line.price.currency, 14: note})
        self._quantity(sheet, row, 4, line.amount, found.quantity)
        self._quantity(sheet, row, 6, line.times, found.times)
        sheet.write_number(row, 7, float(line.price.decimal), self.plain)
        digits = minor_digits(line.price.currency)
        self.amount(sheet, row, 9, f"ROUND(E{at}*G{at}*H{at},{digits})", found.pay)
        self.amount(sheet, row, 10, self.converted(f"J{at}", line.price.currency), found.amount)
        on_line = Money.sum((s.amount for s in found.shares if s.on_line), self.budget.currency)
        self.amount(sheet, row, 11, added(self.posted.get(line.key, [])), on_line)
        self.amount(sheet, row, 12, f"K{at}+L{at}", found.total)
        self.amount(sheet, row, 13, added(self.shares.get(line.key, [])), found.fringe)

    def _quantity(self, sheet: Any, row: int, column: int, formula: str, value: Fraction) -> None:
        sheet.write_formula(row, column, f"={self.excel(formula)}", self.plain, float(value))

    # --- accounts and contractuals -------------------------------------------------------

    def _accounts(self, lines: Sequence[Line]) -> None:
        sheet = self.sheets["Accounts"]
        self.heads(sheet, ("Account", "Name", "Level", "Category", "Lines and fringes",
                            "Contractuals", f"Total {self.budget.currency}"))  # fmt: skip
        blocks: dict[str, list[int]] = {}
        for line in lines:
            blocks.setdefault(line.account, []).append(self.rows[line.key] + 1)
        off_line = {s.account for r in self.result.lines.values() for s in r.shares
                    if not s.on_line}  # fmt: skip
        for row, (code, found) in enumerate(self.result.accounts.items(), start=1):
            account = found.account
            texts = {0: code, 1: account.name, 2: str(account.level), 3: account.category}
            self.texts(sheet, row, texts)
            parts = []
            if code in blocks:
                parts.append(f"SUM(Detail!$M${min(blocks[code])}:$M${max(blocks[code])})")
            if code in off_line:
                parts.append(self._posted_to(code))
            self.amount(sheet, row, 4, added(parts), self._direct_of(code))
            self.direct[code] = f"Accounts!$E${row + 1}"
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 1, 40)
        sheet.set_column(4, 6, 16)

    def _posted_to(self, code: str) -> str:
        last = self.fringe_rows
        return (
            f'SUMPRODUCT((Fringes!$D$2:$D${last}="{code}")*(Fringes!$E$2:$E${last}=0)'
            f"*Fringes!$O$2:$O${last})"
        )

    def _direct_of(self, code: str) -> Money:
        found = self.result.accounts[code]
        lines = Money.sum((self.result.lines[k].total for k in found.lines), self.budget.currency)
        return lines + found.fringes

    def _contractuals(self) -> None:
        sheet = self.sheets["Contractuals"]
        self.heads(sheet, ("Contractual", "Account", "Percent", "Base of accounts", "At most",
                            f"Amount {self.budget.currency}", "Rounds"))  # fmt: skip
        by_key = {item.key: item for item in self.budget.contractuals}
        row = 1
        for together in solving_order(by_key):
            self._together(sheet, row, [by_key[key] for key in together], by_key)
            row += len(together)
        sheet.set_column(0, 0, 28)
        sheet.set_column(3, 9, 16)

    def _together(
        self,
        sheet: Any,
        first: int,
        items: Sequence[Contractual],
        by_key: Mapping[str, Contractual],
    ) -> None:
        """One contractual, or several that stand on each other, with a column for each round."""
        latest: dict[str, str] = {}
        rounds = max(1, *(len(self.result.contractuals[item.key].rounds) for item in items), 1)
        for row, item in enumerate(items, start=first):
            self._contractual(sheet, row, item)
        for turn in range(rounds):
            for row, item in enumerate(items, start=first):
                cells = [f"$D${row + 1}"]
                cells += [
                    latest.get(key, "") if key in {i.key for i in items} else self.amounts[key]
                    for key in stands_on(item, by_key)
                ]
                formula = self._of_base(item, added([c for c in cells if c]), row + 1)
                found = self.result.contractuals[item.key]
                value = found.rounds[turn] if found.rounds else found.amount
                self.amount(sheet, row, 6 + turn, formula, value)
                latest[item.key] = f"${_column(6 + turn)}${row + 1}"
        for row, item in enumerate(items, start=first):
            amount = self.result.contractuals[item.key].amount
            self.amount(sheet, row, 5, latest[item.key], amount)
            self.amounts[item.key] = f"Contractuals!$F${row + 1}"

    def _contractual(self, sheet: Any, row: int, item: Contractual) -> None:
        self.texts(sheet, row, {0: item.name, 1: item.account})
        if item.percent is not None:
            sheet.write_number(row, 2, float(item.percent.fraction), self.plain)
        accounts = [a for a in self.budget.accounts if in_base(item, a)]
        base = added([self.direct[account.code] for account in accounts])
        value = sum(self._direct_of(account.code).minor for account in accounts)
        self.amount(sheet, row, 3, base, Money(value, self.budget.currency))
        if item.cap is not None:
            sheet.write_number(row, 4, float(item.cap.decimal), self.money)

    def _of_base(self, item: Contractual, base: str, at: int) -> str:
        if item.flat is not None:
            return str(item.flat)
        charge = f"ROUND(({base})*$C${at},{self.digits})"
        return charge if item.cap is None else f"MIN({charge},$E${at})"

    def _account_totals(self) -> None:
        sheet = self.sheets["Accounts"]
        numbers = {code: row for row, code in enumerate(self.result.accounts, start=1)}
        for code, found in self.result.accounts.items():
            row, at = numbers[code], numbers[code] + 1
            charged = [self.result.contractuals[key].amount for key in found.contractuals]
            cells = [self.amounts[key] for key in found.contractuals]
            whole = Money.sum(charged, self.budget.currency)
            self.amount(sheet, row, 5, added(cells), whole)
            below = [f"G{numbers[a.code] + 1}" for a in self._under(code)]
            self.amount(sheet, row, 6, added([f"E{at}", f"F{at}", *below]), found.total)
            self.totals[code] = f"Accounts!$G${at}"

    def _under(self, code: str) -> list[Account]:
        return [account for account in self.budget.accounts if account.category == code]

    # --- the topsheet ------------------------------------------------------------------------

    def _topsheet(self) -> None:
        sheet = self.sheets["Topsheet"]
        sheet.write_string(0, 0, self.budget.title, self.bold)
        row = 1
        for note in (f"In {self.budget.currency}", *self._basis()):
            sheet.write_string(row, 0, note)
            row += 1
        row = self._levels(sheet, row + 1)
        self._grid(sheet, row + 2)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 44)
        sheet.set_column(2, 12, 15)
        sheet.fit_to_pages(1, 0)

    def _basis(self) -> list[str]:
        return [item.reason for item in self.result.assumed if item.address == "budget"]

    def _levels(self, sheet: Any, row: int) -> int:
        levels = []
        for level in ProductionLevel:
            start = row
            for code, found in self.result.accounts.items():
                if found.account.level == level and not found.account.category:
                    self.texts(sheet, row, {0: code, 1: found.account.name})
                    self.amount(sheet, row, 2, self.totals[code], found.total)
                    row += 1
            sheet.write_string(row, 1, LEVEL_NAMES[level], self.bold)
            formula = f"=SUM(C{start + 1}:C{row})" if row > start else "=0"
            value = float(self.result.levels[level].decimal)
            sheet.write_formula(row, 2, formula, self.strong, value)
            levels.append(f"C{row + 1}")
            row += 2
        sheet.write_string(row, 1, "Total", self.bold)
        value = float(self.result.total.decimal)
        sheet.write_formula(row, 2, f"={added(levels)}", self.strong, value)
        self.book.define_name("Total", f"=Topsheet!$C${row + 1}")
        return row

    def _grid(self, sheet: Any, row: int) -> None:
        """Stage × department, from the lines with all their fringes."""
        stages = [stage for stage in self.result.stages if stage != "contractual"]
        self.heads(sheet, ("", "Department", *map(str.capitalize, stages)), row)
        last = len(self.rows) + 1
        for department in self.result.departments:
            if department == "contractual":
                continue
            row += 1
            sheet.write_string(row, 1, department)
            for column, stage in enumerate(stages, start=2):
                money = self.result.cells.get((stage, department))
                if money is not None:
                    formula = (
                        f"SUMPRODUCT((Detail!$C$2:$C${last}=$B{row + 1})*(Detail!$D$2:$D${last}="
                        f'"{stage}")*(Detail!$K$2:$K${last}+Detail!$N$2:$N${last}))'
                    )
                    self.amount(sheet, row, column, formula, money)


def _column(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))
