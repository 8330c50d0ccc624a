"""Formulas of a budget: exact arithmetic over globals and facts, and nothing else.

    formula = term { ("+" | "-") term }
    term    = factor { ("*" | "/") factor }
    factor  = number | name | "(" formula ")" | "-" factor
            | function "(" formula { "," formula } ")"

A global is a plain name (``shoot_weeks``). A fact of the schedule is written with dots
for its slashes and underscores for its hyphens (``cast.old_man.paid_days``), or, where
its key holds other characters, as it is in brackets (``[cast/o_hara/paid-days]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import half_up

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|\[(?P<fact>[^\[\]]+)\]|(?P<name>[^\W\d]\w*(?:\.\w+)*)"
    r"|(?P<sign>[-+*/(),]))"
)
_PLAIN_FACT = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*(?:/[^\W_]+(?:-[^\W_]+)*)+")
FUNCTIONS = ("min", "max", "ceil", "floor", "round")


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A global, or a fact when ``name`` holds a slash."""

    name: str


@dataclass(frozen=True, slots=True)
class Binary:
    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    part: Expression


Expression = Number | Name | Binary | Call | Negative


def spelled(fact: str) -> str:
    """How a fact is written in a formula.

    >>> spelled("cast/old-man/paid-days"), spelled("cast/o_hara/paid-days")
    ('cast.old_man.paid_days', '[cast/o_hara/paid-days]')
    """
    if _PLAIN_FACT.fullmatch(fact):
        return fact.replace("-", "_").replace("/", ".")
    return f"[{fact}]"


@lru_cache(maxsize=16384)
def parse(formula: str) -> Expression:
    """Read a formula. Raises InvalidInput with the place that cannot be read."""
    return _Parser(formula).whole()


def evaluate(expression: Expression, lookup: Callable[[str], Fraction], formula: str) -> Fraction:
    """The exact value; ``lookup`` gives globals and facts. ``formula`` is named in errors."""
    match expression:
        case Number(value):
            return value
        case Name(name):
            return lookup(name)
        case Negative(part):
            return -evaluate(part, lookup, formula)
        case Call(function, parts):
            return apply(function, [evaluate(part, lookup, formula) for part in parts])
        case Binary(sign, left, right):
            return combine(
                sign, evaluate(left, lookup, formula), evaluate(right, lookup, formula), formula
            )


def combine(sign: str, left: Fraction, right: Fraction, formula: str) -> Fraction:
    """One operation. Dividing by zero is an error that names the formula."""
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if right == 0:
        raise InvalidInput(f"“{formula}” divides by zero; change the number it divides by.")
    return left / right


