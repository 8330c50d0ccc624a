"""Verbs on what lines stand in and count by: accounts and globals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from topsheet.budget import models, rows
from topsheet.budget.engine.cells import is_link
from topsheet.budget.engine.checks import RESERVED
from topsheet.budget.engine.naming import (
    check_name,
    listed,
    refuse_unknown,
    renamed,
    users_of_account,
    users_of_global,
)
from topsheet.budget.engine.typed import read_formula
from topsheet.budget.engine.types import Budget, Global, Line, ProductionLevel
from topsheet.budget.sheet import Sheet, Written, decimal_sign, editing
from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.models import User
from topsheet.production.models import Scenario

_LONGEST_CODE = 12


def add_account(
    actor: User, scenario: Scenario, code: str, name: str, *, category: str = "", level: str = ""
) -> Written:
    """A new account in a category, or a category in a level."""
    code, name = code.strip(), " ".join(name.split())
    with editing(actor, scenario, f"Account {code[:12]} {name[:60]} added") as sheet:
        check_code(sheet, code, name)
        above = account_row(sheet, category) if category else None
        if above is not None and above.category_id:
            raise InvalidInput(
                f"{category} is an account; name the category it stands in.", field="category"
            )
        chosen = above.level if above is not None else _level(level)
        row = models.Account(
            scenario=scenario,
            uid=code,
            name=name,
            level=chosen,
            category=above,
            order=place_of(sheet, code, category),
        )
        sheet.changes.create(row)
    return sheet.written


def check_code(sheet: Sheet, code: str, name: str) -> None:
    """Raises InvalidInput where no account can have this number and name."""
    if (
        not code
        or len(code) > _LONGEST_CODE
        or "/" in code
        or "#" in code
        or not code.isprintable()
    ):
        raise InvalidInput(
            f"“{code[:20]}” cannot number an account; use up to {_LONGEST_CODE} letters and digits "
            "such as 3305.",
            field="code",
        )
    if code in sheet.held.parts["account"]:
        raise InvalidInput(
            f"There is an account {code} already; choose another number.", field="code"
        )
    taken = RESERVED | {str(level) for level in ProductionLevel}
    if code in taken or code in sheet.held.parts["contractual"]:
        raise InvalidInput(
            f"“{code}” is a word of the budget; choose another number.", field="code"
        )
    if not name:
        raise InvalidInput("Give the account a name.", field="name")


def _level(level: str) -> str:
    if level not in {str(one) for one in ProductionLevel}:
        levels = ", ".join(map(str, ProductionLevel))
        raise InvalidInput(f"Name a category, or a level: {levels}.", field="level")
    return level


def place_of(sheet: Sheet, code: str, category: str) -> int:
    """After the last account of the category whose number is smaller."""
    rows_ = [row for row in sheet.held.parts["account"].values() if row.item.category == category]
    before = [row.key[0] for row in rows_ if row.item.code < code]
    return max(before, default=min((row.key[0] for row in rows_), default=1) or 0)


def rename_account(
    actor: User, scenario: Scenario, code: str, name: str, version: int | None = None
) -> Written:
    """Call an account otherwise; its number stays."""
    name = " ".join(name.split())
    if not name:
        raise InvalidInput("Give the account a name.", field="name")
    with editing(actor, scenario, f"Account {code[:12]} renamed to {name[:60]}") as sheet:
        sheet.changes.update(account_row(sheet, code), version, name=name)
    return sheet.written


def delete_account(actor: User, scenario: Scenario, code: str) -> Written:
    """Take an account out of the chart. Raises InvalidInput naming what uses it."""
    with editing(actor, scenario, f"Account {code[:12]} deleted") as sheet:
        row = account_row(sheet, code)
        users = listed(users_of_account(sheet.budget, code))
        if users:
            raise InvalidInput(
                f"Account {code} {row.name} is used by {users}; move or delete them first.",
                field="code",
            )
        sheet.changes.delete(row)
    return sheet.written


def account_row(sheet: Sheet, code: str) -> models.Account:
    """The row of an account. Raises NotFound."""
    if code not in sheet.held.parts["account"]:
        raise NotFound(f"There is no account “{code[:40]}” in this budget.")
    row: models.Account = sheet.row(models.Account, code)
    return row


def add_global(
    actor: User, scenario: Scenario, name: str, formula: str, *, label: str = "", unit: str = ""
) -> Written:
    """A new named number or formula."""
    name = check_name(name)
    with editing(actor, scenario, f"Global {name} added") as sheet:
        if name in sheet.held.parts["budget-global"]:
            raise InvalidInput(f"There is a global {name} already; change that one.", field="name")
        last = max((row.key[0] for row in sheet.held.parts["budget-global"].values()), default=-1)
        read = read_formula(formula or "0", decimal_sign())
        item = Global(
            name=name, label=label.strip() or _words(name), formula=read, unit=unit.strip()
        )
        _try(sheet, replace(sheet.budget, globals=(*sheet.budget.globals, item)), item)
        fields = rows.global_fields(item)
        sheet.changes.create(models.Global(scenario=scenario, uid=name, order=last + 1, **fields))
    return sheet.written


def set_global(
    actor: User,
    scenario: Scenario,
    name: str,
    fields: Mapping[str, str],
    version: int | None = None,
) -> Written:
    """Edit a global's formula, label or unit. What the plan counts is kept beside it."""
    with editing(actor, scenario, f"Global {name[:60]} changed") as sheet:
        old = _global(sheet, name)
        new = old
        if "formula" in fields:
            read = read_formula(fields["formula"] or "0", decimal_sign())
            new = _over(sheet.budget, old, read)
            sheet.say(f"Global {name} set to {read[:80]}")
        new = replace(
            new,
            label=fields.get("label", new.label).strip() or new.label,
            unit=fields.get("unit", new.unit).strip(),
        )
        _put(sheet, old, new, version)
    return sheet.written


