"""The board's rows as a state that verbs change, and a changed state as changed rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from topsheet.kernel.errors import Conflict, NotFound
from topsheet.production.changes import Changes
from topsheet.production.models import Scenario
from topsheet.schedule import models
from topsheet.schedule.engine.board_state import (
    NEW,
    Banner,
    BoardState,
    DayKind,
    DayState,
)
from topsheet.schedule.engine.hours import shift_of
from topsheet.schedule.engine.types import ScheduleProblem, Shift, Strip
from topsheet.schedule.ranks import ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBoard:
    """A board with its rows by uid; strips of scenes that are not shot are left out."""

    scenario: Scenario
    row: models.Board
    problem: ScheduleProblem
    state: BoardState
    days: Mapping[str, models.ShootDay]
    strips: Mapping[str, models.Strip]
    banners: Mapping[str, models.Banner]


def open_board(scenario: Scenario, problem: ScheduleProblem) -> OpenBoard:
    """The rows as they stand. Raises NotFound when there is no board yet."""
    row = models.Board.objects.filter(scenario=scenario).order_by("uid").first()
    if row is None:
        raise NotFound("This production has no board yet. Plan it from a script first.")
    days = list(models.ShootDay.objects.filter(board=row))
    strips = list(models.Strip.objects.filter(scenario=scenario))
    banners = list(models.Banner.objects.filter(scenario=scenario))
    return OpenBoard(
        scenario=scenario,
        row=row,
        problem=problem,
        state=state_from(problem, days, strips, banners),
        days={day.uid: day for day in days},
        strips={strip.uid: strip for strip in strips},
        banners={banner.uid: banner for banner in banners},
    )


def state_from(
    problem: ScheduleProblem,
    days: Iterable[models.ShootDay],
    strips: Iterable[models.Strip],
    banners: Iterable[models.Banner],
) -> BoardState:
    """What the engine's verbs change."""
    known = {strip.key: strip for strip in problem.strips}
    shot: dict[object, list[models.Strip]] = defaultdict(list)
    for strip in strips:
        if strip.uid in known:
            shot[strip.day_id].append(strip)
    lines: dict[object, list[models.Banner]] = defaultdict(list)
    for banner in banners:
        lines[banner.day_id].append(banner)
    locked = {strip.uid for rows in shot.values() for strip in rows if strip.locked}
    nowhere = {strip.uid for strip in shot.pop(None, [])}
    return BoardState(
        days=tuple(
            sorted(
                (_day(day, shot[day.pk], lines[day.pk], known) for day in days),
                key=lambda day: (day.date, day.uid),
            )
        ),
        boneyard=tuple(strip.key for strip in problem.strips if strip.key in nowhere),
        locked=frozenset(locked - nowhere),
    )


def _day(
    day: models.ShootDay,
    strips: list[models.Strip],
    banners: list[models.Banner],
    known: Mapping[str, Strip],
) -> DayState:
    ordered = sorted(strips, key=lambda row: (row.rank, row.uid))
    return DayState(
        uid=day.uid,
        date=day.date,
        shift=Shift(day.shift) if day.shift else shift_of(known[row.uid] for row in ordered),
        pinned=bool(day.shift),
        strips=tuple(row.uid for row in ordered),
        locked=day.locked,
        kind=DayKind(day.kind),
        call=day.call,
        note=day.note,
        banners=tuple(
            Banner(
                uid=one.uid,
                text=one.text,
                minutes=one.minutes,
                before=sum(row.rank <= one.rank for row in ordered),
            )
            for one in sorted(banners, key=lambda one: (one.rank, one.uid))
        ),
    )


def keep(
    changes: Changes,
    board: OpenBoard,
    state: BoardState,
    versions: Mapping[str, int] | None = None,
) -> None:
    """Write what differs between the board as it was opened and ``state``.

    ``versions`` are those a person saw, by uid of strip, day or banner: what somebody else
    has moved since raises Conflict.
    """
    seen = versions or {}
    days = _keep_days(changes, board, state, seen)
    _keep_strips(changes, board, state, days, seen)
    gone = [row for uid, row in board.days.items() if all(uid != d.uid for d in state.days)]
    changes.delete_all(gone)


