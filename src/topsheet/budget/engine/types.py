"""The words of a budget: accounts, lines, globals, fringes, contractuals, results.

A line is amount × times × price; amount and times are formulas over globals and
facts of the schedule. Fringes are charged once per person range, contractuals once
on a declared base. Amounts are integer minor units of the budget's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from topsheet.kernel.money import Money, Percent, UnitPrice
from topsheet.kernel.rule import Source


class ProductionLevel(StrEnum):
    """The blocks of a topsheet, in the order they are printed."""

    ATL = "atl"
    PRODUCTION = "production"
    POST = "post"
    OTHER = "other"
    CONTRACTUAL = "contractual"


LEVEL_NAMES = {
    ProductionLevel.ATL: "Above the line",
    ProductionLevel.PRODUCTION: "Production",
    ProductionLevel.POST: "Post-production",
    ProductionLevel.OTHER: "Other",
    ProductionLevel.CONTRACTUAL: "Contractual",
}


class Stage(StrEnum):
    """When the money is earned."""

    DEVELOPMENT = "development"
    PREP = "prep"
    SHOOT = "shoot"
    WRAP = "wrap"
    POST = "post"
    DELIVERY = "delivery"


class PayComponent(StrEnum):
    """What a line pays for, as fringes distinguish it."""

    BASIC = "basic"
    OVERTIME = "overtime"  # and premiums for nights, sixth and seventh days
    HOLIDAY_PAY = "holiday pay"
    AGENCY = "agency"
    KIT = "kit"
    PER_DIEM = "per diem"
    PENALTY = "penalty"
    NOT_PAY = "not pay"  # goods and services


class CutOffPeriod(StrEnum):
    """How long a cut-off lasts before it starts anew. A production is taken to lie in one year."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ENGAGEMENT = "engagement"


class CutOffScope(StrEnum):
    """Whose pay counts against a cut-off: one person at one employer on one …"""

    PICTURE = "picture"
    EPISODE = "episode"


