"""Scenarios: forked, changed, laid beside, adopted, dropped."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from topsheet.budget.models import Account, Budget, Line
from topsheet.chain.tests.small_film import line, small_film
from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.production.changes import recording
from topsheet.production.engine.merge import Side
from topsheet.production.engine.records import Key
from topsheet.production.models import Change, ChangeSet, Scenario
from topsheet.production.scenario_rows import references, scenario_kinds, state_of
from topsheet.production.scenarios import (
    MOST_OPEN,
    adopt,
    adopt_preview,
    compare,
    drop,
    fork,
    rename,
    restore_scenario,
)
from topsheet.production.snapshot import OnExisting, export_production, import_production
from topsheet.schedule.models import ShootDay, Strip

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(production):
    return production("Two Rooms")


@pytest.fixture
def main(film, owner):
    return small_film(film, owner)


def edit(model: Any, scenario: Scenario, uid: str, actor: Any = None, **fields: Any) -> None:
    row = model.objects.get(scenario=scenario, uid=uid)
    with recording(scenario.production, actor, f"{uid} edited") as changes:
        changes.update(row, **fields)


def remove(model: Any, scenario: Scenario, uid: str) -> None:
    with recording(scenario.production, None, f"{uid} deleted") as changes:
        changes.delete(model.objects.get(scenario=scenario, uid=uid))


# --- fork -----------------------------------------------------------------------------------


def test_a_fork_holds_the_same_records_under_the_same_uids(film, main, owner):
    budapest = fork(owner, film, "  Budapest ")
    assert state_of(budapest) == state_of(main)
    assert (budapest.title, budapest.forked_from, budapest.state) == ("Budapest", "main", "open")
    assert not compare(main, budapest)


def test_a_forks_foreign_keys_stay_within_it(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    for model in scenario_kinds():
        for name in references().get(model.KIND, {}):
            for row in model.objects.filter(scenario=budapest):
                target = getattr(row, name)
                assert target is None or target.scenario_id == budapest.pk


def test_a_fork_is_one_change_set_that_names_it(film, main, owner):
    before = film.sequence
    budapest = fork(owner, film, "Budapest")
    (change_set,) = ChangeSet.objects.filter(production=film, sequence__gt=before)
    assert change_set.verb == "Scenario ‘Budapest’ forked from Main"
    assert (budapest.base_sequence, change_set.undoable) == (before, True)
    assert change_set.changes.filter(scenario=budapest.uid).count() == len(state_of(main))


def test_editing_a_fork_leaves_main_as_it_is(film, main, owner):
    was = state_of(main)
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn in Pest")
    remove(Account, budapest, "3300")
    assert state_of(main) == was


def test_a_fork_of_a_fork_has_what_that_has(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn in Pest")
    winter = fork(owner, film, "Budapest in winter", budapest)
    assert state_of(winter) == state_of(budapest)
    assert winter.forked_from == budapest.uid


@pytest.mark.parametrize("title", ["", "  \n ", "\0", "B" * 121])
def test_a_scenario_needs_a_title_of_its_size(film, main, owner, title):
    with pytest.raises(InvalidInput) as refused:
        fork(owner, film, title)
    assert refused.value.field == "title"


def test_two_scenarios_do_not_share_a_title_unless_one_is_dropped(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    for title in ("budapest", "MAIN"):
        with pytest.raises(InvalidInput, match="already"):
            fork(owner, film, title)
    drop(owner, budapest)
    fork(owner, film, "Budapest")
    with pytest.raises(InvalidInput, match="already"):
        restore_scenario(owner, budapest)


def test_there_is_a_limit_to_open_scenarios_with_a_remedy(film, main, owner):
    with recording(film, owner, "Many") as changes:
        changes.create_all(
            [Scenario(production=film, uid=f"p{n}", title=f"Plan {n}") for n in range(MOST_OPEN)]
        )
    with pytest.raises(InvalidInput, match="Drop one"):
        fork(owner, film, "One more")


def test_a_dropped_scenario_is_not_forked(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    drop(owner, budapest)
    with pytest.raises(Conflict, match="Take it up again"):
        fork(owner, film, "Winter", budapest)


@pytest.mark.parametrize(
    ("role", "may_fork", "may_adopt"),
    [("producer", True, True), ("line-producer", True, True), ("upm", True, False),
     ("first-ad", False, False), ("accountant", False, False), ("guest", False, False)],
)  # fmt: skip
def test_who_may_fork_and_who_may_adopt(film, main, owner, member, role, may_fork, may_adopt):
    user = member(film, role)
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    if may_fork:
        fork(user, film, "Winter")
    else:
        with pytest.raises(NotAllowed):
            fork(user, film, "Winter")
        with pytest.raises(NotAllowed):
            drop(user, budapest)
        with pytest.raises(NotAllowed):
            rename(user, budapest, "Pest")
    if may_adopt:
        adopt(user, budapest)
    else:
        with pytest.raises(NotAllowed):
            adopt(user, budapest)


def test_a_stranger_is_not_told_of_the_production(film, main, person):
    with pytest.raises(NotFound):
        fork(person("Eve"), film, "Budapest")


# --- rename, drop, take up again ------------------------------------------------------------


def test_dropping_hides_and_taking_up_again_brings_all_back(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    was = state_of(budapest)
    drop(owner, budapest)
    assert Scenario.objects.get(pk=budapest.pk).state == "dropped"
    with pytest.raises(Conflict, match="dropped already"):
        drop(owner, budapest)
    restore_scenario(owner, budapest)
    assert Scenario.objects.get(pk=budapest.pk).state == "open"
    assert state_of(budapest) == was
    with pytest.raises(Conflict, match="is not dropped"):
        restore_scenario(owner, budapest)


def test_main_is_not_dropped(film, main, owner):
    with pytest.raises(InvalidInput, match="production itself"):
        drop(owner, main)


def test_renaming_is_one_change_set_with_both_names(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    rename(owner, budapest, "Pest")
    assert ChangeSet.objects.last().verb == "Scenario ‘Budapest’ renamed ‘Pest’"
    before = film.sequence
    rename(owner, budapest, "Pest")
    assert film.sequence == before


def test_a_stale_rename_is_a_conflict(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    rename(owner, budapest, "Pest")
    with pytest.raises(Conflict) as refused:
        rename(owner, budapest, "Buda", version=1)
    assert refused.value.theirs == {"title": "Pest"}


@pytest.mark.parametrize("end", [drop, adopt])
def test_what_is_closed_is_not_edited_any_more(film, main, owner, end):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    end(owner, budapest)
    with pytest.raises(Conflict, match="Budapest"):
        edit(Line, budapest, "l1", name="Another")


# --- adopt ----------------------------------------------------------------------------------


def test_adopting_brings_what_was_changed_created_and_deleted(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn in Pest", price_coefficient=20_000)
    remove(Line, budapest, "l2")
    account = Account.objects.get(scenario=budapest, uid="3300")
    with recording(film, owner, "New") as changes:
        changes.create(line(budapest, account, 9))
    wanted = state_of(budapest)
    adopt(owner, budapest)
    assert state_of(main) == wanted
    assert Line.objects.get(scenario=main, uid="l9").account.scenario_id == main.pk


def test_adopting_keeps_what_main_changed_meanwhile(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn in Pest")
    edit(Line, main, "l1", price_coefficient=30_000)
    edit(Line, main, "l2", name="Second")
    adopt(owner, budapest)
    first = Line.objects.get(scenario=main, uid="l1")
    assert (first.name, first.price_coefficient) == ("Barn in Pest", 30_000)
    assert Line.objects.get(scenario=main, uid="l2").name == "Second"


def test_adopting_is_one_change_set_and_keeps_the_old_main(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    was, before = state_of(main), film.sequence
    adopt(owner, budapest)
    (change_set,) = ChangeSet.objects.filter(production=film, sequence__gt=before)
    assert change_set.verb == "Scenario ‘Budapest’ adopted"
    kept = Scenario.objects.get(production=film, state="kept")
    assert kept.title.startswith("Before ‘Budapest’, ")
    assert state_of(kept) == was
    assert Scenario.objects.get(pk=budapest.pk).state == "adopted"


def test_a_conflict_must_be_decided_and_a_choice_decides(film, main, owner):
    for side, name in (("mine", "Barn"), ("theirs", "Shed")):
        scenario = fork(owner, film, f"Plan {side}")
        edit(Line, scenario, "l1", name="Barn")
        edit(Line, main, "l1", name="Shed")
        (conflict,) = adopt_preview(scenario).merge.conflicts
        assert conflict.key == "budget-line/l1#name"
        with pytest.raises(InvalidInput, match="1 of 1 conflicts"):
            adopt(owner, scenario)
        edit(Line, scenario, "l2", note="so that something is left to adopt", name=side)
        adopt(owner, scenario, {conflict.key: side})
        assert Line.objects.get(scenario=main, uid="l1").name == name
        edit(Line, main, "l1", name="Line 1")


def test_a_strip_on_a_day_that_main_deleted_takes_the_day_along_or_stays(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    strip = Strip.objects.get(scenario=budapest, uid="s0002")
    edit(Strip, budapest, strip.uid, day=ShootDay.objects.get(scenario=budapest, uid="d2"))
    for uid in ("s0001", "s0003"):
        edit(Strip, main, uid, day=None)
    remove(ShootDay, main, "d2")
    (conflict,) = adopt_preview(budapest).merge.conflicts
    assert conflict.key == "shoot-day/d2"
    adopt(owner, budapest, {conflict.key: "mine"})
    back = Strip.objects.get(scenario=main, uid="s0002").day
    assert (back.uid, back.scenario_id) == ("d2", main.pk)


def test_facts_that_both_gathered_are_all_there_and_nobody_is_asked(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Budget, budapest, "budget", facts=[["element/horse/days", "Horse", "days"]])
    edit(Budget, main, "budget", facts=[["element/boat/days", "Boat", "days"]])
    for scenario, order in ((budapest, 7), (main, 9)):
        account = Account.objects.get(scenario=scenario, uid="3300")
        with recording(film, owner, "Both") as changes:
            row = line(scenario, account, 8)
            row.order = order
            changes.create(row)
    adopt(owner, budapest)
    facts = [name for name, *_ in Budget.objects.get(scenario=main).facts]
    assert sorted(facts) == ["element/boat/days", "element/horse/days"]


def test_a_choice_that_decides_nothing_is_refused(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    with pytest.raises(InvalidInput, match="is not in conflict"):
        adopt(owner, budapest, {"budget-line/l1#name": "mine"})
    with pytest.raises(InvalidInput, match="Choose mine or theirs"):
        adopt(owner, budapest, {"budget-line/l1#name": "yours"})


def test_what_cannot_be_adopted_is_refused_with_the_way_out(film, main, owner):
    budapest, winter = fork(owner, film, "Budapest"), fork(owner, film, "Winter")
    with pytest.raises(InvalidInput, match="Choose a scenario"):
        adopt(owner, main)
    with pytest.raises(InvalidInput, match="nothing in it that main has not"):
        adopt(owner, winter)
    edit(Line, budapest, "l1", name="Barn")
    adopt(owner, budapest)
    with pytest.raises(Conflict, match="adopted already"):
        adopt(owner, budapest)
    drop(owner, winter)
    with pytest.raises(Conflict, match="was dropped"):
        adopt(owner, winter)
    with pytest.raises(Conflict, match="undo the adoption"):
        adopt(owner, Scenario.objects.get(production=film, state="kept"))
    for closed in Scenario.objects.filter(production=film, state__in=("kept", "adopted")):
        with pytest.raises(Conflict, match="belongs to the history"):
            drop(owner, closed)


def test_an_adoption_that_main_overtook_is_refused_and_names_who(film, main, owner, member):
    budapest, winter = fork(owner, film, "Budapest"), fork(owner, film, "Winter")
    edit(Line, budapest, "l1", name="Barn")
    seen = adopt_preview(budapest).sequence
    edit(Line, winter, "l1", name="elsewhere, so it does not matter")
    edit(Line, main, "l3", member(film, "upm"), name="Third")
    with pytest.raises(Conflict, match=r"upm .* changed “Main” since you looked \(l3 edited\)"):
        adopt(owner, budapest, sequence=seen)
    adopt(owner, budapest, sequence=film.sequence)


def test_another_scenarios_edits_do_not_overtake(film, main, owner):
    budapest, winter = fork(owner, film, "Budapest"), fork(owner, film, "Winter")
    edit(Line, budapest, "l1", name="Barn")
    seen = adopt_preview(budapest).sequence
    edit(Line, winter, "l1", name="elsewhere")
    adopt(owner, budapest, sequence=seen)


def test_an_adoption_that_fails_leaves_nothing(film, main, owner, monkeypatch):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    was, before, count = state_of(main), film.sequence, Scenario.objects.count()
    monkeypatch.setattr("topsheet.production.scenarios.write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        adopt(owner, budapest)
    assert (state_of(main), Scenario.objects.count()) == (was, count)
    assert ChangeSet.objects.filter(production=film).last().sequence == before


def test_two_scenarios_are_adopted_one_after_another(film, main, owner):
    budapest, winter = fork(owner, film, "Budapest"), fork(owner, film, "Winter")
    edit(Line, budapest, "l1", name="Barn")
    edit(Line, winter, "l2", name="Snow")
    adopt(owner, budapest)
    adopt(owner, winter)
    names = dict(Line.objects.filter(scenario=main).values_list("uid", "name"))
    assert (names["l1"], names["l2"]) == ("Barn", "Snow")


def test_a_fork_of_a_fork_brings_both_their_changes(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    winter = fork(owner, film, "Winter", budapest)
    edit(Line, winter, "l2", name="Snow")
    edit(Line, main, "l3", name="Third")
    adopt(owner, winter)
    names = dict(Line.objects.filter(scenario=main).values_list("uid", "name"))
    assert (names["l1"], names["l2"], names["l3"]) == ("Barn", "Snow", "Third")


def test_what_main_took_back_meanwhile_is_not_brought_again(film, main, owner):
    edit(Line, main, "l1", name="Barn")
    budapest = fork(owner, film, "Budapest")
    edit(Line, main, "l1", name="Line 1")  # an undo
    edit(Line, budapest, "l2", name="Second")
    adopt(owner, budapest)
    names = dict(Line.objects.filter(scenario=main).values_list("uid", "name"))
    assert (names["l1"], names["l2"]) == ("Line 1", "Second")


def test_the_base_survives_a_journey_to_another_office(film, main, owner, office):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    edit(Line, main, "l2", name="Second")
    copy = import_production(owner, export_production(owner, film), OnExisting.COPY)
    there = Scenario.objects.get(production=copy, uid=budapest.uid)
    adopt(owner, there)
    names = dict(
        Line.objects.filter(scenario__production=copy, scenario__is_main=True)
        .values_list("uid", "name")
    )  # fmt: skip
    assert (names["l1"], names["l2"]) == ("Barn", "Second")


def test_without_history_it_is_refused_with_the_way_out(film, main, owner):
    with recording(film, owner, "By hand") as changes:
        changes.create(Scenario(production=film, uid="lost", title="Lost"))
    Change.objects.filter(uid="lost").delete()
    with pytest.raises(Conflict, match="history does not tell"):
        adopt(owner, Scenario.objects.get(uid="lost"))


def test_preview_says_what_would_change_without_changing_it(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    before = film.sequence
    found = adopt_preview(budapest, {"nothing/here": Side.MINE})
    assert list(found.merge.operations.changed) == [Key("budget-line", "l1")]
    assert ChangeSet.objects.filter(production=film).last().sequence == before


def test_a_fork_of_a_long_film_is_quick(film, owner):
    """150 strips and 3,000 lines; the limit is twice what is promised, for a busy machine."""
    small_film(film, owner, lines=3_000, strips=150)
    start = perf_counter()
    budapest = fork(owner, film, "Budapest")
    assert perf_counter() - start < 4
    assert Line.objects.filter(scenario=budapest).count() == 3_000
