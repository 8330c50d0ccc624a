"""What the board and the day-out-of-days show, ready for a template."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from topsheet.kernel.money import Money
from topsheet.kernel.rule import RuleKind
from topsheet.schedule.board_rows import OpenBoard
from topsheet.schedule.engine import day_out_of_days, share_costs
from topsheet.schedule.engine.board_state import DayState
from topsheet.schedule.engine.day_out_of_days import DateKind, DayOutOfDays
from topsheet.schedule.engine.shares import DayCost
from topsheet.schedule.engine.types import (
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    BoardJudgement,
    Breach,
    CostPart,
    DayFacts,
    SchedulePlan,
    ScheduleProblem,
    Shift,
    Strip,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """One strip. Amounts are None for those who may not see pay."""

    version: int
    locked: bool
    by_hand: bool  # minutes set by hand
    own: str  # eighths, place, cast and note set by hand, as JSON for the page
    strip: Strip
    anchor: str
    cast: str  # board ids
    minors: bool
    elements: int
    direct: Money | None
    full_share: Money | None

    @property
    def light(self) -> str:
        return self.strip.light.value

    @property
    def intext(self) -> str:
        return self.strip.intext.value


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerRow:
    """A line across a day."""

    uid: str
    version: int
    text: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day with its strips and banners, top to bottom. ``facts`` None: nothing is shot on it.

    ``days_off`` and the move are what lies between it and the day before. ``digest`` changes
    when anything of the row does.
    """

    state: DayState
    version: int
    facts: DayFacts | None
    items: tuple[StripRow | BannerRow, ...]
    places: str
    cast: str
    breaches: tuple[Breach, ...]
    cost: DayCost | None
    days_off: int
    holidays: tuple[str, ...]
    move_from: str
    move_to: str
    digest: str = ""

    @property
    def night(self) -> bool:
        return self.facts is not None and self.facts.shift is not Shift.DAY

    @property
    def over(self) -> bool:
        return self.facts is not None and self.facts.minutes > self.facts.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """A cast member in the board's head."""

    board_id: str
    name: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Another order beside ours. ``dearer`` is what ours costs less."""

    key: str
    days: int
    nights: int
    cost: Money | None
    dearer: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """``shot`` are the days on which something is shot, ``empty`` those that could go."""

    days: tuple[DayRow, ...]
    shot: int
    empty: int
    boneyard: tuple[StripRow, ...]
    overtime_weight: Money | None
    version: int
    legend: tuple[Legend, ...]
    eighths: int
    nights: int
    moves: int
    with_pay: bool
    cost: Money | None
    bound: Money | None
    unavoidable: Money | None
    gap: float
    gap_avoidable: float
    parts: tuple[CostPart, ...]
    baselines: tuple[Baseline, ...]
    laws: tuple[Breach, ...]
    contracts: tuple[Breach, ...]
    preferences: tuple[Breach, ...]
    plan: SchedulePlan
    problem: ScheduleProblem


def board_page(board: OpenBoard, plan: SchedulePlan, *, with_pay: bool) -> BoardPage:
    """The board; every amount None without ``with_pay``."""
    best, problem = plan.best, board.problem
    breaches = [_priceless(breach, with_pay) for breach in best.breaches]
    strips = _StripRows(board, best, with_pay)
    return BoardPage(
        days=_days(board, best, breaches, strips),
        shot=len(best.days),
        empty=sum(day.is_empty and not day.locked for day in board.state.days),
        boneyard=tuple(strips.row(key) for key in board.state.boneyard),
        overtime_weight=_weight(board, with_pay),
        version=board.row.version,
        legend=_legend(problem, best),
        eighths=sum(day.eighths for day in best.days),
        nights=best.facts[SHOOT_NIGHTS],
        moves=best.facts[SHOOT_MOVES],
        with_pay=with_pay,
        cost=best.cost if with_pay else None,
        bound=plan.bound if with_pay else None,
        unavoidable=plan.unavoidable if with_pay else None,
        gap=plan.gap,
        gap_avoidable=plan.gap_avoidable,
        parts=best.parts if with_pay else (),
        baselines=(
            _baseline("script_order", plan.script_order, best, with_pay),
            _baseline("by_place", plan.by_place, best, with_pay),
        ),
        laws=_of_kind(breaches, RuleKind.LAW),
        contracts=_of_kind(breaches, RuleKind.CONTRACT),
        preferences=_of_kind(breaches, RuleKind.PREFERENCE),
        plan=plan,
        problem=problem,
    )


def _weight(board: OpenBoard, with_pay: bool) -> Money | None:
    """What a begun block of overtime weighs beside its price; None when nobody minds it."""
    if not with_pay or not board.problem.overtime_weight:
        return None
    return Money(board.problem.overtime_weight, board.problem.prices.currency)


def _priceless(breach: Breach, with_pay: bool) -> Breach:
    if with_pay or breach.price is None:
        return breach
    return Breach(
        day=breach.day, rule=breach.rule, message=breach.message, kind=breach.kind, hard=breach.hard
    )


def _of_kind(breaches: Sequence[Breach], kind: RuleKind) -> tuple[Breach, ...]:
    return tuple(breach for breach in breaches if breach.kind is kind)


def _baseline(key: str, judged: BoardJudgement, best: BoardJudgement, with_pay: bool) -> Baseline:
    return Baseline(
        key=key,
        days=len(judged.days),
        nights=judged.facts[SHOOT_NIGHTS],
        cost=judged.cost if with_pay else None,
        dearer=judged.cost - best.cost if with_pay else None,
    )


def _legend(problem: ScheduleProblem, best: BoardJudgement) -> tuple[Legend, ...]:
    worked = {terms.role: 0 for terms in problem.cast}
    for day in best.days:
        for role in day.cast:
            worked[role] += 1
    return tuple(
        Legend(board_id=terms.board_id, name=terms.name, days=worked[terms.role])
        for terms in problem.cast
        if worked[terms.role]
    )


def _days(
    board: OpenBoard, best: BoardJudgement, breaches: Sequence[Breach], strips: _StripRows
) -> tuple[DayRow, ...]:
    problem, found = board.problem, []
    by_date = {day.date: day for day in best.days}
    names = {place.place: place.name for place in problem.places}
    ids = {terms.role: terms.board_id for terms in problem.cast}
    was: DayFacts | None = None
    last: date | None = None
    for state in board.state.days:
        facts = by_date.get(state.date) if state.strips else None
        moved = _move(was, facts, names)
        row = DayRow(
            state=state,
            version=board.days[state.uid].version,
            facts=facts,
            items=_items(board, state, strips),
            places=", ".join(names.get(place, place) for place in facts.places) if facts else "",
            cast=", ".join(ids[role] for role in facts.cast) if facts else "",
            breaches=tuple(b for b in breaches if facts and b.day == facts.number),
            cost=strips.days.get(facts.number) if facts else None,
            days_off=(state.date - last).days - 1 if last else 0,
            holidays=_holidays_between(problem, last, state.date),
            move_from=moved[0],
            move_to=moved[1],
        )
        found.append(replace(row, digest=sha256(repr(row).encode()).hexdigest()[:16]))
        was, last = facts or was, state.date
    return tuple(found)


def _items(board: OpenBoard, day: DayState, strips: _StripRows) -> tuple[StripRow | BannerRow, ...]:
    found: list[StripRow | BannerRow] = []
    for place in range(len(day.strips) + 1):
        found += [
            BannerRow(
                uid=one.uid,
                version=board.banners[one.uid].version,
                text=one.text,
                minutes=one.minutes,
            )
            for one in day.banners
            if one.before == place
        ]
        found += [strips.row(key) for key in day.strips[place : place + 1]]
    return tuple(found)


class _StripRows:
    """Every strip as a row, with what it and its day cost where that may be seen."""

    def __init__(self, board: OpenBoard, best: BoardJudgement, with_pay: bool) -> None:
        shares = share_costs(board.problem, best) if with_pay else None
        self.days = {one.number: one for one in shares.days} if shares else {}
        self._costs = {one.key: one for one in shares.strips} if shares else {}
        self._strips = {strip.key: strip for strip in board.problem.strips}
        self._rows = board.strips
        self._locked = board.state.locked
        self._ids = {terms.role: terms.board_id for terms in board.problem.cast}
        self._order = {role: number for number, role in enumerate(self._ids)}

    def row(self, key: str) -> StripRow:
        strip, cost, row = self._strips[key], self._costs.get(key), self._rows[key]
        cast = sorted(strip.cast, key=lambda role: self._order.get(role, len(self._order)))
        return StripRow(
            version=row.version,
            locked=key in self._locked,
            by_hand=row.minutes is not None,
            own=_own(row, strip),
            strip=strip,
            anchor="strip-" + key.replace("/", "-"),
            cast=", ".join(self._ids.get(role, role) for role in cast),
            minors=bool(strip.minors),
            elements=len(strip.elements),
            direct=cost.direct if cost else None,
            full_share=cost.full_share if cost else None,
        )


def _own(row: Any, strip: Strip) -> str:
    """What the strip's dialog shows: decided by hand, and the cast as it is."""
    return json.dumps(
        {
            "eighths": row.eighths,
            "place": row.place,
            "cast": row.cast,
            "note": row.note,
            "with": sorted(strip.cast),
            "at": strip.place,
        }
    )


