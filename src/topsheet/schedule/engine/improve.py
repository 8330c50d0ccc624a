"""*Improve*: a solve from the board as it stands, around everything that people keep.

Locked strips keep their day, locked days their date and strips, the boneyard stays out
unless asked for, availability is kept. What comes back breaks no more rules that no price
buys than the board that was given, and where it breaks as many it is not dearer. ``effort``
counts work, so the same effort gives the same board; stopped early, it gives the best so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money
from topsheet.schedule.engine.board_state import (
    BoardState,
    DayKind,
    DayState,
    board_of,
)
from topsheet.schedule.engine.bound import unavoidable
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.landing import unlawful
from topsheet.schedule.engine.parts import parts_in_order
from topsheet.schedule.engine.pinned import (
    PinnedTables,
    layout_around,
    masks_of,
    unlawful_strips,
)
from topsheet.schedule.engine.solve import (
    DEFAULT_EFFORT,
    Report,
    Watch,
    bound_of,
    search_from,
    weighed,
)
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import (
    Board,
    BoardDay,
    BoardJudgement,
    ScheduleProblem,
    SolveProgress,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Improved:
    """The best board found and the one that was given. ``bound``: no lawful board of these
    strips costs less. ``reason`` says why nothing could be tried.
    """

    state: BoardState
    before: BoardJudgement
    after: BoardJudgement
    bound: Money
    unavoidable: Money
    effort: int
    stopped: bool = False
    reason: str = ""

    @property
    def better(self) -> bool:
        return self.after.board != self.before.board


def improve(
    problem: ScheduleProblem,
    state: BoardState,
    *,
    effort: int = DEFAULT_EFFORT,
    with_boneyard: bool = False,
    seconds: float | None = None,
    on_progress: Report | None = None,
    should_stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] | None = None,
) -> Improved:
    """The best board that ``effort`` finds from this one."""
    if effort < 0:
        raise InvalidInput("Effort is a whole number from 0 up.", field="effort")
    before = judge(problem, board_of(state))
    start = _with_boneyard(state) if with_boneyard else state
    on_board = {key for day in start.days for key in day.strips}
    known = replace(problem, strips=tuple(s for s in problem.strips if s.key in on_board))
    if not known.strips:
        raise InvalidInput("There is no strip on the board to improve.")
    watch = Watch(seconds, clock, should_stop)
    tables = PinnedTables(known, start)
    layout = layout_around(tables, masks_of(tables, start))
    if layout is None:
        return _unchanged(problem, state, before, effort)
    best = search_from(tables, layout, effort, watch, _told(before, on_progress, with_boneyard))
    found = on_rows(start, best.board())
    found, after = _in_order(problem, found)
    if not _is_better(problem, after, before) and not (with_boneyard and state.boneyard):
        found, after = state, before
    lawful = _lawful_problem(known, start)
    bound = bound_of(lawful, _near(lawful, found), effort, watch) if lawful.strips else 0
    currency = problem.prices.currency
    floor = unavoidable(Tables(lawful)).total if lawful.strips else 0
    return Improved(
        state=found,
        before=before,
        after=after,
        bound=Money(bound, currency),
        unavoidable=Money(floor, currency),
        effort=effort,
        stopped=watch(),
    )


def _unchanged(
    problem: ScheduleProblem, state: BoardState, before: BoardJudgement, effort: int
) -> Improved:
    zero = Money(0, problem.prices.currency)
    return Improved(
        state=state,
        before=before,
        after=before,
        bound=zero,
        unavoidable=zero,
        effort=effort,
        reason="No dates can be found around what is locked. Unlock a day or a strip.",
    )


def _is_better(problem: ScheduleProblem, after: BoardJudgement, before: BoardJudgement) -> bool:
    """Fewer rules broken that no price buys; or as many, and cheaper."""
    now, was = (sum(map(unlawful, one.breaches)) for one in (after, before))
    if now != was:
        return now < was
    cheaper = weighed(problem, after) < weighed(problem, before)
    return cheaper and after.cost <= before.cost


def _lawful_problem(problem: ScheduleProblem, state: BoardState) -> ScheduleProblem:
    """The strips for which the bound of lawful boards holds."""
    out = unlawful_strips(problem, state)
    return replace(problem, strips=tuple(s for s in problem.strips if s.key not in out))


def _near(problem: ScheduleProblem, state: BoardState) -> list[int]:
    number = {strip.key: n for n, strip in enumerate(problem.strips)}
    days = ([number[key] for key in day.strips if key in number] for day in state.days)
    return [sum(1 << n for n in day) for day in days if day]


def _told(before: BoardJudgement, report: Report | None, with_boneyard: bool) -> Report | None:
    """Progress that never shows more than the board costs now: the best is at hand."""
    if report is None:
        return None

    def tell(progress: SolveProgress) -> None:
        if progress.cost > before.cost and not with_boneyard:
            worked = sum(bool(day.strips) for day in before.board.days)
            progress = replace(
                progress, cost=before.cost, days=worked, message=f"{worked} shooting days"
            )
        report(progress)

    return tell


def _with_boneyard(state: BoardState) -> BoardState:
    """Every strip of the boneyard on a day of its own; no date is kept for it."""
    if not state.boneyard:
        return state
    last = max((day.date for day in state.days), default=date(2000, 1, 1))
    days = [
        DayState(uid=uid, date=date.fromordinal(last.toordinal() + n), strips=(key,))
        for n, (uid, key) in enumerate(
            zip(state.fresh_uids(len(state.boneyard)), state.boneyard, strict=True), start=1
        )
    ]
    return replace(state, boneyard=()).with_days([*state.days, *days])


def on_rows(state: BoardState, board: Board) -> BoardState:
    """The board found, on the rows of the board given: a row stays on its date where the
    board shoots on it, the others move to the dates that are new.
    """
    by_date = {day.date: day for day in board.days}
    rows = [day for day in state.days if not _keeps_all(state, day)]
    kept = [day for day in state.days if _keeps_all(state, day)]
    here = [_filled(day, by_date[day.date]) for day in rows if day.date in by_date]
    taken = {day.date for day in (*here, *kept)}
    spare = [day for day in rows if day.date not in by_date and day.strips]
    new = [day for day in board.days if day.date not in taken]
    uids = iter(state.fresh_uids(len(new)))
    moved = [
        _filled(replace(row, date=day.date, call=None), day)
        for row, day in zip(_rows(spare, uids, len(new)), new, strict=True)
    ]
    return state.with_days([*kept, *here, *moved])


def _rows(spare: list[DayState], uids: Iterable[str], count: int) -> list[DayState]:
    some = spare[:count]
    later = iter(uids)
    fresh = [DayState(uid=next(later), date=date.min) for _ in range(count - len(some))]
    return some + fresh


def _keeps_all(state: BoardState, day: DayState) -> bool:
    return day.locked or day.kind is not DayKind.SHOOT


def _filled(row: DayState, day: BoardDay) -> DayState:
    banners = tuple(replace(b, before=min(b.before, len(day.strips))) for b in row.banners)
    call = row.call if row.shift is day.shift else None
    return replace(
        row, shift=day.shift, pinned=False, strips=day.strips, banners=banners, call=call
    )


def _in_order(problem: ScheduleProblem, state: BoardState) -> tuple[BoardState, BoardJudgement]:
    """Parts of a scene in their order, where nothing of it is locked."""
    judged = judge(problem, board_of(state))
    kept = {key for day in state.days if state.is_tied(day) for key in day.strips}
    told = parts_in_order(problem, judged, kept)
    if told is judged:
        return state, judged
    shot = {day.date: day.strips for day in told.board.days}
    days = [replace(day, strips=shot.get(day.date, day.strips)) for day in state.days]
    return state.with_days(days), told
