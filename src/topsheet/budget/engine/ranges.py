"""One person range worked out: its lines measured, its fringes charged and shared out.

A range depends on its own lines, on the globals and facts they name, and on the frame of
the budget (fringes, rates, accounts). So where none of these moved, its result stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from topsheet.budget.engine.formulas import Scope, names, parse
from topsheet.budget.engine.fringes import Pay, charge, in_order
from topsheet.budget.engine.types import (
    Account,
    Budget,
    Fringe,
    FringeResult,
    FringeShare,
    Line,
    LineResult,
    Posting,
)
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, half_up, minor_digits, share_out

Measured = tuple[Fraction, Fraction, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeWorked:
    """What a range comes to. ``lines`` are all of it, ``results`` those that count."""

    lines: tuple[Line, ...]
    reads: frozenset[str]  # globals and facts its formulas name
    results: Mapping[str, LineResult]
    fringes: tuple[FringeResult, ...]
    posted: Mapping[str, int]  # account → minor, lines and fringes together


class Frame:
    """What every range of one budget shares, looked up once."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.fringes = in_order(budget.fringes)
        self.kinds: dict[str, Fringe] = {fringe.key: fringe for fringe in budget.fringes}
        self.accounts: dict[str, Account] = {account.code: account for account in budget.accounts}
        self.off = frozenset(group.name for group in budget.groups if not group.on)

    def work(self, together: tuple[Line, ...], scope: Scope) -> RangeWorked:
        """Measure, charge, share, post."""
        lines = tuple(line for line in together if line.group not in self.off)
        measured = {line.key: measure(line, scope) for line in lines}
        charged = self._charged(lines, measured)
        results = self._results(lines, measured, charged)
        return RangeWorked(
            lines=together,
            reads=frozenset().union(*(reads(line) for line in lines)),
            results=results,
            fringes=tuple(charged),
            posted=_posted(lines, results),
        )

    def _charged(
        self, lines: Sequence[Line], measured: Mapping[str, Measured]
    ) -> list[FringeResult]:
        if not any(line.fringes for line in lines):
            return []
        pays = {
            key: Pay(amount * times, pay.minor) for key, (amount, times, pay) in measured.items()
        }
        return range_fringes(self.budget, lines, pays, self.fringes)

    def _results(
        self,
        lines: Sequence[Line],
        measured: Mapping[str, Measured],
        charged: Sequence[FringeResult],
    ) -> dict[str, LineResult]:
        shares: dict[str, list[FringeShare]] = {line.key: [] for line in lines}
        by_key = {line.key: line for line in lines}
        for result in charged:
            parts = share_out(result.converted, share_weights(result, by_key, measured))
            for key, part in zip(result.lines, parts, strict=True):
                shares[key].append(self._share(self.kinds[result.fringe], by_key[key], part))
        return {
            line.key: _line_result(self.budget, measured[line.key], line.key, shares[line.key])
            for line in lines
        }

    def _share(self, fringe: Fringe, line: Line, part: Money) -> FringeShare:
        own = self.accounts[line.account]
        account = {
            Posting.CATEGORY: own.category or own.code,
            Posting.OWN_ACCOUNT: fringe.account,
        }.get(fringe.posting, own.code)
        on_line = fringe.posting == Posting.LINE
        return FringeShare(fringe=fringe.key, amount=part, account=account, on_line=on_line)


def reads(line: Line) -> frozenset[str]:
    """The globals and facts a line names itself."""
    return names(parse(line.amount)) | names(parse(line.times))


def measure(line: Line, scope: Scope) -> Measured:
    """Amount, times and pay of a line: amount × times × price, rounded half up once."""
    where = f"Line “{line.name}”"
    amount, times = scope.value(line.amount, where), scope.value(line.times, where)
    return amount, times, line.price.times(amount * times)


def converted(budget: Budget, money: Money) -> Money:
    """Money in the budget's currency at the locked rate, rounded half up once."""
    if money.currency == budget.currency:
        return money
    rate = next((r for r in budget.rates if r.currency == money.currency), None)
    if rate is None:
        raise InvalidInput(f"Lock a rate from {money.currency} to {budget.currency}.")
    power = minor_digits(budget.currency) - minor_digits(money.currency)
    exact = money.minor * Fraction(rate.rate) * Fraction(10) ** power
    return Money(half_up(exact), budget.currency)


def range_fringes(
    budget: Budget, lines: Sequence[Line], pays: Mapping[str, Pay], ordered: Sequence[Fringe]
) -> list[FringeResult]:
    """All fringes of one person range, also in the budget's currency."""
    charged = charge(lines, pays, ordered, budget.days_per_week)
    if lines[0].price.currency == budget.currency:
        return charged  # an amount is its own conversion
    return [replace(result, converted=converted(budget, result.amount)) for result in charged]


def share_weights(
    result: FringeResult, lines: Mapping[str, Line], measured: Mapping[str, Measured]
) -> list[int]:
    """A fringe is shared over the lines that carry it in proportion to their pay."""
    weights = [measured[key][2].minor for key in result.lines]
    for key, weight in zip(result.lines, weights, strict=True):
        if weight < 0:
            raise InvalidInput(
                f"Line “{lines[key].name}” is negative and carries fringes, which cannot be "
                "shared out; take its fringes off or make it positive.",
                field=key,
            )
    return weights


def _line_result(
    budget: Budget, measured: Measured, key: str, shares: Sequence[FringeShare]
) -> LineResult:
    quantity, times, pay = measured
    amount = converted(budget, pay)
    fringe = sum(share.amount.minor for share in shares)
    on_line = sum(share.amount.minor for share in shares if share.on_line)
    return LineResult(
        key=key,
        quantity=quantity,
        times=times,
        pay=pay,
        amount=amount,
        shares=tuple(shares),
        fringe=Money(fringe, budget.currency),
        total=Money(amount.minor + on_line, budget.currency),
    )


def _posted(lines: Sequence[Line], results: Mapping[str, LineResult]) -> dict[str, int]:
    posted: dict[str, int] = {}
    for line in lines:
        result = results[line.key]
        posted[line.account] = posted.get(line.account, 0) + result.amount.minor
        for share in result.shares:
            posted[share.account] = posted.get(share.account, 0) + share.amount.minor
    return posted