def _move(was: DayFacts | None, day: DayFacts | None, names: Mapping[str, str]) -> tuple[str, str]:
    """The company move before a day, as (from, to); empty when it stays."""
    if was is None or day is None or not was.places or not day.places:
        return "", ""
    if was.places[-1] == day.places[0]:
        return "", ""
    return names.get(was.places[-1], was.places[-1]), names.get(day.places[0], day.places[0])


def _holidays_between(problem: ScheduleProblem, last: date | None, day: date) -> tuple[str, ...]:
    if last is None:
        return ()
    return tuple(name for on, name in problem.calendar.holidays if last < on < day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A run of columns of the day-out-of-days that share a month."""

    first: date
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoodPage:
    sheet: DayOutOfDays
    months: tuple[Month, ...]
    work: int
    hold: int


def dood_page(problem: ScheduleProblem, plan: SchedulePlan) -> DoodPage:
    sheet = day_out_of_days(problem, plan.best.board)
    return DoodPage(
        sheet=sheet,
        months=_months([column.date for column in sheet.dates]),
        work=sum(row.work for row in sheet.rows),
        hold=sum(row.hold for row in sheet.rows),
    )


def _months(dates: Sequence[date]) -> tuple[Month, ...]:
    found: list[Month] = []
    for day in dates:
        if found and (found[-1].first.year, found[-1].first.month) == (day.year, day.month):
            found[-1] = Month(first=found[-1].first, columns=found[-1].columns + 1)
        else:
            found.append(Month(first=day, columns=1))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarCell:
    """A date of the calendar drawn as a picture; x and y in its units."""

    date: date
    x: int
    y: int
    kind: str  # "day", "split", "night", or a DateKind that is not shot
    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPicture:
    cells: tuple[CalendarCell, ...]
    width: int
    height: int


_CELL = 26


def calendar_picture(problem: ScheduleProblem, plan: SchedulePlan) -> CalendarPicture:
    """The shoot week by week, a row a week, Monday first."""
    sheet = day_out_of_days(problem, plan.best.board)
    days = {day.number: day for day in plan.best.days}
    if not sheet.dates:
        return CalendarPicture(cells=(), width=0, height=0)
    monday = sheet.dates[0].date - timedelta(days=sheet.dates[0].date.weekday())
    cells = []
    for column in sheet.dates:
        week, weekday = divmod((column.date - monday).days, 7)
        shot = days.get(column.number)
        kind = shot.shift.value if shot else column.kind.value
        cells.append(
            CalendarCell(
                date=column.date,
                x=weekday * _CELL,
                y=week * _CELL,
                kind=kind,
                number=column.number,
                title=column.name if column.kind is DateKind.HOLIDAY else "",
            )
        )
    weeks = (sheet.dates[-1].date - monday).days // 7 + 1
    return CalendarPicture(cells=tuple(cells), width=7 * _CELL, height=weeks * _CELL)
