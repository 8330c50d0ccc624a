"""Between rows and the engine's types, both ways and exact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from topsheet.budget import models
from topsheet.budget.engine import types
from topsheet.kernel.money import Money, Percent, UnitPrice
from topsheet.kernel.rule import Source

Fields = dict[str, Any]


def budget_fields(budget: types.Budget) -> Fields:
    """The budget's own row."""
    return {
        "title": budget.title,
        "currency": budget.currency,
        "chart": budget.chart,
        "days_per_week": budget.days_per_week,
        "rates": [
            {
                "currency": rate.currency,
                "rate": str(rate.rate),
                "on": rate.on.isoformat(),
                "source": rate.source,
                "illustrative": rate.illustrative,
            }
            for rate in budget.rates
        ],
        "groups": [{"name": group.name, "on": group.on} for group in budget.groups],
        "facts": [[word.name, word.label, word.unit, word.room] for word in budget.facts],
        "notes": list(budget.notes),
    }


def line_fields(line: types.Line) -> Fields:
    """All of a line but its account and place."""
    return {
        "name": line.name,
        "department": line.department,
        "stage": str(line.stage),
        "amount": line.amount,
        "times": line.times,
        "unit": line.unit,
        "price_coefficient": line.price.coefficient,
        "price_exponent": line.price.exponent,
        "price_currency": line.price.currency,
        "person": line.person,
        "people": line.people,
        "component": str(line.component),
        "fringes": list(line.fringes),
        "group": line.group,
        "assumed": line.assumed,
        "illustrative": line.illustrative,
        "source": line.source,
        "note": line.note,
        "amount_derived": line.amount_derived,
        "times_derived": line.times_derived,
        "price_derived": line.price_derived,
    }


def line_from(row: models.Line, account: str) -> types.Line:
    return types.Line(
        key=row.uid,
        account=account,
        name=row.name,
        department=row.department,
        stage=types.Stage(row.stage),
        amount=row.amount,
        times=row.times,
        unit=row.unit,
        price=UnitPrice(row.price_coefficient, row.price_exponent, row.price_currency),
        person=row.person,
        people=row.people,
        component=types.PayComponent(row.component),
        fringes=tuple(row.fringes),
        group=row.group,
        assumed=row.assumed,
        illustrative=row.illustrative,
        source=row.source,
        note=row.note,
        amount_derived=row.amount_derived,
        times_derived=row.times_derived,
        price_derived=row.price_derived,
    )


def global_fields(item: types.Global) -> Fields:
    return {
        "label": item.label,
        "formula": item.formula,
        "unit": item.unit,
        "assumed": item.assumed,
        "source": item.source,
        "counted": item.counted,
        "formula_derived": item.formula_derived,
    }


def global_from(row: models.Global) -> types.Global:
    return types.Global(
        name=row.uid,
        label=row.label,
        formula=row.formula,
        unit=row.unit,
        assumed=row.assumed,
        source=row.source,
        counted=row.counted,
        formula_derived=row.formula_derived,
    )


def fringe_fields(fringe: types.Fringe) -> Fields:
    flat, cut_off = fringe.flat, fringe.cut_off
    return {
        "name": fringe.name,
        "percent": "" if fringe.percent is None else str(fringe.percent.value),
        "flat_coefficient": None if flat is None else flat.coefficient,
        "flat_exponent": 0 if flat is None else flat.exponent,
        "flat_currency": "" if flat is None else flat.currency,
        "flat_unit": fringe.flat_unit,
        "cut_off": None
        if cut_off is None
        else {
            "minor": cut_off.amount.minor,
            "currency": cut_off.amount.currency,
            "period": str(cut_off.period),
            "scope": str(cut_off.scope),
        },
        "components": sorted(map(str, fringe.components)),
        "on": list(fringe.on),
        "posting": str(fringe.posting),
        "account": fringe.account,
        "source": _source_fields(fringe.source),
        "assumed": fringe.assumed,
    }


def fringe_from(row: models.Fringe) -> types.Fringe:
    flat = None
    if row.flat_coefficient is not None:
        flat = UnitPrice(row.flat_coefficient, row.flat_exponent, row.flat_currency)
    return types.Fringe(
        key=row.uid,
        name=row.name,
        percent=Percent.of(row.percent) if row.percent else None,
        flat=flat,
        flat_unit=row.flat_unit,
        cut_off=_cut_off(row.cut_off),
        components=frozenset(map(types.PayComponent, row.components)),
        on=tuple(row.on),
        posting=types.Posting(row.posting),
        account=row.account,
        source=_source(row.source),
        assumed=row.assumed,
    )


def contractual_fields(item: types.Contractual, currency: str) -> Fields:
    """All of a contractual but its account."""
    named = item.flat or item.cap
    return {
        "name": item.name,
        "percent": "" if item.percent is None else str(item.percent.value),
        "flat_minor": None if item.flat is None else item.flat.minor,
        "cap_minor": None if item.cap is None else item.cap.minor,
        "currency": currency if named is None else named.currency,
        "include": list(item.include),
        "exclude": list(item.exclude),
        "mutual": item.mutual,
        "assumed": item.assumed,
        "source": item.source,
    }


def contractual_from(row: models.Contractual, account: str) -> types.Contractual:
    return types.Contractual(
        key=row.uid,
        name=row.name,
        account=account,
        percent=Percent.of(row.percent) if row.percent else None,
        flat=None if row.flat_minor is None else Money(row.flat_minor, row.currency),
        cap=None if row.cap_minor is None else Money(row.cap_minor, row.currency),
        include=tuple(row.include),
        exclude=tuple(row.exclude),
        mutual=row.mutual,
        assumed=row.assumed,
        source=row.source,
    )


def rate_from(row: Mapping[str, Any]) -> types.ExchangeRate:
    return types.ExchangeRate(
        currency=row["currency"],
        rate=Decimal(row["rate"]),
        on=date.fromisoformat(row["on"]),
        source=row["source"],
        illustrative=row["illustrative"],
    )


def fact_from(row: list[str]) -> types.FactWord:
    name, label, unit, room = row
    return types.FactWord(name=name, label=label, unit=unit, room=room)


def _cut_off(row: Mapping[str, Any] | None) -> types.CutOff | None:
    if row is None:
        return None
    return types.CutOff(
        amount=Money(row["minor"], row["currency"]),
        period=types.CutOffPeriod(row["period"]),
        scope=types.CutOffScope(row["scope"]),
    )


def _source_fields(source: Source | None) -> Fields | None:
    if source is None:
        return None
    return {
        "title": source.title,
        "url": source.url,
        "read_on": source.read_on.isoformat() if source.read_on else None,
        "verified": source.verified,
    }


def _source(row: Mapping[str, Any] | None) -> Source | None:
    if row is None:
        return None
    read_on = date.fromisoformat(row["read_on"]) if row["read_on"] else None
    return Source(**{**row, "read_on": read_on})
