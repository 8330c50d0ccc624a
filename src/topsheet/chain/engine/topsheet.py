"""The topsheet: the page a producer reads first, as data.

Everything on it was computed in a room below; here it is only laid out, so that
page, paper, command line and API show the same rows. An amount is None where the
viewer may not see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.money import Money
from topsheet.schedule.engine.types import Shift
from topsheet.script.engine.types import IntExt, Light


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """One line of what the topsheet stands on: "Script" – "White draft of 1 October 2026"."""

    label: str
    text: str
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AtAGlance:
    """The shoot in numbers."""

    pages: Eighths
    scenes: int
    days: int
    nights: int
    cast: int
    cast_work_days: int
    holding_days: int
    sets: int
    places: int
    moves: int
    gap: float
    gap_avoidable: float


class RowKind(StrEnum):
    """What a row of the budget table is."""

    CATEGORY = "category"
    SUBTOTAL = "subtotal"
    CONTRACTUAL = "contractual"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """``address`` opens the amount into why; ``assumed`` marks assumed or illustrative parts.

    ``whole`` is the amount in whole units that add up by hand, as the budget prints it.
    """

    kind: RowKind
    number: str
    title: str
    amount: Money | None
    address: str
    assumed: bool = False
    whole: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    """One department across the stages of ``TopsheetView.stages``, in their order."""

    department: str
    amounts: tuple[Money | None, ...]
    total: Money | None
    addresses: tuple[str, ...] = ()  # of the amounts
    address: str = ""  # of the total

    @property
    def cells(self) -> tuple[tuple[Money | None, str], ...]:
        """Each amount with the address that opens it."""
        return tuple(zip_longest(self.amounts, self.addresses, fillvalue=""))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class DearDay:
    number: int
    date: date
    shift: Shift
    scenes: tuple[str, ...]
    sets: tuple[str, ...]
    why: str  # "night, child, stunt"
    amount: Money | None
    hours: str  # "9:40", shown to those who may not see money
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DearScene:
    """The two costs of a scene; never one figure (see practice)."""

    number: str
    heading: str
    intext: IntExt
    light: Light
    eighths: Eighths
    saved_if_cut: Money | None
    full_share: Money | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DearRole:
    board_id: str
    name: str
    deal: str
    work_days: int
    holding_days: int
    amount: Money | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A date of the shoot's weeks; ``number`` 0 when nothing is shot."""

    date: date
    number: int
    shift: Shift | None
    strips: tuple[tuple[IntExt, Light, int], ...]  # with minutes, in shooting order
    closed: str = ""  # "weekend", a holiday's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One group of what is still assumed, with up to a handful of examples."""

    title: str
    count: int
    examples: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopsheetView:
    title: str
    kind: str
    currency: str
    basis: tuple[BasisLine, ...]
    notice: str  # the first line when something basic is missing: no country, no agreement
    glance: AtAGlance
    budget: tuple[BudgetRow, ...]
    stages: tuple[str, ...]
    departments: tuple[DepartmentRow, ...]
    dear_days: tuple[DearDay, ...]
    dear_scenes: tuple[DearScene, ...]
    dear_roles: tuple[DearRole, ...]
    calendar: tuple[tuple[CalendarDay, ...], ...]  # weeks, Monday first
    assumed: tuple[Assumed, ...]
    pay_visible: bool = True
    money_visible: bool = True

    @property
    def total(self) -> Money | None:
        return next((row.amount for row in self.budget if row.kind is RowKind.TOTAL), None)
