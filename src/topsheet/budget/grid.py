"""The budget as rows of a sheet: what the grid draws, block by block, and what moved since.

Rows in the order of the topsheet: a level, its categories, their accounts with their lines,
fringes posted on an account, contractuals. Amounts are printed whole units, None where the
viewer may not see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from topsheet.budget.engine.cells import is_link
from topsheet.budget.engine.formulas import Number as WrittenNumber
from topsheet.budget.engine.formulas import parse
from topsheet.budget.engine.types import Account, Budget, BudgetResult, Line, ProductionLevel
from topsheet.budget.held import Held
from topsheet.budget.pages import LEVEL_TITLES
from topsheet.kernel.money import Money, UnitPrice
from topsheet.platform.formats import money_text, number_text

Shown = frozenset[str] | None
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the sheet: what it is, its key, and the category it stands in."""

    kind: str  # level, category, account, line, posted, contractual
    key: str
    category: str = ""


class Grid:
    """The sheet of one estimate for one viewer."""

    def __init__(
        self,
        held: Held,
        budget: Budget,
        result: BudgetResult,
        printed: Mapping[str, Money],
        shown: Shown,
    ) -> None:
        self.held, self.budget = held, budget
        self.result, self.printed, self.shown = result, printed, shown
        self.formulas = {item.name: item.formula for item in self.budget.globals}
        self.categories = {a.code: a.category or a.code for a in self.budget.accounts}
        self.charges = {item.key: item for item in self.budget.contractuals}
        self._links: dict[str, bool] = {}
        self._all: list[Place] | None = None

    # --- the order of rows ------------------------------------------------------------

    def places(self, find: str = "") -> list[Place]:
        """Every row in order; with ``find`` only lines and accounts that hold the words."""
        words = find.casefold().split()
        if not words:
            if self._all is None:
                self._all = self._places(())
            return self._all
        return self._places(words)

    def like(self, before: Grid) -> Grid:
        """This sheet, its order taken over from another where no row came, went or moved."""
        if before._all is not None and _same_order(before, self):
            self._all = before._all
        return self

    def _places(self, words: Sequence[str]) -> list[Place]:
        lines = self._by_account(words)
        found: list[Place] = []
        for level in ProductionLevel:
            inside: list[Place] = []
            for row in self.result.accounts.values():
                if row.account.level == level and not row.account.category:
                    inside += self._category(row.account, lines, words)
            if inside:
                found += [Place("level", str(level)), *inside]
        return found

    def _by_account(self, words: Sequence[str]) -> dict[str, list[Line]]:
        """The lines of each account, those of groups switched off too."""
        found: dict[str, list[Line]] = {}
        for line in self.budget.lines:
            if words and not self._matches(line, words):
                continue
            found.setdefault(line.account, []).append(line)
        return found

    def _matches(self, line: Line, words: Sequence[str]) -> bool:
        account = self.result.accounts[line.account].account
        above = self.result.accounts[self.categories[account.code]].account
        text = (
            f"{line.name} {line.department} {line.person} {line.group} {line.note} {line.unit} "
            f"{account.code} {account.name} {above.code} {above.name} {line.stage}"
        ).casefold()
        return all(word in text for word in words)

    def _category(
        self, category: Account, lines: Mapping[str, Sequence[Line]], words: Sequence[str]
    ) -> list[Place]:
        code = category.code
        rows = self._account(category, lines, words)
        for account in self._under(code):
            inside = self._account(account, lines, words)
            if inside or not words or all(w in self._named(account) for w in words):
                rows += [Place("account", account.code, code), *inside]
        if words and not rows and not all(word in self._named(category) for word in words):
            return []
        return [Place("category", code, code), *rows]

    def _under(self, code: str) -> Iterator[Account]:
        return (a for a in self.budget.accounts if a.category == code)

    def _account(
        self, account: Account, lines: Mapping[str, Sequence[Line]], words: Sequence[str]
    ) -> list[Place]:
        category = self.categories[account.code]
        found = [Place("line", line.key, category) for line in lines.get(account.code, ())]
        row = self.result.accounts[account.code]
        if row.fringes and not words:
            found.append(Place("posted", account.code, category))
        for key in row.contractuals:
            if not words or all(word in self.charges[key].name.casefold() for word in words):
                found.append(Place("contractual", key, category))
        return found

    @staticmethod
    def _named(account: Account) -> str:
        return f"{account.code} {account.name}".casefold()

    # --- one row ----------------------------------------------------------------------

    def row(self, place: Place) -> Row:
        """A row as JSON."""
        made = {
            "level": self._level,
            "category": self._heading,
            "account": self._heading,
            "line": self._line,
            "posted": self._posted,
            "contractual": self._contractual,
        }[place.kind]
        return {"id": f"{place.kind}:{place.key}", "kind": place.kind, **made(place)}

    def _level(self, place: Place) -> Row:
        level = ProductionLevel(place.key)
        address = f"budget/{level}"
        return {
            "name": str(LEVEL_TITLES[level]),
            "address": address,
            "total": self._amount(address),
        }

    def _heading(self, place: Place) -> Row:
        account = self.result.accounts[place.key].account
        address = f"budget/{account.code}"
        return {
            "code": account.code,
            "name": account.name,
            "version": self.held.version("account", account.code),
            "address": address,
            "total": self._amount(address),
        }

    def _posted(self, place: Place) -> Row:
        address = f"budget/{place.key}"
        amount = self.printed.get(f"{address}#fringes")
        shown = amount is not None and self._may(address)
        return {
            "name": gettext("Fringes posted here"),
            "address": address,
            "total": _text(amount) if shown and amount is not None else None,
        }

    def _contractual(self, place: Place) -> Row:
        item = self.charges[place.key]
        rate = f", {item.percent}" if item.percent is not None else ""
        address = f"budget/{item.key}"
        return {
            "key": item.key,
            "name": f"{item.name}{rate}",
            "assumed": item.assumed,
            "note": item.source,
            "address": address,
            "total": self._amount(address),
        }

    def _line(self, place: Place) -> Row:
        row = self.held.parts["budget-line"][place.key]
        line: Line = row.item
        found = self.result.lines.get(line.key)
        address = f"budget/{self.categories[line.account]}/{line.key}"
        may = self._may(address)
        return {
            "uid": line.key,
            "version": row.version,
            "address": address,
            "account": line.account,
            "name": line.name,
            "amount": self._formula(
                line.amount, found.quantity if found else None, line.amount_derived
            ),
            "unit": line.unit,
            "times": self._formula(line.times, found.times if found else None, line.times_derived),
            "price": self._price(line) if may else None,
            "currency": line.price.currency,
            "base": self._amount(f"{address}#pay") if found and may else None,
            "fringe": self._amount(f"{address}#fringe") if found and may else None,
            "total": self._amount(address) if found and may else None,
            "withheld": not may,
            "off": found is None,
            "posted": ", ".join(
                sorted({s.account for s in found.shares if not s.on_line and s.amount})
            )
            if found and may
            else "",
            "fringes": list(line.fringes),
            "person": line.person,
            "people": line.people,
            "component": str(line.component),
            "department": line.department,
            "stage": str(line.stage),
            "group": line.group,
            "note": line.note,
            "assumed": line.assumed,
            "illustrative": line.illustrative,
        }

    def _formula(self, formula: str, value: Fraction | None, derived: str) -> Row:
        """Formula, value, whether the plan counts it, and what the plan says where it does not."""
        shown = "" if value is None else number_text(value)
        cell: Row = {"value": shown}
        if not isinstance(parse(formula), WrittenNumber):
            cell["formula"] = formula
            if self._link(formula):
                cell["link"] = True
        if derived:
            cell["derived"] = derived
        return cell

    def _link(self, formula: str) -> bool:
        if formula not in self._links:
            self._links[formula] = is_link(formula, self.formulas)
        return self._links[formula]

    def _price(self, line: Line) -> Row:
        cell: Row = {"value": price_text(line.price)}
        if line.price_derived:
            amount, _, currency = line.price_derived.partition(" ")
            cell["derived"] = f"{price_text(UnitPrice.of(amount, currency))} {currency}"
        return cell

    def _amount(self, address: str) -> str | None:
        amount = self.printed.get(address)
        seen = amount is not None and self._may(address)
        return _text(amount) if seen and amount is not None else None

    def _may(self, address: str) -> bool:
        return self.shown is None or address in self.shown


