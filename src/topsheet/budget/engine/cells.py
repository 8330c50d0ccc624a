"""One cell of a line: what was typed into it becomes a line, or a sentence why not.

Typing over what the plan says is an override: the plan's own formula or price is kept
beside it and can be put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from topsheet.budget.engine.compute import measure, scope_of
from topsheet.budget.engine.formulas import Name, evaluate, facts_of, parse
from topsheet.budget.engine.naming import refuse_unknown
from topsheet.budget.engine.rates import AGREED
from topsheet.budget.engine.typed import (
    conversion,
    measures_time,
    read_amount,
    read_formula,
    read_price,
    read_whole,
)
from topsheet.budget.engine.types import Budget, Line, PayComponent, Stage
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import UnitPrice

# The columns of a budget sheet from left to right; None: worked out, never typed.
COLUMNS: Mapping[str, str] = {
    "name": "Line",
    "amount": "Amount",
    "unit": "Unit",
    "times": "Times",
    "price": "Price",
    "currency": "Currency",
    "base": "Base",
    "fringe": "Fringes",
    "total": "Total",
    "fringes": "Fringes carried",
    "person": "Person",
    "people": "People",
    "component": "Pays for",
    "department": "Department",
    "stage": "Stage",
    "group": "Group",
    "account": "Account",
    "note": "Note",
}
WORKED_OUT = frozenset({"base", "fringe", "total"})
DERIVED = ("amount", "times", "price")
MOST_MINOR = 10**14
_LONGEST = {"name": 300, "unit": 40, "person": 120, "department": 80, "group": 80, "note": 400}
_CLEARED = {"amount": "0", "times": "1", "price": "0", "people": "1", "component": "not pay"}


class Reader:
    """Reads cells of one budget in one language. ``decimal`` is its decimal sign."""

    def __init__(self, budget: Budget, facts: Mapping[str, int], decimal: str = ".") -> None:
        self.budget, self.decimal = budget, decimal
        self.scope = scope_of(budget, facts)
        self.formulas = {item.name: item.formula for item in budget.globals}
        self.currencies = {rate.currency for rate in budget.rates} | {budget.currency}
        self.accounts = {account.code for account in budget.accounts}
        self.fringes = {fringe.key: fringe for fringe in budget.fringes}
        self._units = {item.name: item.unit for item in budget.globals}
        self._units |= {word.name: word.unit for word in budget.facts}
        self._fine: set[str] = set()  # formulas that were found to hold
        self._read: Mapping[str, Callable[[_Draft, str], dict[str, Any]]] = {
            "amount": self._amount,
            "times": self._times,
            "price": self._price,
            "currency": self._currency,
            "fringes": self._fringes,
            "people": self._people,
            "component": self._component,
            "stage": self._stage,
            "account": self._account,
        }

    def set(self, line: Line, column: str, text: str) -> Line:
        """The line with one cell typed. Raises InvalidInput that names the cell."""
        return self.set_all(line, [(column, text)])

    def set_all(self, line: Line, cells: Sequence[tuple[str, str]]) -> Line:
        """The line with several cells typed in this order; they need only hold together."""
        fields: dict[str, Any] = {}
        draft = _Draft(line, fields)
        for column, text in cells:
            if column not in COLUMNS or column in WORKED_OUT:
                raise InvalidInput(f"“{column}” is no column that can be typed in.", field=column)
            text = text.strip() or _CLEARED.get(column, "")
            read = self._read.get(column)
            with _naming(line, column):
                fields |= self._text(column, text) if read is None else read(draft, text)
        new = overridden(line, replace(line, **fields), self.formulas)
        self._hold(new, [column for column, _ in cells])
        return new

    def _hold(self, line: Line, columns: Sequence[str]) -> None:
        """Raises InvalidInput naming the first cell that does not hold."""
        for column in columns:
            if column in ("amount", "times") and getattr(line, column) not in self._fine:
                with _naming(line, column):
                    self._formula_holds(getattr(line, column))
        if "amount" in columns or "unit" in columns:
            with _naming(line, "amount" if "amount" in columns else "unit"):
                self._unit_fits(line)
        weighed = next((column for column in DERIVED if column in columns), "")
        if weighed:
            with _naming(line, weighed):
                pay = measure(line, self.scope)[2]
                if abs(pay.minor) > MOST_MINOR:
                    raise InvalidInput("the line comes to more than a budget can hold.")

    def _formula_holds(self, formula: str) -> None:
        refuse_unknown(formula, self.budget)
        evaluate(parse(formula), self.scope.lookup, formula)
        self._fine.add(formula)

    def _unit_fits(self, line: Line) -> None:
        """A count of days is no count of weeks, unless it is divided."""
        expression = parse(line.amount)
        counted = self._units.get(expression.name, "") if isinstance(expression, Name) else ""
        if not measures_time(counted) or not measures_time(line.unit):
            return
        if conversion(counted, line.unit, self.budget.days_per_week) != 1:
            raise InvalidInput(
                f"“{line.amount}” counts {counted} and does not convert to “{line.unit}” by "
                "itself; divide or multiply it in the formula, or change the unit."
            )

    @staticmethod
    def _text(column: str, text: str) -> dict[str, Any]:
        words = " ".join(text.split())
        longest = _LONGEST[column]
        if len(words) > longest:
            raise InvalidInput(f"that is longer than {longest} characters; shorten it.")
        return {column: words}

    def _amount(self, line: _Draft, text: str) -> dict[str, Any]:
        per_week = self.budget.days_per_week
        return {"amount": read_amount(text, line.unit, per_week, self.decimal)}

    def _times(self, line: _Draft, text: str) -> dict[str, Any]:
        return {"times": read_formula(text, self.decimal)}

    def _price(self, line: _Draft, text: str) -> dict[str, Any]:
        price = read_price(text, line.price.currency, self.decimal)
        self._convertible(price.currency)
        return {"price": price}

    def _currency(self, line: _Draft, text: str) -> dict[str, Any]:
        code = (text or self.budget.currency).upper()
        self._convertible(code)
        return {"price": UnitPrice(line.price.coefficient, line.price.exponent, code)}

    def _convertible(self, currency: str) -> None:
        if currency not in self.currencies:
            raise InvalidInput(
                f"there is no rate from {currency[:12]} to {self.budget.currency}; lock one under "
                f"Rates, or use {' or '.join(sorted(self.currencies))}."
            )

    def _fringes(self, line: _Draft, text: str) -> dict[str, Any]:
        by_name = {fringe.name.casefold(): key for key, fringe in self.fringes.items()}
        found: list[str] = []
        for word in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
            key = word if word in self.fringes else by_name.get(word.casefold())
            if key is None:
                raise InvalidInput(
                    f"“{word[:60]}” is no fringe of this budget; it has {self._named_fringes()}."
                )
            found.append(key)
        return {"fringes": tuple(dict.fromkeys(found))}

    def _named_fringes(self) -> str:
        return ", ".join(fringe.name for fringe in self.fringes.values()) or "none"

    def _people(self, line: _Draft, text: str) -> dict[str, Any]:
        return {"people": read_whole(text, self.decimal)}

    def _component(self, line: _Draft, text: str) -> dict[str, Any]:
        return {"component": PayComponent(_one_of(text, [str(one) for one in PayComponent]))}

    def _stage(self, line: _Draft, text: str) -> dict[str, Any]:
        return {"stage": Stage(_one_of(text, [str(one) for one in Stage]))}

    def _account(self, line: _Draft, text: str) -> dict[str, Any]:
        code = text.split(" ")[0] if text not in self.accounts else text
        if code not in self.accounts:
            raise InvalidInput(f"there is no account “{text[:40]}”; add it to the chart first.")
        return {"account": code}


class _Draft:
    """A line with the cells typed so far, as other cells of it are read by."""

    def __init__(self, line: Line, fields: Mapping[str, Any]) -> None:
        self._line, self._fields = line, fields

    @property
    def unit(self) -> str:
        return str(self._fields.get("unit", self._line.unit))

    @property
    def price(self) -> UnitPrice:
        found: UnitPrice = self._fields.get("price", self._line.price)
        return found


@contextmanager
def _naming(line: Line, column: str) -> Iterator[None]:
    """A refusal inside names the cell."""
    try:
        yield
    except InvalidInput as error:
        message = f"“{line.name or line.key}”, {COLUMNS[column].lower()}: {error.message}"
        raise InvalidInput(message, field=column) from None


def _one_of(text: str, words: list[str]) -> str:
    said = text.casefold().strip()
    found = [word for word in words if word == said] or [w for w in words if w.startswith(said)]
    if len(found) != 1 or not said:
        raise InvalidInput(f"“{text[:40]}” is none of {', '.join(words)}.")
    return found[0]


def overridden(old: Line, new: Line, formulas: Mapping[str, str]) -> Line:
    """The new line, remembering what the plan says where it was typed over.

    Typing the plan's own formula again puts the link back.
    """
    fields: dict[str, Any] = {}
    for column in ("amount", "times"):
        was, now = getattr(old, column), getattr(new, column)
        derived = getattr(old, f"{column}_derived")
        if now == was:
            continue
        if derived == now:
            fields[f"{column}_derived"] = ""
        elif not derived and is_link(was, formulas):
            fields[f"{column}_derived"] = was
    if new.price != old.price:
        fields |= _price_over(old, new)
    return replace(new, **fields) if fields else new


def _price_over(old: Line, new: Line) -> dict[str, Any]:
    """The plan's price, of its template or of the deal agreed, is kept beside the one typed."""
    if old.price_derived == priced(new.price):
        return {"price_derived": "", "illustrative": old.source != AGREED}
    if old.price_derived or not (old.illustrative or old.source == AGREED):
        return {}
    return {"price_derived": priced(old.price), "illustrative": False}


def restored(line: Line, column: str) -> Line:
    """The line with what the plan says put back. Raises InvalidInput where it says nothing."""
    derived = getattr(line, f"{column}_derived", "") if column in DERIVED else ""
    if not derived:
        raise InvalidInput(
            f"“{line.name}”, {COLUMNS.get(column, column).lower()}: nothing was typed over here, "
            "so there is nothing to restore.",
            field=column,
        )
    if column != "price":
        fields: dict[str, Any] = {column: derived, f"{column}_derived": ""}
        return replace(line, **fields)
    amount, _, currency = derived.partition(" ")
    price = UnitPrice.of(amount, currency)
    return replace(line, price=price, price_derived="", illustrative=line.source != AGREED)


def is_link(formula: str, formulas: Mapping[str, str]) -> bool:
    """Whether a formula counts what the plan counts."""
    return bool(facts_of(formula, formulas))


def priced(price: UnitPrice) -> str:
    return f"{price} {price.currency}"
