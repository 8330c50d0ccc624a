"""Sets put at places: in one act, in one scenario, never onto nothing."""

import pytest

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.places import services
from topsheet.places.models import Place, SetAtPlace
from topsheet.places.selectors import find_place, place_of_sets, shooting_places
from topsheet.places.services import PlaceWanted, save_places
from topsheet.production.changes import recording
from topsheet.production.models import ChangeSet, Scenario
from topsheet.production.selectors import scenario_of

WANTED = [
    PlaceWanted(key="cafe", name="Café", sets=("CAFÉ", "CAFÉ - KITCHEN"), stage=True),
    PlaceWanted(key="quay", name="Quay", sets=("QUAY",)),
]


@pytest.fixture
def made(production, owner):
    made = production(country="FR")
    with recording(made, owner, "Plan") as changes:
        save_places(changes, scenario_of(made), WANTED)
    return made


@pytest.fixture
def winter(made, owner):
    """A second scenario with the sets where they stand in the main one."""
    winter = Scenario(production=made, uid="winter", title="Winter")
    with recording(made, owner, "Forked") as changes:
        changes.create(winter)
        save_places(changes, winter, WANTED)
    return winter


def test_sets_and_a_new_place_are_one_act(made, owner):
    before = ChangeSet.objects.filter(production=made).count()
    place = services.bind_sets(
        owner, scenario_of(made), None, ["CAFÉ", "QUAY"],
        new={"name": "Chez Lulu", "position": "48.85, 2.35"},
    )  # fmt: skip
    assert ChangeSet.objects.filter(production=made).count() == before + 1
    assert ChangeSet.objects.latest("sequence").verb == "CAFÉ and QUAY put at Chez Lulu"
    assert place_of_sets(scenario_of(made)) == {
        "CAFÉ": place.uid, "CAFÉ - KITCHEN": "cafe", "QUAY": place.uid,
    }  # fmt: skip
    assert (place.latitude, place.longitude, place.assumed) == (48850000, 2350000, False)


def test_an_assumed_place_left_empty_goes(made, owner):
    services.bind_sets(owner, scenario_of(made), find_place(made, "cafe"), ["QUAY"])
    assert [place.place for place in shooting_places(made)] == ["cafe"]


def test_a_scenario_puts_its_own_sets_and_no_other(made, owner, winter):
    services.bind_sets(owner, winter, None, ["QUAY"], new={"name": "Tank"})
    assert place_of_sets(scenario_of(made))["QUAY"] == "quay"
    assert find_place(made, place_of_sets(winter)["QUAY"]).name == "Tank"


def test_where_somebody_put_a_set_a_new_draft_leaves_it(made, owner):
    services.bind_sets(owner, scenario_of(made), find_place(made, "cafe"), ["QUAY"])
    with recording(made, owner, "Second draft") as changes:
        save_places(changes, scenario_of(made), WANTED)
    assert place_of_sets(scenario_of(made))["QUAY"] == "cafe"


def test_merging_takes_the_sets_of_every_scenario(made, owner, winter):
    quay = services.edit_place(owner, find_place(made, "quay"), address="Pier 4", zone="Asia/Tokyo")
    services.merge_places(owner, quay, find_place(made, "cafe"))
    for scenario in (scenario_of(made), winter):
        assert set(place_of_sets(scenario).values()) == {"cafe"}
    merged = find_place(made, "cafe")
    assert (merged.address, merged.zone) == ("Pier 4", "Asia/Tokyo")
    assert Place.objects.count() == 1


def test_a_place_in_use_is_not_deleted_and_its_sets_are_named(made, owner, winter):
    with pytest.raises(InvalidInput, match="where CAFÉ and CAFÉ - KITCHEN are shot"):
        services.delete_place(owner, find_place(made, "cafe"))
    empty = services.new_place(owner, made, name="Hangar")
    services.delete_place(owner, empty)
    assert not Place.objects.filter(name="Hangar").exists()


def test_a_place_used_in_another_scenario_only_is_kept(made, owner, winter):
    services.bind_sets(owner, scenario_of(made), find_place(made, "cafe"), ["QUAY"])
    assert find_place(made, "quay")
    with recording(made, owner, "Second draft") as changes:
        save_places(changes, scenario_of(made), WANTED[:1])
    assert SetAtPlace.objects.filter(scenario=winter, place__uid="quay").exists()


@pytest.mark.parametrize(
    ("names", "error"), [([], InvalidInput), (["ATLANTIS"], NotFound), (["\0"], NotFound)]
)
def test_what_is_no_set_is_put_nowhere(made, owner, names, error):
    with pytest.raises(error):
        services.bind_sets(owner, scenario_of(made), find_place(made, "cafe"), names)


def test_two_who_edit_one_field_are_told(made, owner):
    place, again = find_place(made, "cafe"), find_place(made, "cafe")
    services.edit_place(owner, place, 1, parking="behind the church")
    with pytest.raises(Conflict) as told:
        services.edit_place(owner, again, 1, parking="on the quay")
    assert told.value.theirs == {"parking": "behind the church"}
    services.edit_place(owner, again, 1, power="16 A")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"position": "91, 0"}, "position"), ({"base_position": "here"}, "base_position"),
        ({"zone": "Europe/Nowhere"}, "zone"), ({"country": "Narnia"}, "country"),
        ({"kind": "castle"}, "kind"), ({"away": "soon"}, "away"), ({"name": " "}, "name"),
        ({"colour": "red"}, "colour"), ({"note": "x" * 4001}, "note"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named(made, owner, fields, field):
    with pytest.raises(InvalidInput) as refused:
        services.edit_place(owner, find_place(made, "cafe"), **fields)
    assert refused.value.field == field


def test_who_may_only_look_puts_no_set_anywhere(made, member):
    with pytest.raises(NotAllowed):
        services.bind_sets(
            member(made, "department-head"), scenario_of(made), find_place(made, "cafe"), ["QUAY"]
        )
