"""Versions, variances and comparisons as plain values and as text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from topsheet.budget.engine.comparing import Comparison, Difference, LineChange
from topsheet.budget.models import BudgetDecision, BudgetVersion
from topsheet.budget.versions import Beside
from topsheet.kernel.money import Money


def version_json(version: BudgetVersion) -> dict[str, Any]:
    return {
        "uid": version.uid,
        "number": version.number,
        "label": version.label,
        "note": version.note,
        "total": str(Money(version.total_minor, version.currency)),
        "currency": version.currency,
        "digest": version.content,
        "approved_by": version.approved_name,
        "approved_at": version.approved_at.isoformat(),
    }


def decision_json(decision: BudgetDecision) -> dict[str, Any]:
    return {
        "uid": decision.uid,
        "kind": decision.kind,
        "account": decision.account,
        "amount": str(Money(decision.minor, decision.currency)),
        "reason": decision.reason,
        "by": decision.decided_name,
        "at": decision.decided_at.isoformat(),
    }


def beside_json(found: Beside) -> dict[str, Any]:
    currency = found.version.currency

    def text(minor: int) -> str:
        return str(Money(minor, currency))

    pot = found.contingency
    return {
        "version": version_json(found.version),
        "currency": currency,
        "variance": "revised minus estimate: negative is over",
        "rows": [
            {
                "kind": row.kind,
                "key": row.key,
                "name": row.name,
                "approved": text(row.approved),
                "decided": text(row.decided),
                "revised": text(row.revised),
                "estimate": text(row.estimate),
                "variance": text(row.variance),
            }
            for row in found.rows
        ],
        "contingency": {
            "approved": text(pot.approved),
            "drawn": text(pot.drawn),
            "left": text(pot.left),
            "percent_of_cost_to_complete": None if pot.share is None else f"{pot.share / 10:.1f}",
        },
        "decisions": [decision_json(one) for one in found.decisions],
    }


def comparison_json(found: Comparison) -> dict[str, Any]:
    currency = found.right.currency

    def text(minor: int) -> str:
        return str(Money(minor, currency))

    def difference(row: Difference) -> dict[str, Any]:
        return {
            "kind": row.kind, "key": row.key, "name": row.name, "left": text(row.left),
            "right": text(row.right), "difference": text(row.difference),
        }  # fmt: skip

    def line(row: LineChange) -> dict[str, Any]:
        sides = {"left": row.left, "right": row.right}
        return {
            "kind": row.kind, "key": row.key, "name": row.shown.name,
            "account": row.shown.account, "what": list(row.what),
            **{name: one and {**asdict(one), "fringe": text(one.fringe), "total": text(one.total)}
               for name, one in sides.items()},
            "difference": text(row.difference),
        }  # fmt: skip

    return {
        "left": found.left.label,
        "right": found.right.label,
        "currency": currency,
        "total": difference(found.total),
        "levels": [difference(row) for row in found.levels],
        "accounts": [difference(row) for row in found.accounts if row.left or row.right],
        "contractuals": [difference(row) for row in found.contractuals],
        "lines": [line(row) for row in found.lines],
    }


def comparison_text(found: Comparison) -> str:
    """For a terminal: lines that came, went or changed, then the total."""
    signs = {"added": "+", "removed": "−", "changed": "~"}
    view = comparison_json(found)
    out = [f"{view['left']} → {view['right']} ({view['currency']})", ""]
    for row in view["lines"]:
        what = f"  ({', '.join(row['what'])})" if row["what"] else ""
        name = f"{signs[row['kind']]} {row['account']} {row['name']}"[:60]
        out.append(f"{name:<62}{row['difference']:>16}{what}")
    total = view["total"]
    out += ["", f"{'Total':<30}{total['left']:>16}{total['right']:>16}{total['difference']:>16}"]
    return "\n".join(out)


def beside_text(found: Beside) -> str:
    view = beside_json(found)
    heads = ("approved", "decided", "revised", "estimate", "variance")
    out = [f"{view['version']['label']} ({view['currency']})", ""]
    out.append(f"{'':<40}" + "".join(f"{head:>16}" for head in heads))
    for row in view["rows"]:
        if row["kind"] != "account":
            name = f"{row['key']} {row['name']}" if row["kind"] == "category" else row["name"]
            out.append(f"{name[:38]:<40}" + "".join(f"{row[head]:>16}" for head in heads))
    pot = view["contingency"]
    of_cost = pot["percent_of_cost_to_complete"] or "–"
    out += ["", f"Contingency: {pot['left']} of {pot['approved']} left"
            f" ({of_cost} % of the cost to complete)."]  # fmt: skip
    return "\n".join(out)
