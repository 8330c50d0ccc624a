"""A figure told to a person: each node's value, how it came about, and on what authority.

Page, PDF and command line show the same words; the arithmetic stays in the kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topsheet.kernel.figure import Band, Figure, Op, Ratio, Value
from topsheet.platform import clock
from topsheet.platform.formats import date_text, money_text, percent_text, value_text

TIMES = " × "


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure in words. ``value`` "" where it is withheld; ``doubt`` is what to be wary of."""

    label: str
    value: str
    withheld: bool
    how: str
    basis: str
    url: str  # of the source, when it is on the web
    doubt: str
    address: str
    assumed: bool
    parts: tuple[Told, ...] = ()
    more: int = 0  # parts not told, because they lie too deep


def told(figure: Figure, *, depth: int = 3, as_percent: bool = False) -> Told:
    """The figure and ``depth`` generations of its parts; deeper ones are counted."""
    shares = _shares_of(figure)
    parts = tuple(
        told(part, depth=depth - 1, as_percent=index in shares)
        for index, part in enumerate(figure.parts)
        if depth > 0
    )
    return Told(
        label=figure.label,
        value=_value(figure.value, as_percent=as_percent),
        withheld=figure.value is None,
        how=how(figure),
        basis=basis(figure),
        url=_url(figure),
        doubt=doubt(figure, clock.today()),
        address=figure.address,
        assumed=figure.assumed,
        parts=parts,
        more=0 if depth > 0 else len(figure.parts),
    )


def how(figure: Figure) -> str:
    """The operation in words: “10 nights × € 103.90”."""
    tell = _WORDS.get(figure.op)
    return tell(figure) if tell and figure.parts else ""


def basis(figure: Figure) -> str:
    """Rule, source, when it was read, revision and note, as one line."""
    rule = figure.rule
    source = figure.source or (rule.source if rule else None)
    said = [rule.title if rule else "", source.title if source else ""]
    if rule and rule.valid_from:
        said.append(_("in force from %(date)s") % {"date": date_text(rule.valid_from)})
    if source and source.read_on:
        said.append(_("read on %(date)s") % {"date": date_text(source.read_on)})
    if source:
        said.append(_("verified") if source.verified else _("not verified"))
    if figure.revision:
        said.append(figure.revision)
    said.append(figure.note)
    return " · ".join(dict.fromkeys(part for part in said if part))


def doubt(figure: Figure, today: date) -> str:
    """A word of caution for a chip: assumed, stale, not verified; "" when all is well."""
    source = figure.source or (figure.rule.source if figure.rule else None)
    if figure.assumed:
        return _("assumed")
    if source and not source.verified:
        return _("not verified")
    if source and source.stale(today):
        return _("stale")
    return ""


def _value(value: Value | None, *, as_percent: bool) -> str:
    if value is None:
        return ""
    if as_percent and isinstance(value, Ratio):
        return _percent(value)
    return value_text(value)


def _percent(ratio: Ratio) -> str:
    """A declared percentage with its own digits."""
    return percent_text(ratio, digits=None if (ratio.value * 1000).denominator == 1 else 2)


def _shares_of(figure: Figure) -> tuple[int, ...]:
    """Which parts are percentages rather than bare numbers."""
    return (0,) if figure.op is Op.PERCENT_OF else ()


def _url(figure: Figure) -> str:
    source = figure.source or (figure.rule.source if figure.rule else None)
    url = source.url if source else ""
    return url if url.startswith(("https://", "http://")) else ""


def _values(figure: Figure) -> list[str]:
    return [value_text(part.value) for part in figure.parts]


def _sum(figure: Figure) -> str:
    """A sum of one says nothing that its part does not."""
    n = len(figure.parts)
    if n == 1:
        return ""
    return ngettext("The sum of %(n)d figure", "The sum of %(n)d figures", n) % {"n": n}


def _percent_of(figure: Figure) -> str:
    percent, base = figure.parts
    first = _value(percent.value, as_percent=True) or _("withheld")
    return _("%(percent)s of %(base)s") % {"percent": first, "base": value_text(base.value)}


def _quotient(figure: Figure) -> str:
    return " ÷ ".join(_values(figure))


def _difference(figure: Figure) -> str:
    return " − ".join(_values(figure))


def _banded(figure: Figure) -> str:
    slices = "; ".join(_band(band) for band in figure.bands)
    return f"{_values(figure)[0]}: {slices}"


def _band(band: Band) -> str:
    percent = percent_text(band.percent)
    if band.upto is None:
        return _("%(percent)s of the rest") % {"percent": percent}
    return _("%(percent)s up to %(amount)s") % {
        "percent": percent,
        "amount": money_text(band.upto, whole=True),
    }


def _convert(figure: Figure) -> str:
    amount, rate = _values(figure)
    return _("%(amount)s at %(rate)s") % {"amount": amount, "rate": rate}


def _share(figure: Figure) -> str:
    whole, *weights = _values(figure)
    return _("%(weight)s in %(count)d shares of %(whole)s, to the cent") % {
        "weight": weights[figure.index] if figure.index < len(weights) else "",
        "count": len(weights),
        "whole": whole,
    }


_WORDS: dict[Op, Callable[[Figure], str]] = {
    Op.SUM: _sum,
    Op.DIFFERENCE: _difference,
    Op.PRODUCT: lambda figure: TIMES.join(_values(figure)),
    Op.QUOTIENT: _quotient,
    Op.PERCENT_OF: _percent_of,
    Op.LESSER: lambda figure: _("The lesser of ") + ", ".join(_values(figure)),
    Op.GREATER: lambda figure: _("The greater of ") + ", ".join(_values(figure)),
    Op.BANDED: _banded,
    Op.CONVERT: _convert,
    Op.SHARE: _share,
    Op.ROUNDED: lambda figure: _("%(amount)s, rounded") % {"amount": _values(figure)[0]},
}
