"""API of the chart of accounts and of globals."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.budget import chart_editing, renumbering
from topsheet.budget.api_schemas import (
    ROOT,
    BudgetWritten,
    FieldsIn,
    NameIn,
    Plain,
    Text,
    Uid,
    Version,
    scenario_named,
)
from topsheet.budget.patches import written
from topsheet.platform.accounts import person_of

router = Router(tags=["budget"])


class AccountIn(Schema):
    code: Text
    name: Text
    category: Uid = ""
    level: Annotated[str, Field(max_length=20), Plain] = ""


class RenumberIn(Schema):
    """Another number, and where wanted another name."""

    code: Text
    name: Annotated[str, Field(max_length=120), Plain] = ""
    version: Version = None


class GlobalIn(Schema):
    name: Text
    formula: Text = "0"
    label: Annotated[str, Field(max_length=200), Plain] = ""
    unit: Annotated[str, Field(max_length=40), Plain] = ""


@router.post(f"{ROOT}/accounts", response=BudgetWritten)
def add_account(
    request: HttpRequest, production: str, body: AccountIn, scenario: str = ""
) -> dict[str, Any]:
    """Add an account to a category, or a category to a level."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: chart_editing.add_account(user, found, **given))


@router.patch(f"{ROOT}/accounts/{{code}}", response=BudgetWritten)
def rename_account(
    request: HttpRequest, production: str, code: str, body: NameIn, scenario: str = ""
) -> dict[str, Any]:
    """Call an account otherwise."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found,
        lambda: chart_editing.rename_account(user, found, code, body.name, body.version),
    )  # fmt: skip


@router.post(f"{ROOT}/accounts/{{code}}/renumber", response=BudgetWritten)
def renumber_account(
    request: HttpRequest, production: str, code: str, body: RenumberIn, scenario: str = ""
) -> dict[str, Any]:
    """Give an account another number; lines, postings and bases that name it follow."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found,
        lambda: renumbering.renumber_account(
            user, found, code, body.code, name=body.name, version=body.version
        ),
    )  # fmt: skip


@router.delete(f"{ROOT}/accounts/{{code}}", response=BudgetWritten)
def delete_account(
    request: HttpRequest, production: str, code: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete an account that nothing uses."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: chart_editing.delete_account(user, found, code))


@router.post(f"{ROOT}/globals", response=BudgetWritten)
def add_global(
    request: HttpRequest, production: str, body: GlobalIn, scenario: str = ""
) -> dict[str, Any]:
    """Add a named number or formula."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    given = body.dict()
    return written(user, found, lambda: chart_editing.add_global(user, found, **given))


@router.patch(f"{ROOT}/globals/{{name}}", response=BudgetWritten)
def set_global(
    request: HttpRequest, production: str, name: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Edit a global's formula, label or unit."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found,
        lambda: chart_editing.set_global(user, found, name, body.fields, body.version),
    )  # fmt: skip


@router.post(f"{ROOT}/globals/{{name}}/rename", response=BudgetWritten)
def rename_global(
    request: HttpRequest, production: str, name: str, body: NameIn, scenario: str = ""
) -> dict[str, Any]:
    """Rename a global in every formula that names it."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: chart_editing.rename_global(user, found, name, body.name))


@router.post(f"{ROOT}/globals/{{name}}/restore", response=BudgetWritten)
def restore_global(
    request: HttpRequest, production: str, name: str, scenario: str = ""
) -> dict[str, Any]:
    """Let a global follow the plan again."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: chart_editing.restore_global(user, found, name))


@router.delete(f"{ROOT}/globals/{{name}}", response=BudgetWritten)
def delete_global(
    request: HttpRequest, production: str, name: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete a global that nothing uses."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: chart_editing.delete_global(user, found, name))
