"""Out of the sheet: cells for a spreadsheet, names for a formula."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from topsheet.budget.engine.cells import COLUMNS, WORKED_OUT
from topsheet.budget.engine.formulas import spelled
from topsheet.budget.engine.types import Line, PayComponent, Stage
from topsheet.budget.grid import Grid
from topsheet.budget.sheet import decimal_sign
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money
from topsheet.platform.formats import number_text

_GROUPING = str.maketrans("", "", "\u00a0\u202f ")


def tsv_of(
    grid: Grid,
    start: int,
    count: int,
    columns: tuple[str, str],
    *,
    formulas: bool = False,
    find: str = "",
) -> str:
    """Rows as tab-separated text that a spreadsheet pastes; what may not be seen is empty."""
    names = list(COLUMNS)
    for column in columns:
        if column not in COLUMNS:
            raise InvalidInput(f"“{column[:20]}” is no column of a budget.", field="first")
    first, last = sorted(map(names.index, columns))
    chosen = names[first : last + 1]
    out = []
    for place in grid.places(find)[start : start + count]:
        if place.kind == "line":
            out.append("\t".join(_cells(grid, place.key, chosen, formulas)))
        else:
            out.append("\t".join(_heading(grid.row(place), chosen)))
    return "\r\n".join(out)


def _heading(row: dict[str, Any], columns: list[str]) -> list[str]:
    name = f"{row['code']} {row['name']}" if "code" in row else row["name"]
    total = (row["total"] or "").translate(_GROUPING)
    return [{"name": _quoted(name), "total": total}.get(column, "") for column in columns]


def _cells(grid: Grid, key: str, columns: list[str], formulas: bool) -> list[str]:
    line: Line = grid.held.parts["budget-line"][key].item
    found = grid.result.lines.get(key)
    address = f"budget/{grid.categories[line.account]}/{key}"
    may = grid.shown is None or address in grid.shown
    exact = {
        "amount": line.amount if formulas or found is None else number_of(found.quantity),
        "times": line.times if formulas or found is None else number_of(found.times),
        "price": number_of(line.price.fraction) if may else "",
        "currency": line.price.currency,
        "base": _money(found.amount) if found and may else "",
        "fringe": _money(found.fringe) if found and may else "",
        "total": _money(found.total) if found and may else "",
        "fringes": ", ".join(line.fringes),
    }
    return [_quoted(exact[c] if c in exact else str(getattr(line, c))) for c in columns]


def number_of(value: Fraction) -> str:
    """A number in the reader's language without grouping, which spreadsheets read."""
    sign = decimal_sign()
    text = number_text(value).replace("," if sign == "." else ".", "")
    return text.translate(_GROUPING).replace("\u2212", "-")


def _money(amount: Money) -> str:
    return number_of(Fraction(amount.decimal))


def _quoted(text: str) -> str:
    """Quoted where a tab, a quote or a line break stands in it; never a formula by accident."""
    if text[:1] in "=@+" or (text[:1] == "-" and not text[1:2].isdigit()):
        text = f"'{text}" if text else text
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in '\t"\n') else text


def names_as_json(grid: Grid) -> dict[str, Any]:
    """What a formula or a cell can name."""
    budget, result = grid.budget, grid.result
    return {
        "globals": [
            {"name": g.name, "label": g.label, "unit": g.unit,
             "value": number_text(result.globals[g.name]), "address": f"budget/global/{g.name}"}
            for g in budget.globals
        ],
        "facts": [
            {"name": spelled(word.name), "label": word.label, "unit": word.unit,
             "value": number_text(result.facts.get(word.name, 0)),
             "address": f"budget/fact/{word.name}"}
            for word in budget.facts
        ],
        "fringes": [{"name": f.key, "label": f.name} for f in budget.fringes],
        "accounts": [{"name": a.code, "label": a.name} for a in budget.accounts],
        "groups": sorted({line.group for line in budget.lines if line.group}),
        "departments": sorted({line.department for line in budget.lines}),
        "units": sorted({line.unit for line in budget.lines}),
        "currencies": [budget.currency, *(rate.currency for rate in budget.rates)],
        "stages": [str(stage) for stage in Stage],
        "components": [str(component) for component in PayComponent],
        "columns": [
            {"name": name, "title": title, "typed": name not in WORKED_OUT}
            for name, title in COLUMNS.items()
        ],
    }  # fmt: skip