class Posting(StrEnum):
    """Where a fringe is shown."""

    LINE = "line"
    ACCOUNT = "account"
    CATEGORY = "category"
    OWN_ACCOUNT = "own account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A row of the chart. ``category`` is the code above it, "" for a category itself."""

    code: str
    name: str
    level: ProductionLevel
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Global:
    """A named number, written as a formula over other globals and facts.

    A ``counted`` one follows script and breakdown: its formula is what they count today.
    """

    name: str
    label: str
    formula: str
    unit: str = ""
    assumed: bool = False
    source: str = ""
    counted: bool = False
    formula_derived: str = ""  # what the plan says, while somebody typed over it


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWord:
    """A fact in words: which room counts it, and in what unit."""

    name: str  # as in schedule.engine.types
    label: str
    unit: str
    room: str = "schedule"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """Pay above ``amount`` for one person and period carries no more of the fringe."""

    amount: Money
    period: CutOffPeriod = CutOffPeriod.ENGAGEMENT
    scope: CutOffScope = CutOffScope.PICTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fringe:
    """A charge on pay: a percentage with an optional cut-off, or a flat price per unit.

    ``components`` are the kinds of pay it is charged on. ``on`` names fringes whose own
    amount is charged too (holiday pay, then insurance on both). ``account`` is where it
    goes when ``posting`` is ``OWN_ACCOUNT``.
    """

    key: str
    name: str
    percent: Percent | None = None
    flat: UnitPrice | None = None
    flat_unit: str = ""  # the unit of lines that carry the flat price
    cut_off: CutOff | None = None
    components: frozenset[PayComponent] = frozenset({PayComponent.BASIC, PayComponent.OVERTIME})
    on: tuple[str, ...] = ()
    posting: Posting = Posting.LINE
    account: str = ""
    source: Source | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A detail line: ``amount`` × ``times`` × ``price`` per ``unit``.

    ``person`` names the person range: lines with the same name share a cut-off; "" is a
    pool in which no person is known. ``people`` says how many equal persons the range
    stands for. ``illustrative`` marks a price of our own; ``note`` says why it is assumed.
    ``…_derived`` is what the plan says while somebody typed over it, else "".
    """

    key: str  # unique in the budget
    account: str
    name: str
    department: str
    stage: Stage
    amount: str
    unit: str
    price: UnitPrice
    times: str = "1"
    person: str = ""
    people: int = 1
    component: PayComponent = PayComponent.NOT_PAY
    fringes: tuple[str, ...] = ()
    group: str = ""
    assumed: bool = False
    illustrative: bool = False
    source: str = ""
    note: str = ""
    amount_derived: str = ""
    times_derived: str = ""
    price_derived: str = ""

    @property
    def is_pay(self) -> bool:
        """One person's or one pool's pay, which is confidential."""
        return self.component != PayComponent.NOT_PAY

    @property
    def range_key(self) -> str:
        """What the cut-offs count together: the person, or the line alone."""
        return f"person:{self.person}" if self.person else f"line:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contractual:
    """A charge on a declared base: contingency, bond, overhead, insurance by percentage.

    ``include`` and ``exclude`` name levels ("atl"), accounts or categories ("6700") and
    other contractuals by key; a contractual is in a base only when ``include`` names it.
    ``mutual`` ones may stand on each other and are solved together. ``flat`` instead of
    ``percent`` is a fixed sum; a negative one is a credit.
    """

    key: str
    name: str
    account: str
    percent: Percent | None = None
    flat: Money | None = None
    include: tuple[str, ...] = ("atl", "production", "post", "other")
    exclude: tuple[str, ...] = ()
    cap: Money | None = None
    mutual: bool = False
    assumed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """Units of the budget's currency for one of ``currency``, locked on a date."""

    currency: str
    rate: Decimal
    on: date
    source: str
    illustrative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A switch: lines of a group that is off cost nothing."""

    name: str
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Everything an estimate is computed from, but the facts."""

    title: str
    currency: str
    chart: str
    days_per_week: int
    accounts: tuple[Account, ...]
    lines: tuple[Line, ...]
    globals: tuple[Global, ...] = ()
    fringes: tuple[Fringe, ...] = ()
    contractuals: tuple[Contractual, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    groups: tuple[Group, ...] = ()
    facts: tuple[FactWord, ...] = ()
    notes: tuple[str, ...] = ()  # sentences the topsheet prints about the budget's basis


@dataclass(frozen=True, slots=True, kw_only=True)
class FringeShare:
    """A line's part of a fringe, in the budget's currency, and the account it is posted to."""

    fringe: str
    amount: Money
    account: str
    on_line: bool  # shown in the line's own total


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """``pay`` is in the price's currency, ``amount`` the same in the budget's.

    ``fringe`` is all that the line carries; ``total`` adds the part posted on the line.
    """

    key: str
    quantity: Fraction
    times: Fraction
    pay: Money
    amount: Money
    shares: tuple[FringeShare, ...]
    fringe: Money
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FringeResult:
    """One fringe on one person range, in the currency of pay and in the budget's."""

    range_key: str
    fringe: str
    base: Money  # qualifying pay and the fringes it stands on
    cut_off: Money | None  # for all the range's people and periods
    quantity: Fraction  # units that carry a flat price
    amount: Money
    converted: Money
    lines: tuple[str, ...]  # the range's lines that carry it


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountResult:
    """A category's total includes its accounts. ``fringes`` are posted here, not on lines."""

    account: Account
    lines: tuple[str, ...]
    fringes: Money
    contractuals: tuple[str, ...]
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractualResult:
    """``rounds`` are the amounts of each pass when it was solved with others."""

    key: str
    base: Money
    amount: Money
    rounds: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """Something nobody has decided yet."""

    address: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetResult:
    """An estimate. Levels, stages and departments each add up to ``total``; what is not
    of a stage or a department (contingency, bond …) stands under ``contractual``.
    """

    currency: str
    facts: Mapping[str, int]
    globals: Mapping[str, Fraction]
    lines: Mapping[str, LineResult]
    fringes: tuple[FringeResult, ...]
    accounts: Mapping[str, AccountResult]  # in the chart's order, categories before theirs
    contractuals: Mapping[str, ContractualResult]
    levels: Mapping[ProductionLevel, Money]
    stages: Mapping[str, Money]
    departments: Mapping[str, Money]
    cells: Mapping[tuple[str, str], Money]  # (stage, department)
    before_contractuals: Money
    total: Money
    assumed: tuple[Assumed, ...] = field(default=())
