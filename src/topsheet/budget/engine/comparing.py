"""Two budgets side by side: what was added, taken out, changed, and by how much.

A *side* is what a budget was and came to, without how; an approved version is kept as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from topsheet.budget.engine.types import Budget, BudgetResult, ProductionLevel
from topsheet.kernel.money import half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSide:
    """A line as issued; ``units`` is amount × times as text, ``total`` in minor units."""

    key: str
    name: str
    account: str
    amount: str
    quantity: str
    unit: str
    times: str
    price: str
    currency: str
    fringe: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSide:
    """An account or category (``category`` "") with its total."""

    code: str
    name: str
    category: str
    level: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractualSide:
    key: str
    name: str
    account: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One budget of a comparison."""

    label: str
    currency: str
    lines: Mapping[str, LineSide]
    accounts: Mapping[str, AccountSide]
    contractuals: Mapping[str, ContractualSide]
    levels: Mapping[str, int]
    before_contractuals: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """``kind``: added, removed or changed; ``what`` names the columns that differ."""

    kind: str
    key: str
    left: LineSide | None
    right: LineSide | None
    what: tuple[str, ...]
    difference: int

    @property
    def shown(self) -> LineSide:
        found = self.right or self.left
        assert found is not None  # one of them is there
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An account, category, level, charge or the total, on both sides."""

    kind: str
    key: str
    name: str
    left: int
    right: int

    @property
    def difference(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    left: Side
    right: Side
    lines: tuple[LineChange, ...]
    accounts: tuple[Difference, ...]
    contractuals: tuple[Difference, ...]
    levels: tuple[Difference, ...]
    total: Difference


Found = TypeVar("Found")
_COMPARED = ("name", "account", "amount", "quantity", "unit", "times", "price", "currency",
             "fringe", "total")  # fmt: skip


def side_of(budget: Budget, result: BudgetResult, label: str) -> Side:
    """What a budget comes to, as it would be issued."""
    return Side(
        label=label,
        currency=result.currency,
        lines={
            line.key: LineSide(
                key=line.key,
                name=line.name,
                account=line.account,
                amount=line.amount,
                quantity=str(result.lines[line.key].quantity),
                unit=line.unit,
                times=str(result.lines[line.key].times),
                price=str(line.price),
                currency=line.price.currency,
                fringe=result.lines[line.key].fringe.minor,
                total=result.lines[line.key].total.minor,
            )
            for line in budget.lines
            if line.key in result.lines
        },
        accounts={
            code: AccountSide(
                code=code,
                name=row.account.name,
                category=row.account.category,
                level=str(row.account.level),
                total=row.total.minor,
            )
            for code, row in result.accounts.items()
        },
        contractuals={
            item.key: ContractualSide(
                key=item.key,
                name=item.name,
                account=item.account,
                amount=result.contractuals[item.key].amount.minor,
            )
            for item in budget.contractuals
        },
        levels={str(level): money.minor for level, money in result.levels.items()},
        before_contractuals=result.before_contractuals.minor,
        total=result.total.minor,
    )


def compare(left: Side, right: Side) -> Comparison:
    """Line by line, account by account; lines of both in the order of the right, then left."""
    keys = [*right.lines, *(key for key in left.lines if key not in right.lines)]
    lines = (_line(left.lines.get(key), right.lines.get(key)) for key in keys)
    levels = [str(level) for level in ProductionLevel]
    return Comparison(
        left=left,
        right=right,
        lines=tuple(change for change in lines if change is not None),
        accounts=tuple(
            Difference(
                kind="category" if not (row := _either(left.accounts, right.accounts, c)).category
                else "account",
                key=c,
                name=row.name,
                left=left.accounts[c].total if c in left.accounts else 0,
                right=right.accounts[c].total if c in right.accounts else 0,
            )
            for c in _merged(left.accounts, right.accounts)
        ),
        contractuals=tuple(
            Difference(
                kind="contractual",
                key=key,
                name=_either(left.contractuals, right.contractuals, key).name,
                left=left.contractuals[key].amount if key in left.contractuals else 0,
                right=right.contractuals[key].amount if key in right.contractuals else 0,
            )
            for key in _merged(left.contractuals, right.contractuals)
        ),
        levels=tuple(
            Difference(kind="level", key=level, name=level, left=left.levels.get(level, 0),
                       right=right.levels.get(level, 0))
            for level in levels
        ),
        total=Difference(kind="total", key="total", name="Total", left=left.total,
                         right=right.total),
    )  # fmt: skip


def _line(left: LineSide | None, right: LineSide | None) -> LineChange | None:
    if left is None or right is None:
        one = left or right
        assert one is not None
        return LineChange(
            kind="added" if left is None else "removed",
            key=one.key,
            left=left,
            right=right,
            what=(),
            difference=one.total if left is None else -one.total,
        )
    what = tuple(field for field in _COMPARED if getattr(left, field) != getattr(right, field))
    if not what:
        return None
    difference = right.total - left.total
    return LineChange(
        kind="changed", key=left.key, left=left, right=right, what=what, difference=difference
    )


def _merged(left: Mapping[str, object], right: Mapping[str, object]) -> list[str]:
    return [*right, *(key for key in left if key not in right)]


def _either(left: Mapping[str, Found], right: Mapping[str, Found], key: str) -> Found:
    return right[key] if key in right else left[key]


# --- the estimate beside the approved budget ------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision on an approved budget: draw, overage or saving, in minor units."""

    kind: str
    account: str
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceRow:
    """``revised`` is approved with what was decided since; ``variance`` what is left of it.

    The estimate of a contingency is what is left of it: what was drawn is spent, and stands in
    the account it was drawn for.
    """

    kind: str  # level, category, account, total
    key: str
    name: str
    approved: int
    decided: int
    estimate: int

    @property
    def revised(self) -> int:
        return self.approved + self.decided

    @property
    def variance(self) -> int:
        """Positive: under the revised budget. Negative: over."""
        return self.revised - self.estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Contingency:
    """``share``: what is left per thousand of the cost to complete, or None without any."""

    approved: int
    drawn: int
    share: int | None

    @property
    def left(self) -> int:
        return self.approved - self.drawn


