"""Contingency, bond, overhead and the like: percentages of declared bases.

A contractual whose base names another one is worked out after it. Where they name
each other, all of them must be declared mutual; then each is worked out in turn, from
nothing, until none of them moves by a cent (the least amounts that satisfy all).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from topsheet.budget.engine.types import (
    Account,
    Budget,
    Contractual,
    ContractualResult,
    ProductionLevel,
)
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, half_up

MOST_ROUNDS = 500


def settle(budget: Budget, posted: Mapping[str, int]) -> dict[str, ContractualResult]:
    """Every contractual. ``posted`` is what lines and fringes put on each account, in minor."""
    by_key = {item.key: item for item in budget.contractuals}
    direct = {item.key: direct_base(budget, item, posted) for item in budget.contractuals}
    results: dict[str, ContractualResult] = {}
    for together in solving_order(by_key):
        results |= _solve(budget, [by_key[key] for key in together], direct, results)
    return {item.key: results[item.key] for item in budget.contractuals}


def stands_on(item: Contractual, by_key: Mapping[str, Contractual]) -> tuple[str, ...]:
    """The other contractuals in the base."""
    return tuple(key for key in item.include if key in by_key and key not in item.exclude)


def in_base(item: Contractual, account: Account) -> bool:
    """Whether what is posted on an account belongs to the base."""
    names = {str(account.level), account.code, account.category}
    return bool(names & set(item.include)) and not names & set(item.exclude)


def direct_base(budget: Budget, item: Contractual, posted: Mapping[str, int]) -> int:
    """The base without other contractuals. Raises InvalidInput when a name in it is unknown."""
    known = {str(level) for level in ProductionLevel}
    known |= {account.code for account in budget.accounts}
    known |= {other.key for other in budget.contractuals}
    for name in (*item.include, *item.exclude):
        if name not in known:
            raise InvalidInput(
                f"The base of “{item.name}” names “{name}”; name a level, an account or "
                "another contractual.",
                field=item.key,
            )
    if (item.percent is None) == (item.flat is None):
        raise InvalidInput(
            f"“{item.name}” needs either a percentage or a flat sum.", field=item.key
        )
    return sum(posted.get(a.code, 0) for a in budget.accounts if in_base(item, a))


def solving_order(by_key: Mapping[str, Contractual]) -> list[list[str]]:
    """Groups to solve one after another; a group of several stand on each other."""
    reach = {key: _reached(key, by_key) for key in by_key}
    left = list(by_key)
    order: list[list[str]] = []
    while left:
        ready = next(
            key for key in left if all(k not in left or key in reach[k] for k in reach[key])
        )
        together = [k for k in left if k == ready or (k in reach[ready] and ready in reach[k])]
        _mutual(together, by_key, reach)
        order.append(together)
        left = [key for key in left if key not in together]
    return order


def _reached(start: str, by_key: Mapping[str, Contractual]) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for key in stands_on(by_key[todo.pop()], by_key):
            if key not in found:
                found.add(key)
                todo.append(key)
    return found


def _mutual(
    together: Sequence[str], by_key: Mapping[str, Contractual], reach: Mapping[str, set[str]]
) -> None:
    circular = [key for key in together if key in reach[key]]
    undeclared = [by_key[key] for key in circular if not by_key[key].mutual]
    if undeclared:
        circle = " → ".join([*(by_key[key].name for key in circular), by_key[circular[0]].name])
        raise InvalidInput(
            f"{circle} go in a circle; declare them mutual or take one out of another's base.",
            field=undeclared[0].key,
        )


def _solve(
    budget: Budget,
    together: Sequence[Contractual],
    direct: Mapping[str, int],
    known: Mapping[str, ContractualResult],
) -> dict[str, ContractualResult]:
    by_key = {item.key: item for item in budget.contractuals}
    amounts = {item.key: 0 for item in together}
    bases = dict(amounts)
    rounds: dict[str, list[int]] = {item.key: [] for item in together}
    circular = together[0].key in _reached(together[0].key, by_key)
    for _ in range(MOST_ROUNDS):
        before = dict(amounts)
        for item in together:
            others = stands_on(item, by_key)
            bases[item.key] = direct[item.key] + sum(
                amounts[k] if k in amounts else known[k].amount.minor for k in others
            )
            amounts[item.key] = amount_of(item, bases[item.key], budget.currency)
            rounds[item.key].append(amounts[item.key])
        if amounts == before or not circular:
            return {
                item.key: ContractualResult(
                    key=item.key,
                    base=Money(bases[item.key], budget.currency),
                    amount=Money(amounts[item.key], budget.currency),
                    rounds=tuple(
                        Money(m, budget.currency) for m in (rounds[item.key] if circular else ())
                    ),
                )
                for item in together
            }
    names = " and ".join(item.name for item in together)
    raise InvalidInput(
        f"{names} do not settle: together they ask for more than the whole of themselves.",
        field=together[0].key,
    )


def amount_of(item: Contractual, base: int, currency: str) -> int:
    """The charge on a base, rounded half up once, at most its cap."""
    if item.flat is not None:
        amount = _same(item.flat, currency, item)
    else:
        assert item.percent is not None  # held by direct_base
        amount = half_up(base * item.percent.fraction)
    return amount if item.cap is None else min(amount, _same(item.cap, currency, item))


def _same(money: Money, currency: str, item: Contractual) -> int:
    if money.currency != currency:
        raise InvalidInput(
            f"“{item.name}” is in {money.currency}; write it in {currency}.", field=item.key
        )
    return money.minor
