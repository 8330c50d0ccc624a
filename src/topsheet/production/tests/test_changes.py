"""Every write is one change set, with both values when two people meet."""

import threading
from datetime import date

import pytest
from django.db import connection

from topsheet.kernel.errors import Conflict, InvalidInput, NotFound
from topsheet.production import following
from topsheet.production.changes import recording
from topsheet.production.models import Change, ChangeSet, Production, Scenario
from topsheet.production.revisions import revision_of
from topsheet.production.selectors import scenario_of
from topsheet.production.services import edit_production


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


def test_a_conflict_names_who_and_the_version_to_go_on_from(production, owner, person):
    made = production()
    winter, ana = create(made, owner, "winter"), person("Ana")
    with recording(made, ana, "Renamed") as changes:
        changes.update(Scenario.objects.get(uid="winter"), title="Summer")
    with pytest.raises(Conflict) as refused, recording(made, owner, "Late") as changes:
        changes.update(winter, title="Spring")
    assert (refused.value.by, refused.value.version) == (str(ana), 2)


def test_two_people_in_two_fields_of_one_row_do_not_meet(production, owner):
    made = production()
    winter = create(made, owner, "winter")
    with recording(made, owner, "Renamed") as changes:
        changes.update(Scenario.objects.get(uid="winter"), title="Summer")
    with recording(made, owner, "Noted") as changes:
        changes.update(winter, version=1, note="Snow needed")
    row = Scenario.objects.get(uid="winter")
    assert (row.title, row.note, row.version) == ("Summer", "Snow needed", 3)
    assert winter.version == 3


def test_two_people_who_give_one_value_agree(production, owner):
    made = production()
    winter = create(made, owner, "winter")
    with recording(made, owner, "Renamed") as changes:
        changes.update(Scenario.objects.get(uid="winter"), title="Summer")
    with recording(made, owner, "Renamed") as changes:
        changes.update(winter, version=1, title="Summer")
    assert made.sequence == 3


def test_many_edits_are_written_at_once_or_not_at_all(production, owner):
    made = production()
    rows = [create(made, owner, f"plan-{n}") for n in range(5)]
    with recording(made, owner, "Retitled") as changes:
        changes.update_all([(row, {"title": f"New {n}"}) for n, row in enumerate(rows)])
    assert {row.version for row in rows} == {2}
    assert Change.objects.filter(change_set__sequence=made.sequence).count() == 5
    with pytest.raises(Conflict), recording(made, owner, "Late") as changes:
        edits = [(row, {"title": "Late"}) for row in rows]
        changes.update_all(edits, versions=[2, 2, 1, 2, 2])
    assert not Scenario.objects.filter(title="Late").exists()


def test_a_follower_adds_to_the_same_change_set(production, owner, monkeypatch):
    made = production()

    def name_after(changes):
        if changes.touched("production"):
            main = Scenario.objects.get(production=changes.production, is_main=True)
            changes.update(main, note=changes.production.title)

    monkeypatch.setattr(following, "_followers", [])
    following.follow(name_after)
    edit_production(owner, made, 1, title="The Second Orchard")
    change_set = ChangeSet.objects.get(sequence=2)
    assert [change.kind for change in change_set.changes.all()] == ["production", "scenario"]


def test_a_revision_moves_with_its_rooms_only(production, owner):
    made = production()
    scenario = scenario_of(made)
    people, head = revision_of(scenario, "people"), revision_of(scenario, "production", "people")
    create(made, owner, "winter")
    assert revision_of(scenario, "production", "people") == head
    edit_production(owner, made, 1, title="The Second Orchard")
    assert revision_of(scenario, "people") == people
    assert revision_of(scenario, "production", "people") != head


def test_what_was_deleted_meanwhile_is_a_conflict(production, owner):
    made = production()
    winter = create(made, owner, "winter")
    with recording(made, owner, "Gone") as changes:
        changes.delete(winter)
    with pytest.raises(Conflict, match="deleted"), recording(made, owner, "Late") as changes:
        changes.update(winter, title="Summer")


