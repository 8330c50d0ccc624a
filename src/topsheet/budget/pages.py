"""What the budget page shows, row by row, without what the viewer may not see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from topsheet.budget.engine.types import (
    Account,
    Contractual,
    ExchangeRate,
    Fringe,
    Global,
    Group,
    Line,
    ProductionLevel,
)
from topsheet.budget.held import Held
from topsheet.budget.panel_forms import contractual_form, fringe_form, rate_form
from topsheet.budget.selectors import Estimate
from topsheet.kernel.figure import Quantity
from topsheet.kernel.money import Money, UnitPrice

LEVEL_TITLES: Mapping[ProductionLevel, str | Promise] = {
    ProductionLevel.ATL: _("Above the line"),
    ProductionLevel.PRODUCTION: _("Production"),
    ProductionLevel.POST: _("Post-production"),
    ProductionLevel.OTHER: _("Other"),
    ProductionLevel.CONTRACTUAL: _("Contractual"),
}
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A line as the table shows it; amounts are None where they are withheld."""

    line: Line
    address: str
    quantity: Fraction
    times: Fraction
    price: UnitPrice | None
    pay: Money | None
    fringe: Money | None
    total: Money | None
    elsewhere: str  # the account its fringes are posted to, when not on the line


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRow:
    """Fringes posted on an account, or a contractual."""

    name: str
    address: str
    total: Money | None
    note: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRows:
    """An account with its lines; ``lines`` of a category are those posted on itself."""

    account: Account
    address: str
    total: Money | None
    lines: tuple[LineRow, ...]
    others: tuple[OtherRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """One line of the topsheet; ``rows`` is None while it is folded."""

    account: Account
    address: str
    total: Money | None
    count: int
    rows: tuple[AccountRows, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRows:
    level: ProductionLevel
    title: str | Promise
    address: str
    total: Money | None
    categories: tuple[CategoryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalRow:
    item: Global
    address: str
    version: int | None
    value: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    label: str
    address: str
    value: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class FringeRow:
    """``form`` is what its form opens with."""

    fringe: Fringe
    address: str
    version: int | None
    total: Money | None
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractualRow:
    item: Contractual
    address: str
    version: int | None
    base: Money | None
    amount: Money | None
    of: tuple[str | Promise, ...]
    but: tuple[str | Promise, ...]
    rounds: int
    form: str


class BudgetPage:
    """Rows of one estimate for one viewer. ``shown`` None: everything may be seen."""

    def __init__(
        self,
        found: Estimate,
        printed: Mapping[str, Money],
        shown: frozenset[str] | None,
        *,
        opened: Collection[str] = (),
        find: str = "",
        held: Held | None = None,
    ) -> None:
        self.held = held
        self.found, self.budget, self.result = found, found.budget, found.result
        self.printed, self.shown = printed, shown
        self.opened, self.find = opened, find.strip().casefold()
        self.lines: dict[str, list[Line]] = {}
        for line in self.budget.lines:
            if line.key in self.result.lines:
                self.lines.setdefault(line.account, []).append(line)

    @property
    def total(self) -> Money | None:
        return self._seen("budget")

    @property
    def count(self) -> int:
        return len(self.result.lines)

    def levels(self) -> Iterator[LevelRows]:
        """The topsheet: levels with their categories; empty levels are left out."""
        for level in ProductionLevel:
            tops = [
                row.account
                for row in self.result.accounts.values()
                if row.account.level == level and not row.account.category
            ]
            categories = [row for row in map(self._category, tops) if row is not None]
            if categories:
                yield LevelRows(
                    level=level,
                    title=LEVEL_TITLES[level],
                    address=f"budget/{level}",
                    total=self._seen(f"budget/{level}"),
                    categories=tuple(categories),
                )

    def category(self, code: str) -> tuple[AccountRows, ...]:
        """The accounts of a category with their lines, its own postings first."""
        codes = [code, *(a.code for a in self.budget.accounts if a.category == code)]
        rows = (self._account(self.result.accounts[one].account) for one in codes)
        return tuple(row for row in rows if row.lines or row.others)

    def globals(self) -> Iterator[GlobalRow]:
        for item in self.budget.globals:
            yield GlobalRow(
                item=item,
                address=f"budget/global/{item.name}",
                version=self._version("budget-global", item.name),
                value=Quantity(self.result.globals[item.name], item.unit),
            )

    def groups(self) -> list[Group]:
        """The groups that lines name, and whether they count."""
        known = {group.name: group for group in self.budget.groups}
        named = {line.group for line in self.budget.lines if line.group} | set(known)
        return [known.get(name, Group(name=name)) for name in sorted(named)]

    def facts(self) -> Iterator[FactRow]:
        """What the board counts and any line reads."""
        for word in self.budget.facts:
            count = Fraction(self.result.facts.get(word.name, 0))
            yield FactRow(
                label=word.label,
                address=f"budget/fact/{word.name}",
                value=Quantity(count, word.unit),
            )

    def fringes(self) -> Iterator[FringeRow]:
        for fringe in self.budget.fringes:
            address = f"budget/fringe/{fringe.key}"
            minor = sum(f.converted.minor for f in self.result.fringes if f.fringe == fringe.key)
            total = Money(minor, self.result.currency)
            yield FringeRow(
                fringe=fringe,
                address=address,
                version=self._version("fringe", fringe.key),
                total=total if self._may(address) else None,
                form=fringe_form(fringe),
            )

    def rates(self) -> Iterator[tuple[ExchangeRate, str]]:
        """The locked rates, each with what its form opens with."""
        return ((rate, rate_form(rate)) for rate in self.budget.rates)

    def contractuals(self) -> Iterator[ContractualRow]:
        for item in self.budget.contractuals:
            address, found = f"budget/{item.key}", self.result.contractuals[item.key]
            may = self._may(address)
            yield ContractualRow(
                item=item,
                address=address,
                version=self._version("contractual", item.key),
                base=found.base if may else None,
                amount=found.amount if may else None,
                of=tuple(map(self._base_name, item.include)),
                but=tuple(map(self._base_name, item.exclude)),
                rounds=len(found.rounds),
                form=contractual_form(item) if may else "",
            )

    def _version(self, kind: str, uid: str) -> int | None:
        return self.held.version(kind, uid) if self.held is not None else None

    def _may(self, address: str) -> bool:
        return self.shown is None or address in self.shown

    def _seen(self, address: str) -> Money | None:
        return self.printed[address] if self._may(address) else None

    def _base_name(self, name: str) -> str | Promise:
        levels = {str(level): title for level, title in LEVEL_TITLES.items()}
        names = {item.key: item.name for item in self.budget.contractuals}
        accounts = {account.code: account.name for account in self.budget.accounts}
        return levels.get(name) or names.get(name) or accounts.get(name, name)

    def _category(self, account: Account) -> CategoryRow | None:
        rows = self.category(account.code)
        count = sum(len(row.lines) + len(row.others) for row in rows)
        if self.find and not count and self.find not in self._words(account):
            return None
        opened = bool(self.find) or account.code in self.opened or ALL in self.opened
        return CategoryRow(
            account=account,
            address=f"budget/{account.code}",
            total=self._seen(f"budget/{account.code}"),
            count=count,
            rows=rows if opened else None,
        )

    def _account(self, account: Account) -> AccountRows:
        lines = self.lines.get(account.code, [])
        others = tuple(self._others(account.code))
        above = self.result.accounts.get(account.category)
        named = self.find in self._words(account) or (
            above is not None and self.find in self._words(above.account)
        )
        if not named:
            lines = [x for x in lines if self.find in f"{x.name} {x.department}".casefold()]
            others = tuple(x for x in others if self.find in x.name.casefold())
        return AccountRows(
            account=account,
            address=f"budget/{account.code}",
            total=self._seen(f"budget/{account.code}"),
            lines=tuple(map(self._line, lines)),
            others=others,
        )

    @staticmethod
    def _words(account: Account) -> str:
        return f"{account.code} {account.name}".casefold()

    def _line(self, line: Line) -> LineRow:
        found = self.result.lines[line.key]
        own = self.result.accounts[line.account].account
        address = f"budget/{own.category or own.code}/{line.key}"
        elsewhere = {s.account for s in found.shares if not s.on_line and s.amount}
        return LineRow(
            line=line,
            address=address,
            quantity=found.quantity,
            times=found.times,
            price=line.price if self._may(address) else None,
            pay=self.printed[f"{address}#pay"] if self._may(address) else None,
            fringe=self.printed[f"{address}#fringe"] if self._may(address) else None,
            total=self._seen(address),
            elsewhere=", ".join(sorted(elsewhere)),
        )

    def _others(self, code: str) -> Iterator[OtherRow]:
        row = self.result.accounts[code]
        if row.fringes:
            seen = self.printed[f"budget/{code}#fringes"] if self._may(f"budget/{code}") else None
            yield OtherRow(name=str(_("Fringes")), address=f"budget/{code}", total=seen)
        for item in self.budget.contractuals:
            if item.key in row.contractuals:
                yield OtherRow(
                    name=item.name if item.percent is None else f"{item.name}, {item.percent}",
                    address=f"budget/{item.key}",
                    total=self._seen(f"budget/{item.key}"),
                    note=item.source,
                    assumed=item.assumed,
                )
