"""Undo takes back what a person did, and nothing that others have built on it."""

import pytest
from django.db import connection

from topsheet.kernel.errors import Conflict, NotAllowed, NotFound
from topsheet.production.changes import recording
from topsheet.production.models import Change, ChangeSet, Scenario
from topsheet.production.rows import kinds
from topsheet.production.services import edit_production
from topsheet.production.undo import redo, undo, undoable_now

pytestmark = pytest.mark.django_db

Account = kinds()["account"]
Role = kinds()["role"]


@pytest.fixture
def film(production):
    return production()


@pytest.fixture
def main(film):
    return Scenario.objects.get(production=film)


@pytest.fixture
def ana(film, member):
    return member(film, "producer")


@pytest.fixture
def ben(film, member):
    return member(film, "line-producer")


def account(main, uid, actor, category=None, **fields):
    row = Account(
        scenario=main, uid=uid, name=fields.pop("name", uid), level="production",
        category=category, order=0, **fields,
    )  # fmt: skip
    with recording(main.production, actor, f"{row.name} added") as changes:
        changes.create(row)
    return row


def edit(actor, row, **fields):
    row = type(row).objects.get(pk=row.pk)
    with recording(row.scenario.production, actor, f"{row.name} edited") as changes:
        changes.update(row, **fields)


def remove(actor, row):
    with recording(row.scenario.production, actor, f"{row.name} removed") as changes:
        changes.delete_all([row])


def names(main):
    return dict(Account.objects.filter(scenario=main).values_list("uid", "name"))


def test_undo_and_redo_are_change_sets_of_their_own(film, main, ana):
    account(main, "3300", ana, name="Camera")
    undone = undo(ana, film)
    assert (undone.verb, undone.undoes, names(main)) == (
        "Undone: Camera added",
        undone.sequence - 1,
        {},
    )
    again = redo(ana, film)
    assert (again.verb, again.redoes) == ("Redone: Camera added", undone.sequence)
    assert (names(main), film.sequence) == ({"3300": "Camera"}, again.sequence)
    assert undo(ana, film).verb == "Undone: Camera added"
    assert names(main) == {}


def test_several_undos_walk_back_and_a_new_act_ends_redo(film, main, ana):
    row = account(main, "3300", ana, name="Camera")
    edit(ana, row, name="Camera and grip")
    edit(ana, row, name="Camera, grip")
    undo(ana, film)
    undo(ana, film)
    assert names(main) == {"3300": "Camera"}
    redo(ana, film)
    assert names(main) == {"3300": "Camera and grip"}
    edit(ana, row, name="Lens")
    with pytest.raises(Conflict, match="nothing to redo"):
        redo(ana, film)


def test_each_person_has_their_own(film, main, ana, ben):
    mine = account(main, "3300", ana, name="Camera")
    account(main, "3400", ben, name="Sound")
    undo(ana, film)
    assert names(main) == {"3400": "Sound"}
    assert not Account.objects.filter(pk=mine.pk).exists()
    undo(ben, film)
    assert names(main) == {}
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(ben, film)


def test_what_another_changed_in_another_field_stays(film, main, ana, ben):
    row = account(main, "3300", ana, name="Camera")
    edit(ana, row, name="Lens")
    edit(ben, row, order=7)
    undo(ana, film)
    assert Account.objects.values_list("name", "order", "version").get() == ("Camera", 7, 4)


def test_the_same_field_changed_since_is_in_the_way(film, main, ana, ben):
    row = account(main, "3300", ana, name="Camera")
    edit(ana, row, name="Lens")
    edit(ben, row, name="Optics")
    with pytest.raises(Conflict) as refused:
        undo(ana, film)
    assert refused.value.by == str(ben)
    assert refused.value.message == (
        f"{ben} changed the name of the account “Optics” just now after you. "
        "It can be undone once that is undone, or be changed by hand."
    )
    assert undoable_now(ana, film)[0].why_not == refused.value.message
    undo(ben, film)
    undo(ana, film)
    assert names(main) == {"3300": "Camera"}


def test_what_another_changed_is_not_deleted(film, main, ana, ben):
    row = account(main, "3300", ana, name="Camera")
    edit(ben, row, order=7)
    with pytest.raises(Conflict, match="changed the place in the order of the account “Camera”"):
        undo(ana, film)


