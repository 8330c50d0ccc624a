"""Engine types to and from the rows and JSON of the room."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from topsheet.kernel.money import Money
from topsheet.schedule import models
from topsheet.schedule.engine.hours import shift_of
from topsheet.schedule.engine.types import (
    Board,
    BoardDay,
    Decided,
    PartKind,
    SchedulePlan,
    ScheduleProblem,
    Shift,
    Strip,
)


def decided_from(row: models.Strip) -> Decided:
    """What people decided about a strip, without where it stands."""
    return Decided(
        key=row.uid,
        scene=row.scene,
        part=row.part,
        kind=PartKind(row.kind),
        minutes=row.minutes,
        eighths=row.eighths,
        cast=None if row.cast is None else frozenset(row.cast),
        place=row.place,
        note=row.note,
    )


def new_strip_fields(strip: Strip) -> dict[str, Any]:
    """The fields of a new strip's row: nothing is decided yet but that there is one."""
    return {"scene": strip.key.partition("/")[0], "part": strip.part, "kind": strip.kind.value}


def board_of(
    days: Iterable[models.ShootDay],
    strips: Iterable[models.Strip],
    banners: Iterable[models.Banner],
    known: Mapping[str, Strip],
) -> Board:
    """The shooting days as they stand, numbered by date; strips that are not shot left out."""
    shot: dict[object, list[models.Strip]] = defaultdict(list)
    for strip in strips:
        if strip.uid in known:
            shot[strip.day_id].append(strip)
    extra: dict[object, int] = defaultdict(int)
    for banner in banners:
        extra[banner.day_id] += banner.minutes
    shooting = sorted((d for d in days if d.kind == models.DayKind.SHOOT), key=lambda d: d.date)
    return Board(
        days=tuple(
            _board_day(number, day, shot[day.pk], extra[day.pk], known)
            for number, day in enumerate((d for d in shooting if shot[d.pk]), start=1)
        )
    )


def _board_day(
    number: int,
    day: models.ShootDay,
    strips: list[models.Strip],
    extra: int,
    known: Mapping[str, Strip],
) -> BoardDay:
    keys = tuple(row.uid for row in sorted(strips, key=lambda row: (row.rank, row.uid)))
    shift = Shift(day.shift) if day.shift else shift_of(known[key] for key in keys)
    return BoardDay(
        number=number, date=day.date, shift=shift, strips=keys, call=day.call, banner_minutes=extra
    )


def board_as_json(board: Board) -> list[list[Any]]:
    """A board in little space: [date, shift, strips] for each day."""
    return [[day.date.isoformat(), day.shift.value, list(day.strips)] for day in board.days]


def board_from(rows: Sequence[Sequence[Any]]) -> Board:
    return Board(
        days=tuple(
            BoardDay(
                number=number,
                date=date.fromisoformat(on),
                shift=Shift(shift),
                strips=tuple(strips),
            )
            for number, (on, shift, strips) in enumerate(rows, start=1)
        )
    )


def result_as_json(problem: ScheduleProblem, plan: SchedulePlan) -> dict[str, Any]:
    """What a solve proved and of which problem; the baselines as boards, judged when read."""
    return {
        "of": digest_of(problem),
        "bound": plan.bound.minor,
        "unavoidable": plan.unavoidable.minor,
        "effort": plan.effort,
        "cut_by_seconds": plan.cut_by_seconds,
        "bound_basis": list(plan.bound_basis),
        "script_order": board_as_json(plan.script_order.board),
        "by_place": board_as_json(plan.by_place.board),
    }


def digest_of(problem: ScheduleProblem, terms: str = "") -> str:
    """The same for the same problem: a bound holds only for what it was proved of.

    ``terms`` is ``terms_digest`` of the problem where that is known.
    """
    strips = f"[{', '.join(map(_told, problem.strips))}]"
    return _digest((terms or terms_digest(problem)) + strips)


@lru_cache(maxsize=20_000)
def _told(strip: Strip) -> str:
    """A strip as JSON, told once: a move leaves all the others alone."""
    return json.dumps(_plain(strip), sort_keys=True, ensure_ascii=False)


def terms_digest(problem: ScheduleProblem) -> str:
    """The same for the same cast, places, calendar, rules, prices and wishes."""
    terms = _plain(replace(problem, strips=()))
    return _digest(json.dumps(terms, sort_keys=True, ensure_ascii=False))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def money_of(result: Mapping[str, Any], name: str, currency: str) -> Money:
    return Money(int(result[name]), currency)


_SHOWN_ONLY = {"synopsis", "note", "set_name", "basis"}  # say nothing about cost or law


def _plain(value: Any) -> Any:
    """A problem as JSON values, in an order of its own."""
    if hasattr(value, "__dataclass_fields__"):
        named = (f.name for f in fields(value) if f.name not in _SHOWN_ONLY)
        return {name: _plain(getattr(value, name)) for name in named}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | str | bool | None) else str(value)
