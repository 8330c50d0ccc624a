"""The price of a landing against the plain judge, for every day and every position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.schedule.engine.board_state import Banner, BoardState, whole_board
from topsheet.schedule.engine.breaches import LENGTH
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.landing import BONEYARD, NEW_DAY, best_landing, landings
from topsheet.schedule.engine.moves import lock_day, move_strips, to_boneyard
from topsheet.schedule.engine.types import OVERTIME_BLOCKS, ScheduleProblem, Tariff
from topsheet.schedule.tests.problems import problem, problems, strip
from topsheet.schedule.tests.test_moves import VERBS, start_of


def _shuffled(given_problem: ScheduleProblem, random: Random) -> BoardState:
    """A board as people leave it: some verbs after a plain one."""
    state = start_of(given_problem)
    for _ in range(random.randint(0, 12)):
        try:
            state = random.choice(VERBS)(given_problem, state, random)
        except (InvalidInput, NotFound):
            continue
    free = replace(
        state, locked=frozenset(), days=tuple(replace(d, locked=False) for d in state.days)
    )
    if free.days and random.random() < 0.5:
        day = random.choice(free.days)
        banner = Banner(uid="b", text="Lunch", minutes=random.choice([30, 200]))
        call = random.choice([None, 360, 900])
        free = free.with_day(replace(day, banners=(banner,), call=call))
    return free


@given(problem=problems(most=9), seed=st.integers(0, 10_000))
@settings(max_examples=120, deadline=None)
def test_every_landing_costs_and_breaks_what_the_judge_says_after_the_move(
    problem: ScheduleProblem, seed: int
) -> None:
    random = Random(seed)
    stepped = problem.prices.tariffs | {OVERTIME_BLOCKS: Tariff((0, 700, 1_900, 4_000))}
    problem = replace(problem, prices=replace(problem.prices, tariffs=stepped))
    state = _shuffled(problem, random)
    keys = random.sample(state.keys(), random.randint(1, min(3, len(problem.strips))))
    called = state.numbers()
    now = judge(problem, whole_board(state, called))
    for landing in landings(problem, state, keys):
        if landing.day == BONEYARD:
            after = judge(problem, whole_board(to_boneyard(problem, state, keys), called))
        elif landing.day == NEW_DAY:
            continue
        else:
            after = judge(
                problem,
                whole_board(
                    move_strips(problem, state, keys, landing.day, landing.position), called
                ),
            )
            for position, change in enumerate(landing.by_position):
                moved = move_strips(problem, state, keys, landing.day, position)
                assert (
                    judge(problem, whole_board(moved, called)).cost.minor - now.cost.minor == change
                )
        assert landing.change == after.cost - now.cost
        assert set(landing.appear) == set(after.breaches) - set(now.breaches)
        assert set(landing.disappear) == set(now.breaches) - set(after.breaches)


def test_the_best_place_is_the_cheapest_lawful_one() -> None:
    strips = [strip(1, 300, "house", "a"), strip(2, 400, "road", "b"), strip(3, 150, "house", "a"),
              strip(4, 300, "road", "b", "EXT NIGHT")]  # fmt: skip
    given_problem = problem(strips)
    state = start_of(given_problem)
    alone = move_strips(given_problem, state, ["s0003"], "day-002")
    found = landings(given_problem, alone, ["s0003"])
    best = best_landing(found, alone, ["s0003"])
    assert best is not None
    assert best.day == "day-001"
    assert best.change.minor < 0
    assert best.lawful


def test_a_landing_that_breaks_a_law_says_which() -> None:
    given_problem = problem([strip(1, 500), strip(2, 400, light="EXT DAY"), strip(3, 400)])
    state = start_of(given_problem)
    on_full = next(one for one in landings(given_problem, state, ["s0002"]) if one.day == "day-001")
    assert not on_full.lawful
    assert any("Split a strip" in breach.message for breach in on_full.appear)


def test_a_strip_may_leave_a_day_that_stays_too_long_without_it() -> None:
    given_problem = problem([strip(1, 500), strip(2, 400), strip(3, 300), strip(4, 60)])
    state = move_strips(given_problem, start_of(given_problem), ["s0002", "s0003"], "day-001")
    now = judge(given_problem, whole_board(state, state.numbers()))
    assert any(breach.rule == LENGTH for breach in now.breaches)
    found = landings(given_problem, state, ["s0003"])
    new = next(one for one in found if one.day == NEW_DAY)
    assert any(breach.rule == LENGTH for breach in new.appear)
    assert new.lawful
    longer = next(one for one in landings(given_problem, state, ["s0004"]) if one.day == "day-001")
    assert not longer.lawful


def test_a_locked_day_is_no_place_to_land() -> None:
    given_problem = problem([strip(1, 100), strip(2, 600)])
    state = lock_day(start_of(given_problem), "day-001", locked=True)
    found = landings(given_problem, state, ["s0002"])
    assert found[0].refused == "Day 1 is locked. Unlock the day first."
    best = best_landing(found, state, ["s0002"])
    assert best is not None
    assert best.day == NEW_DAY


def test_a_locked_strip_cannot_be_lifted() -> None:
    given_problem = problem([strip(1, 100), strip(2, 600)])
    state = replace(start_of(given_problem), locked=frozenset({"s0001"}))
    with pytest.raises(InvalidInput, match="locked"):
        landings(given_problem, state, ["s0001"])


def big_problem(strips: int = 150) -> ScheduleProblem:
    """A feature: 150 strips, 40 cast, 25 places, some children and nights."""
    random = Random(5)
    cast = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"
    lights = ("INT DAY", "EXT DAY", "INT NIGHT", "EXT NIGHT", "EXT DAY", "INT DAY")
    return problem(
        [
            strip(
                n,
                random.choice((60, 120, 180, 240, 300)),
                f"place{random.randrange(25)}",
                "".join(random.sample(cast, random.randint(1, 6))),
                random.choice(lights),
                random.choice(("", "", "horse", "crane")),
                random.choice(("", "", "", "a")),
            )
            for n in range(1, strips + 1)
        ]
    )


def test_all_landings_are_priced_far_quicker_than_by_judging_each() -> None:
    given_problem = big_problem()
    state = start_of(given_problem)
    assert len(state.days) >= 60
    board = whole_board(state, state.numbers())
    judged = min(_time(lambda: judge(given_problem, board)) for _ in range(5))
    found = landings(given_problem, state, ["s0050"])
    positions = sum(len(one.by_position) for one in found)
    priced = min(_time(lambda: landings(given_problem, state, ["s0050"])) for _ in range(3))
    assert priced < judged * positions / 3, f"{priced * 1000:.0f} ms for {positions} positions"


def _time(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    start = process_time()
    work()
    return process_time() - start
