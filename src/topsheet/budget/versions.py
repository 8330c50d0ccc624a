"""Approved budgets: frozen as issued, the estimate beside them, and what was decided since.

Approving keeps the whole budget, the facts and every amount as one stored file whose digest
proves that nobody changed it. Script and schedule then move the estimate, and the difference
is a variance, closed by a draw on the contingency, an approved overage or a saving.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from topsheet.budget import models, rows
from topsheet.budget.engine.comparing import (
    AccountSide,
    Comparison,
    Contingency,
    ContractualSide,
    Decided,
    LineSide,
    Side,
    VarianceRow,
    compare,
    contingency,
    contingency_accounts,
    side_of,
    variances,
)
from topsheet.budget.engine.typed import read_price
from topsheet.budget.live import live
from topsheet.budget.models import BudgetDecision, BudgetVersion, DecisionKind
from topsheet.budget.selectors import Estimate, load_estimate
from topsheet.budget.sheet import decimal_sign
from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.kernel.money import Money
from topsheet.platform import clock, files
from topsheet.platform.formats import money_text
from topsheet.platform.ids import new_uid
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.changes import recording
from topsheet.production.models import Scenario

ESTIMATE = "estimate"
_SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The estimate beside the approved budget."""

    version: BudgetVersion
    approved: Side
    estimate: Side
    rows: tuple[VarianceRow, ...]
    contingency: Contingency
    decisions: tuple[BudgetDecision, ...]


def versions_of(user: User, scenario: Scenario) -> list[BudgetVersion]:
    """The approved budgets of a scenario, the first one first."""
    require(user, scenario.production, "budget", Level.VIEW)
    return list(BudgetVersion.objects.filter(scenario=scenario))


def approve(actor: User, scenario: Scenario, label: str = "", note: str = "") -> BudgetVersion:
    """Freeze the estimate of today as the approved budget. It cannot be taken back."""
    require(actor, scenario.production, "budget", Level.APPROVE)
    live(scenario)
    with recording(scenario.production, actor, "Budget approved", undoable=False) as changes:
        found = load_estimate(scenario)
        number = BudgetVersion.objects.filter(scenario=scenario).count() + 1
        label = " ".join(label.split()) or f"Approved {number}"
        if len(label) > 120:
            raise InvalidInput(
                "The label is longer than 120 characters; shorten it.", field="label"
            )
        if BudgetVersion.objects.filter(scenario=scenario, label=label).exists():
            raise InvalidInput(f"There is a version “{label}” already; label it otherwise.",
                               field="label")  # fmt: skip
        version = BudgetVersion(
            scenario=scenario,
            uid=new_uid(),
            number=number,
            label=label,
            note=" ".join(note.split())[:400],
            content=files.store(_frozen(found, label)),
            currency=found.result.currency,
            total_minor=found.result.total.minor,
            approved_by=actor,
            approved_name=str(actor),
            approved_at=clock.now(),
        )
        changes.create(version)
        changes.verb = f"Budget approved as “{label}”"
    return version


def _frozen(found: Estimate, label: str) -> bytes:
    budget, result = found.budget, found.result
    whole = {
        "schema": _SCHEMA,
        "budget": rows.budget_fields(budget),
        "accounts": [asdict(account) for account in budget.accounts],
        "lines": [
            {"key": line.key, "account": line.account, **rows.line_fields(line)}
            for line in budget.lines
        ],
        "globals": [{"name": item.name, **rows.global_fields(item)} for item in budget.globals],
        "fringes": [{"key": item.key, **rows.fringe_fields(item)} for item in budget.fringes],
        "contractuals": [
            {"key": c.key, "account": c.account, **rows.contractual_fields(c, budget.currency)}
            for c in budget.contractuals
        ],
        "facts": dict(found.facts),
        "issued": asdict(side_of(budget, result, label)),
    }
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def side(version: BudgetVersion) -> Side:
    """A version's amounts as issued. Raises NotFound when its file is missing or damaged."""
    issued: dict[str, Any] = json.loads(files.read(version.content))["issued"]
    return Side(
        label=version.label,
        currency=issued["currency"],
        lines={key: LineSide(**row) for key, row in issued["lines"].items()},
        accounts={key: AccountSide(**row) for key, row in issued["accounts"].items()},
        contractuals={key: ContractualSide(**row) for key, row in issued["contractuals"].items()},
        levels=issued["levels"],
        before_contractuals=issued["before_contractuals"],
        total=issued["total"],
    )


