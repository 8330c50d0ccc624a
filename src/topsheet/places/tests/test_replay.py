"""The history is whole: replayed from nothing it gives the rows as they stand."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topsheet.places.models import Place, SetAtPlace
from topsheet.places.selectors import place_of_sets, places_of
from topsheet.places.services import PlaceWanted, save_places
from topsheet.production.changes import recording
from topsheet.production.models import Change
from topsheet.production.rows import as_json
from topsheet.production.selectors import scenario_of

_SETS = [f"SET {letter}" for letter in "ABCDE"]

breakdowns = st.lists(
    st.dictionaries(st.sampled_from(_SETS), st.sampled_from("xyz"), max_size=5), max_size=5
)


def wanted(places: dict[str, str], title: str) -> list[PlaceWanted]:
    keys = sorted(set(places.values()))
    return [
        PlaceWanted(
            key=key, name=f"{title} {key}", sets=tuple(s for s in places if places[s] == key)
        )
        for key in keys
    ]


def replayed(production) -> dict[tuple[str, str], dict]:
    """Kind and uid → contents, from the changes alone, each checked against the one before."""
    state: dict[tuple[str, str], dict] = {}
    changes = Change.objects.filter(change_set__production=production)
    for change in changes.order_by("change_set__sequence", "id"):
        key = (change.kind, change.uid)
        assert state.get(key) == change.before
        if change.after is None:
            del state[key]
        else:
            state[key] = change.after
    return {key: fields for key, fields in state.items() if key[0] in ("place", "set-at-place")}


@given(breakdowns)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_breakdowns_one_after_another(production, owner, drafts):
    made = production()
    for number, draft in enumerate(drafts):
        with recording(made, owner, f"Draft {number}") as changes:
            save_places(changes, scenario_of(made), wanted(draft, f"Draft {number}"))
        assert place_of_sets(scenario_of(made)) == draft
        assert {place.uid for place in places_of(made)} == set(draft.values())
    rows = [
        *Place.objects.filter(production=made),
        *SetAtPlace.objects.filter(scenario__production=made),
    ]
    assert replayed(made) == {(row.KIND, row.uid): as_json([row])[0] for row in rows}