def contingency_accounts(side: Side) -> dict[str, int]:
    """Accounts that hold contingency, and how much."""
    found: dict[str, int] = {}
    for item in side.contractuals.values():
        if "contingency" in f"{item.key} {item.name}".casefold():
            found[item.account] = found.get(item.account, 0) + item.amount
    return found


def contingency(approved: Side, decisions: tuple[Decided, ...], to_complete: int) -> Contingency:
    """What was drawn of the approved contingency, and what is left of it."""
    whole = sum(contingency_accounts(approved).values())
    drawn = sum(one.minor for one in decisions if one.kind == "draw")
    share = None
    if to_complete > 0:
        share = half_up(Fraction((whole - drawn) * 1000, to_complete))
    return Contingency(approved=whole, drawn=drawn, share=share)


def moved_by(approved: Side, decisions: tuple[Decided, ...]) -> dict[str, int]:
    """What decisions moved on each account; a draw takes from the contingency what it gives."""
    moved: dict[str, int] = {}
    pots = contingency_accounts(approved)
    pot = max(pots, key=lambda code: pots[code]) if pots else ""
    for one in decisions:
        sign = -1 if one.kind == "saving" else 1
        moved[one.account] = moved.get(one.account, 0) + sign * one.minor
        if one.kind == "draw" and pot:
            moved[pot] = moved.get(pot, 0) - one.minor
    return moved


def drawn_of(estimate: Side, approved: Side, decisions: tuple[Decided, ...]) -> dict[str, int]:
    """What draws leave less of the contingency that the estimate still holds in full."""
    pots, held = contingency_accounts(approved), contingency_accounts(estimate)
    pot = max(pots, key=lambda code: pots[code]) if pots else ""
    drawn = sum(one.minor for one in decisions if one.kind == "draw")
    return {pot: min(drawn, held[pot])} if held.get(pot, 0) > 0 and drawn else {}


def variances(
    approved: Side, estimate: Side, decisions: tuple[Decided, ...]
) -> tuple[VarianceRow, ...]:
    """Every level with its categories and accounts, then the total."""
    compared = compare(approved, estimate)
    rows = {one.key: one for one in compared.accounts}
    sides = {**approved.accounts, **estimate.accounts}
    own = moved_by(approved, decisions)
    decided = _with_categories(own, sides)
    drawn = _with_categories(drawn_of(estimate, approved, decisions), sides)
    out: list[VarianceRow] = []
    for level in compared.levels:
        tops = [c for c in rows if not sides[c].category and sides[c].level == level.key]
        moved, less = (sum(part[code] for code in tops) for part in (decided, drawn))
        out.append(_row("level", level.key, level.name, level.left, moved, level.right - less))
        for top in tops:
            for code in (top, *(c for c in rows if sides[c].category == top)):
                one, left = rows[code], rows[code].right - drawn[code]
                out.append(_row(one.kind, code, one.name, one.left, decided[code], left))
    total, whole = compared.total, sum(own.values())
    less = sum(drawn[code] for code in rows if not sides[code].category)
    return (*out, _row("total", "total", "Total", total.left, whole, total.right - less))


def _with_categories(own: Mapping[str, int], sides: Mapping[str, AccountSide]) -> dict[str, int]:
    """What moved on each account, and on each category with its accounts."""
    found = {code: own.get(code, 0) for code in sides}
    for code, account in sides.items():
        if account.category in found:
            found[account.category] += own.get(code, 0)
    return found


def _row(kind: str, key: str, name: str, approved: int, decided: int, estimate: int) -> VarianceRow:
    return VarianceRow(
        kind=kind, key=key, name=name, approved=approved, decided=decided, estimate=estimate
    )
