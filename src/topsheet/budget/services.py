"""Verbs: keep a budget, write it as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from topsheet.budget import models, rows
from topsheet.budget.engine import Budget
from topsheet.budget.engine.checks import check
from topsheet.budget.selectors import Estimate
from topsheet.budget.workbook import write_workbook
from topsheet.kernel.errors import InvalidInput, NotAllowed
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario, ScenarioRecord

MAIN_BUDGET = "main-budget"
ROOM = 1 << 20  # between neighbouring lines, so that a move touches one row


def save_budget(changes: Changes, scenario: Scenario, budget: Budget) -> None:
    """Bring the scenario's budget in line with ``budget``: rows that stand are kept.

    Raises InvalidInput for a budget that does not hold together.
    """
    check(budget)
    _in_line(changes, scenario, models.Budget, {MAIN_BUDGET: rows.budget_fields(budget)})
    accounts = _accounts(changes, scenario, budget)
    _in_line(
        changes, scenario, models.Line,
        {line.key: rows.line_fields(line) | {"account": accounts[line.account], "order": n * ROOM}
         for n, line in enumerate(budget.lines)},
    )  # fmt: skip
    _in_line(
        changes, scenario, models.Global,
        {item.name: rows.global_fields(item) | {"order": n}
         for n, item in enumerate(budget.globals)},
    )  # fmt: skip
    _in_line(
        changes, scenario, models.Fringe,
        {fringe.key: rows.fringe_fields(fringe) | {"order": n}
         for n, fringe in enumerate(budget.fringes)},
    )  # fmt: skip
    _in_line(
        changes, scenario, models.Contractual,
        {item.key: rows.contractual_fields(item, budget.currency)
         | {"account": accounts[item.account], "order": n}
         for n, item in enumerate(budget.contractuals)},
    )  # fmt: skip


def _accounts(changes: Changes, scenario: Scenario, budget: Budget) -> Mapping[str, Any]:
    """Categories first, for accounts point to them."""
    fields = {
        account.code: {"name": account.name, "level": str(account.level), "order": n}
        for n, account in enumerate(budget.accounts)
    }
    tops = {a.code: fields[a.code] | {"category": None} for a in budget.accounts if not a.category}
    categories = _in_line(changes, scenario, models.Account, tops, keep=set(fields))
    under = {
        a.code: fields[a.code] | {"category": categories[a.category]}
        for a in budget.accounts
        if a.category
    }
    return categories | _in_line(changes, scenario, models.Account, under, keep=set(fields))


def _in_line(
    changes: Changes,
    scenario: Scenario,
    model: type[ScenarioRecord],
    wanted: Mapping[str, dict[str, Any]],
    keep: set[str] | None = None,
) -> dict[str, Any]:
    """Create, change and delete rows until they are those wanted; the rows by uid."""
    present = {row.uid: row for row in model._default_manager.filter(scenario=scenario)}
    staying = set(wanted) | (keep or set())
    changes.delete_all([row for uid, row in present.items() if uid not in staying])
    for uid, row in present.items():
        if uid in wanted:
            _change(changes, row, wanted[uid])
    new = {
        uid: model(scenario=scenario, uid=uid, **fields)
        for uid, fields in wanted.items()
        if uid not in present
    }
    changes.create_all(list(new.values()))
    return {uid: present[uid] if uid in present else new[uid] for uid in wanted}


def _change(changes: Changes, row: Any, wanted: Mapping[str, Any]) -> None:
    other = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if other:
        changes.update(row, **other)


def export_workbook(found: Estimate, shown: frozenset[str] | None, path: Path) -> None:
    """Write ``budget.xlsx``. Raises NotAllowed without the right to see pay (``shown`` is
    then a set), for a workbook holds every price; InvalidInput when it cannot be written.
    """
    if shown is not None:
        raise NotAllowed("The workbook holds everybody's pay, which your role may not see.")
    try:
        write_workbook(found, path)
    except OSError as error:
        raise InvalidInput(
            f"{path} cannot be written ({error.strerror or error}); name another file.",
            field="file",
        ) from None
