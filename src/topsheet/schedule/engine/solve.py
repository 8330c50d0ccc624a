"""Making a board: a start, a search by cheap moves, large neighbourhoods by CP-SAT.

``effort`` counts work, not seconds, so the same effort gives the same board anywhere;
``seconds`` is a cap, and the plan says when it cut. The answer is never dearer than
either baseline, and stands beside a bound that no board can beat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money
from topsheet.schedule.engine.baselines import by_place, script_order
from topsheet.schedule.engine.bound import Floor, unavoidable
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.lns import refill
from topsheet.schedule.engine.neighbourhoods import some_days
from topsheet.schedule.engine.parts import parts_in_order
from topsheet.schedule.engine.patterns import pattern_bound
from topsheet.schedule.engine.search import Search
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import (
    OVERTIME_BLOCKS,
    BoardJudgement,
    SchedulePlan,
    ScheduleProblem,
    SolveProgress,
)

DEFAULT_EFFORT = 10
SEED = 20_031
_STEPS = 20_000  # tries of a cheap move per unit of effort, on a feature
_ORDERS = 3  # walks over the order of the days alone
_ROUNDS = 3  # neighbourhoods per unit of effort
_LIMIT = 0.15  # deterministic time of one neighbourhood
_HOT, _COLD = 0.6, 40  # from 60 % of a typical move's change down to a fortieth of it
_MOST_FOR_PATTERNS = 450  # strips; above, the bound counts fact by fact only
_ANNEALED = 0.6  # share of the progress that annealing makes

Report = Callable[[SolveProgress], None]


def solve(
    problem: ScheduleProblem,
    *,
    effort: int = DEFAULT_EFFORT,
    seconds: float | None = None,
    on_progress: Report | None = None,
    should_stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] | None = None,
) -> SchedulePlan:
    """The best board found with ``effort``, beside its baselines and a valid lower bound.

    Raises InvalidInput when there is nothing to shoot, Unsolvable when no dates can be
    found. ``should_stop`` ends it early with the best board so far. An engine has no clock:
    a cap on ``seconds`` needs one (``schedule.services.solve_board`` passes it).
    """
    if not problem.strips:
        raise InvalidInput("There is no scene to schedule: the script has none that is shot.")
    if effort < 0:
        raise InvalidInput("Effort is a whole number from 0 up.", field="effort")
    watch = Watch(seconds, clock, should_stop)
    tables = Tables(problem)
    told, placed = script_order(tables), by_place(tables)
    floor = unavoidable(tables)
    start = min((told, placed), key=lambda layout: layout.cost)
    best = search_from(tables, start, effort, watch, on_progress)
    bound = bound_of(problem, best.masks, effort, watch)
    return _plan(problem, (best, told, placed), bound, floor, watch.cut, effort)


class Watch:
    """Says when to stop, and whether the cap on seconds did it."""

    def __init__(
        self,
        seconds: float | None,
        clock: Callable[[], float] | None,
        asked: Callable[[], bool] | None,
    ) -> None:
        if seconds is not None and clock is None:
            raise ValueError("a cap on seconds needs a clock")
        self._clock, self._asked = clock, asked
        self._end = clock() + seconds if clock is not None and seconds is not None else None
        self.cut = False

    def __call__(self) -> bool:
        if self._clock is not None and self._end is not None and self._clock() >= self._end:
            self.cut = True
        return self.cut or (self._asked is not None and self._asked())


def search_from(
    tables: Tables, start: Layout, effort: int, stop: Watch, report: Report | None
) -> Layout:
    """Anneal over the first part of the effort, then fill neighbourhoods anew."""
    search = Search(tables, start, SEED)
    if not effort or len(start.masks) < 2:
        return search.best
    scale = search.typical_step()

    def tell(done: float) -> None:
        if report is not None:
            report(_progress(tables, search, _ANNEALED * done))

    search.anneal(_steps(tables) * effort, scale * _HOT, scale / _COLD, stop, tell)
    search.restart()
    for _ in range(_ORDERS):
        steps = effort * min(2_000, 1 + 400_000 // tables.count)
        search.anneal_order(steps, scale * _HOT / 2, scale / _COLD, stop)
        search.restart()
    _polish(search, effort, scale, stop, report)
    return search.best


def _steps(tables: Tables) -> int:
    """Tries per unit of effort: fewer for a short, whose boards are few, and for a script so
    long that each try is slow.
    """
    return min(_STEPS, max(2_000, 150 * tables.count), 1 + 6_000_000 // tables.count)


def _polish(search: Search, effort: int, scale: float, stop: Watch, report: Report | None) -> None:
    """Neighbourhoods by CP-SAT; between them a few cheap moves, kept when they help."""
    random = Random(SEED)
    rounds = _ROUNDS * effort
    size = 4
    for number in range(rounds):
        if stop():
            return
        layout = search.now
        proposal = refill(layout, some_days(layout, size, random), _LIMIT, number)
        if proposal is not None:
            found = Layout.of(search.tables, proposal.masks)
            if found is not None and found.cost < layout.cost:
                search.take(found)
            size = min(9, size + 1) if proposal.proved else max(3, size - 1)
        search.anneal(_steps(search.tables) // 20, scale / _COLD, scale / (8 * _COLD), stop)
        search.restart()
        if report is not None:
            done = _ANNEALED + (1 - _ANNEALED) * (number + 1) / rounds
            report(_progress(search.tables, search, done))


def bound_of(problem: ScheduleProblem, near: Sequence[int], effort: int, stop: Watch) -> int:
    """The best proven floor of the price of any lawful board: fact by fact, or day by day
    where that is higher. ``near`` are days (as masks) of a good board.
    """
    tables = Tables(replace(problem, overtime_weight=0))
    floor = unavoidable(tables)
    best = Layout.of(tables, near)
    if not effort or tables.count > _MOST_FOR_PATTERNS or best is None:
        return floor.total
    rounds = max(2, effort // 2)
    return pattern_bound(tables, best, floor, rounds, stop).value


def _progress(tables: Tables, search: Search, fraction: float) -> SolveProgress:
    best = search.best
    return SolveProgress(
        fraction=fraction,
        message=f"{len(best.days)} shooting days",
        cost=Money(best.cost - best.waiting, tables.problem.prices.currency),
        days=len(best.days),
        nights=best.nights,
    )


def _plan(
    problem: ScheduleProblem,
    layouts: tuple[Layout, Layout, Layout],
    bound: int,
    floor: Floor,
    cut: bool,
    effort: int,
) -> SchedulePlan:
    judged = [judge(problem, layout.board()) for layout in layouts]
    best = parts_in_order(problem, min(judged, key=lambda one: weighed(problem, one)))
    cost, currency = best.cost.minor, problem.prices.currency
    avoidable = cost - floor.total
    return SchedulePlan(
        best=best,
        script_order=judged[1],
        by_place=judged[2],
        bound=Money(bound, currency),
        unavoidable=Money(floor.total, currency),
        gap=(cost - bound) / cost if cost else 0.0,
        gap_avoidable=(cost - bound) / avoidable if avoidable > 0 else 0.0,
        cut_by_seconds=cut,
        effort=effort,
        bound_basis=_basis(floor, bound > floor.total),
    )


def weighed(problem: ScheduleProblem, judged: BoardJudgement) -> int:
    """The cost of a board with what its overtime weighs beside the prices, in minor units."""
    return judged.cost.minor + problem.overtime_weight * judged.facts[OVERTIME_BLOCKS]


def _basis(floor: Floor, by_days: bool) -> tuple[str, ...]:
    """What the bound is made of, in sentences."""
    sentences = [
        f"At least {floor.days} shooting days, {floor.nights} of them with work in the dark,"
        " by the minutes of the strips and the moves between their places.",
        f"At least {sum(floor.role_days)} days of work for the cast, counted member by member.",
        "One visit to each place, and the days that its own minutes need.",
    ]
    if by_days:
        sentences.append(
            "Together with that: the least that any choice of lawful days can cost, each day"
            " with its crew, cast, places and elements (a linear choice of days, proven by"
            " pricing every lawful day). Holding and revisits come on top and are not bounded."
        )
    return tuple(sentences)
