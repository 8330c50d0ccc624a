"""Formulas that are a constant plus so much for each fact, read off without evaluating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from topsheet.budget.engine.formulas import (
    Binary,
    Call,
    Expression,
    Name,
    Negative,
    Number,
    apply,
    combine,
    parse,
)

Affine = tuple[Fraction, Mapping[str, Fraction]]  # the constant, and the slope of each fact


def affine(expression: Expression, formulas: Mapping[str, str], formula: str) -> Affine | None:
    """The formula as constant + slope × each fact, or None where it is not so simple."""
    match expression:
        case Number(value):
            return value, {}
        case Name(name) if "/" in name:
            return Fraction(0), {name: Fraction(1)}
        case Name(name):
            if name not in formulas:
                return None
            return affine(parse(formulas[name]), formulas, formulas[name])
        case Negative(part):
            inner = affine(part, formulas, formula)
            return None if inner is None else _scaled(inner, Fraction(-1))
        case Call(function, parts):
            return _affine_call(function, [affine(part, formulas, formula) for part in parts])
        case Binary(sign, left, right):
            return _affine_pair(
                sign, affine(left, formulas, formula), affine(right, formulas, formula), formula
            )


def _affine_call(function: str, parts: Sequence[Affine | None]) -> Affine | None:
    constants = [part[0] for part in parts if part is not None and not part[1]]
    return (apply(function, constants), {}) if len(constants) == len(parts) else None


def _affine_pair(
    sign: str, left: Affine | None, right: Affine | None, formula: str
) -> Affine | None:
    if left is None or right is None:
        return None
    if sign in "+-":
        other = right if sign == "+" else _scaled(right, Fraction(-1))
        slopes = {
            fact: left[1].get(fact, Fraction(0)) + other[1].get(fact, Fraction(0))
            for fact in {**left[1], **other[1]}
        }
        return left[0] + other[0], slopes
    if not right[1]:
        factor = right[0] if sign == "*" else combine("/", Fraction(1), right[0], formula)
        return _scaled(left, factor)
    return _scaled(right, left[0]) if sign == "*" and not left[1] else None


def _scaled(part: Affine, factor: Fraction) -> Affine:
    return part[0] * factor, {fact: slope * factor for fact, slope in part[1].items()}
