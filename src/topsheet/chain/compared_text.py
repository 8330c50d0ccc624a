"""Two scenarios side by side as text for a terminal and as JSON, and the list of scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from topsheet.chain.comparing import ScenarioRow
from topsheet.chain.engine.compared import Amount, Block, Comparison, Row
from topsheet.kernel.money import Money
from topsheet.production.exports import scenario_row
from topsheet.production.models import Scenario
from topsheet.production.scenario_words import DifferencesTold, RecordTold

TITLES = {
    "shoot": "The shoot",
    "cost": "What the order costs",
    "levels": "The estimate by level",
    "accounts": "By account",
    "stages": "By stage",
    "departments": "By department",
}
_SIGNS = {"created": "+", "deleted": "−", "changed": "~"}


def comparison_as_json(
    a: Scenario, b: Scenario, found: Comparison, records: DifferencesTold
) -> dict[str, Any]:
    """Amounts as decimal strings, null where withheld; ``differences`` are the records."""
    return {
        "a": scenario_row(a),
        "b": scenario_row(b),
        "currency": found.currency,
        "total": _row_as_json(found.total) if found.money_visible else None,
        "groups": [
            {"group": block.group.value, "rows": [_row_as_json(row) for row in block.rows]}
            for block in found.blocks
        ],
        "differences": {
            "count": records.count,
            "hidden": records.hidden,
            "rows": [_record_as_json(row) for row in records.rows],
        },
    }


def comparison_as_text(
    a: Scenario, b: Scenario, found: Comparison, records: DifferencesTold
) -> str:
    """The figures that differ, then the records."""
    lines = [f"{'':<36} {a.title[:16]:>16} {b.title[:16]:>16} {'difference':>14}"]
    for block in found.blocks:
        lines += _block_as_text(block)
    lines += ["", f"Records: {records.count} differ"]
    lines += [_record_as_text(row) for row in records.rows]
    if records.count > len(records.rows):
        lines.append(f"  … and {records.count - len(records.rows)} more")
    return "\n".join(lines)


def scenarios_as_json(rows: Sequence[ScenarioRow]) -> list[dict[str, Any]]:
    """Each scenario with where it stands; null where there is no plan or no right to see it."""
    return [
        scenario_row(row.scenario)
        | {
            "made_at": row.at.isoformat() if row.at else None,
            "made_by": row.by,
            "days": row.days,
            "wrap": row.wrap.isoformat() if row.wrap else None,
            "total": None if row.total is None else str(row.total),
            "currency": row.total.currency if row.total else None,
            "over_main": None if row.over_main is None else str(row.over_main),
        }
        for row in rows
    ]


def scenarios_as_text(rows: Sequence[ScenarioRow]) -> str:
    """One line for each."""
    return "\n".join(
        f"{row.scenario.uid:<14} {row.scenario.get_state_display():<15} "
        f"{'' if row.days is None else f'{row.days} days':>8} {_amount(row.total):>16}  "
        f"{row.scenario.title}"
        for row in rows
    )


def _block_as_text(block: Block) -> list[str]:
    if not block.differing:
        return []
    lines = ["", TITLES[block.group.value]]
    for row in block.differing:
        name = f"{'  ' * row.depth}{row.number} {row.label}".strip()
        over = row.difference
        share = f" {float(row.share):+.1%}" if row.share is not None else ""
        lines.append(
            f"  {name[:34]:<34} {_amount(row.a.value):>16} {_amount(row.b.value):>16} "
            f"{_signed(over):>14}{share}"
        )
    return lines


def _record_as_text(row: RecordTold) -> str:
    told = "; ".join(
        f"{one.word} {_or(one.before)} → {_or(one.after)}" if one.before != "" or one.after != ""
        else one.word
        for one in row.fields
    )  # fmt: skip
    return f"  {_SIGNS[row.what]} {row.noun} “{row.title}”{': ' if told else ''}{told}"


def _or(value: str | None) -> str:
    return "confidential" if value is None else value


def _amount(value: Amount | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, Money):
        return f"{value.decimal:,.0f} {value.currency}"
    return value.isoformat() if isinstance(value, date) else f"{value:,}"


def _signed(value: Money | int | None) -> str:
    if value is None:
        return ""
    return f"{value.decimal:+,.0f}" if isinstance(value, Money) else f"{value:+,}"


def _row_as_json(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "label": row.label,
        "a": _plain(row.a.value),
        "b": _plain(row.b.value),
        "difference": _plain(row.difference),
        "share": None if row.share is None else round(float(row.share), 6),
        "address_a": row.a.address,
        "address_b": row.b.address,
        "confidential": row.withheld,
    }


def _plain(value: Amount | None) -> str | int | None:
    if isinstance(value, Money):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _record_as_json(row: RecordTold) -> dict[str, Any]:
    return {
        "kind": row.key.kind,
        "uid": row.key.uid,
        "what": row.what,
        "title": row.title,
        "fields": [
            {"field": one.word, "before": one.before, "after": one.after} for one in row.fields
        ],
    }