def find_version(scenario: Scenario, name: str = "") -> BudgetVersion:
    """By uid, label or number; "" is the last one approved. Raises NotFound."""
    found = list(BudgetVersion.objects.filter(scenario=scenario))
    if not name:
        if not found:
            raise NotFound("No budget has been approved yet. Approve the estimate first.")
        return found[-1]
    for version in found:
        if (
            name in (version.uid, str(version.number))
            or name.casefold() == version.label.casefold()
        ):
            return version
    raise NotFound(f"There is no approved budget “{name[:40]}” here.")


def compare_versions(
    user: User, scenario: Scenario, left: str, right: str = ESTIMATE
) -> Comparison:
    """Two versions, or a version and the estimate, line by line. Raises NotFound, NotAllowed."""
    _may_see(user, scenario)
    return compare(_named(scenario, left), _named(scenario, right))


def _named(scenario: Scenario, name: str) -> Side:
    if name == ESTIMATE:
        found = load_estimate(scenario)
        return side_of(found.budget, found.result, "Estimate")
    return side(find_version(scenario, name))


def beside(user: User, scenario: Scenario, version: str = "") -> Beside:
    """The estimate beside an approved budget (default: the last). Raises NotFound, NotAllowed."""
    _may_see(user, scenario)
    found = find_version(scenario, version)
    approved, estimate = side(found), _named(scenario, ESTIMATE)
    decisions = tuple(BudgetDecision.objects.filter(against=found))
    decided = _decided(decisions)
    return Beside(
        version=found,
        approved=approved,
        estimate=estimate,
        rows=variances(approved, estimate, decided),
        contingency=contingency(approved, decided, estimate.before_contractuals),
        decisions=decisions,
    )


def _decided(decisions: tuple[BudgetDecision, ...]) -> tuple[Decided, ...]:
    return tuple(Decided(kind=d.kind, account=d.account, minor=d.minor) for d in decisions)


def _may_see(user: User, scenario: Scenario) -> None:
    require(user, scenario.production, "budget", Level.VIEW)
    if not may_see_pay(user, scenario.production):
        raise NotAllowed("A version holds everybody's pay, which your role may not see.")


def decide(
    actor: User,
    scenario: Scenario,
    kind: str,
    account: str,
    amount: str,
    reason: str,
    *,
    version: str = "",
) -> BudgetDecision:
    """Log a draw on the contingency, an overage or a saving against an approved budget."""
    require(actor, scenario.production, "budget", Level.APPROVE)
    reason = " ".join(reason.split())
    if kind not in DecisionKind.values:
        raise InvalidInput(
            f"“{kind[:20]}” is none of {', '.join(DecisionKind.values)}.", field="kind"
        )
    if not 0 < len(reason) <= 400:
        raise InvalidInput("Say why, in at most 400 characters.", field="reason")
    with recording(scenario.production, actor, "Budget decision") as changes:
        against = find_version(scenario, version)
        approved = side(against)
        money = _amount(amount, against.currency)
        if account not in approved.accounts:
            raise InvalidInput(
                f"“{against.label}” has no account “{account[:40]}”; name one of its accounts.",
                field="account",
            )
        if kind == DecisionKind.DRAW:
            _refuse_overdrawn(against, approved, money)
        row = models.BudgetDecision(
            scenario=scenario, uid=new_uid(), against=against, kind=kind, account=account,
            minor=money.minor, currency=money.currency, reason=reason, decided_by=actor,
            decided_name=str(actor), decided_at=clock.now(),
        )  # fmt: skip
        changes.create(row)
        word = DecisionKind(kind).label
        changes.verb = f"{word} of {money_text(money)} for account {account}: {reason[:80]}"
    return row


def _amount(text: str, currency: str) -> Money:
    price = read_price(text, currency, decimal_sign())
    money = price.times(1)
    if price.currency != currency or money.minor <= 0:
        raise InvalidInput(f"Write a positive amount in {currency}.", field="amount")
    return money


def _refuse_overdrawn(against: BudgetVersion, approved: Side, money: Money) -> None:
    known = BudgetDecision.objects.filter(against=against, kind=DecisionKind.DRAW)
    drawn = sum(known.values_list("minor", flat=True))
    whole = sum(contingency_accounts(approved).values())
    if not whole:
        raise InvalidInput(
            f"“{against.label}” has no contingency to draw on; log an overage.", field="kind"
        )
    if drawn + money.minor > whole:
        left = money_text(Money(whole - drawn, money.currency))
        raise InvalidInput(
            f"Only {left} of the contingency is left; draw less, or log the rest as an overage.",
            field="amount",
        )
