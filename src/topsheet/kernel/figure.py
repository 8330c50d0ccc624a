"""A figure that says why: a value with the operation and the parts it came from.

The algebra is closed: every figure is a leaf (given or looked up) or one of the
named operations over other figures. Engines compute amounts as integers first;
a figure is built when somebody opens it, and must come to the same amount.
Money results are rounded half up to the minor unit once per operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from topsheet.kernel.money import Money, Percent, UnitPrice, half_up, minor_digits, share_out
from topsheet.kernel.rule import Rule, Source


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number of something: 12 days, 3 1/2 weeks, 41 rooms."""

    value: Fraction
    unit: str

    @classmethod
    def of(cls, value: int | str | Fraction, unit: str) -> Quantity:
        return cls(Fraction(value), unit)


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact bare number: a percentage as a fraction, an exchange rate."""

    value: Fraction


Value = Money | UnitPrice | Quantity | Ratio


class Op(StrEnum):
    """How a figure came about."""

    GIVEN = "given"
    LOOKED_UP = "looked up"
    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    PERCENT_OF = "percent of"
    LESSER = "lesser"
    GREATER = "greater"
    BANDED = "banded"
    CONVERT = "convert"
    SHARE = "share"
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A slice of a base: up to ``upto`` (None = no end) at ``percent``."""

    upto: Money | None
    percent: Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One explained value. ``value`` is None only where it is withheld from the viewer."""

    label: str
    op: Op
    value: Value | None
    parts: tuple[Figure, ...] = ()
    address: str = ""
    rule: Rule | None = None
    source: Source | None = None
    revision: str = ""
    note: str = ""
    sensitive: bool = False
    assumed: bool = False
    bands: tuple[Band, ...] = ()
    index: int = 0  # which share, for SHARE; decimals kept, for ROUNDED

    def at(self, address: str) -> Figure:
        """The same figure under an address such as ``budget/3300/focus-puller``."""
        return replace(self, address=address)

    def find(self, address: str) -> Figure | None:
        """The figure at ``address`` in this tree, or None."""
        if self.address == address:
            return self
        found = (part.find(address) for part in self.parts)
        return next((figure for figure in found if figure is not None), None)


def given(label: str, value: Value, **details: object) -> Figure:
    """A leaf: somebody said so (details: source, rule, revision, note, assumed …)."""
    return replace(Figure(label=label, op=Op.GIVEN, value=value), **details)  # type: ignore[arg-type]


def looked_up(label: str, value: Value, **details: object) -> Figure:
    """A leaf read from a table, a pack or another room; name it in ``rule`` or ``source``."""
    return replace(Figure(label=label, op=Op.LOOKED_UP, value=value), **details)  # type: ignore[arg-type]


def total(label: str, parts: Sequence[Figure], zero: Value, **details: object) -> Figure:
    """The sum of figures of one kind; ``zero`` names the kind when there are none."""
    value = zero
    for part in parts:
        value = _add(value, _value(part))
    return _node(label, Op.SUM, value, parts, details)


def difference(label: str, minuend: Figure, subtrahend: Figure, **details: object) -> Figure:
    value = _add(_value(minuend), _negated(_value(subtrahend)))
    return _node(label, Op.DIFFERENCE, value, (minuend, subtrahend), details)


def product(label: str, parts: Sequence[Figure], **details: object) -> Figure:
    """Factors of which at most one is money or a unit price; money is rounded half up once.

    The unit of a quantity product is the first factor's.
    """
    exact = Fraction(1)
    kind: Value | None = None
    for part in parts:
        value = _value(part)
        exact *= _exact(value)
        if isinstance(value, Money | UnitPrice):
            if isinstance(kind, Money | UnitPrice):
                raise ValueError("money is not multiplied by money")
            kind = value
        elif isinstance(value, Quantity) and kind is None:
            kind = value
    return _node(label, Op.PRODUCT, _like(kind, exact), parts, details)


def quotient(label: str, dividend: Figure, divisor: Figure, **details: object) -> Figure:
    """Money or a quantity divided by a number; or two of one kind, giving a ratio."""
    over, under = _value(dividend), _value(divisor)
    if _exact(under) == 0:
        raise ValueError(f"“{label}” divides by zero")
    exact = _exact(over) / _exact(under)
    if _kind(over) == _kind(under):
        return _node(label, Op.QUOTIENT, Ratio(exact), (dividend, divisor), details)
    if isinstance(under, Money | UnitPrice):
        raise ValueError(f"“{label}” divides by money of another kind")
    return _node(label, Op.QUOTIENT, _like(over, exact), (dividend, divisor), details)


def percent_of(label: str, percent: Figure, base: Figure, **details: object) -> Figure:
    """``percent`` (a Ratio) of ``base``, rounded half up once when the base is money."""
    exact = _exact(_value(percent)) * _exact(_value(base))
    return _node(label, Op.PERCENT_OF, _like(_value(base), exact), (percent, base), details)


def lesser(label: str, parts: Sequence[Figure], **details: object) -> Figure:
    _comparable(label, parts)
    chosen = min(parts, key=lambda part: _exact(_value(part)))
    return _node(label, Op.LESSER, _value(chosen), parts, details)


def greater(label: str, parts: Sequence[Figure], **details: object) -> Figure:
    _comparable(label, parts)
    chosen = max(parts, key=lambda part: _exact(_value(part)))
    return _node(label, Op.GREATER, _value(chosen), parts, details)


def banded(label: str, base: Figure, bands: Sequence[Band], **details: object) -> Figure:
    """Each slice of the base at its band's percentage; the sum is rounded half up once.

    Bands stand in rising order; nothing is due on a base below zero.
    """
    amount = _value(base)
    if not isinstance(amount, Money):
        raise ValueError("bands apply to money")
    if any(b.upto is not None and b.upto.currency != amount.currency for b in bands):
        raise ValueError(f"“{label}” has a cut-off in another currency than its base")
    exact, floor = Fraction(0), 0
    for band in bands:
        ceiling = amount.minor if band.upto is None else min(amount.minor, band.upto.minor)
        exact += max(0, ceiling - floor) * band.percent.fraction
        floor = max(floor, ceiling)
    value = Money(half_up(exact), amount.currency)
    return replace(_node(label, Op.BANDED, value, (base,), details), bands=tuple(bands))


def convert(label: str, amount: Figure, rate: Figure, currency: str, **details: object) -> Figure:
    """Money at a dated rate (units of ``currency`` for one unit of the amount's)."""
    if not isinstance(amount.value, Money) or isinstance(rate.value, Money | UnitPrice):
        raise ValueError(f"“{label}” converts an amount of money at a rate, a plain number")
    major = _exact(_value(amount)) * _exact(_value(rate))
    value = Money.rounded(major * 10 ** minor_digits(currency), currency)
    return _node(label, Op.CONVERT, value, (amount, rate), details)


def share(
    label: str, whole: Figure, weights: Sequence[Figure], index: int, **details: object
) -> Figure:
    """The ``index``-th part of ``whole`` by largest remainder over ``weights``."""
    amount = _value(whole)
    if not isinstance(amount, Money):
        raise ValueError("shares are of money")
    value = share_out(amount, [_exact(_value(weight)) for weight in weights])[index]
    return replace(_node(label, Op.SHARE, value, (whole, *weights), details), index=index)


def rounded(label: str, amount: Figure, digits: int = 0, **details: object) -> Figure:
    """Money rounded half up to ``digits`` decimals, as printed (never finer than it is)."""
    money = _value(amount)
    if not isinstance(money, Money):
        raise ValueError("only money is rounded for print")
    step = 10 ** max(0, minor_digits(money.currency) - digits)
    value = Money(half_up(Fraction(money.minor, step)) * step, money.currency)
    return replace(_node(label, Op.ROUNDED, value, (amount,), details), index=digits)


def walk(figure: Figure, visit: Callable[[Figure], None]) -> None:
    """Call ``visit`` on the figure and everything below it, parents first."""
    visit(figure)
    for part in figure.parts:
        walk(part, visit)


def _node(
    label: str, op: Op, value: Value, parts: Sequence[Figure], details: dict[str, object]
) -> Figure:
    figure = Figure(label=label, op=op, value=value, parts=tuple(parts))
    return replace(figure, **details)  # type: ignore[arg-type]


def _value(figure: Figure) -> Value:
    if figure.value is None:
        raise ValueError(f"“{figure.label}” is withheld and cannot be computed with")
    return figure.value


def _exact(value: Value) -> Fraction:
    """The value in major units, exact."""
    if isinstance(value, Money):
        return Fraction(value.minor, 10 ** minor_digits(value.currency))
    if isinstance(value, UnitPrice):
        return value.fraction
    return value.value


def _like(kind: Value | None, exact: Fraction) -> Value:
    if isinstance(kind, Money | UnitPrice):
        return Money.rounded(exact * 10 ** minor_digits(kind.currency), kind.currency)
    if isinstance(kind, Quantity):
        return Quantity(exact, kind.unit)
    return Ratio(exact)


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Money) and isinstance(right, Money):
        return left + right
    if isinstance(left, Quantity) and isinstance(right, Quantity) and left.unit == right.unit:
        return Quantity(left.value + right.value, left.unit)
    if isinstance(left, Ratio) and isinstance(right, Ratio):
        return Ratio(left.value + right.value)
    raise ValueError(f"{left} and {right} are not of one kind and cannot be added")


def _kind(value: Value) -> tuple[str, str]:
    """What may be compared and divided with what."""
    if isinstance(value, Money | UnitPrice):
        return "money", value.currency
    return ("quantity", value.unit) if isinstance(value, Quantity) else ("number", "")


def _comparable(label: str, parts: Sequence[Figure]) -> None:
    if len({_kind(_value(part)) for part in parts}) != 1:
        raise ValueError(f"“{label}” compares figures that are not of one kind")


def _negated(value: Value) -> Value:
    if isinstance(value, Money):
        return -value
    if isinstance(value, UnitPrice):
        return replace(value, coefficient=-value.coefficient)
    if isinstance(value, Quantity):
        return Quantity(-value.value, value.unit)
    return Ratio(-value.value)
