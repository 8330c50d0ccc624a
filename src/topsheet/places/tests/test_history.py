"""What the history says of rows that hang together."""

from topsheet.places.models import Place, SetAtPlace
from topsheet.production.changes import recording
from topsheet.production.models import Change
from topsheet.production.selectors import scenario_of


def test_a_delete_keeps_what_goes_with_it_by_foreign_key(production, owner):
    made = production()
    place = Place(production=made, uid="cafe", name="Café")
    sets = [SetAtPlace(scenario=scenario_of(made), uid=f"s{n}", set_name=f"SET {n}", place=place)
            for n in range(3)]  # fmt: skip
    with recording(made, owner, "Places") as changes:
        changes.create_all([place, *sets])
    with recording(made, owner, "Gone") as changes:
        changes.delete(place)
    gone = Change.objects.filter(change_set__sequence=made.sequence)
    assert sorted((change.kind, change.uid) for change in gone) == [
        ("place", "cafe"), ("set-at-place", "s0"), ("set-at-place", "s1"), ("set-at-place", "s2"),
    ]  # fmt: skip
    assert all(change.after is None and change.before for change in gone)


def test_a_foreign_key_is_told_by_uid(production, owner):
    made = production()
    place = Place(production=made, uid="cafe", name="Café")
    pair = SetAtPlace(scenario=scenario_of(made), uid="s", set_name="CAFÉ", place=place)
    with recording(made, owner, "Places") as changes:
        changes.create_all([place, pair])
    assert Change.objects.get(kind="set-at-place").after == {
        "set_name": "CAFÉ", "place": "cafe", "assumed": True,
    }  # fmt: skip