def _same_order(before: Grid, after: Grid) -> bool:
    old, new = before.budget, after.budget
    return (
        len(old.lines) == len(new.lines)
        and old.accounts == new.accounts
        and all(
            a is b or (a.key == b.key and a.account == b.account)
            for a, b in zip(old.lines, new.lines, strict=True)
        )
        and all(
            bool(row.fringes) == bool(after.result.accounts[code].fringes)
            and row.contractuals == after.result.accounts[code].contractuals
            for code, row in before.result.accounts.items()
        )
    )


def price_text(price: UnitPrice) -> str:
    """A price with the locale's separators and at least the two decimals of money."""
    return number_text(price.fraction, digits=max(price.exponent, 2))


def _text(amount: Money) -> str:
    return money_text(amount, whole=True, bare=True)


def patch(before: Grid, after: Grid, most: int = 600) -> Row:
    """What an edit moved: rows that read otherwise now, by id. Where rows came, went or
    changed their place, or too many read otherwise, the sheet is to be fetched anew.
    """
    old, new = before.places(), after.places()
    if old is not new and old != new:
        return {"rows": [], "anew": True}
    keys = _moved_lines(before, after)
    moved = [place for place in new if place.kind != "line" or place.key in keys]
    if len(moved) > most + len(after.result.accounts):
        return {"rows": [], "anew": True}
    pairs = [(before.row(place), after.row(place)) for place in moved]
    return {"rows": [now for then, now in pairs if then != now], "anew": False}


def _moved_lines(before: Grid, after: Grid) -> set[str]:
    """Lines that were edited, worked out anew, or are printed otherwise."""
    rows, results = before.held.parts["budget-line"], before.result.lines
    found = {key for key, row in after.held.parts["budget-line"].items() if row is not rows[key]}
    found |= {key for key, one in after.result.lines.items() if one is not results.get(key)}
    for address, amount in after.printed.items():
        then = before.printed.get(address)
        if then is not amount and then != amount:
            found.add(address.partition("#")[0].rpartition("/")[2])
    return found
