"""The live board and landings as plain values, for the page, the API and the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topsheet.kernel.money import Money
from topsheet.platform import formats
from topsheet.schedule import models
from topsheet.schedule.board_rows import OpenBoard
from topsheet.schedule.engine.board_state import DayState
from topsheet.schedule.engine.landing import Landing, unlawful
from topsheet.schedule.engine.types import Breach, DayFacts, SchedulePlan
from topsheet.schedule.working import Done


def written(done: Done) -> dict[str, Any]:
    """What a page or a program needs after a change."""
    touched = {key for uid in done.days for key in done.after.day(uid).strips}
    touched |= set(done.after.boneyard) - set(done.before.boneyard)
    touched |= done.after.locked ^ done.before.locked
    strips = models.Strip.objects.filter(uid__in=touched, scenario=done.scenario)
    where = {key: day.uid for day in done.after.days for key in day.strips}
    return {
        "sequence": done.sequence,
        "change": done.change,
        "days": list(done.days),
        "gone": list(done.gone),
        "rows": [
            {
                "uid": row.uid,
                "version": row.version,
                "day": where.get(row.uid),
                "locked": row.locked,
                "minutes": row.minutes,
            }
            for row in strips
        ],
    }


def board_as_json(board: OpenBoard, plan: SchedulePlan, *, with_pay: bool) -> dict[str, Any]:
    """Days in order with strips, banners, locks and flags; the boneyard; the cost."""
    judged = plan.best
    facts = {day.date: day for day in judged.days}
    flags: dict[int, list[Breach]] = {}
    for breach in judged.breaches:
        flags.setdefault(breach.day, []).append(breach)
    return {
        "days": [
            _day_as_json(board, day, facts.get(day.date), flags, with_pay)
            for day in board.state.days
        ],
        "boneyard": [_strip_as_json(board, key) for key in board.state.boneyard],
        "cost": str(judged.cost) if with_pay else None,
        "bound": str(plan.bound) if with_pay else None,
        "currency": judged.cost.currency,
        "overtime_weight": board.row.overtime_weight if with_pay else None,
        "version": board.row.version,
    }


def _day_as_json(
    board: OpenBoard,
    day: DayState,
    facts: DayFacts | None,
    flags: dict[int, list[Breach]],
    with_pay: bool,
) -> dict[str, Any]:
    shot = facts if facts is not None and day.strips else None
    return {
        "uid": day.uid,
        "version": board.days[day.uid].version,
        "number": shot.number if shot else None,
        "date": day.date.isoformat(),
        "kind": day.kind.value,
        "shift": day.shift.value,
        "shift_set": day.pinned,
        "locked": day.locked,
        "note": day.note,
        "call": shot.call if shot else day.call,
        "wrap": shot.wrap if shot else None,
        "minutes": shot.minutes if shot else 0,
        "limit": shot.limit if shot else None,
        "eighths": shot.eighths if shot else 0,
        "places": list(shot.places) if shot else [],
        "strips": [_strip_as_json(board, key) for key in day.strips],
        "banners": [
            {
                "uid": one.uid,
                "version": board.banners[one.uid].version,
                "text": one.text,
                "minutes": one.minutes,
                "before": one.before,
            }
            for one in day.banners
        ],
        "flags": breaches_as_json(flags.get(shot.number, []) if shot else [], with_pay=with_pay),
    }


def _strip_as_json(board: OpenBoard, key: str) -> dict[str, Any]:
    strip = next(one for one in board.problem.strips if one.key == key)
    row = board.strips[key]
    return {
        "key": key,
        "version": row.version,
        "scene": strip.scene,
        "part": strip.part,
        "kind": strip.kind.value,
        "set": strip.set_name,
        "eighths": strip.eighths,
        "minutes": strip.minutes,
        "minutes_assumed": strip.minutes_assumed,
        "locked": row.locked,
    }


def breaches_as_json(breaches: Iterable[Breach], *, with_pay: bool) -> list[dict[str, Any]]:
    """Flags with law, contract or preference, and the price where it may be seen."""
    return [
        {
            "day": breach.day,
            "kind": breach.kind.value,
            "rule": breach.rule,
            "message": breach.message,
            "unlawful": unlawful(breach),
            "price": formats.money_text(breach.price, whole=True)
            if with_pay and breach.price is not None
            else None,
        }
        for breach in breaches
    ]


def landings_as_json(
    found: Sequence[Landing], best: Landing | None, *, with_pay: bool
) -> dict[str, Any]:
    """The price of every landing; days and hours for those who may not see pay."""
    return {
        "landings": [_landing(one, with_pay) for one in found],
        "best": best.day if best else None,
    }


def _landing(one: Landing, with_pay: bool) -> dict[str, Any]:
    currency = one.change.currency
    return {
        "day": one.day,
        "position": one.position,
        "refused": one.refused,
        "lawful": one.lawful,
        "change": one.change.minor if with_pay else None,
        "label": one.refused or landing_label(one, with_pay=with_pay),
        "positions": [signed(Money(minor, currency)) for minor in one.by_position]
        if with_pay
        else [],
        "days": one.days,
        "nights": one.nights,
        "moves": one.moves,
        "minutes": one.minutes,
        "limit": one.limit,
        "hours": _hours(one),
        "appear": [
            told | {"unlawful": breach in one.worse}
            for breach, told in zip(
                one.appear, breaches_as_json(one.appear, with_pay=with_pay), strict=True
            )
        ],
        "disappear": breaches_as_json(one.disappear, with_pay=with_pay),
    }


def landing_label(one: Landing, *, with_pay: bool) -> str:
    """ "−€ 4,300", or without pay what it does to days, nights and hours."""
    if with_pay:
        return signed(one.change)
    said = [
        text
        for count, text in (
            (one.days, ngettext("%(n)s day", "%(n)s days", abs(one.days))),
            (one.nights, ngettext("%(n)s night", "%(n)s nights", abs(one.nights))),
            (one.moves, ngettext("%(n)s move", "%(n)s moves", abs(one.moves))),
        )
        if count
        for text in [_sign(count) + text % {"n": abs(count)}]
    ]
    return ", ".join(said) or _hours(one) or _("no change")


def _hours(one: Landing) -> str:
    if not one.limit or not one.minutes:
        return ""
    spent, limit = formats.minutes_text(one.minutes), formats.minutes_text(one.limit)
    return _("%(spent)s of %(limit)s") % {"spent": spent, "limit": limit}


def signed(change: Money) -> str:
    """An amount as a change: what it saves has a minus, what it costs a plus."""
    if not change.minor:
        return _("no change")
    return _sign(change.minor) + formats.money_text(
        Money(abs(change.minor), change.currency), whole=True
    )


def _sign(value: int) -> str:
    return "\u2212" if value < 0 else "+"
