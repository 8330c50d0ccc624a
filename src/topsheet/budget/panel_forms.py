"""What the forms of the panels hold when they open: a fringe, a charge, a rate, as typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

from topsheet.budget.engine.types import Contractual, ExchangeRate, Fringe
from topsheet.kernel.money import Money, Percent
from topsheet.platform.formats import money_text, number_text

Values = Mapping[str, str]


def fringe_form(fringe: Fringe) -> str:
    cut_off = fringe.cut_off
    return _as_text(
        {
            "name": fringe.name,
            "percent": _percent(fringe.percent),
            "flat": "" if fringe.flat is None else number_text(fringe.flat.fraction),
            "flat_unit": fringe.flat_unit,
            "cut_off": "" if cut_off is None else _money(cut_off.amount),
            "period": "" if cut_off is None else str(cut_off.period),
            "scope": "" if cut_off is None else str(cut_off.scope),
            "components": ", ".join(sorted(map(str, fringe.components))),
            "on": ", ".join(fringe.on),
            "posting": str(fringe.posting),
            "account": fringe.account,
        }
    )


def contractual_form(item: Contractual) -> str:
    return _as_text(
        {
            "name": item.name,
            "account": item.account,
            "percent": _percent(item.percent),
            "flat": _money(item.flat),
            "cap": _money(item.cap),
            "include": ", ".join(item.include),
            "exclude": ", ".join(item.exclude),
            "mutual": "yes" if item.mutual else "",
        }
    )


def rate_form(rate: ExchangeRate) -> str:
    shown = number_text(Fraction(rate.rate), digits=max(4, -_exponent(rate)))
    return _as_text({"currency": rate.currency, "rate": shown, "source": rate.source})


def _exponent(rate: ExchangeRate) -> int:
    exponent = rate.rate.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _percent(percent: Percent | None) -> str:
    return "" if percent is None else number_text(Fraction(percent.value), digits=None)


def _money(amount: Money | None) -> str:
    if amount is None:
        return ""
    sign = "-" if amount.minor < 0 else ""
    return sign + money_text(Money(abs(amount.minor), amount.currency), bare=True)


def _as_text(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False)
