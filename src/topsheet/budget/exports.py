"""The estimate as plain values and as text, at three depths."""

from __future__ import annotations

from typing import Any

from topsheet.budget.engine.types import LEVEL_NAMES, AccountResult, Line, ProductionLevel
from topsheet.budget.selectors import Estimate
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money

DEPTHS = ("topsheet", "account", "detail")
Shown = frozenset[str] | None  # the addresses that may be shown; None: all


def as_json(found: Estimate, shown: Shown = None, depth: str = "topsheet") -> dict[str, Any]:
    """The ``budget`` object; money as decimal strings, null where it is withheld.

    ``depth`` adds accounts, or accounts and lines. Raises InvalidInput for another depth.
    """
    if depth not in DEPTHS:
        raise InvalidInput(
            f"“{depth}” is no depth of a budget; use one of {', '.join(DEPTHS)}.", field="level"
        )
    result = found.result
    view: dict[str, Any] = {
        "title": found.budget.title,
        "currency": result.currency,
        "chart": found.budget.chart,
        "total": _text(result.total, "budget", shown),
        "before_contractuals": _text(
            result.before_contractuals, "budget/before-contractuals", shown
        ),
        "by_level": {str(k): _text(m, f"budget/{k}", shown) for k, m in result.levels.items()},
        "by_stage": {k: _text(m, f"budget/stage/{k}", shown) for k, m in result.stages.items()},
        "by_department": {
            k: _text(m, f"budget/department/{k}", shown) for k, m in result.departments.items()
        },
        "categories": [
            _account(row, shown) for row in result.accounts.values() if not row.account.category
        ],
        "contractuals": [_contractual(found, key, shown) for key in result.contractuals],
        "assumed": [
            {"address": item.address, "label": item.label, "reason": item.reason}
            for item in result.assumed
        ],
    }
    if depth != "topsheet":
        view["accounts"] = [
            _account(row, shown) for row in result.accounts.values() if row.account.category
        ]
    if depth == "detail":
        view["lines"] = lines_as_json(found, shown)
    return view


def lines_as_json(found: Estimate, shown: Shown = None, account: str = "") -> list[dict[str, Any]]:
    """The lines of the budget, or of one account or category."""
    categories = {a.code: a.category or a.code for a in found.budget.accounts}
    return [
        _line(found, line, categories[line.account], shown)
        for line in found.budget.lines
        if line.key in found.result.lines
        if account in ("", line.account, categories[line.account])
    ]


def as_text(found: Estimate, shown: Shown = None, depth: str = "topsheet") -> str:
    """For a terminal: level by level, with accounts or lines under their category."""
    view = as_json(found, shown, depth)
    out = [f"{view['title']} ({view['currency']})", ""]
    for level in ProductionLevel:
        rows = [c for c in view["categories"] if c["level"] == level]
        for category in rows:
            out.append(_row(category["code"], category["name"], category["total"]))
            out += _below(view, category["code"])
        if rows:
            out += [_row("", LEVEL_NAMES[level], view["by_level"][level]), ""]
    out.append(_row("", "Total", view["total"]))
    notes = [item for item in view["assumed"] if item["address"] == "budget"]
    return "\n".join([*out, "", *(item["reason"] for item in notes)]).rstrip()


def _below(view: dict[str, Any], category: str) -> list[str]:
    out: list[str] = []
    for account in view.get("accounts", []):
        if account["category"] == category:
            out.append(_row(f"  {account['code']}", account["name"], account["total"]))
            out += [
                _row("", f"    {line['name']}", line["total"])
                for line in view.get("lines", [])
                if line["account"] == account["code"]
            ]
    return out


def _row(code: str, name: str, amount: str | None) -> str:
    return f"{code:<8}{name[:48]:<50}{_grouped(amount):>16}".rstrip()


def _grouped(amount: str | None) -> str:
    if amount is None:
        return "confidential"
    whole, _, cents = amount.partition(".")
    return f"{int(whole):,}" + (f".{cents}" if cents else "")


def _text(money: Money, address: str, shown: Shown) -> str | None:
    return str(money) if shown is None or address in shown else None


def _account(row: AccountResult, shown: Shown) -> dict[str, Any]:
    account = row.account
    return {
        "code": account.code,
        "name": account.name,
        "level": str(account.level),
        "category": account.category,
        "fringes": _text(row.fringes, f"budget/{account.code}", shown),
        "total": _text(row.total, f"budget/{account.code}", shown),
    }


def _contractual(found: Estimate, key: str, shown: Shown) -> dict[str, Any]:
    item = next(item for item in found.budget.contractuals if item.key == key)
    result = found.result.contractuals[key]
    address = f"budget/{key}"
    return {
        "key": key,
        "name": item.name,
        "account": item.account,
        "percent": None if item.percent is None else str(item.percent.value),
        "include": list(item.include),
        "exclude": list(item.exclude),
        "base": _text(result.base, address, shown),
        "amount": _text(result.amount, address, shown),
        "rounds": [_text(amount, address, shown) for amount in result.rounds],
    }


def _line(found: Estimate, line: Line, category: str, shown: Shown) -> dict[str, Any]:
    result = found.result.lines[line.key]
    address = f"budget/{category}/{line.key}"
    open_ = shown is None or address in shown
    return {
        "key": line.key,
        "address": address,
        "account": line.account,
        "name": line.name,
        "department": line.department,
        "stage": str(line.stage),
        "amount": line.amount,
        "quantity": str(result.quantity),
        "unit": line.unit,
        "times": str(result.times),
        "price": str(line.price) if open_ else None,
        "price_currency": line.price.currency,
        "base": _text(result.amount, address, shown),
        "fringes": _text(result.fringe, address, shown),
        "total": _text(result.total, address, shown),
        "assumed": line.assumed,
        "illustrative": line.illustrative,
        "note": line.note,
    }
