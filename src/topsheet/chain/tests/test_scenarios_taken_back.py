"""Scenarios with undo, with people at work on both sides, and on a board that is really judged."""

from __future__ import annotations

import pytest

from topsheet.budget.models import Line
from topsheet.chain.comparing import scenario_rows
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.models import Stood
from topsheet.chain.services import save_plan
from topsheet.chain.tests.small_film import small_film
from topsheet.chain.tests.test_scenarios import edit
from topsheet.production.changes import recording
from topsheet.production.models import Scenario
from topsheet.production.scenario_rows import state_of
from topsheet.production.scenarios import adopt, drop, fork
from topsheet.production.selectors import scenario_of
from topsheet.production.undo import redo, undo
from topsheet.schedule.models import Board, ShootDay, Strip
from topsheet.schedule.selectors import load_schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(production):
    return production("Two Rooms")


@pytest.fixture
def main(film, owner):
    return small_film(film, owner)


def open_titles(film) -> dict[str, str]:
    return dict(Scenario.objects.filter(production=film).values_list("title", "state"))


def test_undo_takes_an_adoption_back_whole_and_redo_makes_it_again(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", owner, name="Barn")
    was = state_of(main)
    adopt(owner, budapest)
    adopted = state_of(main)
    undo(owner, film)
    assert state_of(main) == was
    assert open_titles(film) == {"Main": "open", "Budapest": "open"}
    redo(owner, film)
    assert state_of(main) == adopted
    assert sorted(open_titles(film).values()) == ["adopted", "kept", "open"]


def test_undo_takes_a_fork_back_with_everything_in_it(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    undo(owner, film)
    assert not Scenario.objects.filter(pk=budapest.pk).exists()
    assert open_titles(film) == {"Main": "open"}
    redo(owner, film)
    again = Scenario.objects.get(production=film, title="Budapest")
    assert state_of(again) == state_of(main)
    edit(Line, again, "l1", owner, name="Barn")
    adopt(owner, again)
    assert Line.objects.get(scenario=main, uid="l1").name == "Barn"


def test_undo_takes_dropping_back(film, main, owner):
    budapest = fork(owner, film, "Budapest")
    drop(owner, budapest)
    undo(owner, film)
    assert open_titles(film) == {"Main": "open", "Budapest": "open"}


def test_what_was_undone_in_main_after_the_fork_is_not_brought_back(film, main, owner):
    edit(Line, main, "l1", owner, name="Barn")
    budapest = fork(owner, film, "Budapest")
    edit(Line, main, "l2", owner, name="Second")
    undo(owner, film)
    edit(Line, budapest, "l3", owner, name="Third")
    adopt(owner, budapest)
    names = dict(Line.objects.filter(scenario=main).values_list("uid", "name"))
    assert (names["l1"], names["l2"], names["l3"]) == ("Barn", "Line 2", "Third")


@pytest.mark.django_db(transaction=True)
def test_undo_takes_a_scenario_back_that_somebody_looked_at(film, main, owner):
    """Its standing was noted by then; the database checks its keys when all is written."""
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", owner, name="Barn")
    adopt(owner, budapest)
    for scenario in Scenario.objects.filter(production=film):
        Stood.objects.create(scenario=scenario, sequence=film.sequence, until=1, figures=b"")
    for _ in range(3):
        undo(owner, film)
    assert open_titles(film) == {"Main": "open"}
    assert Stood.objects.count() == 1


# --- a board that is really judged ----------------------------------------------------------


@pytest.fixture
def planned(made, owner, office):
    return save_plan(made, demo_script(), DEMO, owner)


def test_a_day_that_both_added_is_judged_all_the_same(planned, owner):
    main = scenario_of(planned)
    budapest = fork(owner, planned, "Budapest")
    last = ShootDay.objects.filter(scenario=main).last().date
    for scenario, uid, n in ((main, "mine", 0), (budapest, "theirs", 1)):
        strip = Strip.objects.filter(scenario=scenario, day__isnull=False)[n]
        board = Board.objects.get(scenario=scenario)
        day = ShootDay(scenario=scenario, board=board, uid=uid, date=last.replace(day=25))
        with recording(planned, owner, "Day added") as changes:
            changes.create(day)
            changes.update(strip, day=day)
    adopt(owner, budapest)
    _, plan = load_schedule(main)
    strips = [key for day in plan.best.board.days for key in day.strips]
    assert len(strips) == len(set(strips)) == Strip.objects.filter(scenario=main).count()


def test_undo_takes_an_adoption_and_a_fork_of_a_whole_film_back(planned, owner):
    main, was = scenario_of(planned), state_of(scenario_of(planned))
    budapest = fork(owner, planned, "Budapest")
    row = Line.objects.filter(scenario=budapest, component="not pay").first()
    edit(Line, budapest, row.uid, owner, name="Barn")
    adopt(owner, budapest)
    for _ in range(3):  # the adoption, the edit, the fork
        undo(owner, planned)
    assert state_of(main) == was
    assert open_titles(planned) == {"Main": "open"}


def test_a_scenario_is_worth_what_main_is_until_something_changes(planned, owner):
    fork(owner, planned, "Budapest")
    main, row = scenario_rows(owner, planned)
    assert (row.total, row.days, row.wrap) == (main.total, main.days, main.wrap)
    assert not row.over_main.minor
