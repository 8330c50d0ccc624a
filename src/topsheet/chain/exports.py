"""The topsheet as text for a terminal and as JSON; the plan as the one object of ``--json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from topsheet.breakdown.exports import as_json as breakdown_as_json
from topsheet.budget.exports import as_json as budget_as_json
from topsheet.budget.selectors import Estimate
from topsheet.chain.engine.footing import whole_rows
from topsheet.chain.engine.topsheet import BudgetRow, DearScene, RowKind, TopsheetView
from topsheet.chain.plan import MadePlan
from topsheet.kernel.money import Money
from topsheet.schedule.exports import as_json as schedule_as_json
from topsheet.script.engine import as_json as script_as_json

_WIDTH = 64


def plan_as_json(
    made: MadePlan,
    production: Mapping[str, str],
    files: Sequence[str],
    seconds: Mapping[str, float],
) -> dict[str, Any]:
    """The object that ``topsheet plan --json`` prints; over the API each room gives its part."""
    estimate = Estimate(budget=made.budget, facts=made.schedule.best.facts, result=made.result)
    return {
        "production": dict(production),
        "script": script_as_json(made.script),
        "breakdown": breakdown_as_json(made.breakdown, made.script.scenes),
        "schedule": schedule_as_json(made.problem, made.schedule),
        "budget": budget_as_json(estimate),
        "files": list(files),
        "seconds": dict(seconds),
    }


def topsheet_as_json(view: TopsheetView) -> dict[str, Any]:
    """The topsheet's rows; money as decimal strings, null where withheld."""
    glance = view.glance
    return {
        "title": view.title,
        "currency": view.currency,
        "notice": view.notice,
        "basis": [{"label": b.label, "text": b.text, "assumed": b.assumed} for b in view.basis],
        "glance": {
            "pages": str(glance.pages), "scenes": glance.scenes, "days": glance.days,
            "nights": glance.nights, "cast": glance.cast, "holding_days": glance.holding_days,
            "sets": glance.sets, "places": glance.places, "moves": glance.moves,
            "gap": round(glance.gap, 4), "gap_avoidable": round(glance.gap_avoidable, 4),
        },
        "budget": [
            {"kind": row.kind.value, "number": row.number, "title": row.title,
             "amount": _decimal(row.amount), "address": row.address, "assumed": row.assumed}
            for row in view.budget
        ],
        "stages": list(view.stages),
        "departments": [
            {"department": row.department, "total": _decimal(row.total),
             "amounts": [_decimal(amount) for amount in row.amounts]}
            for row in view.departments
        ],
        "dearest": {
            "days": [
                {"number": day.number, "date": day.date.isoformat(), "amount": _decimal(day.amount),
                 "scenes": list(day.scenes), "why": day.why, "address": day.address}
                for day in view.dear_days
            ],
            "scenes": [_scene_as_json(scene) for scene in view.dear_scenes],
            "roles": [
                {"name": role.name, "board_id": role.board_id, "deal": role.deal,
                 "work_days": role.work_days, "holding_days": role.holding_days,
                 "amount": _decimal(role.amount), "address": role.address}
                for role in view.dear_roles
            ],
        },
        "assumed": [
            {"title": item.title, "count": item.count, "examples": list(item.examples),
             "remedy": item.remedy}
            for item in view.assumed
        ],
    }  # fmt: skip


def topsheet_as_text(view: TopsheetView) -> str:
    """The topsheet for a terminal, whole units, about 80 columns."""
    lines = [view.title, "=" * len(view.title), ""]
    if view.notice:
        lines += [view.notice, ""]
    lines += [f"{b.label:<12}{b.text}{' *' if b.assumed else ''}" for b in view.basis]
    glance = view.glance
    lines += [
        "",
        f"{glance.pages} pages, {glance.scenes} scenes · {glance.days} days, {glance.nights} nights"
        f" · {glance.cast} cast, {glance.holding_days} holding days",
        f"{glance.sets} sets in {glance.places} places, {glance.moves} company moves · schedule"
        f" within {glance.gap:.1%} of the proven best, {glance.gap_avoidable:.0%} of what order"
        " can change",
        "",
    ]
    lines += [_row_as_text(row, view.currency) for row in whole_rows(view.budget)]
    lines += ["", "Still assumed (*):"]
    lines += [f"  {item.count:>5}  {item.title}: {item.remedy}" for item in view.assumed]
    return "\n".join(lines)


def _row_as_text(row: BudgetRow, currency: str) -> str:
    mark = "*" if row.assumed else " "
    amount = "confidential" if row.amount is None else f"{row.amount.decimal:,.0f}"
    text = f"{row.number:<6}{row.title:<{_WIDTH - 22}.{_WIDTH - 22}}{amount:>15} {mark}"
    if row.kind is RowKind.TOTAL:
        return f"{'-' * _WIDTH}\n{text.rstrip()} {currency}"
    return f"{text.rstrip()}\n" if row.kind is RowKind.SUBTOTAL else text.rstrip()


def _scene_as_json(scene: DearScene) -> dict[str, Any]:
    return {
        "number": scene.number,
        "heading": scene.heading,
        "eighths": scene.eighths.count,
        "saved_if_cut": _decimal(scene.saved_if_cut),
        "full_share": _decimal(scene.full_share),
        "address": scene.address,
    }


def _decimal(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)
