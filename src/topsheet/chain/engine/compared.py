"""Two plans laid beside each other, figure by figure.

Days, moves and dates, what the order of the strips costs by part, and the estimate by level,
account, stage and department. A figure that only one plan has is nothing in the other; one
that a viewer may not see is ``Side.value`` None.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from topsheet.budget.engine.compute import CONTRACTUAL
from topsheet.budget.engine.types import LEVEL_NAMES, BudgetResult, ProductionLevel, Stage
from topsheet.chain.engine.layout import CONTRACTUAL_NAME, Plan, holding_days
from topsheet.kernel.money import Money
from topsheet.schedule.engine.cost_parts import LABELS
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
)

Amount: TypeAlias = Money | int | date


class Group(StrEnum):
    """The blocks of the comparison, in their order."""

    SHOOT = "shoot"
    COST = "cost"
    LEVELS = "levels"
    ACCOUNTS = "accounts"
    STAGES = "stages"
    DEPARTMENTS = "departments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One plan's figure; ``address`` opens it into why, "" where there is none."""

    value: Amount | None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of both. ``depth`` 1 stands in the account above, ``total`` sums the group up."""

    key: str
    label: str
    a: Side
    b: Side
    number: str = ""
    depth: int = 0
    total: bool = False
    withheld: bool = False  # the viewer may not see it, nor whether it differs

    @property
    def differs(self) -> bool:
        return self.a.value != self.b.value

    @property
    def difference(self) -> Money | int | None:
        """What b is over a, in days for dates; None where one is not shown or not comparable."""
        a, b = self.a.value, self.b.value
        if isinstance(a, Money) and isinstance(b, Money):
            return b - a if a.currency == b.currency else None
        if isinstance(a, int) and isinstance(b, int):
            return b - a
        return (b - a).days if isinstance(a, date) and isinstance(b, date) else None

    @property
    def share(self) -> Fraction | None:
        """The difference as a share of a, for amounts and counts that are not nothing in a."""
        a, over = self.a.value, self.difference
        if isinstance(a, Money) and isinstance(over, Money):
            return Fraction(over.minor, abs(a.minor)) if a.minor else None
        return (
            Fraction(over, abs(a)) if isinstance(a, int) and isinstance(over, int) and a else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The rows of a group in the trade's order."""

    group: Group
    rows: tuple[Row, ...]

    @property
    def differing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.differs)

    @property
    def same(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.differs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    currency: str
    total: Row
    blocks: tuple[Block, ...]
    money_visible: bool = True
    pay_visible: bool = True

    def block(self, group: Group) -> Block:
        return next(block for block in self.blocks if block.group is group)


def compare_plans(a: Plan, b: Plan) -> Comparison:
    """Every figure of both plans; ``only_what_may_be_seen`` hides what a viewer may not see."""
    blocks = (
        Block(group=Group.SHOOT, rows=tuple(_shoot(a, b))),
        Block(group=Group.COST, rows=tuple(_cost(a, b))),
        Block(group=Group.LEVELS, rows=tuple(_levels(a.result, b.result))),
        Block(group=Group.ACCOUNTS, rows=tuple(_accounts(a.result, b.result))),
        Block(group=Group.STAGES, rows=tuple(_stages(a.result, b.result))),
        Block(group=Group.DEPARTMENTS, rows=tuple(_departments(a.result, b.result))),
    )
    return Comparison(currency=a.result.currency, total=_total(a.result, b.result), blocks=blocks)


def without_money(found: Comparison) -> Comparison:
    """Days, moves and dates alone."""
    hidden = _hidden(found.total, (), ())
    return replace(
        found, total=hidden, blocks=(found.block(Group.SHOOT),), money_visible=False,
        pay_visible=False,
    )  # fmt: skip


def without_pay(found: Comparison, shown_a: Container[str], shown_b: Container[str]) -> Comparison:
    """The amounts at shown addresses. What the order costs is made of pay, and in a department
    or a stage one person may stand alone: they go, as they do on the topsheet.
    """
    blocks = tuple(
        replace(block, rows=tuple(_hidden(row, shown_a, shown_b) for row in block.rows))
        if block.group is not Group.SHOOT else block
        for block in found.blocks
        if block.group in (Group.SHOOT, Group.LEVELS, Group.ACCOUNTS)
    )  # fmt: skip
    return replace(
        found, total=_hidden(found.total, shown_a, shown_b), blocks=blocks, pay_visible=False
    )


def without_what_moved(found: Comparison) -> Comparison:
    """Where the two differ by one person's pay alone, no amount that differs may be shown."""
    blocks = tuple(
        replace(block, rows=tuple(_withheld(row) if row.differs else row for row in block.rows))
        if block.group is not Group.SHOOT else block
        for block in found.blocks
    )  # fmt: skip
    total = _withheld(found.total) if found.total.differs else found.total
    return replace(found, total=total, blocks=blocks)


def _withheld(row: Row) -> Row:
    return replace(row, a=replace(row.a, value=None), b=replace(row.b, value=None), withheld=True)


def _hidden(row: Row, shown_a: Container[str], shown_b: Container[str]) -> Row:
    """Both sides are withheld when one must be: the other would tell it by the difference."""
    sides = ((row.a, shown_a), (row.b, shown_b))
    if all(side.address in shown or not side.address for side, shown in sides):
        return row
    return _withheld(row)


def _shoot(a: Plan, b: Plan) -> Iterator[Row]:
    facts = (
        (SHOOT_DAYS, "Shooting days"),
        (SHOOT_NIGHTS, "Nights among them"),
        (SHOOT_MOVES, "Company moves"),
        (OVERTIME_BLOCKS, "Overtime, begun half hours"),
        (CAST_WORK_DAYS, "Cast days worked"),
    )
    for fact, label in facts:
        yield Row(key=fact, label=label, a=_fact(a, fact), b=_fact(b, fact))
    yield _row("holding", "Cast days held", (a, b), lambda plan: Side(value=holding_days(plan)))
    yield _row("scenes", "Scenes", (a, b), lambda plan: Side(value=_scenes(plan)))
    dated = [plan for plan in (a, b) if plan.schedule.best.board.days]
    if len(dated) == 2:
        yield _row(
            "start", "First shooting day", (a, b), lambda plan: Side(value=min(_dates(plan)))
        )
        yield _row("wrap", "Wrap", (a, b), lambda plan: Side(value=max(_dates(plan))))


def _row(key: str, label: str, plans: tuple[Plan, Plan], of: Callable[[Plan], Side]) -> Row:
    return Row(key=key, label=label, a=of(plans[0]), b=of(plans[1]))


def _fact(plan: Plan, fact: str) -> Side:
    facts = plan.schedule.best.facts
    return Side(value=facts.get(fact, 0), address=f"schedule/{fact}" if fact in facts else "")


def _scenes(plan: Plan) -> int:
    return sum(1 for scene in plan.script.scenes if not scene.omitted)


def _dates(plan: Plan) -> list[date]:
    return [day.date for day in plan.schedule.best.board.days]


def _cost(a: Plan, b: Plan) -> Iterator[Row]:
    parts_a, parts_b = (
        {part.key: part.amount for part in plan.schedule.best.parts} for plan in (a, b)
    )
    for key, label in LABELS.items():
        if key in parts_a or key in parts_b:
            yield Row(
                key=key, label=label,
                a=_money(parts_a, key, f"schedule/part/{key}", a.result.currency),
                b=_money(parts_b, key, f"schedule/part/{key}", b.result.currency),
            )  # fmt: skip
    sums = (Side(value=plan.schedule.best.cost, address="schedule/cost") for plan in (a, b))
    yield Row(key="cost", label="Cost of this order", a=next(sums), b=next(sums), total=True)


def _levels(a: BudgetResult, b: BudgetResult) -> Iterator[Row]:
    levels_a, levels_b = (
        {level.value: amount for level, amount in result.levels.items()} for result in (a, b)
    )
    for level in ProductionLevel:
        if level in levels_a or level in levels_b:
            label = CONTRACTUAL_NAME if level is ProductionLevel.CONTRACTUAL else LEVEL_NAMES[level]
            yield _amounts(level.value, label, levels_a, levels_b, level.value, (a, b))
    yield _total(a, b)


def _total(a: BudgetResult, b: BudgetResult) -> Row:
    sides = (Side(value=result.total, address="budget") for result in (a, b))
    return Row(key="total", label="Estimate", a=next(sides), b=next(sides), total=True)


def _accounts(a: BudgetResult, b: BudgetResult) -> Iterator[Row]:
    """In the order of the chart; what only the second has after what it follows there."""
    totals_a, totals_b = (
        {code: found.total for code, found in result.accounts.items()} for result in (a, b)
    )
    for code in _in_order(a.accounts, b.accounts):
        account = (b.accounts.get(code) or a.accounts[code]).account
        if totals_a.get(code) or totals_b.get(code):
            row = _amounts(code, account.name, totals_a, totals_b, code, (a, b))
            yield replace(row, number=code, depth=int(bool(account.category)))


def _stages(a: BudgetResult, b: BudgetResult) -> Iterator[Row]:
    for stage in (*(stage.value for stage in Stage), CONTRACTUAL):
        if a.stages.get(stage) or b.stages.get(stage):
            label = CONTRACTUAL_NAME if stage == CONTRACTUAL else stage.capitalize()
            yield _amounts(f"stage/{stage}", label, a.stages, b.stages, stage, (a, b))


def _departments(a: BudgetResult, b: BudgetResult) -> Iterator[Row]:
    names = {*a.departments, *b.departments}
    for name in sorted(names, key=lambda name: (name == CONTRACTUAL, _largest(name, a, b), name)):
        if a.departments.get(name) or b.departments.get(name):
            label = CONTRACTUAL_NAME if name == CONTRACTUAL else name.capitalize()
            row = _amounts(f"department/{name}", label, a.departments, b.departments, name, (a, b))
            yield row


def _largest(name: str, a: BudgetResult, b: BudgetResult) -> int:
    found = (result.departments.get(name) for result in (a, b))
    return -max(amount.minor if amount else 0 for amount in found)


def _amounts(
    path: str,
    label: str,
    amounts_a: Mapping[str, Money],
    amounts_b: Mapping[str, Money],
    key: str,
    results: tuple[BudgetResult, BudgetResult],
) -> Row:
    address = f"budget/{path}"
    return Row(
        key=path,
        label=label,
        a=_money(amounts_a, key, address, results[0].currency),
        b=_money(amounts_b, key, address, results[1].currency),
    )


def _money(amounts: Mapping[str, Money], key: str, address: str, currency: str) -> Side:
    if key not in amounts:
        return Side(value=Money.zero(currency))
    return Side(value=amounts[key], address=address)


def _in_order(a: Iterable[str], b: Iterable[str]) -> list[str]:
    """All of a, with what only b has put behind what it follows in b."""
    order = list(a)
    known = set(order)
    before = -1
    for code in b:
        if code in known:
            before = order.index(code)
        else:
            before += 1
            order.insert(before, code)
            known.add(code)
    return order