def restore_global(actor: User, scenario: Scenario, name: str) -> Written:
    """Let a global follow the plan again."""
    with editing(actor, scenario, f"Global {name[:60]} follows the plan again") as sheet:
        old = _global(sheet, name)
        if not old.formula_derived:
            raise InvalidInput(
                f"Nothing was typed over global {name}, so there is nothing to restore.",
                field="formula",
            )
        _put(sheet, old, replace(old, formula=old.formula_derived, formula_derived=""), None)
    return sheet.written


def _over(budget: Budget, old: Global, formula: str) -> Global:
    """The global with a formula typed over; the plan's own is kept, or put back when typed."""
    if formula == old.formula:
        return old
    if formula == old.formula_derived:
        return replace(old, formula=formula, formula_derived="")
    formulas = {item.name: item.formula for item in budget.globals}
    counted = old.counted or is_link(old.formula, formulas)
    kept = old.formula_derived or (old.formula if counted else "")
    return replace(old, formula=formula, formula_derived=kept)


def _put(sheet: Sheet, old: Global, new: Global, version: int | None) -> None:
    others = tuple(new if item is old else item for item in sheet.budget.globals)
    if new.formula != old.formula:
        _try(sheet, replace(sheet.budget, globals=others), new)
    row = sheet.row(models.Global, old.name)
    was, now = rows.global_fields(old), rows.global_fields(new)
    changed = {field: value for field, value in now.items() if was[field] != value}
    sheet.changes.update(row, version, **changed)


def _try(sheet: Sheet, budget: Budget, item: Global) -> None:
    try:
        refuse_unknown(item.formula, budget)
        sheet.try_budget(budget)
    except InvalidInput as error:
        said = error.message
        where = (
            "" if f"“{item.name}”" in said or f" {item.name} " in said else f"Global {item.name}: "
        )
        raise InvalidInput(f"{where}{said}", field="formula") from None


def rename_global(actor: User, scenario: Scenario, name: str, new: str) -> Written:
    """Call a global otherwise, in every formula that names it."""
    new = check_name(new)
    with editing(actor, scenario, f"Global {name[:60]} renamed to {new}") as sheet:
        old = _global(sheet, name)
        if new in sheet.held.parts["budget-global"]:
            raise InvalidInput(
                f"There is a global {new} already; choose another name.", field="name"
            )
        row = sheet.row(models.Global, name)
        fields = rows.global_fields(old)
        sheet.changes.delete(row)
        sheet.changes.create(models.Global(scenario=scenario, uid=new, order=row.order, **fields))
        _rewrite_globals(sheet, name, new)
        lines = {line.key: found for line in sheet.budget.lines
                 if (found := _line_renamed(line, name, new)) is not line}  # fmt: skip
        if lines:
            sheet.save_lines(lines, tried=True)
    return sheet.written


def _rewrite_globals(sheet: Sheet, old: str, new: str) -> None:
    edits: list[tuple[Any, dict[str, Any]]] = []
    for item in sheet.budget.globals:
        texts = {"formula": item.formula, "formula_derived": item.formula_derived}
        changed = {f: renamed(t, old, new) for f, t in texts.items() if renamed(t, old, new) != t}
        if changed and item.name != old:
            edits.append((sheet.row(models.Global, item.name), changed))
    if edits:
        sheet.changes.update_all(edits)


def _line_renamed(line: Line, old: str, new: str) -> Line:
    fields = ("amount", "times", "amount_derived", "times_derived")
    texts = {field: getattr(line, field) for field in fields}
    again = {field: renamed(text, old, new) for field, text in texts.items() if old in text}
    changed: dict[str, Any] = {f: t for f, t in again.items() if t != texts[f]}
    return replace(line, **changed) if changed else line


def delete_global(actor: User, scenario: Scenario, name: str) -> Written:
    """Take a global out. Raises InvalidInput naming what uses it."""
    with editing(actor, scenario, f"Global {name[:60]} deleted") as sheet:
        _global(sheet, name)
        users = listed(users_of_global(sheet.budget, name))
        if users:
            raise InvalidInput(
                f"Global {name} is used by {users}; change those first.", field="name"
            )
        sheet.changes.delete(sheet.row(models.Global, name))
    return sheet.written


def _global(sheet: Sheet, name: str) -> Global:
    """A global as it counts today."""
    found = next((item for item in sheet.budget.globals if item.name == name), None)
    if found is None:
        raise NotFound(f"There is no global “{name[:40]}” in this budget.")
    return found


def _words(name: str) -> str:
    return name.replace("_", " ").strip().capitalize() or name