def _keep_days(
    changes: Changes, board: OpenBoard, state: BoardState, seen: Mapping[str, int]
) -> dict[str, models.ShootDay]:
    found = dict(board.days)
    was = {day.uid: day for day in board.state.days}
    new = [day for day in state.days if day.uid not in found]
    rows = [
        models.ShootDay(scenario=board.scenario, board=board.row, **_day_fields(day)) for day in new
    ]
    for day, row in zip(new, rows, strict=True):
        if not day.uid.startswith(NEW):
            row.uid = day.uid
        found[day.uid] = row
    changes.create_all(rows)
    edits = [
        (found[day.uid], _differing(_day_fields(was[day.uid]), _day_fields(day)))
        for day in state.days
        if day.uid in was
    ]
    _update(changes, edits, seen)
    return found


def _day_fields(day: DayState) -> dict[str, Any]:
    return {
        "date": day.date,
        "kind": day.kind.value,
        "shift": day.shift.value if day.pinned else "",
        "call": day.call,
        "locked": day.locked,
        "note": day.note,
    }


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in now.items() if was[name] != value}


def _keep_strips(
    changes: Changes,
    board: OpenBoard,
    state: BoardState,
    days: Mapping[str, models.ShootDay],
    seen: Mapping[str, int],
) -> None:
    """Where strips and banners stand, with as few rows changed as can be."""
    was = {day.uid: day for day in board.state.days}
    edits: dict[str, dict[str, Any]] = defaultdict(dict)
    for day in state.days:
        before = was.get(day.uid)
        if before is None or (before.strips, before.banners) != (day.strips, day.banners):
            for uid, fields in _stand(changes, board, day, days[day.uid]).items():
                edits[uid].update(fields)
    for key in set(state.boneyard) - set(board.state.boneyard):
        edits[key] |= {"day": None, "rank": 0}
    for key in state.locked ^ board.state.locked:
        edits[key]["locked"] = key in state.locked
    rows: dict[str, Any] = {**board.strips, **board.banners}
    _update(changes, [(rows[uid], fields) for uid, fields in edits.items()], seen)
    banners = {banner.uid for day in state.days for banner in day.banners}
    changes.delete_all([row for uid, row in board.banners.items() if uid not in banners])


def _stand(
    changes: Changes, board: OpenBoard, day: DayState, row: models.ShootDay
) -> dict[str, dict[str, Any]]:
    """Day and rank for the strips and banners of one day, top to bottom."""
    order: list[Banner | str] = []
    for place in range(len(day.strips) + 1):
        order += [banner for banner in day.banners if banner.before == place]
        order += day.strips[place : place + 1]
    ranks = ranked([_rank(board, one, row) for one in order])
    edits: dict[str, dict[str, Any]] = {}
    for one, rank in zip(order, ranks, strict=True):
        if isinstance(one, str):
            edits[one] = {"day": row, "rank": rank}
        elif one.uid in board.banners:
            edits[one.uid] = {
                "day": row, "rank": rank, "text": one.text, "minutes": one.minutes,
            }  # fmt: skip
        else:
            made = models.Banner(
                scenario=board.scenario, day=row, rank=rank, text=one.text, minutes=one.minutes
            )
            changes.create(made)
    return edits


def _rank(board: OpenBoard, one: Banner | str, day: models.ShootDay) -> int | None:
    """The key it has where it stands; None when it comes from elsewhere."""
    uid = one if isinstance(one, str) else one.uid
    rows: Mapping[str, Any] = {**board.strips, **board.banners}
    row = rows.get(uid)
    return row.rank if row is not None and row.day_id == day.pk else None


def _update(
    changes: Changes, edits: Sequence[tuple[Any, Mapping[str, Any]]], seen: Mapping[str, int]
) -> None:
    real = [(row, _moved(row, fields)) for row, fields in edits]
    real = [(row, fields) for row, fields in real if fields]
    if not real:
        return
    try:
        changes.update_all(real, versions=[seen.get(row.uid, row.version) for row, _ in real])
    except Conflict as error:
        raise _told(error) from None


def _moved(row: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not _is(row, name, value)}


def _is(row: Any, name: str, value: Any) -> bool:
    """Whether a field has this value; a day is told by its key, without reading its row."""
    if name == "day":
        return bool(row.day_id == (value.pk if value is not None else None))
    return bool(getattr(row, name) == value)


def _told(error: Conflict) -> Conflict:
    """The conflict with days by date, which people know, in the place of uids and keys."""
    return Conflict(
        error.message,
        theirs=_in_words(error.theirs),
        yours=_in_words(error.yours),
        version=error.version,
        by=error.by,
    )


def _in_words(values: object) -> object:
    if not isinstance(values, dict) or "day" not in values:
        return values
    day = models.ShootDay.objects.filter(uid=values["day"] or "").first()
    where = day.date.isoformat() if day else "boneyard"
    return {name: value for name, value in values.items() if name != "rank"} | {"day": where}
