"""The words of a template: what a production of a kind, size and country is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from topsheet.breakdown.engine.types import Breakdown
from topsheet.budget.engine.types import (
    Account,
    Contractual,
    ExchangeRate,
    Fringe,
    Global,
    PayComponent,
    Stage,
)
from topsheet.kernel.money import UnitPrice
from topsheet.people.engine.types import Engagement, Standing
from topsheet.schedule.engine.types import WorkingRules


class Payee(StrEnum):
    """Who is paid, which decides the fringes; NOBODY for goods and services."""

    CREW = "crew"
    CAST = "cast"
    CROWD = "crowd"
    AUTHOR = "author"
    NOBODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewRow:
    """A position: weeks before and after the shoot, and all of its weeks."""

    key: str
    name: str
    post: str
    department: str
    week: UnitPrice
    people: int
    prep: str
    wrap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """Any other line. In rows for each place or element, ``{name}``, ``{days}``,
    ``{visits}`` and ``{heads}`` stand for its own.
    """

    key: str
    name: str
    post: str
    department: str
    stage: Stage
    amount: str
    times: str
    unit: str
    price: UnitPrice
    payee: Payee
    component: PayComponent
    people: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CastRow:
    """What a part of one standing costs, and its paid days that no board counts."""

    day: UnitPrice
    fee: UnitPrice
    post: str
    prep_days: int
    post_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Premiums:
    """Percent of the crew's day or hour that nights and overtime cost."""

    night: int
    overtime: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Everything about a budget that the script does not say, priced in ``pay_currency``."""

    kind: str
    level: str
    country: str
    chart: str
    currency: str
    pay_currency: str
    accounts: tuple[Account, ...]
    posts: Mapping[str, str]  # the template's posts → account codes
    globals: tuple[Global, ...]
    crew: tuple[CrewRow, ...]
    costs: tuple[CostRow, ...]
    each: Mapping[str, tuple[CostRow, ...]]  # by "place", "minor" or an element category
    cast: Mapping[Standing, CastRow]
    voice_day: UnitPrice
    lead_percent: int
    supporting_percent: int
    premiums: Premiums
    crowd_size: int
    fringes: tuple[Fringe, ...]
    payees: Mapping[str, frozenset[Payee]]  # by fringe
    contractuals: tuple[Contractual, ...]
    rates: tuple[ExchangeRate, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetInputs:
    """What the rooms below know of this production. ``eighths`` and ``scenes`` count the
    script; elements below the confidence ``counted_from`` are left out.
    """

    title: str
    breakdown: Breakdown
    scenes: int
    eighths: int
    engagements: tuple[Engagement, ...] = ()
    standings: Mapping[str, Standing] | None = None
    days_per_week: int = 5
    rules: WorkingRules | None = None
    counted_from: int = 60
