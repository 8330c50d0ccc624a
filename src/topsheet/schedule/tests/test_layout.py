"""The solver's fast sums against the plain judge."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.schedule.engine.baselines import by_place, script_order
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.search import Search
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import SHOOT_DAYS, ScheduleProblem
from topsheet.schedule.tests.problems import problems


def _judged(problem: ScheduleProblem, layout: Layout) -> int:
    return judge(problem, layout.board()).cost.minor + layout.waiting


@given(problem=problems(most=9), seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_a_layout_costs_what_the_judge_says_after_any_walk(
    problem: ScheduleProblem, seed: int
) -> None:
    tables = Tables(problem)
    search = Search(tables, script_order(tables), seed)
    for _ in range(150):
        search.step(1e9)
    again = Layout.of(tables, search.now.masks)
    assert again is not None
    assert again.cost == search.now.cost == _judged(problem, search.now)


@given(problem=problems(most=9), seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_every_board_of_a_walk_is_lawful_and_keeps_each_strip_once(
    problem: ScheduleProblem, seed: int
) -> None:
    tables = Tables(problem)
    search = Search(tables, by_place(tables), seed)
    for _ in range(80):
        search.step(1e9)
    board = search.now.board()
    shot = [key for day in board.days for key in day.strips]
    assert sorted(shot) == sorted(one.key for one in problem.strips)
    found = judge(problem, board)
    assert found.facts[SHOOT_DAYS] == len(board.days)
    for breach in found.breaches:
        alone = len(board.days[breach.day - 1].strips) == 1
        assert not breach.hard or alone, breach


def test_a_walk_is_the_same_every_time() -> None:
    from topsheet.schedule.tests.problems import problem, strip

    strips = [strip(n, 60 + 30 * (n % 5), "abcd"[n % 4], "xyzw"[: n % 4]) for n in range(1, 20)]
    tables = Tables(problem(strips))
    ends = []
    for _ in range(2):
        search = Search(tables, script_order(tables), 7)
        search.anneal(500, 5000.0, 50.0)
        ends.append(search.best_masks)
    assert ends[0] == ends[1]
    assert Random(7).random() == Random(7).random()