def test_what_another_deleted_is_not_changed(film, main, ana, ben):
    row = account(main, "3300", ana, name="Camera")
    edit(ana, row, name="Lens")
    remove(ben, row)
    with pytest.raises(Conflict, match="deleted the account “Lens”"):
        undo(ana, film)


def test_what_something_stands_on_is_not_deleted(film, main, ana, ben):
    category = account(main, "3000", ana, name="Production staff")
    account(main, "3300", ben, category=category, name="Camera")
    with pytest.raises(Conflict, match="put the account “Camera” there just now, which needs the"):
        undo(ana, film)
    undo(ben, film)
    undo(ana, film)
    assert names(main) == {}


def test_what_stood_on_something_deleted_since_is_not_made_again(film, main, ana, ben):
    category = account(main, "3000", ben, name="Production staff")
    row = account(main, "3300", ben, category=category, name="Camera")
    remove(ana, row)
    remove(ben, category)
    with pytest.raises(Conflict, match="deleted the account “Production staff”"):
        undo(ana, film)


def test_a_cascade_comes_back_whole_and_with_its_keys(film, main, ana):
    category = account(main, "3000", ana, name="Production staff")
    for n in range(4):
        account(main, f"33{n}", ana, category=category)
    edit(ana, category, name="Staff")
    remove(ana, category)
    assert names(main) == {}
    undo(ana, film)
    rows = {row.uid: row for row in Account.objects.all()}
    assert {row.category_id for uid, row in rows.items() if uid != "3000"} == {rows["3000"].pk}
    assert (rows["3000"].name, rows["3000"].version, rows["330"].version) == ("Staff", 3, 2)
    redo(ana, film)
    assert names(main) == {}


def test_swapped_numbers_are_swapped_back(film, ana):
    one, two = (
        Role(production=film, uid=uid, name=uid, board_id=number, deal="week")
        for uid, number in (("anna", "1"), ("bob", "2"))
    )
    with recording(film, ana, "Cast") as changes:
        changes.create_all([one, two])
    with recording(film, ana, "Numbers swapped") as changes:
        for row, number in ((one, "x"), (two, "1"), (one, "2")):
            changes.update(row, board_id=number)
    undo(ana, film)
    assert dict(Role.objects.values_list("uid", "board_id")) == {"anna": "1", "bob": "2"}
    assert set(Role.objects.values_list("pk", flat=True)) == {one.pk, two.pk}
    redo(ana, film)
    assert dict(Role.objects.values_list("uid", "board_id")) == {"anna": "2", "bob": "1"}


def test_a_number_given_away_meanwhile_is_in_the_way(film, ana, ben):
    anna = Role(production=film, uid="anna", name="ANNA", board_id="1", deal="week")
    with recording(film, ana, "Cast") as changes:
        changes.create(anna)
    with recording(film, ana, "ANNA gone") as changes:
        changes.delete(anna)
    with recording(film, ben, "Cast") as changes:
        changes.create(Role(production=film, uid="bob", name="BOB", board_id="1", deal="week"))
    with pytest.raises(Conflict, match=r"of the \w+ “ANNA” to the \w+ “BOB”"):
        undo(ana, film)


def test_the_head_of_the_production_is_put_back(film, ana):
    edit_production(ana, film, film.version, title="Winter", country="DE")
    undo(ana, film)
    film.refresh_from_db()
    assert (film.title, film.country) == ("The Orchard", "")


def test_created_and_deleted_in_one_act_is_no_dead_end(film, main, ana):
    account(main, "3300", ana, name="Camera")
    row = Account(scenario=main, uid="x", name="X", level="production", order=0)
    with recording(film, ana, "Here and gone") as changes:
        changes.create(row)
        changes.delete_all([row])
    undo(ana, film)
    undo(ana, film)
    assert names(main) == {}


def test_what_stands_as_issued_is_refused(film, main, ana):
    account(main, "3300", ana, name="Camera")
    with recording(film, ana, "Budget approved", undoable=False) as changes:
        changes.update(Scenario.objects.get(pk=main.pk), note="approved")
    with pytest.raises(Conflict, match="“Budget approved” stands as it was issued"):
        undo(ana, film)


def test_the_opening_and_the_members_are_not_taken_back(film, owner):
    with pytest.raises(Conflict, match="stands as it was issued"):
        undo(owner, film)


def test_only_what_was_looked_at_is_taken_back(film, main, ana):
    account(main, "3300", ana, name="Camera")
    with pytest.raises(Conflict, match="Look at the journal"):
        undo(ana, film, expected=1)
    undo(ana, film, expected=ChangeSet.objects.latest("sequence").sequence)


