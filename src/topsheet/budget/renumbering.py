"""An account gets another number: what stands in it, posts to it or is charged on it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from topsheet.budget import models, versions
from topsheet.budget.chart_editing import account_row, check_code, place_of
from topsheet.budget.engine.naming import listed
from topsheet.budget.engine.types import Budget, Contractual
from topsheet.budget.sheet import Sheet, Written, editing
from topsheet.kernel.errors import InvalidInput
from topsheet.platform.models import User
from topsheet.production.models import Attachment, Note, Scenario


def renumber_account(
    actor: User,
    scenario: Scenario,
    code: str,
    new: str,
    *,
    name: str = "",
    version: int | None = None,
) -> Written:
    """Give an account or category another number (and name) in one act.

    Raises InvalidInput naming the approved budgets that were issued with the old number.
    """
    new = new.strip()
    with editing(actor, scenario, f"Account {code[:12]} renumbered {new[:12]}") as sheet:
        old = account_row(sheet, code)
        name = " ".join(name.split()) or old.name
        check_code(sheet, new, name)
        _refuse_issued(scenario, code)
        sheet.try_budget(_renumbered(sheet.budget, code, new))
        made = models.Account(
            scenario=scenario,
            uid=new,
            name=name,
            level=old.level,
            category=old.category,
            order=place_of(sheet, new, old.category.uid) if old.category else old.order,
            charted="" if old.charted == new else old.charted or code,
        )
        sheet.changes.create(made)
        sheet.changes.update_all(list(_followers(sheet, old, made)))
        sheet.changes.delete(old, version)
    return sheet.written


def _refuse_issued(scenario: Scenario, code: str) -> None:
    """A version is kept as it was issued, so it cannot follow."""
    known = models.BudgetVersion.objects.filter(scenario=scenario)
    issued = [f"“{one.label}”" for one in known if code in versions.side(one).accounts]
    if issued:
        raise InvalidInput(
            f"Account {code} was issued under this number in {listed(issued)}, so it stays; "
            "add a new account and move the lines there.",
            field="code",
        )


def _followers(
    sheet: Sheet, old: models.Account, new: models.Account
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Rows that name the account, with what they say instead."""
    for line in models.Line.objects.filter(account=old):
        yield line, {"account": new}
    for inside in models.Account.objects.filter(category=old):
        yield inside, {"category": new}
    for fringe in models.Fringe.objects.filter(scenario=sheet.scenario, account=old.uid):
        yield fringe, {"account": new.uid}
    for item in models.Contractual.objects.filter(scenario=sheet.scenario):
        fields: dict[str, Any] = {"account": new} if item.account_id == old.pk else {}
        for part in ("include", "exclude"):
            if old.uid in getattr(item, part):
                fields[part] = [_other(one, old.uid, new.uid) for one in getattr(item, part)]
        if fields:
            yield item, fields
    about = {"about_kind": "account", "about_uid": old.uid, "about_scenario": sheet.scenario.uid}
    for model in (Note, Attachment):
        laid = model._default_manager.filter(production=sheet.scenario.production, **about)
        yield from ((remark, {"about_uid": new.uid}) for remark in laid)


def _renumbered(budget: Budget, old: str, new: str) -> Budget:
    """The whole budget with the number changed, to be tried before anything is written."""
    return replace(
        budget,
        accounts=tuple(
            replace(a, code=_other(a.code, old, new), category=_other(a.category, old, new))
            for a in budget.accounts
        ),
        lines=tuple(
            replace(line, account=new) if line.account == old else line for line in budget.lines
        ),
        fringes=tuple(replace(f, account=_other(f.account, old, new)) for f in budget.fringes),
        contractuals=tuple(_based(item, old, new) for item in budget.contractuals),
    )


def _based(item: Contractual, old: str, new: str) -> Contractual:
    return replace(
        item,
        account=_other(item.account, old, new),
        include=tuple(_other(name, old, new) for name in item.include),
        exclude=tuple(_other(name, old, new) for name in item.exclude),
    )


def _other(name: str, old: str, new: str) -> str:
    return new if name == old else name