def test_a_stale_delete_is_refused(production, owner):
    made = production()
    winter = create(made, owner, "winter")
    with recording(made, owner, "Renamed") as changes:
        changes.update(Scenario.objects.get(uid="winter"), title="Summer")
    with pytest.raises(Conflict), recording(made, owner, "Gone") as changes:
        changes.delete(winter)
    assert Scenario.objects.filter(uid="winter").exists()


def test_many_rows_are_one_change_set(production, owner):
    made = production()
    with recording(made, owner, "Many") as changes:
        changes.create_all(
            [Scenario(production=made, uid=f"p{n}", title=f"Plan {n}") for n in range(1200)]
        )
    change_set = ChangeSet.objects.get(sequence=2)
    assert change_set.changes.count() == Scenario.objects.count() - 1 == 1200
    assert [c.uid for c in change_set.changes.all()[:3]] == ["p0", "p1", "p2"]


def test_an_error_leaves_nothing_behind(production, owner):
    made = production()
    with pytest.raises(RuntimeError), recording(made, owner, "Half") as changes:
        changes.create(Scenario(production=made, uid="winter", title="Winter"))
        raise RuntimeError
    assert ChangeSet.objects.count() == 1
    assert not Scenario.objects.filter(uid="winter").exists()


def test_nothing_changed_is_no_change_set(production, owner):
    made = production()
    with recording(made, owner, "Nothing") as changes:
        changes.update(Scenario.objects.get(production=made), title="Main")
    assert (made.sequence, Scenario.objects.get().version) == (1, 1)


def test_the_head_of_a_production_is_recorded_too(production, owner):
    made = production()
    edit_production(owner, made, 1, title="  The Second Orchard ", start=date(2026, 5, 4))
    change = Change.objects.get(kind="production")
    assert change.after["title"] == "The Second Orchard"
    assert (change.before["start"], change.after["start"]) == (None, "2026-05-04")
    with pytest.raises(Conflict):
        edit_production(owner, made, 1, title="Late")
    assert Production.objects.get().sequence == 2


def test_before_and_after_are_enough_to_undo(production, owner):
    made = production()
    winter = create(made, owner, "winter")
    with recording(made, owner, "Renamed") as changes:
        changes.update(winter, title="Summer")
    change = Change.objects.get(change_set__sequence=made.sequence)
    current = Scenario.objects.get(uid=change.uid)
    with recording(made, owner, "Undone") as changes:
        changes.update(current, version=change.version, **change.before)
    assert Scenario.objects.get(uid="winter").title == "Winter"


def test_an_unknown_field_is_a_mistake_of_the_program(production, owner):
    made = production()
    with pytest.raises(ValueError, match="no field"), recording(made, owner, "Typo") as changes:
        changes.update(Scenario.objects.get(production=made), titel="Winter")


def test_a_text_too_long_is_refused_on_both_databases(production, owner):
    made = production()
    winter = create(made, owner, "winter")
    for write in (
        lambda changes: changes.create(Scenario(production=made, title="W" * 121)),
        lambda changes: changes.create(Scenario(production=made, uid="u" * 65, title="W")),
        lambda changes: changes.update(winter, title="W" * 121),
    ):
        with pytest.raises(InvalidInput, match="too long"), recording(made, owner, "X") as changes:
            write(changes)


def test_a_production_that_is_gone_takes_no_writes(production, owner):
    made = production()
    Production.objects.all().delete()
    with pytest.raises(NotFound), recording(made, owner, "Late"):
        pass


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_come_one_after_another(production, owner):
    """Five writers, one production: fifteen change sets without a gap, nothing lost."""
    made = production()
    failures = []

    def write(n: int) -> None:
        try:
            for k in range(3):
                with recording(made, owner, f"Writer {n}") as changes:
                    changes.create(Scenario(production=made, uid=f"{n}-{k}", title="Plan"))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(n,)) for n in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures
    assert list(ChangeSet.objects.values_list("sequence", flat=True)) == list(range(1, 17))
    assert Scenario.objects.count() == 16


def create(production: Production, owner, uid: str) -> Scenario:
    scenario = Scenario(production=production, uid=uid, title=uid.title())
    with recording(production, owner, "Scenario made") as changes:
        changes.create(scenario)
    return scenario
