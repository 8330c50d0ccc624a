"""``topsheet places``: the same services from the command line."""

import json

import pytest

from topsheet.places.services import PlaceWanted, save_places
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of


@pytest.fixture
def made(production, owner):
    made = production(country="FR")
    with recording(made, owner, "Plan") as changes:
        wanted = PlaceWanted(key="cafe", name="Café", sets=("CAFÉ", "QUAY"))
        save_places(changes, scenario_of(made), [wanted])
    return made


def test_places_are_added_bound_edited_and_kept_away(made, command):
    for arguments, said in (
        (("add", "Hangar", "--set", "position=48.85, 2.35"), "Place Hangar added"),
        (("bind", "Hangar", "QUAY"), "QUAY put at Hangar"),
        (("bind", "cafe", "--set", "name=Chez Lulu"), "Place Chez Lulu bound"),
        (("bind", "Tank", "CAFÉ", "QUAY"), "CAFÉ and QUAY put at Tank"),
        (("edit", "Hangar", "--set", "zone=Europe/Paris"), "Place Hangar changed"),
        (("away", "Hangar", "2027-05-01..2027-05-02"), "Place Hangar changed"),
    ):
        assert command("places", arguments[0], made.title, *arguments[1:]).stdout == said + "\n"
    rows = json.loads(command("places", "list", made.title, "--json").stdout)["places"]
    assert {row["name"]: row["sets"] for row in rows} == {
        "Chez Lulu": [], "Hangar": [], "Tank": ["CAFÉ", "QUAY"],
    }  # fmt: skip
    (hangar,) = [row for row in rows if row["name"] == "Hangar"]
    assert (hangar["away"], hangar["zone_assumed"]) == ("2027-05-01..2027-05-02", False)


@pytest.mark.parametrize(
    "arguments",
    [("bind", "Nowhere"), ("bind", "Tank", "ATLANTIS"), ("edit", "cafe", "--set", "position=x"),
     ("away", "cafe", "soon"), ("add", " ")],
)  # fmt: skip
def test_a_slip_is_one_line_and_exit_code_2(made, command, arguments):
    said = command("places", arguments[0], made.title, *arguments[1:])
    assert (said.exit_code, len(said.stderr.splitlines())) == (2, 1)
