"""Is a budget whole: does every name in it mean something? One sentence where it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from topsheet.budget.engine.types import Budget, Fringe, Line, Posting, ProductionLevel
from topsheet.kernel.errors import InvalidInput

RESERVED = {"global", "fact", "fringe", "stage", "department", "before-contractuals"}


def check(budget: Budget) -> None:
    """Raises InvalidInput with the first thing that does not fit, and how to mend it."""
    _accounts(budget)
    _once("line", (line.key for line in budget.lines))
    _once("global", (item.name for item in budget.globals))
    _once("fringe", (fringe.key for fringe in budget.fringes))
    _once("contractual", (item.key for item in budget.contractuals))
    for fringe in budget.fringes:
        _fringe(fringe, budget)
    _contractuals(budget)
    _lines(budget)
    _ranges(budget)
    if budget.days_per_week < 1:
        raise InvalidInput("A week has at least one working day.", field="days_per_week")


def check_changed(before: Budget, budget: Budget) -> None:
    """As ``check``, where accounts, fringes and rates are those of a budget that is whole."""
    _once("global", (item.name for item in budget.globals))
    _once("contractual", (item.key for item in budget.contractuals))
    _contractuals(budget)
    known = set(map(id, before.lines))
    changed = [line for line in budget.lines if id(line) not in known]
    if len({line.key for line in budget.lines}) < len(budget.lines):
        _once("line", (line.key for line in budget.lines))
    _lines(replace(budget, lines=tuple(changed)))
    ranges = {line.range_key for line in changed}
    if ranges:
        touched = tuple(line for line in budget.lines if line.range_key in ranges)
        _ranges(replace(budget, lines=touched))


def _once(kind: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InvalidInput(f"There are two {kind}s “{key}”; rename one.", field=key)
        seen.add(key)


def _accounts(budget: Budget) -> None:
    _once("account", (account.code for account in budget.accounts))
    categories = {a.code: a for a in budget.accounts if not a.category}
    for account in budget.accounts:
        if account.code in RESERVED | {str(level) for level in ProductionLevel}:
            raise InvalidInput(
                f"“{account.code}” is a word of the budget; give the account another number.",
                field=account.code,
            )
    for account in budget.accounts:
        above = categories.get(account.category)
        if account.category and above is None:
            raise InvalidInput(
                f"Account {account.code} stands under “{account.category}”, which is no category.",
                field=account.code,
            )
        if above is not None and above.level is not account.level:
            raise InvalidInput(
                f"Account {account.code} is {account.level} but its category {above.code} is "
                f"{above.level}; give both one level.",
                field=account.code,
            )


def _fringe(fringe: Fringe, budget: Budget) -> None:
    known = {other.key for other in budget.fringes}
    if (fringe.percent is None) == (fringe.flat is None):
        raise InvalidInput(
            f"Fringe “{fringe.name}” needs either a percentage or a flat price.", field=fringe.key
        )
    for other in fringe.on:
        if other not in known:
            raise InvalidInput(
                f"Fringe “{fringe.name}” stands on “{other}”, which is no fringe.", field=fringe.key
            )
    codes = {account.code for account in budget.accounts}
    if fringe.posting == Posting.OWN_ACCOUNT and fringe.account not in codes:
        raise InvalidInput(
            f"Fringe “{fringe.name}” posts to account “{fringe.account}”, which the chart lacks.",
            field=fringe.key,
        )


def _contractuals(budget: Budget) -> None:
    codes = {account.code for account in budget.accounts}
    taken = codes | {str(level) for level in ProductionLevel} | RESERVED
    for item in budget.contractuals:
        if item.account not in codes:
            raise InvalidInput(
                f"“{item.name}” is in account “{item.account}”, which the chart lacks.",
                field=item.key,
            )
        if item.key in taken:
            raise InvalidInput(
                f"“{item.key}” is a word of the budget already; name the contractual otherwise.",
                field=item.key,
            )


def _lines(budget: Budget) -> None:
    codes = {account.code for account in budget.accounts}
    fringes = {fringe.key for fringe in budget.fringes}
    rates = {rate.currency for rate in budget.rates} | {budget.currency}
    for line in budget.lines:
        if line.account not in codes:
            raise InvalidInput(
                f"Line “{line.name}” is in account “{line.account}”, which the chart lacks.",
                field=line.key,
            )
        if line.price.currency not in rates:
            raise InvalidInput(
                f"Line “{line.name}” is priced in {line.price.currency}; lock a rate from "
                f"{line.price.currency} to {budget.currency}.",
                field=line.key,
            )
        for key in line.fringes:
            if key not in fringes:
                raise InvalidInput(
                    f"Line “{line.name}” carries “{key}”, which is no fringe.", field=line.key
                )


def _ranges(budget: Budget) -> None:
    first: dict[str, Line] = {}
    for line in budget.lines:
        if line.people < 1:
            raise InvalidInput(f"Line “{line.name}” is for at least one person.", field=line.key)
        known = first.setdefault(line.range_key, line)
        if known.price.currency != line.price.currency or known.people != line.people:
            raise InvalidInput(
                f"Lines “{known.name}” and “{line.name}” are of one person range, so they must "
                "have one currency and one number of people.",
                field=line.key,
            )
