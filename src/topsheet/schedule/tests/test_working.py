"""People's verbs on the board: one change set each, versions, roles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.production.models import ChangeSet
from topsheet.schedule import lengths, working
from topsheet.schedule.board_rows import open_board
from topsheet.schedule.models import Banner, ShootDay, Strip
from topsheet.schedule.ranks import ranked
from topsheet.schedule.selectors import load_plan, load_problem
from topsheet.schedule.tests.small_film import small_film


@pytest.fixture
def film(production, owner):
    return small_film(production(), owner)


def state_of(film):
    return open_board(film.scenario, load_problem(film.scenario)).state


def _day(film, number):
    return [day for day in state_of(film).days if day.strips][number - 1].uid


def test_a_strip_moves_to_another_day_in_one_change_set(film, owner):
    state = state_of(film)
    key = state.days[-1].strips[0]
    done = working.move_strips(owner, film.scenario, [key], state.days[0].uid, 0)
    assert state_of(film).day(state.days[0].uid).strips[0] == key
    last = ChangeSet.objects.latest("sequence")
    assert (last.sequence, last.verb) == (done.sequence, done.change)
    assert done.change.endswith("moved to day 1")
    assert last.changes.count() == 1


def test_the_board_is_judged_as_it_was_left(film, owner):
    state = state_of(film)
    working.to_boneyard(owner, film.scenario, [state.days[0].strips[0]])
    plan = load_plan(film.scenario)
    assert sum(len(day.strips) for day in plan.best.board.days) == len(state.keys()) - 1


def test_two_people_who_move_one_strip_meet_a_conflict(film, owner):
    state = state_of(film)
    key, version = state.days[0].strips[0], Strip.objects.get(uid=state.days[0].strips[0]).version
    working.to_boneyard(owner, film.scenario, [key], versions={key: version})
    with pytest.raises(Conflict) as error:
        working.move_strips(owner, film.scenario, [key], "new", versions={key: version})
    assert error.value.theirs["day"] == "boneyard"
    assert error.value.version == version + 1
    assert error.value.by == str(owner)


def test_moving_different_strips_is_no_conflict(film, owner):
    keys = state_of(film).keys()
    versions = {row.uid: row.version for row in Strip.objects.all()}
    for key in keys:
        working.move_strips(owner, film.scenario, [key], "new", versions=versions)
    assert sorted(state_of(film).keys()) == sorted(keys)


def test_a_day_is_broken_inserted_moved_and_removed(film, owner):
    first = _day(film, 1)
    keys = state_of(film).keys()
    working.move_strips(owner, film.scenario, keys[:3], first, 0)
    working.split_day(owner, film.scenario, first, 1)
    working.insert_day(owner, film.scenario, after=first)
    state = state_of(film)
    empty = next(day for day in state.days if not day.strips)
    to = state.days[-1].date + timedelta(days=7)
    working.shift_day(owner, film.scenario, empty.uid, to)
    assert state_of(film).days[-1].uid == empty.uid
    working.remove_day(owner, film.scenario, empty.uid)
    working.join_day(owner, film.scenario, first)
    working.auto_breaks(owner, film.scenario)
    assert sorted(state_of(film).keys()) == sorted(keys)
    assert ShootDay.objects.filter(uid=empty.uid).count() == 0


def test_a_lock_refuses_until_it_is_taken_off(film, owner):
    state = state_of(film)
    day, key = state.days[0].uid, state.days[0].strips[0]
    working.set_day(owner, film.scenario, day, locked=True)
    with pytest.raises(InvalidInput, match="is locked"):
        working.to_boneyard(owner, film.scenario, [key])
    working.set_day(owner, film.scenario, day, locked=False)
    working.lock_strips(owner, film.scenario, [key], True)
    with pytest.raises(InvalidInput, match="locked to its day"):
        working.to_boneyard(owner, film.scenario, [key])
    working.lock_strips(owner, film.scenario, [key], False)
    working.to_boneyard(owner, film.scenario, [key])
    assert state_of(film).boneyard == (key,)


def test_shift_and_call_are_set_and_given_back(film, owner):
    day = _day(film, 1)
    working.set_day(owner, film.scenario, day, shift="night", call=390)
    judged = load_plan(film.scenario).best.days[0]
    assert (judged.shift.value, judged.call) == ("night", 390)
    working.set_day(owner, film.scenario, day, shift="", call=None)
    assert load_plan(film.scenario).best.days[0].call != 390


def test_banners_are_added_changed_and_removed(film, owner):
    day = _day(film, 1)
    was = load_plan(film.scenario).best.days[0].minutes
    working.add_banner(owner, film.scenario, day, "Company lunch", 60, position=1)
    banner = Banner.objects.get()
    assert state_of(film).day(day).banners[0].before == 1
    assert load_plan(film.scenario).best.days[0].minutes == was + 60
    working.edit_banner(owner, film.scenario, banner.uid, "Lunch", 30)
    assert load_plan(film.scenario).best.days[0].minutes == was + 30
    working.remove_banner(owner, film.scenario, banner.uid)
    assert not Banner.objects.exists()


def test_minutes_are_set_by_hand_and_restored(film, owner):
    key = state_of(film).keys()[0]
    assumed = next(s for s in load_problem(film.scenario).strips if s.key == key).minutes
    lengths.set_strip(owner, film.scenario, key, minutes=95)
    assert next(s for s in load_problem(film.scenario).strips if s.key == key).minutes == 95
    lengths.set_strip(owner, film.scenario, key, minutes=None)
    assert next(s for s in load_problem(film.scenario).strips if s.key == key).minutes == assumed
    with pytest.raises(InvalidInput):
        lengths.set_strip(owner, film.scenario, key, minutes=-1)


def test_a_scene_is_cut_into_parts_that_sum_to_it_and_joined(film, owner):
    state = state_of(film)
    key = state.keys()[0]
    home = state.day_of(key).uid
    scene = next(s for s in load_problem(film.scenario).strips if s.key == key)
    lengths.split_scene(owner, film.scenario, key, 2)
    parts = [s for s in load_problem(film.scenario).strips if s.key.startswith(f"{key}/")]
    assert sum(part.eighths for part in parts) == scene.eighths
    assert sum(part.minutes for part in parts) == scene.minutes
    assert {state_of(film).day_of(part.key).uid for part in parts} == {home}
    lengths.join_parts(owner, film.scenario, parts[1].key)
    assert sorted(state_of(film).keys()) == sorted(state.keys())
    assert state_of(film).day_of(key).uid == home


def test_a_retake_adds_time_and_no_pages(film, owner):
    key = state_of(film).keys()[0]
    before = sum(s.eighths for s in load_problem(film.scenario).strips)
    lengths.add_part(owner, film.scenario, key, "retake", 45, "focus")
    retake = next(s for s in load_problem(film.scenario).strips if s.key == f"{key}/1")
    assert (retake.minutes, retake.eighths) == (45, 0)
    assert state_of(film).boneyard == (f"{key}/1",)
    assert sum(s.eighths for s in load_problem(film.scenario).strips) == before


def test_who_may_only_look_may_not_move(film, member):
    guest = member(film.production, "location-manager")
    with pytest.raises(NotAllowed):
        working.to_boneyard(guest, film.scenario, [state_of(film).keys()[0]])


def test_a_strange_strip_or_day_is_told(film, owner):
    with pytest.raises(NotFound, match="no longer on the board"):
        working.to_boneyard(owner, film.scenario, ["s9999"])
    with pytest.raises(NotFound, match="no longer on the board"):
        working.split_day(owner, film.scenario, "gone", 1)


@given(st.lists(st.one_of(st.none(), st.integers(-5_000, 5_000)), max_size=12))
def test_order_keys_rise_and_most_stay(ranks):
    found = ranked(ranks)
    assert len(found) == len(ranks)
    assert found == sorted(set(found))


def test_a_strip_put_between_two_leaves_their_keys():
    assert ranked([1024, None, 2048]) == [1024, 1536, 2048]
    assert ranked([10, None, 11]) == [1024, 2048, 3072]


def test_every_empty_day_goes_in_one_act_but_a_locked_one_and_one_with_a_banner(film, owner):
    first = state_of(film).days[0].uid
    for _ in range(4):
        working.insert_day(owner, film.scenario, after=first)
    banner, locked = state_of(film).days[1].uid, state_of(film).days[2].uid
    working.add_banner(owner, film.scenario, banner, "Camera test", 120)
    working.set_day(owner, film.scenario, locked, locked=True)
    before = state_of(film)
    done = working.remove_empty_days(owner, film.scenario)
    assert done.change == "2 empty days removed"
    assert len(done.gone) == 2
    after = state_of(film)
    assert {banner, locked} <= {day.uid for day in after.days}
    shot = [day.uid for day in after.days if day.strips]
    assert [after.numbers()[uid] for uid in shot] == [before.numbers()[uid] for uid in shot]
    with pytest.raises(InvalidInput, match="No day of the board is empty"):
        working.remove_empty_days(owner, film.scenario)


def test_a_strip_has_a_place_and_a_cast_of_its_own_and_follows_the_scene_again(film, owner):
    problem = load_problem(film.scenario)
    place = next(one.place for one in problem.places if one.place != problem.strips[0].place)
    role = next(terms.role for terms in problem.cast if terms.role not in problem.strips[0].cast)
    done = lengths.set_strip(owner, film.scenario, "s0001", place=place, cast=[role, role])
    strip = load_problem(film.scenario).strips[0]
    assert (strip.place, strip.cast) == (place, {role})
    assert "shot at" in done.change
    lengths.set_strip(owner, film.scenario, "s0001", place="", cast=None)
    assert load_problem(film.scenario).strips == problem.strips


@pytest.mark.parametrize("wanted", [{"place": "the moon"}, {"cast": ["nobody"]}])
def test_a_strip_is_put_only_where_the_plan_knows_what_it_costs(film, owner, wanted):
    with pytest.raises(InvalidInput, match="first"):
        lengths.set_strip(owner, film.scenario, "s0001", **wanted)
