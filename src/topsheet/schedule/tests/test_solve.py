"""The solver and its bound against every board there is, on tiny problems."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings

from topsheet.kernel.errors import InvalidInput, Unsolvable
from topsheet.schedule.engine import judge, solve
from topsheet.schedule.engine.baselines import script_order
from topsheet.schedule.engine.bound import unavoidable
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.patterns import pattern_bound
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import ScheduleProblem
from topsheet.schedule.tests.problems import MONDAY, problem, problems, strip


def _partitions(items: list[int]) -> list[list[int]]:
    """All ways to put strips into days, days as masks."""
    if not items:
        return [[]]
    first, *rest = items
    found = []
    for days in _partitions(rest):
        found.append([1 << first, *days])
        for n in range(len(days)):
            found.append([*days[:n], days[n] | 1 << first, *days[n + 1 :]])
    return found


def _least_cost(tables: Tables) -> int:
    """The cost of the best board, idle days weighed as the solver weighs them."""
    best = None
    for days in _partitions(list(range(tables.count))):
        if not all(tables.day(day).ok for day in days):
            continue
        for order in permutations(days):
            layout = Layout.of(tables, order)
            if layout is not None and (best is None or layout.cost < best):
                best = layout.cost
    assert best is not None
    return best


@given(problems(most=5))
@settings(max_examples=25, deadline=None)
def test_bounds_never_exceed_the_optimum(problem: ScheduleProblem) -> None:
    tables = Tables(problem)
    least = _least_cost(tables)
    floor = unavoidable(tables)
    assert floor.total <= least
    start = script_order(tables)
    bound = pattern_bound(tables, start, floor, rounds=6)
    assert floor.total <= bound.value <= least


@given(problems(most=5))
@settings(max_examples=12, deadline=None)
def test_a_solve_is_lawful_and_between_bound_and_baselines(problem: ScheduleProblem) -> None:
    plan = solve(problem, effort=1)
    cost = plan.best.cost
    assert plan.unavoidable <= plan.bound <= cost
    assert cost <= plan.script_order.cost
    assert cost <= plan.by_place.cost
    assert plan.best == judge(problem, plan.best.board)
    shot = sorted(key for day in plan.best.board.days for key in day.strips)
    assert shot == sorted(one.key for one in problem.strips)


@pytest.mark.parametrize("seed", range(6))
def test_a_solve_finds_the_optimum_of_tiny_problems(seed: int) -> None:
    from random import Random

    random = Random(seed)
    lights = ("INT DAY", "INT NIGHT", "EXT DAY", "EXT NIGHT")
    strips = [
        strip(
            n,
            random.choice((120, 240, 300)),
            random.choice(("house", "road", "quay")),
            "".join(random.sample("abcd", 2)),
            random.choice(lights),
        )
        for n in range(1, 7)
    ]
    given_problem = problem(strips)
    tables = Tables(given_problem)
    plan = solve(given_problem, effort=1)
    assert plan.best.cost.minor == _least_cost(tables)


def test_the_same_effort_gives_the_same_board() -> None:
    strips = [
        strip(n, 60 + 45 * (n % 4), ("house", "road", "quay")[n % 3], "abcdef"[n % 5 : n % 5 + 2])
        for n in range(1, 16)
    ]
    plans = [solve(problem(strips), effort=1) for _ in range(2)]
    assert plans[0] == plans[1]


def test_the_order_in_which_strips_are_given_changes_nothing_for_the_judge() -> None:
    strips = [strip(n, 200, "house", "ab"[n % 2]) for n in range(1, 7)]
    one = problem(strips)
    board = script_order(Tables(one)).board()
    assert judge(problem(strips[::-1]), board).cost == judge(one, board).cost


def test_a_cast_member_who_is_always_away_is_named() -> None:
    away = {"a": set(Tables(problem([strip(1, cast="a")])).dates)}
    with pytest.raises(Unsolvable) as error:
        solve(problem([strip(1, cast="a")], away=away), effort=1)
    assert any("A is away" in reason for reason in error.value.reasons)


def test_nothing_to_shoot_is_said() -> None:
    with pytest.raises(InvalidInput, match="no scene"):
        solve(problem([]), effort=1)


def test_a_cap_on_seconds_says_that_it_cut() -> None:
    ticks = iter(range(1000))
    strips = [strip(n, 120, cast="ab") for n in range(1, 9)]
    plan = solve(problem(strips), effort=50, seconds=3, clock=lambda: float(next(ticks)))
    assert plan.cut_by_seconds


def test_a_night_never_runs_into_a_day_call() -> None:
    strips = [strip(n, 400, light=("EXT NIGHT", "EXT DAY")[n % 2]) for n in range(1, 8)]
    plan = solve(problem(strips, days_per_week=7), effort=1)
    assert not [breach for breach in plan.best.breaches if breach.rule == "rest"]
    for day, after in pairwise(plan.best.days):
        assert (after.date - day.date).days * 1440 + after.call - day.wrap >= 660


def test_availability_is_kept() -> None:
    strips = [strip(1, 500, cast="a"), strip(2, 500, cast="b")]
    plan = solve(problem(strips, away={"a": {MONDAY}}), effort=1)
    assert plan.best.board.days[0].strips == ("s0002",)


def test_parts_of_a_scene_are_shot_in_order() -> None:
    from dataclasses import replace

    long = [replace(strip(1, 480), key=f"s0001/{part}", part=part) for part in (1, 2, 3)]
    plan = solve(problem([*long[::-1], strip(2, 480, "quay")]), effort=1)
    shot = [key for day in plan.best.board.days for key in day.strips if "/" in key]
    assert shot == ["s0001/1", "s0001/2", "s0001/3"]
