"""API of fringes, contractuals, groups and rates of exchange."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from topsheet.budget import charge_editing
from topsheet.budget.api_schemas import ROOT, BudgetWritten, FieldsIn, Plain, scenario_named
from topsheet.budget.patches import written
from topsheet.platform.accounts import person_of

router = Router(tags=["budget"])


class SwitchIn(Schema):
    name: Annotated[str, Field(max_length=80), Plain]
    on: bool


class RateIn(Schema):
    currency: Annotated[str, Field(max_length=3), Plain]
    rate: Annotated[str, Field(max_length=40), Plain] = ""
    source: Annotated[str, Field(max_length=200), Plain] = ""


@router.post(f"{ROOT}/fringes", response=BudgetWritten)
def add_fringe(
    request: HttpRequest, production: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Add a fringe."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: charge_editing.add_fringe(user, found, body.fields))


@router.patch(f"{ROOT}/fringes/{{key}}", response=BudgetWritten)
def set_fringe(
    request: HttpRequest, production: str, key: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Edit a fringe: its rate, cut-off, what it is charged on, where it is posted."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found,
        lambda: charge_editing.set_fringe(user, found, key, body.fields, body.version),
    )  # fmt: skip


@router.delete(f"{ROOT}/fringes/{{key}}", response=BudgetWritten)
def delete_fringe(
    request: HttpRequest, production: str, key: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete a fringe that no line carries."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: charge_editing.delete_fringe(user, found, key))


@router.post(f"{ROOT}/contractuals", response=BudgetWritten)
def add_contractual(
    request: HttpRequest, production: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Add a charge on a declared base."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: charge_editing.add_contractual(user, found, body.fields))


@router.patch(f"{ROOT}/contractuals/{{key}}", response=BudgetWritten)
def set_contractual(
    request: HttpRequest, production: str, key: str, body: FieldsIn, scenario: str = ""
) -> dict[str, Any]:
    """Edit a charge: its rate or sum, cap and base."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found,
        lambda: charge_editing.set_contractual(user, found, key, body.fields, body.version),
    )  # fmt: skip


@router.delete(f"{ROOT}/contractuals/{{key}}", response=BudgetWritten)
def delete_contractual(
    request: HttpRequest, production: str, key: str, scenario: str = ""
) -> dict[str, Any]:
    """Delete a charge that stands in no other's base."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(user, found, lambda: charge_editing.delete_contractual(user, found, key))


@router.post(f"{ROOT}/groups", response=BudgetWritten)
def switch_group(
    request: HttpRequest, production: str, body: SwitchIn, scenario: str = ""
) -> dict[str, Any]:
    """Count a group's lines, or leave them out."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found, lambda: charge_editing.switch_group(user, found, body.name, on=body.on)
    )


@router.post(f"{ROOT}/rates", response=BudgetWritten)
def set_rate(
    request: HttpRequest, production: str, body: RateIn, scenario: str = ""
) -> dict[str, Any]:
    """Lock an exchange rate; without one it is taken out."""
    user, found = person_of(request), scenario_named(request, production, scenario)
    return written(
        user, found,
        lambda: charge_editing.set_rate(
            user, found, body.currency, body.rate, source=body.source
        ),
    )  # fmt: skip
