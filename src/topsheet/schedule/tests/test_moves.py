"""Verbs on a board: nothing is lost or doubled, locks hold, each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.schedule.engine.auto_breaks import auto_breaks
from topsheet.schedule.engine.baselines import script_order
from topsheet.schedule.engine.board_state import Banner, BoardState, DayKind, board_of, state_of
from topsheet.schedule.engine.cutting import cut, extra, put_instead, strips_of
from topsheet.schedule.engine.days_moved import (
    insert_day,
    join_next,
    move_day,
    remove_day,
    split_day,
    swap_days,
)
from topsheet.schedule.engine.judge import judge
from topsheet.schedule.engine.moves import lock_day, lock_strips, move_strips, to_boneyard
from topsheet.schedule.engine.tables import Tables
from topsheet.schedule.engine.types import PartKind, ScheduleProblem, Shift
from topsheet.schedule.tests.problems import MONDAY, problem, problems, strip

Verb = Callable[[ScheduleProblem, BoardState, Random], BoardState]


def start_of(given_problem: ScheduleProblem) -> BoardState:
    board = script_order(Tables(given_problem)).board()
    return state_of(board, given_problem.strips)


def _some_strips(state: BoardState, random: Random) -> list[str]:
    keys = state.keys()
    return random.sample(keys, random.randint(1, min(3, len(keys))))


def _day(state: BoardState, random: Random) -> str:
    return random.choice(state.days).uid if state.days else "none"


def _move(p: ScheduleProblem, state: BoardState, random: Random) -> BoardState:
    position = random.choice([None, 0, 1, 2])
    return move_strips(p, state, _some_strips(state, random), _day(state, random), position)


def _insert(p: ScheduleProblem, state: BoardState, random: Random) -> BoardState:
    kind = random.choice([DayKind.SHOOT, DayKind.SHOOT, DayKind.REST])
    if random.random() < 0.3:
        return insert_day(p, state, on=MONDAY + timedelta(days=random.randint(0, 20)), kind=kind)
    return insert_day(p, state, after=_day(state, random) if state.days else "", kind=kind)


def _move_day(p: ScheduleProblem, state: BoardState, random: Random) -> BoardState:
    on = MONDAY + timedelta(days=random.randint(0, 14))
    if random.random() < 0.5 and state.days:
        on = random.choice(state.days).date
    return move_day(p, state, _day(state, random), on)


VERBS: tuple[Verb, ...] = (
    _move,
    lambda p, s, r: to_boneyard(p, s, _some_strips(s, r)),
    lambda p, s, r: split_day(p, s, _day(s, r), r.randint(0, 3)),
    lambda p, s, r: join_next(p, s, _day(s, r)),
    _insert,
    lambda p, s, r: remove_day(p, s, _day(s, r)),
    _move_day,
    lambda p, s, r: swap_days(s, _day(s, r), _day(s, r)),
    lambda p, s, r: auto_breaks(p, s),
    lambda p, s, r: auto_breaks(p, s, _day(s, r), _day(s, r)),
    lambda p, s, r: lock_strips(s, _some_strips(s, r), locked=r.random() < 0.5),
    lambda p, s, r: lock_day(s, _day(s, r), locked=r.random() < 0.4),
)


@given(problem=problems(most=9), seed=st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_no_sequence_of_verbs_loses_or_doubles_a_strip_or_moves_what_is_locked(
    problem: ScheduleProblem, seed: int
) -> None:
    random, state = Random(seed), start_of(problem)
    keys = sorted(one.key for one in problem.strips)
    done = 0
    for _ in range(25):
        try:
            after = random.choice(VERBS)(problem, state, random)
        except (InvalidInput, NotFound):
            continue
        done += 1
        assert sorted(after.keys()) == keys
        dates = [day.date for day in after.days]
        assert dates == sorted(set(dates)), "two days on one date"
        assert len({day.uid for day in after.days}) == len(dates)
        for day in state.days:
            if day.locked:
                now = after.day(day.uid)
                assert (now.date, now.strips) == (day.date, day.strips)
        for key in state.locked:
            was, now_on = state.day_of(key), after.day_of(key)
            assert was is not None
            assert now_on is not None
            assert (was.uid, was.date) == (now_on.uid, now_on.date)
        judge(problem, board_of(after))
        state = after
    assert done or not state.days


@given(problem=problems(most=9), seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_move_is_undone_by_moving_back(problem: ScheduleProblem, seed: int) -> None:
    random, state = Random(seed), start_of(problem)
    key = random.choice(state.keys())
    was = state.day_of(key)
    assert was is not None
    after = move_strips(problem, state, [key], _day(state, random), random.randint(0, 3))
    back = move_strips(problem, after, [key], was.uid, was.strips.index(key))
    assert back == state


@given(problem=problems(most=9), seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_day_break_is_undone_by_joining(problem: ScheduleProblem, seed: int) -> None:
    random, state = Random(seed), start_of(problem)
    day = random.choice(state.days)
    if len(day.strips) < 2:
        return
    broken = split_day(problem, state, day.uid, random.randint(1, len(day.strips) - 1))
    assert len(broken.days) == len(state.days) + 1
    assert (
        join_next(problem, broken, day.uid).days[: state.index(day.uid) + 1]
        == (state.days[: state.index(day.uid) + 1])
    )


def test_a_swap_and_an_inserted_day_are_undone_by_their_inverse() -> None:
    given_problem = problem([strip(n, 400) for n in range(1, 6)])
    state = start_of(given_problem)
    one, two = state.days[0].uid, state.days[3].uid
    assert swap_days(swap_days(state, one, two), one, two) == state
    longer = insert_day(given_problem, state, after=one)
    new = next(day.uid for day in longer.days if day.uid.startswith("new-"))
    assert remove_day(given_problem, longer, new) == state


def test_an_inserted_day_shifts_those_that_follow_and_steps_over_locked_dates() -> None:
    given_problem = problem([strip(n, 600) for n in range(1, 5)])
    state = start_of(given_problem)
    locked = lock_day(state, state.days[2].uid, locked=True)
    after = insert_day(given_problem, locked, after=state.days[0].uid)
    dates = {day.uid: day.date.isoformat() for day in after.days}
    assert dates == {
        "day-001": "2027-03-01",
        "new-1": "2027-03-02",
        "day-002": "2027-03-04",  # over the locked Wednesday
        "day-003": "2027-03-03",
        "day-004": "2027-03-05",
    }


def test_removing_a_day_closes_up_and_puts_its_strips_in_the_boneyard() -> None:
    given_problem = problem([strip(n, 600) for n in range(1, 4)])
    state = start_of(given_problem)
    after = remove_day(given_problem, state, "day-001")
    assert after.boneyard == ("s0001",)
    assert [day.date for day in after.days] == [MONDAY, MONDAY + timedelta(days=1)]


def test_a_day_moved_to_a_taken_date_shifts_those_between() -> None:
    given_problem = problem([strip(n, 600) for n in range(1, 5)])
    state = start_of(given_problem)
    after = move_day(given_problem, state, "day-001", state.days[2].date)
    assert [day.uid for day in after.days] == ["day-002", "day-003", "day-001", "day-004"]
    assert [day.date for day in after.days] == [day.date for day in state.days]


def test_a_date_years_away_is_a_slip_of_the_pen() -> None:
    given_problem = problem([strip(n, 600) for n in range(1, 3)])
    state = start_of(given_problem)
    for verb in (
        lambda on: move_day(given_problem, state, "day-001", on),
        lambda on: insert_day(given_problem, state, on=on),
    ):
        with pytest.raises(InvalidInput, match="2190-01-01 is years away"):
            verb(date(2190, 1, 1))


def test_the_shift_follows_the_strips_until_somebody_sets_it() -> None:
    given_problem = problem([strip(1, 100), strip(2, 100, light="EXT NIGHT")])
    state = start_of(given_problem)
    together = move_strips(given_problem, state, ["s0002"], "day-001")
    assert together.day("day-001").shift is Shift.NIGHT
    assert together.day("day-002").shift is Shift.DAY
    set_day = state.with_day(replace(state.day("day-001"), shift=Shift.SPLIT, pinned=True))
    kept = move_strips(given_problem, set_day, ["s0002"], "day-001")
    assert kept.day("day-001").shift is Shift.SPLIT


@pytest.mark.parametrize(
    "verb",
    [
        lambda p, s: move_strips(p, s, ["s0001"], "day-002"),
        lambda p, s: move_strips(p, s, ["s0002"], "day-001"),
        lambda p, s: to_boneyard(p, s, ["s0001"]),
        lambda p, s: split_day(p, s, "day-001", 1),
        lambda p, s: join_next(p, s, "day-001"),
        lambda p, s: remove_day(p, s, "day-001"),
        lambda p, s: move_day(p, s, "day-001", date(2027, 4, 1)),
        lambda p, s: swap_days(s, "day-001", "day-002"),
    ],
)
def test_a_locked_day_refuses_with_a_sentence(verb) -> None:
    given_problem = problem([strip(n, 600) for n in range(1, 4)])
    state = lock_day(start_of(given_problem), "day-001", locked=True)
    with pytest.raises(InvalidInput, match=r"Day 1 is locked\. Unlock the day first\."):
        verb(given_problem, state)


def test_a_locked_strip_refuses_with_a_sentence() -> None:
    given_problem = problem([strip(n, 600) for n in range(1, 4)])
    state = lock_strips(start_of(given_problem), ["s0001"], locked=True)
    with pytest.raises(InvalidInput, match="Scene 1 is locked to its day"):
        move_strips(given_problem, state, ["s0001"], "day-002")
    with pytest.raises(InvalidInput, match="Day 1 has a strip locked to it"):
        move_day(given_problem, state, "day-001", date(2027, 4, 1))


def test_auto_breaks_fill_days_as_the_judge_counts_them() -> None:
    lights = ["INT DAY", "EXT DAY", "EXT NIGHT", "INT NIGHT", "EXT NIGHT", "INT DAY", "INT DAY"]
    strips = [strip(n, 170, "hq"[n % 2], light=one) for n, one in enumerate(lights, start=1)]
    given_problem = problem(strips)
    state = start_of(given_problem)
    one_day = state
    for day in state.days[1:]:
        one_day = move_strips(given_problem, one_day, day.strips, state.days[0].uid)
    ordered = move_strips(given_problem, one_day, [one.key for one in strips], state.days[0].uid, 0)
    broken = auto_breaks(given_problem, ordered)
    worked = [day for day in broken.days if day.strips]
    assert [key for day in worked for key in day.strips] == [one.key for one in strips]
    judged = judge(given_problem, board_of(broken))
    assert not judged.breaches
    assert all(day.minutes <= day.limit for day in judged.days)


def test_banner_minutes_are_taken_from_the_day() -> None:
    given_problem = problem([strip(1, 500)])
    state = start_of(given_problem)
    day = replace(state.days[0], banners=(Banner(uid="b", text="Lunch", minutes=90),))
    was = judge(given_problem, board_of(state)).days[0]
    now = judge(given_problem, board_of(state.with_day(day))).days[0]
    assert now.minutes == was.minutes + 90
    assert now.wrap == was.wrap + 90


def test_an_empty_day_costs_nothing_and_breaks_nothing() -> None:
    given_problem = problem([strip(1, 500), strip(2, 500)])
    state = start_of(given_problem)
    longer = insert_day(given_problem, state)
    was, now = (judge(given_problem, board_of(one)) for one in (state, longer))
    assert (now.cost, now.breaches) == (was.cost, was.breaches)
    assert len(longer.days) == 3
    assert longer.name("new-1") == "The empty day on 2027-03-03"


@given(
    eighths=st.integers(0, 60), minutes=st.integers(0, 2_000), count=st.integers(2, 20),
    data=st.data(),
)  # fmt: skip
def test_parts_sum_to_the_scene(eighths: int, minutes: int, count: int, data) -> None:
    shares: list[int] = []
    if data.draw(st.booleans()):
        left = eighths
        for _ in range(count - 1):
            shares.append(data.draw(st.integers(0, left)))
            left -= shares[-1]
        shares.append(left)
    parts = cut(eighths, minutes, count, shares)
    assert sum(part.eighths for part in parts) == eighths
    assert sum(part.minutes for part in parts) == minutes
    assert min(part.minutes for part in parts) >= 0


def test_a_retake_adds_time_and_no_pages() -> None:
    assert extra(3, 45, PartKind.RETAKE).eighths == 0
    with pytest.raises(InvalidInput):
        extra(3, 45, PartKind.PART)
    with pytest.raises(InvalidInput):
        extra(3, 0, PartKind.PICK_UP)


def test_shares_that_do_not_sum_are_refused() -> None:
    with pytest.raises(InvalidInput, match="sum to 8"):
        cut(8, 100, 2, [5, 4])


def test_parts_stand_where_the_scene_stood_and_join_again() -> None:
    scene = strip(2, 500)
    whole = problem([strip(1, 100), scene, strip(3, 100)])
    state = start_of(whole)
    parts = strips_of(scene, cut(scene.eighths, scene.minutes, 2))
    known = replace(whole, strips=(*whole.strips, *parts))
    in_parts = put_instead(known, state, ["s0002"], [part.key for part in parts])
    assert sorted(in_parts.keys()) == ["s0001", "s0002/1", "s0002/2", "s0003"]
    assert put_instead(known, in_parts, ["s0002/1", "s0002/2"], ["s0002"]) == state