def apply(function: str, values: list[Fraction]) -> Fraction:
    """min and max of any number; ceil, floor and round (a half away from zero) of one."""
    if function == "min":
        return min(values)
    if function == "max":
        return max(values)
    (value,) = values
    if function == "ceil":
        return Fraction(-((-value.numerator) // value.denominator))
    if function == "floor":
        return Fraction(value.numerator // value.denominator)
    return Fraction(half_up(value))


def names(expression: Expression) -> frozenset[str]:
    """The globals and facts a formula reads directly."""
    match expression:
        case Name(name):
            return frozenset({name})
        case Number():
            return frozenset()
        case Negative(part):
            return names(part)
        case Call(_, parts):
            return frozenset().union(*(names(part) for part in parts))
        case Binary(_, left, right):
            return names(left) | names(right)


class Scope:
    """Values of globals and facts, worked out when first asked for.

    ``known`` are facts that count none when the schedule does not list them.
    """

    def __init__(
        self, formulas: Mapping[str, str], facts: Mapping[str, int], known: frozenset[str]
    ) -> None:
        self._formulas = formulas
        self._facts = facts
        self._known = known
        self._values: dict[str, Fraction] = {}
        self._written: dict[str, Fraction] = {}
        self._open: list[str] = []

    def lookup(self, name: str) -> Fraction:
        """The value of a global or a fact; an unknown name or a cycle is an error."""
        if name in self._values:
            return self._values[name]
        value = self._fact(name) if "/" in name else self._global(name)
        self._values[name] = value
        return value

    def value(self, formula: str, where: str) -> Fraction:
        """A formula's value; ``where`` names the line in errors."""
        known = self._written.get(formula)
        if known is not None:
            return known
        try:
            value = self._written[formula] = evaluate(parse(formula), self.lookup, formula)
            return value
        except InvalidInput as error:
            if error.field:
                raise
            raise InvalidInput(f"{where}: {error.message}", field=where) from None

    def _fact(self, name: str) -> Fraction:
        if name in self._facts:
            return Fraction(self._facts[name])
        if name in self._known:
            return Fraction(0)
        raise InvalidInput(
            f"the fact “{spelled(name)}” is not known; check its spelling against the schedule."
        )

    def _global(self, name: str) -> Fraction:
        if name not in self._formulas:
            raise InvalidInput(f"“{name}” is not known; add a global of that name or correct it.")
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            raise InvalidInput(
                f"The globals {' → '.join(circle)} go in a circle; give one of them a number.",
                field=name,
            )
        self._open.append(name)
        try:
            return self.value(self._formulas[name], f"Global “{name}”")
        finally:
            self._open.pop()


def facts_of(formula: str, formulas: Mapping[str, str]) -> frozenset[str]:
    """The facts a formula depends on, through globals too."""
    return _facts_of(names(parse(formula)), formulas, frozenset())


def _facts_of(
    found: frozenset[str], formulas: Mapping[str, str], seen: frozenset[str]
) -> frozenset[str]:
    facts = frozenset(name for name in found if "/" in name)
    for name in found - facts - seen:
        if name in formulas:
            below = names(parse(formulas[name]))
            facts |= _facts_of(below, formulas, seen | {name})
    return facts


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, formula: str) -> None:
        self.formula = formula
        self.tokens = self._tokens()
        self.at = 0

    def _tokens(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        position = 0
        while self.formula[position:].strip():
            match = _TOKEN.match(self.formula, position)
            if match is None:
                raise self._error(f"“{self.formula[position:].strip()[0]}” cannot be read")
            kind = match.lastgroup or ""
            found.append((kind, match[kind]))
            position = match.end()
        return found

    def _error(self, what: str) -> InvalidInput:
        return InvalidInput(
            f"In the formula “{self.formula}” {what}; write numbers, names, + - * / ( ), "
            f"{', '.join(FUNCTIONS)}."
        )

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        self.at += 1
        return token

    def whole(self) -> Expression:
        if not self.tokens:
            raise InvalidInput("A formula is empty; write a number such as 1.")
        if len(self.tokens) > 500:
            raise self._error("there are more than 500 words")
        expression = self._sum()
        if self._peek()[0] != "end":
            raise self._error(f"“{self._peek()[1]}” stands where an operation should")
        return expression

    def _sum(self) -> Expression:
        left = self._term()
        while self._peek() in (("sign", "+"), ("sign", "-")):
            sign = self._take()[1]
            left = Binary(sign, left, self._term())
        return left

    def _term(self) -> Expression:
        left = self._factor()
        while self._peek() in (("sign", "*"), ("sign", "/")):
            sign = self._take()[1]
            left = Binary(sign, left, self._factor())
        return left

    def _factor(self) -> Expression:
        kind, text = self._take()
        if kind == "number":
            return Number(Fraction(text))
        if kind == "fact":
            return self._fact(text)
        if kind == "name":
            return self._named(text)
        if (kind, text) == ("sign", "-"):
            return Negative(self._factor())
        if (kind, text) == ("sign", "("):
            inside = self._sum()
            self._close()
            return inside
        odd = f"“{text}” stands where a number should"
        raise self._error("something is missing at the end" if kind == "end" else odd)

    def _fact(self, text: str) -> Expression:
        if "/" not in text:
            raise self._error(f"“[{text}]” is not a fact such as [shoot/days]")
        return Name(text)

    def _named(self, text: str) -> Expression:
        if self._peek() == ("sign", "("):
            return self._call(text)
        if "." in text:
            return Name(text.replace("_", "-").replace(".", "/"))
        return Name(text)

    def _call(self, function: str) -> Expression:
        if function not in FUNCTIONS:
            raise self._error(f"there is no function “{function}”")
        self._take()
        parts = [self._sum()]
        while self._peek() == ("sign", ","):
            self._take()
            parts.append(self._sum())
        self._close()
        if function not in ("min", "max") and len(parts) != 1:
            raise self._error(f"“{function}” takes one number")
        return Call(function, tuple(parts))

    def _close(self) -> None:
        if self._take() != ("sign", ")"):
            raise self._error("a bracket is not closed")
