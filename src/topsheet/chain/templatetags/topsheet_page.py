"""Sizes and colours of the topsheet page: tints, bars and the calendar's cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from babel.dates import format_date, format_skeleton
from django import template

from topsheet.chain.engine.footing import whole_rows
from topsheet.chain.engine.layout import CONTRACTUAL_NAME
from topsheet.chain.engine.topsheet import (
    BudgetRow,
    CalendarDay,
    DepartmentRow,
    RowKind,
    TopsheetView,
)
from topsheet.kernel.money import Money
from topsheet.platform.formats import locale, percent_text
from topsheet.script.engine.types import IntExt

register = template.Library()

_TINTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One strip in a calendar cell, in minutes from the top."""

    paint: str
    top: int
    height: int


@register.simple_tag
def footed_rows(rows: Iterable[BudgetRow]) -> list[BudgetRow]:
    """The budget's rows in whole units that add up by hand."""
    return whole_rows(list(rows))


@register.filter
def bars(day: CalendarDay) -> list[Bar]:
    """The strips of a day stacked in shooting order, as tall as they are long."""
    stacked: list[Bar] = []
    top = 0
    for intext, light, minutes in day.strips:
        inside = {IntExt.INT: "int", IntExt.EXT: "ext"}.get(intext, "both")
        stacked.append(Bar(paint=f"fill-{light}-{inside}", top=top, height=minutes))
        top += minutes
    return stacked


@register.filter
def bars_height(day: CalendarDay) -> int:
    """All minutes of a day's strips; never zero, so that the cell can be drawn."""
    return max(1, sum(minutes for _, _, minutes in day.strips))


@register.filter
def weekday(day: date) -> str:
    return format_date(day, "EEE", locale=locale())


@register.filter
def day_month(day: date) -> str:
    return format_skeleton("MMMd", day, locale=locale())


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Departments by stage, without contingency, bond and the like, which belong to neither
    and stand in the budget table. ``most`` has the strongest tint.
    """

    stages: tuple[str, ...]
    rows: tuple[DepartmentRow, ...]
    most: Money | None


@register.simple_tag
def matrix(view: TopsheetView) -> Matrix:
    """The stages in which a department spends anything, and those departments."""
    rows = [row for row in view.departments if row.department != CONTRACTUAL_NAME]
    columns = [
        index
        for index, _ in enumerate(view.stages)
        if any(index < len(row.amounts) and row.amounts[index] for row in rows)
    ]
    kept = tuple(_in_columns(row, columns) for row in rows)
    amounts = [amount for row in kept for amount in row.amounts if amount is not None]
    return Matrix(
        stages=tuple(view.stages[index] for index in columns),
        rows=kept,
        most=max(amounts, key=lambda amount: amount.minor, default=None),
    )


def _in_columns(row: DepartmentRow, columns: list[int]) -> DepartmentRow:
    cells = [row.cells[index] for index in columns]
    return replace(
        row,
        amounts=tuple(amount for amount, _ in cells),
        addresses=tuple(address for _, address in cells),
    )


@register.simple_tag
def largest_row(rows: Iterable[BudgetRow]) -> Money | None:
    """The largest single line of the budget table: the longest bar."""
    lines = (row for row in rows if row.kind in (RowKind.CATEGORY, RowKind.CONTRACTUAL))
    amounts = [row.amount for row in lines if row.amount is not None]
    return max(amounts, key=lambda amount: amount.minor, default=None)


@register.simple_tag
def total_row(rows: Iterable[BudgetRow]) -> BudgetRow | None:
    """The line the page begins with."""
    return next((row for row in rows if row.kind is RowKind.TOTAL), None)


@register.filter
def aspect(address: str, name: str) -> str:
    """The same thing's other figure: ``schedule/scene/s0012#saved`` beside its ``#share``."""
    return f"{address.partition('#')[0]}#{name}"


@register.filter
def heat(amount: Money | None, most: Money | None) -> str:
    """The tint of a cell: none for nothing, ``heat-9`` for the most."""
    if amount is None or most is None or amount.minor <= 0 or most.minor <= 0:
        return ""
    return f"heat-{max(1, -(-amount.minor * _TINTS // most.minor))}"


@register.filter
def share_of(amount: Money | None, whole: Money | None) -> str:
    """What share of the whole an amount is; empty where either is withheld."""
    if amount is None or not whole:
        return ""
    return percent_text(Fraction(amount.minor, whole.minor))


@register.filter
def bar_of(amount: Money | None, largest: Money | None) -> int:
    """The length of a bar, 0 to 100."""
    if amount is None or not largest or amount.minor <= 0:
        return 0
    return max(1, amount.minor * 100 // largest.minor)
