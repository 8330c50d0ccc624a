"""Where a scenario stands: every figure by its address, and what moved between two standings.

Values are whole numbers: money in minor units, dates as ordinals, lengths in eighths. Only
formulas of globals may be fractions. ``pay`` holds what each person range costs, so that a
move made by one person's pay alone is withheld like the pay.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from topsheet.budget.engine.types import LEVEL_NAMES, Budget, BudgetResult
from topsheet.schedule.engine.types import BoardJudgement

MONEY, DATE, EIGHTHS, SCENES, FLAGS = "money", "date", "eighths", "scenes", "flags"
TOTAL, DAYS, NIGHTS, START, WRAP = (
    "budget",
    "schedule/shoot/days",
    "schedule/shoot/nights",
    "schedule/start",
    "schedule/wrap",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """One figure. ``fine``: below the accounts, too fine to be kept of every change."""

    label: str
    value: int | Fraction
    unit: str
    fine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    currency: str
    figures: Mapping[str, Worth]
    pay: Mapping[str, int] = field(default_factory=dict)  # by person range


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A figure before and after; None: it was not there, or is not any more.

    ``withheld``: it moved, but by how much is not for this viewer.
    """

    address: str
    label: str
    unit: str
    before: int | Fraction | None
    after: int | Fraction | None
    withheld: bool = False

    @property
    def difference(self) -> int | Fraction:
        return (self.after or 0) - (self.before or 0)


def moves(before: Standing, after: Standing, *, coarse: bool = False) -> tuple[Move, ...]:
    """Every figure that is not what it was; of a ``coarse`` standing only what both hold."""
    addresses = [*after.figures, *(one for one in before.figures if one not in after.figures)]
    return tuple(
        Move(address=address, label=worth.label, unit=worth.unit,
             before=_value(before, address), after=_value(after, address))
        for address in addresses
        if (worth := after.figures.get(address) or before.figures[address])
        and not (coarse and worth.fine)
        and _value(before, address) != _value(after, address)
    )  # fmt: skip


def without_pay(
    found: tuple[Move, ...], before: Standing, after: Standing, shown: Container[str]
) -> tuple[Move, ...]:
    """For those who may not see pay: money only at ``shown`` addresses (of both standings).

    Where one person's pay is all that moved, no sum may be shown moving: the difference
    would be that person's. Days, dates and lengths are for all who see the schedule.
    """
    alone = pay_moved(before, after) == 1
    return tuple(_withheld(move) if _hides(move, shown, alone) else move for move in found)


def without_money(found: tuple[Move, ...]) -> tuple[Move, ...]:
    """For those who may not see the budget at all."""
    return tuple(one for one in found if one.unit != MONEY and not one.address.startswith("budget"))


def _hides(move: Move, shown: Container[str], alone: bool) -> bool:
    if move.unit != MONEY:
        return False
    return alone or move.address not in shown


def _withheld(move: Move) -> Move:
    return Move(
        address=move.address, label=move.label, unit=move.unit, before=None, after=None,
        withheld=True,
    )  # fmt: skip


def pay_moved(before: Standing, after: Standing) -> int:
    """How many persons' pay is not the same in both."""
    people = before.pay.keys() | after.pay.keys()
    return sum(before.pay.get(one) != after.pay.get(one) for one in people)


def _value(standing: Standing, address: str) -> int | Fraction | None:
    worth = standing.figures.get(address)
    return None if worth is None else worth.value


def standing(
    *,
    budget: Budget | None,
    result: BudgetResult | None,
    judged: BoardJudgement | None,
    scenes: int,
    eighths: int,
    currency: str,
) -> Standing:
    """All figures of a scenario; of what is not there yet, none."""
    figures = {
        "script/scenes": Worth(label="Scenes", value=scenes, unit=SCENES),
        "script/pages": Worth(label="Pages", value=eighths, unit=EIGHTHS),
    }
    pay: dict[str, int] = {}
    if budget is not None and result is not None:
        figures |= dict(_of_budget(budget, result))
        pay = _pay(budget, result)
    if judged is not None:
        figures |= dict(_of_board(judged, _fact_words(budget)))
    return Standing(currency=currency, figures=figures, pay=pay)


def _of_budget(budget: Budget, result: BudgetResult) -> Iterator[tuple[str, Worth]]:
    def money(label: str, minor: int, *, fine: bool = False) -> Worth:
        return Worth(label=label, value=minor, unit=MONEY, fine=fine)

    yield TOTAL, money("Estimate", result.total.minor)
    yield "budget/before-contractuals", money("Direct cost", result.before_contractuals.minor)
    for level, amount in result.levels.items():
        yield f"budget/{level}", money(LEVEL_NAMES[level], amount.minor)
    for code, account in result.accounts.items():
        yield f"budget/{code}", money(f"{code} {account.account.name}", account.total.minor)
    names = {item.key: item.name for item in budget.contractuals}
    for key, contractual in result.contractuals.items():
        yield f"budget/{key}", money(names[key], contractual.amount.minor)
    for stage, amount in result.stages.items():
        yield f"budget/stage/{stage}", money(stage.capitalize(), amount.minor)
    for name, amount in result.departments.items():
        yield f"budget/department/{name}", money(name, amount.minor)
    above = {account.code: account.category or account.code for account in budget.accounts}
    for line in budget.lines:
        if line.key in result.lines:
            minor = result.lines[line.key].total.minor
            yield f"budget/{above[line.account]}/{line.key}", money(line.name, minor, fine=True)
    words = {item.name: item for item in budget.globals}
    for name, value in result.globals.items():
        if name in words:
            unit = words[name].unit
            yield (
                f"budget/global/{name}",
                Worth(label=words[name].label, value=value, unit=unit, fine=True),
            )


def _pay(budget: Budget, result: BudgetResult) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in budget.lines:
        if line.is_pay and line.key in result.lines:
            of_line = result.lines[line.key]
            minor = of_line.amount.minor + of_line.fringe.minor
            found[line.range_key] = found.get(line.range_key, 0) + minor
    return found


def _of_board(
    judged: BoardJudgement, words: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Worth]]:
    for fact, count in judged.facts.items():
        label, unit = words.get(fact, (fact.replace("/", " ").replace("-", " "), "days"))
        yield f"schedule/{fact}", Worth(label=label, value=count, unit=unit)
    days = judged.board.days
    if days:
        first, last = days[0].date.toordinal(), days[-1].date.toordinal()
        yield START, Worth(label="First day", value=first, unit=DATE)
        yield WRAP, Worth(label="Wrap", value=last, unit=DATE)
    yield "schedule/flags", Worth(label="Flags", value=len(judged.breaches), unit=FLAGS)
    cost = judged.cost.minor
    yield "schedule/cost", Worth(label="Cost of this order", value=cost, unit=MONEY)
    for part in judged.parts:
        worth = Worth(label=part.label, value=part.amount.minor, unit=MONEY)
        yield f"schedule/cost/{part.key}", worth


def _fact_words(budget: Budget | None) -> dict[str, tuple[str, str]]:
    words = budget.facts if budget is not None else ()
    return {word.name: (word.label, word.unit) for word in words}
