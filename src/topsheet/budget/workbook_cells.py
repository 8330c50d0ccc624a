"""What every sheet of the workbook needs: cells, formats, formulas in a spreadsheet's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from topsheet.budget.engine.formulas import (
    Binary,
    Call,
    Expression,
    Name,
    Negative,
    Number,
    parse,
)
from topsheet.budget.selectors import Estimate
from topsheet.kernel.money import Money, minor_digits

FUZZ = 9  # digits kept before a whole is taken, for a binary 0.1 is not quite a tenth


class Cells:
    """An open workbook and in which cell each amount stands."""

    def __init__(self, found: Estimate, book: Any) -> None:
        self.found, self.budget, self.result = found, found.budget, found.result
        self.book = book
        self.digits = minor_digits(self.budget.currency)
        money = "#,##0" + ("." + "0" * self.digits if self.digits else "")
        self.money = book.add_format({"num_format": f"{money};({money})"})
        self.strong = book.add_format({"num_format": f"{money};({money})", "bold": True, "top": 1})
        self.plain = book.add_format({"num_format": "#,##0.####"})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.bold = book.add_format({"bold": True})
        self.sheets = {
            name: book.add_worksheet(name)
            for name in ("Topsheet", "Accounts", "Detail", "Fringes", "Contractuals", "Globals")
        }
        self.names: dict[str, str] = {}  # globals and facts → defined names
        self.rates: dict[str, str] = {}  # currencies → cells
        self.rows: dict[str, int] = {}  # lines → rows of Detail
        self.charges: dict[tuple[str, str], str] = {}  # (range, fringe) → cell in pay currency
        self.posted: dict[str, list[str]] = {}  # lines → cells of their shares on the line
        self.shares: dict[str, list[str]] = {}  # lines → cells of all their shares
        self.direct: dict[str, str] = {}  # accounts → cells without contractuals
        self.amounts: dict[str, str] = {}  # contractuals → cells
        self.totals: dict[str, str] = {}  # accounts → cells
        self.fringe_rows = 1

    def excel(self, formula: str) -> str:
        """A formula of ours in the spreadsheet's own words."""
        return self._excel(parse(formula))

    def _excel(self, expression: Expression) -> str:
        match expression:
            case Number(value):
                exact = value.numerator / value.denominator
                return str(value.numerator) if value.denominator == 1 else repr(exact)
            case Name(name):
                return self.names[name]
            case Negative(part):
                return f"-({self._excel(part)})"
            case Binary(sign, left, right):
                return f"({self._excel(left)}{sign}{self._excel(right)})"
            case Call(function, parts):
                inside = ",".join(self._excel(part) for part in parts)
                return _FUNCTIONS[function].format(inside)

    def converted(self, cell: str, currency: str) -> str:
        if currency == self.budget.currency:
            return cell
        return f"ROUND({cell}*{self.rates[currency]},{self.digits})"

    def heads(self, sheet: Any, words: Sequence[str], row: int = 0) -> None:
        for column, word in enumerate(words):
            sheet.write_string(row, column, word, self.head)

    def texts(self, sheet: Any, row: int, texts: Mapping[int, str]) -> None:
        for column, text in texts.items():
            sheet.write_string(row, column, text)

    def amount(self, sheet: Any, row: int, column: int, formula: str, money: Money) -> None:
        sheet.write_formula(row, column, f"={formula}", self.money, float(money.decimal))


_FUNCTIONS = {
    "min": "MIN({})",
    "max": "MAX({})",
    "ceil": f"(-INT(-ROUND({{}},{FUZZ})))",
    "floor": f"INT(ROUND({{}},{FUZZ}))",
    "round": "ROUND({},0)",
}


def added(cells: Sequence[str]) -> str:
    return "+".join(cells) if cells else "0"
