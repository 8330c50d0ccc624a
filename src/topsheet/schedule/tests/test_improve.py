"""Improve against every board there is on tiny problems, and around what people lock."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.kernel.errors import InvalidInput
from topsheet.schedule.engine import solve
from topsheet.schedule.engine.board_state import BoardState, board_of
from topsheet.schedule.engine.days_moved import insert_day
from topsheet.schedule.engine.improve import improve, on_rows
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.landing import unlawful
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.moves import lock_day, lock_strips, move_strips, to_boneyard
from topsheet.schedule.engine.pinned import PinnedTables, layout_around, masks_of
from topsheet.schedule.engine.types import OVERTIME_BLOCKS, ScheduleProblem
from topsheet.schedule.tests.problems import problem, problems, strip
from topsheet.schedule.tests.test_landing import _shuffled
from topsheet.schedule.tests.test_moves import start_of
from topsheet.schedule.tests.test_solve import _partitions


def _locked(state: BoardState, random: Random) -> BoardState:
    for day in state.days:
        if day.strips and random.random() < 0.3:
            if random.random() < 0.5:
                state = lock_day(state, day.uid, locked=True)
            else:
                state = lock_strips(state, day.strips[:1], locked=True)
    return state


def _unlawful(problem: ScheduleProblem, state: BoardState) -> int:
    return sum(map(unlawful, judge(problem, board_of(state)).breaches))


@given(problem=problems(most=8), seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_improve_keeps_what_is_locked_and_is_never_worse(
    problem: ScheduleProblem, seed: int
) -> None:
    random = Random(seed)
    state = _locked(_shuffled(problem, random), random)
    if not any(day.strips for day in state.days):
        return
    found = improve(problem, state, effort=1)
    after = found.state
    assert sorted(after.keys()) == sorted(state.keys())
    assert after.boneyard == state.boneyard
    assert found.after == judge(problem, board_of(after))
    was, now = _unlawful(problem, state), _unlawful(problem, after)
    assert now < was or (now == was and found.after.cost <= found.before.cost)
    for day in state.days:
        if day.locked:
            assert after.day(day.uid) == day
    for key in state.locked:
        here, there = state.day_of(key), after.day_of(key)
        assert here is not None
        assert there is not None
        assert here.date == there.date
    if not now:
        assert found.unavoidable <= found.bound <= found.after.cost


@given(problem=problems(most=8), seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_layout_around_locks_costs_what_the_judge_says(
    problem: ScheduleProblem, seed: int
) -> None:
    random = Random(seed)
    state = _locked(_shuffled(problem, random), random)
    on_board = {key for day in state.days for key in day.strips}
    known = replace(problem, strips=tuple(s for s in problem.strips if s.key in on_board))
    banners = tuple(
        replace(d, banners=() if not d.locked else d.banners, call=d.call if d.locked else None)
        for d in state.days
    )
    state = replace(state, days=banners)
    tables = PinnedTables(known, state)
    layout = layout_around(tables, masks_of(tables, state))
    if layout is None or not layout.days:
        return
    found = on_rows(state, layout.board())
    assert judge(known, board_of(found)).cost.minor == layout.cost - layout.waiting


@pytest.mark.parametrize("seed", range(6))
def test_improve_finds_the_best_board_around_a_locked_strip(seed: int) -> None:
    random = Random(seed)
    strips = [
        strip(n, random.choice((120, 240, 300)), random.choice(("house", "road", "quay")),
              "".join(random.sample("abcd", 2)), random.choice(("INT DAY", "EXT DAY")))
        for n in range(1, 6)
    ]  # fmt: skip
    given_problem = problem(strips)
    state = start_of(given_problem)
    for _ in range(3):
        longer = insert_day(given_problem, state)
        new = longer.days[-1]
        state = move_strips(given_problem, longer, [random.choice(state.keys())], new.uid)
        state = replace(
            state, days=tuple(replace(d, uid=f"d{n}") for n, d in enumerate(state.days))
        )
    state = lock_strips(state, [random.choice(state.keys())], locked=True)
    found = improve(given_problem, state, effort=4)
    tables = PinnedTables(given_problem, state)
    least = min(
        layout.cost
        for days in _partitions(list(range(tables.count)))
        if all(tables.day(day).ok for day in days)
        for order in permutations(days)
        if (layout := Layout.of(tables, order)) is not None
    )
    slots = [tables.slot_of[day.date] for day in found.state.days if day.strips]
    waiting = tables.idle_weight * (slots[-1] + 1 - len(slots))
    assert found.after.cost.minor <= judge(given_problem, board_of(state)).cost.minor
    assert found.after.cost.minor + waiting == least


def _feature_board(random: Random) -> tuple[ScheduleProblem, BoardState]:
    strips = [
        strip(n, 60 + 45 * (n % 4), ("house", "road", "quay")[n % 3], "abcdef"[n % 5 : n % 5 + 2])
        for n in range(1, 16)
    ]
    given_problem = problem(strips)
    state = start_of(given_problem)
    for _ in range(6):
        day = random.choice(state.days).uid
        state = move_strips(given_problem, state, [random.choice(state.keys())], day)
    return given_problem, state


def test_the_same_effort_gives_the_same_board_again() -> None:
    given_problem, state = _feature_board(Random(3))
    one, two = (improve(given_problem, state, effort=1) for _ in range(2))
    assert one == two
    assert one.better
    assert one.after.cost < one.before.cost


def test_a_stop_keeps_the_best_so_far() -> None:
    given_problem, state = _feature_board(Random(3))
    asked = iter([False, False, False])
    found = improve(given_problem, state, effort=50, should_stop=lambda: next(asked, True))
    assert found.stopped
    assert found.after.cost <= found.before.cost


def test_progress_never_shows_more_than_the_board_costs_now() -> None:
    given_problem, state = _feature_board(Random(4))
    seen = []
    improve(given_problem, state, effort=1, on_progress=seen.append)
    now = judge(given_problem, board_of(state)).cost
    assert seen
    assert all(one.cost <= now for one in seen)


def test_the_boneyard_stays_out_unless_asked_for() -> None:
    given_problem, state = _feature_board(Random(5))
    state = to_boneyard(given_problem, state, ["s0003", "s0004"])
    assert improve(given_problem, state, effort=1).state.boneyard == ("s0003", "s0004")
    whole = improve(given_problem, state, effort=1, with_boneyard=True)
    assert whole.state.boneyard == ()
    assert sorted(whole.state.keys()) == sorted(state.keys())


def test_a_preference_for_no_overtime_is_weighed_and_shown() -> None:
    strips = [strip(n, 270) for n in range(1, 5)]  # two fill a day exactly; 60 over makes three
    over = problem([*strips, strip(5, 20)])
    assert not any(b.rule == "no-planned-overtime" for b in _breaches(over, start_of(over)))
    rather_not = replace(over, overtime_weight=20_000)
    state = start_of(over)
    packed = move_strips(over, state, ["s0005"], state.days[0].uid)
    shown = [b for b in _breaches(rather_not, packed) if b.rule == "no-planned-overtime"]
    assert [breach.price and breach.price.minor for breach in shown] == [20_000]
    assert judge(rather_not, board_of(packed)).cost == judge(over, board_of(packed)).cost
    assert solve(rather_not, effort=1).best.facts[OVERTIME_BLOCKS] == 0
    assert solve(over, effort=1).best.facts[OVERTIME_BLOCKS] == 1


def _breaches(given_problem: ScheduleProblem, state: BoardState):
    return judge(given_problem, board_of(state)).breaches


def test_an_empty_board_has_nothing_to_improve() -> None:
    given_problem = problem([strip(1)])
    state = to_boneyard(given_problem, start_of(given_problem), ["s0001"])
    with pytest.raises(InvalidInput, match="no strip on the board"):
        improve(given_problem, state, effort=1)
