"""The board and the day out of days as plain values and as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from topsheet.kernel.eighths import Eighths
from topsheet.schedule.engine import day_out_of_days
from topsheet.schedule.engine.types import (
    Breach,
    DayFacts,
    SchedulePlan,
    ScheduleProblem,
    Shift,
    Strip,
)


def as_json(
    problem: ScheduleProblem, plan: SchedulePlan, *, with_pay: bool = True
) -> dict[str, Any]:
    """The ``schedule`` object of a plan; money as decimal strings.

    Without ``with_pay`` every amount is null: a board's costs tell single people's pay.
    """
    best = plan.best
    strips = {strip.key: strip for strip in problem.strips}
    names = {terms.role: terms.name for terms in problem.cast}
    days = [
        _day(day, [strips[key] for key in on_board.strips], names)
        for day, on_board in zip(best.days, best.board.days, strict=True)
    ]
    shown = {
        "days": days,
        "cost": {
            "amount": str(best.cost),
            "currency": best.cost.currency,
            "parts": [
                {"key": part.key, "label": part.label, "amount": str(part.amount)}
                for part in best.parts
            ],
        },
        "bound": str(plan.bound),
        "unavoidable": str(plan.unavoidable),
        "gap": round(plan.gap, 6),
        "gap_avoidable": round(plan.gap_avoidable, 6),
        "baselines": {
            "script_order": str(plan.script_order.cost),
            "by_place": str(plan.by_place.cost),
        },
        "baseline_days": {
            "script_order": len(plan.script_order.days),
            "by_place": len(plan.by_place.days),
        },
        "breaches": [_breach(breach) for breach in best.breaches],
        "cut_by_seconds": plan.cut_by_seconds,
        "effort": plan.effort,
        "facts": dict(best.facts),
    }
    return shown if with_pay else _without_pay(shown)


def dood_as_json(problem: ScheduleProblem, plan: SchedulePlan) -> dict[str, Any]:
    """The day out of days: columns, rows with codes, totals."""
    sheet = day_out_of_days(problem, plan.best.board)
    return {
        "dates": [
            {"date": one.date.isoformat(), "kind": one.kind.value, "day": one.number or None}
            for one in sheet.dates
        ],
        "rows": [
            {
                "board_id": row.terms.board_id,
                "name": row.terms.name,
                "codes": list(row.codes),
                "work": row.work,
                "hold": row.hold,
                "holiday": row.holiday,
                "paid": row.paid,
                "start": row.start.isoformat() if row.start else None,
                "finish": row.finish.isoformat() if row.finish else None,
            }
            for row in sheet.rows
        ],
        "work_by_date": list(sheet.work_by_date),
        "hold_by_date": list(sheet.hold_by_date),
    }


def board_as_text(problem: ScheduleProblem, plan: SchedulePlan, *, with_pay: bool = True) -> str:
    """The board for a terminal."""
    strips = {strip.key: strip for strip in problem.strips}
    ids = {terms.role: terms.board_id for terms in problem.cast}
    lines = []
    for day, on_board in zip(plan.best.days, plan.best.board.days, strict=True):
        for key in on_board.strips:
            strip = strips[key]
            cast = " ".join(ids.get(role, role) for role in sorted(strip.cast))
            pages = str(Eighths(strip.eighths))
            lines.append(
                f"  {_numbered(strip):>8}  {strip.intext.value:7} {strip.set_name:34.34} "
                f"{strip.light.value:5} {pages:>6} {strip.minutes:>4} min  {cast}"
            )
        lines.append(
            f"Day {day.number}  {day.date:%a %d %b %Y}  {day.shift.value}  "
            f"{Eighths(day.eighths)} pages  {day.minutes // 60}:{day.minutes % 60:02d} of "
            f"{day.limit // 60}:{day.limit % 60:02d}\n"
        )
    if with_pay:
        lines += [f"{part.label:40} {part.amount.decimal:>16,.2f}" for part in plan.best.parts]
        lines.append(f"{'Cost of this order':40} {plan.best.cost.decimal:>16,.2f}")
        lines.append(f"{'Proven no lower than':40} {plan.bound.decimal:>16,.2f}")
    lines += [f"{breach.kind.value}: {breach.message}" for breach in plan.best.breaches]
    return "\n".join(lines)


def dood_as_text(problem: ScheduleProblem, plan: SchedulePlan) -> str:
    """The day out of days for a terminal: one column of four characters a date."""
    sheet = day_out_of_days(problem, plan.best.board)
    head = "".join(f"{one.number or '·':>4}" for one in sheet.dates)
    lines = [f"{'':28}{head}   work hold"]
    for row in sheet.rows:
        codes = "".join(f"{code:>4}" for code in row.codes)
        lines.append(
            f"{row.terms.board_id:>4} {row.terms.name:22.22} {codes}  {row.work:>4} {row.hold:>4}"
        )
    return "\n".join(lines)


def _day(day: DayFacts, strips: list[Strip], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": day.number,
        "date": day.date.isoformat(),
        "shift": day.shift.value,
        "strips": [
            {
                "key": strip.key,
                "scene": strip.scene,
                "part": strip.part,
                "eighths": strip.eighths,
                "minutes": strip.minutes,
            }
            for strip in strips
        ],
        "sets": list(day.sets),
        "places": list(day.places),
        "cast": [names.get(role, role) for role in day.cast],
        "night": day.shift is not Shift.DAY,
        "minutes": day.minutes,
        "limit": day.limit,
        "eighths": day.eighths,
        "call": day.call,
        "wrap": day.wrap,
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "day": breach.day,
        "kind": breach.kind.value,
        "rule": breach.rule,
        "message": breach.message,
        "price": str(breach.price) if breach.price is not None else None,
    }


def _without_pay(shown: dict[str, Any]) -> dict[str, Any]:
    hidden = dict.fromkeys(("bound", "unavoidable", "baselines"))
    cost = {"amount": None, "currency": shown["cost"]["currency"], "parts": []}
    breaches = [{**breach, "price": None} for breach in shown["breaches"]]
    return {**shown, **hidden, "cost": cost, "breaches": breaches}


def _numbered(strip: Strip) -> str:
    return f"{strip.scene} pt {strip.part}" if strip.part else strip.scene
