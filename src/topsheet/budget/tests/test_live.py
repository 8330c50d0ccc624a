"""The budget in memory is the budget in the database, after every kind of write."""

from dataclasses import replace

import pytest

from topsheet.budget import held, models
from topsheet.budget.live import live
from topsheet.budget.services import save_budget
from topsheet.budget.tests.samples import ferry
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of


@pytest.fixture
def scenario(production, owner):
    made = production()
    found = scenario_of(made)
    with recording(made, owner, "Budget made") as changes:
        save_budget(changes, found, ferry("GB"))
    return found


def write(scenario, owner, act):
    with recording(scenario.production, owner, "Edited") as changes:
        act(changes)


def test_an_edit_is_put_in_place_and_all_else_stays_the_same_objects(scenario, owner):
    before = live(scenario).budget
    row = models.Line.objects.filter(scenario=scenario)[3]
    write(scenario, owner, lambda changes: changes.update(row, amount="9"))
    after = live(scenario).budget
    assert after == held.read(scenario).budget
    assert after.lines[3].amount == "9"
    assert [a is b for a, b in zip(before.lines, after.lines, strict=True)].count(False) == 1


def test_created_moved_and_deleted_rows_are_where_the_database_has_them(scenario, owner):
    live(scenario)
    rows = list(models.Line.objects.filter(scenario=scenario)[:3])

    def act(changes):
        changes.update(rows[0], order=rows[2].order + 1)
        changes.delete(rows[1])
        changes.create(
            models.Global(scenario=scenario, uid="extra", label="X", formula="2", order=9)
        )

    write(scenario, owner, act)
    assert live(scenario).budget == held.read(scenario).budget


def test_a_whole_new_plan_is_read_anew(scenario, owner):
    live(scenario)
    plan = ferry("FR", "mid")
    write(scenario, owner, lambda changes: save_budget(changes, scenario, plan))
    assert live(scenario).budget == plan == held.read(scenario).budget


def test_another_history_is_not_continued(scenario, owner):
    before = live(scenario).held
    other = replace(before, change_set=scenario.pk)
    assert held.brought_up(other, scenario) is None
    assert held.brought_up(before, scenario) is before


def test_what_is_not_kept_for_good_yet_is_not_remembered(scenario, owner):
    row = models.Line.objects.filter(scenario=scenario).first()
    with pytest.raises(ZeroDivisionError), recording(scenario.production, owner, "Gone") as changes:
        changes.update(row, amount="77")
        live(scenario)
        raise ZeroDivisionError
    assert live(scenario).budget == held.read(scenario).budget == ferry("GB")
