"""Any figure by its address, and a figure as text, JSON and rows for a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from topsheet.budget.selectors import explain_address
from topsheet.chain.engine.schedule_figures import schedule_figure
from topsheet.chain.selectors import load_plan
from topsheet.kernel.figure import Figure, Quantity, Ratio, Value
from topsheet.kernel.money import Money, UnitPrice
from topsheet.kernel.redaction import redacted
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.models import Scenario


def figure_at(scenario: Scenario, user: User, address: str) -> Figure:
    """The figure at ``address``, as far as ``user`` may see it. Raises NotFound, NotAllowed."""
    with_pay = may_see_pay(user, scenario.production)
    if address.partition("/")[0] == "budget":
        require(user, scenario.production, "budget", Level.VIEW)
        return explain_address(scenario, address, with_pay=with_pay)
    figure = schedule_figure(load_plan(scenario), address)
    _require_money(figure, scenario, user)
    return figure if with_pay else redacted(figure)


def _require_money(figure: Figure, scenario: Scenario, user: User) -> None:
    """Days and hours are for all who see the schedule; money needs the budget's right."""
    of_money = isinstance(figure.value, Money) or figure.address == "schedule/gap"
    require(user, scenario.production, "budget" if of_money else "schedule", Level.VIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of an explanation, ``depth`` steps in."""

    depth: int
    figure: Figure
    value: str


def rows_of(figure: Figure, depth: int = 0) -> Iterator[FigureRow]:
    """The figure and everything below it, parents first."""
    yield FigureRow(depth=depth, figure=figure, value=value_as_text(figure.value))
    for part in figure.parts:
        yield from rows_of(part, depth + 1)


def figure_as_text(figure: Figure) -> str:
    """An indented tree for a terminal."""
    return "\n".join(_row_as_text(row) for row in rows_of(figure))


def _row_as_text(row: FigureRow) -> str:
    figure = row.figure
    indent = "  " * row.depth
    told = [figure.op.value] if figure.parts else []
    if figure.rule:
        told.append(f"rule {figure.rule.id}")
    source = figure.source or (figure.rule.source if figure.rule else None)
    if source:
        read = f", read {source.read_on.isoformat()}" if source.read_on else ""
        told.append(f"{source.title}{read}{'' if source.verified else ', unverified'}")
    if figure.assumed:
        told.append("assumed")
    if figure.note:
        told.append(figure.note)
    told_text = f"  [{'; '.join(told)}]" if told else ""
    return f"{indent}{figure.label}: {row.value}{told_text}"


def figure_as_json(figure: Figure) -> dict[str, Any]:
    """The tree as plain JSON; a withheld value is null."""
    source = figure.source or (figure.rule.source if figure.rule else None)
    return {
        "label": figure.label,
        "address": figure.address,
        "operation": figure.op.value,
        "value": value_as_json(figure.value),
        "assumed": figure.assumed,
        "confidential": figure.value is None,
        "note": figure.note,
        "revision": figure.revision,
        "rule": {"id": figure.rule.id, "title": figure.rule.title} if figure.rule else None,
        "source": {
            "title": source.title,
            "url": source.url,
            "read_on": source.read_on.isoformat() if source.read_on else None,
            "verified": source.verified,
        }
        if source
        else None,
        "parts": [figure_as_json(part) for part in figure.parts],
    }


def value_as_json(value: Value | None) -> dict[str, str] | None:
    if value is None:
        return None
    if isinstance(value, Money | UnitPrice):
        return {"amount": str(value), "currency": value.currency}
    if isinstance(value, Quantity):
        return {"amount": exact_as_text(value.value), "unit": value.unit}
    return {"amount": exact_as_text(value.value)}


def value_as_text(value: Value | None) -> str:
    """For a terminal: 1,234.50 EUR, 12 days, 13.85 %."""
    if value is None:
        return "confidential"
    if isinstance(value, Money):
        return f"{value.decimal:,f} {value.currency}"
    if isinstance(value, UnitPrice):
        return f"{value.decimal:,f} {value.currency}"
    if isinstance(value, Ratio):
        return f"{exact_as_text(value.value * 100)} %"
    return f"{exact_as_text(value.value)} {value.unit}"


def exact_as_text(value: Fraction) -> str:
    """A terminating fraction in full, any other to six places with an ellipsis.

    >>> exact_as_text(Fraction(7, 2)), exact_as_text(Fraction(1, 3)), exact_as_text(Fraction(12))
    ('3.5', '0.333333…', '12')
    """
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10**6
    if scaled.denominator == 1:
        sign = "-" if value < 0 else ""
        whole, rest = divmod(abs(scaled.numerator), 10**6)
        return f"{sign}{whole}.{rest:06d}".rstrip("0")
    return f"{float(value):.6f}…"