def test_who_may_no_longer_edit_the_room_takes_nothing_back(film, main, member, ana):
    second = member(film, "upm")
    account(main, "3300", second, name="Camera")
    second.memberships.update(role="first-ad")
    with pytest.raises(NotAllowed):
        undo(second, film)
    second.memberships.all().delete()
    with pytest.raises(NotFound):
        undo(second, film)


def test_a_later_act_of_my_own_is_named(film, main, ana):
    row = account(main, "3300", ana, name="Camera")
    edit(ana, row, name="Lens")
    last = ChangeSet.objects.latest("sequence")
    ChangeSet.objects.filter(pk=last.pk).update(undoes=1)  # as if out of the stack
    with pytest.raises(Conflict, match=r"You changed the name .*“Camera edited”.* Undo that first"):
        undo(ana, film)


def test_a_refusal_writes_nothing(film, main, ana, ben):
    row = account(main, "3300", ana, name="Camera")
    edit(ben, row, name="Lens")
    before = ChangeSet.objects.count()
    with pytest.raises(Conflict):
        undo(ana, film)
    film.refresh_from_db()
    assert film.sequence == ChangeSet.objects.count() == before


def test_thousands_of_changes_are_a_few_statements(film, main, ana, django_assert_max_num_queries):
    head = account(main, "1", ana)
    rows = [
        Account(scenario=main, uid=f"a{n}", name="x", level="production", category=head, order=n)
        for n in range(3000)
    ]
    with recording(film, ana, "Chart read in") as changes:
        changes.create_all(rows)
    with recording(film, ana, "Renamed") as changes:
        changes.update_all([(row, {"name": f"Account {row.uid}"}) for row in rows])
    with django_assert_max_num_queries(180):
        undo(ana, film)
    assert Account.objects.filter(name="x").count() == 3000
    with django_assert_max_num_queries(180):
        undo(ana, film)
    assert Account.objects.count() == 1
    with django_assert_max_num_queries(180):
        redo(ana, film)
    assert Account.objects.filter(category=head, version=4).count() == 3000
    assert Change.objects.filter(change_set__sequence=film.sequence).count() == 3000
    connection.check_constraints()


def test_what_only_lost_its_pointer_gets_it_back(film, main, ana):
    board, day, strip = (kinds()[kind] for kind in ("board", "shoot-day", "strip"))
    schedule = board(scenario=main, uid="board", title="Board", start="2027-04-19")
    monday = day(scenario=main, uid="d1", board=schedule, date="2027-04-19")
    scene = strip(scenario=main, uid="s0001", scene="s0001", day=monday)
    with recording(film, ana, "Board made") as changes:
        changes.create_all([schedule, monday, scene])
    with recording(film, ana, "Monday taken off") as changes:
        changes.delete_all([monday])
    assert strip.objects.values_list("day", "version").get() == (None, 2)
    undo(ana, film)
    assert strip.objects.values_list("day__uid", "version").get() == ("d1", 3)
    connection.check_constraints()


def test_two_people_put_into_one_list_and_one_takes_back(film, ana, ben):
    anna = Role(production=film, uid="anna", name="ANNA", board_id="1", deal="week")
    with recording(film, ana, "Cast") as changes:
        changes.create(anna)
    for who, days in ((ana, ["2027-05-04"]), (ben, ["2027-05-04", "2027-05-06"])):
        with recording(film, who, "Away") as changes:
            changes.update(Role.objects.get(), away=days)
    undo(ana, film)
    assert Role.objects.get().away == ["2027-05-06"]
    redo(ana, film)
    assert sorted(Role.objects.get().away) == ["2027-05-04", "2027-05-06"]


def test_what_the_program_wrote_anew_is_in_nobodys_way(film, main, ana):
    board = kinds()["board"]
    schedule = board(scenario=main, uid="board", title="Board", start="2027-04-19")
    with recording(film, ana, "Board made") as changes:
        changes.create(schedule)
    with recording(film, ana, "Board improved") as changes:
        changes.update(schedule, title="Improved", result={"gap": 2})
    with recording(film, None, "Bound of the board proved", undoable=False) as changes:
        changes.update(board.objects.get(), result={"gap": 1})
    undo(ana, film)
    assert board.objects.values_list("title", "result").get() == ("Board", {"gap": 1})
    undo(ana, film)
    assert not board.objects.exists()
