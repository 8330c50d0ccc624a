"""Formulas as figures: each name, number and operation with its value."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from topsheet.budget.engine.formulas import (
    Binary,
    Call,
    Expression,
    Name,
    Negative,
    Number,
    Scope,
    apply,
    combine,
    evaluate,
    parse,
)
from topsheet.budget.engine.types import Budget, FactWord, Global
from topsheet.kernel.errors import NotFound
from topsheet.kernel.figure import Figure, Op, Quantity, Ratio, Value, given, looked_up
from topsheet.kernel.rule import Source

_SIGNS = {"+": Op.SUM, "-": Op.DIFFERENCE, "*": Op.PRODUCT, "/": Op.QUOTIENT}
_WORDS = {"+": "Sum", "-": "Difference", "*": "Product", "/": "Quotient"}
_ROUNDED = {
    "ceil": "Rounded up to a whole",
    "floor": "Rounded down to a whole",
    "round": "Rounded to the nearest whole",
}


class Quantities:
    """Explains what a budget counts: facts, globals and the formulas over them."""

    def __init__(self, budget: Budget, scope: Scope) -> None:
        self._globals = {item.name: item for item in budget.globals}
        self._words = {word.name: word for word in budget.facts}
        self._scope = scope
        self._known: dict[str, Figure] = {}

    def fact(self, name: str) -> Figure:
        """A fact of the board, looked up in the room that counts it."""
        word = self._words.get(name) or FactWord(name=name, label=name, unit="")
        return looked_up(
            word.label,
            Quantity(self._scope.lookup(name), word.unit),
            address=f"budget/fact/{name}",
            source=Source(title=f"The {word.room}"),
        )

    def named(self, name: str) -> Figure:
        """A global, opened into its formula."""
        item = self._globals.get(name)
        if item is None:
            raise NotFound(f"There is no global “{name}” in this budget.")
        expression = parse(item.formula)
        if isinstance(expression, Number):
            return self._leaf(item, expression.value)
        inner = self._figure(expression, item.formula)
        return Figure(
            label=item.label,
            op=inner.op,
            value=Quantity(self._scope.lookup(name), item.unit),
            parts=(inner,) if isinstance(expression, Name) else inner.parts,
            address=f"budget/global/{name}",
            source=Source(title=item.source) if item.source else None,
            note=inner.note,
            assumed=item.assumed,
        )

    def counted(self, formula: str, label: str, unit: str) -> Figure:
        """The amount of a line."""
        expression = parse(formula)
        if isinstance(expression, Number):
            return given(label, Quantity(expression.value, unit))
        return self._figure(expression, formula)

    def _leaf(self, item: Global, value: Fraction) -> Figure:
        return given(
            item.label,
            Quantity(value, item.unit),
            address=f"budget/global/{item.name}",
            assumed=item.assumed,
            source=Source(title=item.source) if item.source else None,
        )

    def _figure(self, expression: Expression, formula: str) -> Figure:
        match expression:
            case Number(value):
                return given(_plain(value), Ratio(value))
            case Name(name):
                return self._read(name)
            case Negative(part):
                parts = (given("-1", Ratio(Fraction(-1))), self._figure(part, formula))
                return _node("Negative", Op.PRODUCT, parts, self._value(expression, formula))
            case Call(function, parts):
                return self._call(function, [self._figure(part, formula) for part in parts])
            case Binary(sign, left, right):
                both = (self._figure(left, formula), self._figure(right, formula))
                exact = combine(sign, _exact(both[0]), _exact(both[1]), formula)
                return _node(_WORDS[sign], _SIGNS[sign], both, exact)

    def _read(self, name: str) -> Figure:
        if name not in self._known:
            self._known[name] = self.fact(name) if "/" in name else self.named(name)
        return self._known[name]

    def _call(self, function: str, parts: Sequence[Figure]) -> Figure:
        value = apply(function, [_exact(part) for part in parts])
        if function in _ROUNDED:
            return _node(_ROUNDED[function], Op.ROUNDED, parts, value)
        least = function == "min"
        op = Op.LESSER if least else Op.GREATER
        return _node("The least of" if least else "The most of", op, parts, value)

    def _value(self, expression: Expression, formula: str) -> Fraction:
        return evaluate(expression, self._scope.lookup, formula)


def _node(label: str, op: Op, parts: Sequence[Figure], value: Fraction) -> Figure:
    return Figure(label=label, op=op, value=_like(parts, value), parts=tuple(parts))


def _like(parts: Sequence[Figure], value: Fraction) -> Value:
    """In the unit of the first part that has one."""
    unit = next((part.value.unit for part in parts if isinstance(part.value, Quantity)), None)
    return Ratio(value) if unit is None else Quantity(value, unit)


def _exact(figure: Figure) -> Fraction:
    value = figure.value
    assert isinstance(value, Quantity | Ratio)  # quantities are made of nothing else
    return value.value


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))
