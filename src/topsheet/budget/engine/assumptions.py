"""What in a budget nobody has decided yet, as a list for the topsheet."""

from __future__ import annotations

from topsheet.budget.engine.types import Assumed, Budget


def line_address(budget: Budget, key: str) -> str:
    """Where a line is found: ``budget/3300/focus-puller`` (its category, its key)."""
    line = next(line for line in budget.lines if line.key == key)
    account = next(account for account in budget.accounts if account.code == line.account)
    return f"budget/{account.category or account.code}/{key}"


def assumptions(budget: Budget) -> tuple[Assumed, ...]:
    """Notes of the whole budget first, then globals, fringes, contractuals, lines."""
    found = [Assumed(address="budget", label="Basis", reason=note) for note in budget.notes]
    illustrative = sum(line.illustrative for line in budget.lines)
    if illustrative:
        found.append(
            Assumed(
                address="budget",
                label="Prices",
                reason=f"{illustrative} of {len(budget.lines)} prices are illustrative: "
                "our own figures, to be replaced by quotes and deals.",
            )
        )
    found += _named(budget)
    categories = {account.code: account.category or account.code for account in budget.accounts}
    found += [
        Assumed(
            address=f"budget/{categories[line.account]}/{line.key}",
            label=line.name,
            reason=line.note or "Not decided yet.",
        )
        for line in budget.lines
        if line.assumed
    ]
    return tuple(found)


def _named(budget: Budget) -> list[Assumed]:
    found = [
        Assumed(
            address=f"budget/global/{item.name}",
            label=item.label,
            reason=item.source or "Not decided yet.",
        )
        for item in budget.globals
        if item.assumed
    ]
    found += [
        Assumed(
            address=f"budget/fringe/{fringe.key}",
            label=fringe.name,
            reason="The percentage is not verified; ask the payroll office.",
        )
        for fringe in budget.fringes
        if fringe.assumed
    ]
    found += [
        Assumed(
            address=f"budget/{item.key}",
            label=item.name,
            reason=item.source or "Not decided yet.",
        )
        for item in budget.contractuals
        if item.assumed
    ]
    return found
