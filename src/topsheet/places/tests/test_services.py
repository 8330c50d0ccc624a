"""Places assumed from sets, and what stays once a real one is bound."""

import pytest

from topsheet.places.models import Place
from topsheet.places.selectors import find_place, place_of_sets, places_of, sets_by_place
from topsheet.places.services import PlaceWanted, bind_place, save_places
from topsheet.production.changes import recording
from topsheet.production.models import Change
from topsheet.production.selectors import scenario_of

CAFE = PlaceWanted(key="cafe", name="Café", sets=("CAFÉ", "CAFÉ - KITCHEN"), stage=True)
QUAY = PlaceWanted(key="quay", name="Quay", sets=("QUAY",))


@pytest.fixture
def save(owner):
    def run(production, *places):
        with recording(production, owner, "Plan made from a script") as changes:
            save_places(changes, scenario_of(production), places)

    return run


def test_sets_stand_at_their_places(production, save):
    made = production()
    save(made, CAFE, QUAY)
    assert place_of_sets(scenario_of(made)) == {
        "CAFÉ": "cafe",
        "CAFÉ - KITCHEN": "cafe",
        "QUAY": "quay",
    }
    assert [(p.name, p.stage) for p in places_of(made)] == [("Café", True), ("Quay", False)]
    assert sets_by_place(scenario_of(made)) == {
        "cafe": ("CAFÉ", "CAFÉ - KITCHEN"), "quay": ("QUAY",),
    }  # fmt: skip


def test_saving_the_same_again_changes_nothing(production, save):
    made = production()
    save(made, CAFE, QUAY)
    before = made.sequence
    save(made, CAFE, QUAY)
    assert made.sequence == before


def test_a_bound_place_keeps_its_name_and_sets(production, save, owner):
    made = production()
    save(made, CAFE, QUAY)
    bind_place(owner, find_place(made, "cafe"), name="Chez Lulu", address="3, rue Haute")
    save(made, PlaceWanted(key="quay", name="Old quay", sets=("QUAY", "CAFÉ")))
    assert find_place(made, "cafe").name == "Chez Lulu"
    assert place_of_sets(scenario_of(made)) == {"CAFÉ": "cafe", "QUAY": "quay"}


def test_an_assumed_place_without_scenes_goes_with_its_sets_in_the_history(production, save):
    made = production()
    save(made, CAFE, QUAY)
    save(made, CAFE)
    assert list(Place.objects.values_list("uid", flat=True)) == ["cafe"]
    gone = Change.objects.filter(after__isnull=True, change_set__sequence=made.sequence)
    assert sorted(gone.values_list("kind", flat=True)) == ["place", "set-at-place"]
