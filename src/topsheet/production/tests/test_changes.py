"""Every write is one change set, with both values when two people meet."""

import pytest

from topsheet.kernel.errors import Conflict
from topsheet.production.changes import recording
from topsheet.production.models import Change, ChangeSet, Production, Scenario


def test_a_new_production_has_a_first_change_set(production, owner):
    made = production(title="The Orchard")
    change_set = ChangeSet.objects.get(production=made)
    assert (made.sequence, change_set.sequence, change_set.actor) == (1, 1, owner)
    assert [change.kind for change in change_set.changes.all()] == ["scenario", "member"]


def test_an_update_says_before_and_after_and_counts_the_version(production, owner):
    made = production()
    scenario = Scenario.objects.get(production=made)
    with recording(made, owner, "Renamed") as changes:
        changes.update(scenario, version=1, title="Winter")
    change = Change.objects.get(change_set__sequence=2)
    assert (change.before["title"], change.after["title"], change.version) == ("Main", "Winter", 2)
    assert scenario.version == Scenario.objects.get().version == 2


def test_a_stale_update_is_refused_with_both_values_and_changes_nothing(production, owner):
    made = production()
    scenario = Scenario.objects.get(production=made)
    with recording(made, owner, "Renamed") as changes:
        changes.update(scenario, version=1, title="Winter")
    with pytest.raises(Conflict) as refused, recording(made, owner, "Late") as changes:
        changes.update(scenario, version=1, title="Summer")
    assert refused.value.theirs == {"title": "Winter"}
    assert refused.value.yours == {"title": "Summer"}
    assert Production.objects.get().sequence == 2
    assert Scenario.objects.get().title == "Winter"
