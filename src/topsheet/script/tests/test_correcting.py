"""A scene corrected: what was read stays beside it, and what follows does."""

import pytest

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed
from topsheet.production.changes import recording
from topsheet.production.models import ChangeSet
from topsheet.production.selectors import scenario_of
from topsheet.script.correcting import (
    correct_scene,
    lock_numbers,
    omit_scene,
    restore_field,
    restore_scene,
)
from topsheet.script.engine import read_script
from topsheet.script.selectors import current_draft, find_scene, load_script
from topsheet.script.services import save_draft

pytestmark = pytest.mark.django_db

TEXT = """INT. KITCHN - NIGHT #1#

Marta pours tea.

EXT. QUAY - CONTINUOUS #2#

Gulls.

MARTA
Gulls!

INT. BARN - CONTINUOUS #3#

Hay.

INT. ATTIC - DAY #4#

Dust.
"""


@pytest.fixture
def scenario(production, owner, office):
    made = production("The Ferry")
    script = read_script(TEXT.encode(), "ferry.fountain")
    with recording(made, owner, "Script taken in") as changes:
        save_draft(changes, scenario_of(made), script, TEXT.encode(), "ferry.fountain")
    return scenario_of(made)


def scene(scenario, name):
    return find_scene(scenario, name)


def test_a_correction_keeps_what_was_read_and_can_be_taken_back(owner, scenario):
    written = correct_scene(owner, scenario, "1", {"set_name": "KITCHEN"})
    assert written.change == "Scene 1: set KITCHEN"
    assert scene(scenario, "1").corrected == {"set_name": "KITCHN"}
    correct_scene(owner, scenario, "1", {"set": "KITCHENETTE"})
    assert scene(scenario, "1").corrected == {"set_name": "KITCHN"}
    restore_field(owner, scenario, "1", "set_name")
    row = scene(scenario, "1")
    assert (row.set_name, row.corrected) == ("KITCHN", {})


def test_typing_what_was_read_is_no_correction(owner, scenario):
    correct_scene(owner, scenario, "1", {"eighths": "1 4/8"})
    assert scene(scenario, "1").eighths == 12
    correct_scene(owner, scenario, "1", {"eighths": "1/8"})
    assert scene(scenario, "1").corrected == {}


def test_the_length_of_the_script_follows_a_corrected_length(owner, scenario):
    before = load_script(scenario).pages_by_eighths.count
    correct_scene(owner, scenario, "4", {"eighths": "2"})
    assert load_script(scenario).pages_by_eighths.count == before + 15


def test_a_new_heading_brings_its_set_and_light_and_back_takes_them_back(owner, scenario):
    read = load_script(scenario)
    correct_scene(owner, scenario, "1", {"heading": "EXT. GARDEN - DAY"})
    row = scene(scenario, "1")
    assert (row.intext, row.set_name, row.time, row.light) == ("EXT", "GARDEN", "DAY", "day")
    restore_field(owner, scenario, "1", "heading")
    assert load_script(scenario) == read


def test_scenes_that_play_in_the_light_of_another_follow_it(owner, scenario):
    assert [s.light.value for s in load_script(scenario).scenes] == ["night"] * 3 + ["day"]
    written = correct_scene(owner, scenario, "1", {"light": "dusk"})
    assert [row.number for row in written.rows] == ["1", "2", "3"]
    assert [s.light.value for s in load_script(scenario).scenes] == ["dusk"] * 3 + ["day"]
    correct_scene(owner, scenario, "2", {"light": "dawn"})
    correct_scene(owner, scenario, "1", {"light": "day"})
    lights = [s.light.value for s in load_script(scenario).scenes]
    assert lights == ["day", "dawn", "dawn", "day"]
    restore_field(owner, scenario, "2", "light")
    assert scene(scenario, "2").light_inherited


def test_a_time_brings_its_light_but_not_over_a_light_that_was_said(owner, scenario):
    correct_scene(owner, scenario, "4", {"time": "LATE NIGHT"})
    assert scene(scenario, "4").light == "night"
    correct_scene(owner, scenario, "1", {"light": "dawn"})
    correct_scene(owner, scenario, "1", {"time": "DAY"})
    assert scene(scenario, "1").light == "dawn"


def test_two_scenes_are_not_given_one_number(owner, scenario):
    with pytest.raises(InvalidInput, match=r"Scene 2 is there already \(EXT. QUAY"):
        correct_scene(owner, scenario, "1", {"number": "2"})
    correct_scene(owner, scenario, "3", {"number": "2a"})
    with pytest.raises(InvalidInput, match="Scene 2a is there already"):
        correct_scene(owner, scenario, "1", {"number": "2A", "set_name": "KITCHEN"})
    assert scene(scenario, "1").set_name == "KITCHN"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("eighths", "1 1/2", "write it as 1 4/8"),
        ("eighths", "0", "at least 1/8"),
        ("eighths", "9999999999999999999999", "no length|at most"),
        ("eighths", 12.5, "no length in pages"),
        ("light", "noon-ish", "choose day, night, dawn or dusk"),
        ("intext", "OUTSIDE", "choose INT, EXT or INT/EXT"),
        ("heading", " \x00 ", "needs a heading"),
        ("set_name", "", "needs a set"),
        ("set_name", "X" * 301, "300 at most"),
        ("number", "1 2", "no scene number"),
        ("number", "1" * 21, "no scene number"),
        ("colour", "red", "cannot be corrected"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(owner, scenario, field, value, says):
    with pytest.raises(InvalidInput, match=says):
        correct_scene(owner, scenario, "1", {field: value})
    assert scene(scenario, "1").corrected == {}


def test_a_scene_is_omitted_with_number_and_text_and_comes_back(owner, scenario):
    before = load_script(scenario)
    omit_scene(owner, scenario, "2")
    script = load_script(scenario)
    assert script.scenes[1].omitted
    assert script.scenes[1].elements
    assert script.characters == ()
    assert script.pages_by_eighths.count == before.pages_by_eighths.count - 1
    with pytest.raises(InvalidInput, match="omitted already"):
        omit_scene(owner, scenario, "2")
    restore_scene(owner, scenario, "2")
    assert load_script(scenario) == before


def test_the_last_scene_cannot_be_omitted(owner, scenario):
    for number in "123":
        omit_scene(owner, scenario, number)
    with pytest.raises(InvalidInput, match="the only one left"):
        omit_scene(owner, scenario, "4")


def test_numbers_are_locked_and_unlocked(owner, scenario):
    lock_numbers(owner, scenario)
    assert current_draft(scenario).numbers_locked
    lock_numbers(owner, scenario, False)
    assert not current_draft(scenario).numbers_locked


def test_a_stale_edit_of_the_same_field_is_told(owner, scenario):
    correct_scene(owner, scenario, "1", {"set_name": "KITCHEN"}, version=1)
    correct_scene(owner, scenario, "1", {"synopsis": "Tea."}, version=2)
    with pytest.raises(Conflict) as told:
        correct_scene(owner, scenario, "1", {"set_name": "SCULLERY"}, version=1)
    assert told.value.theirs == {"set_name": "KITCHEN"}
    assert told.value.yours == {"set_name": "SCULLERY"}


def test_two_people_correct_two_fields_of_one_scene_and_both_have_their_way(owner, scenario):
    correct_scene(owner, scenario, "1", {"set_name": "KITCHEN"}, version=1)
    correct_scene(owner, scenario, "1", {"eighths": "2"}, version=1)
    assert scene(scenario, "1").corrected == {"set_name": "KITCHN", "eighths": 1}


def test_who_may_only_look_corrects_nothing(member, scenario):
    guest = member(scenario.production, "guest")
    sequence = scenario.production.sequence
    for attempt in (
        lambda: correct_scene(guest, scenario, "1", {"set_name": "X"}),
        lambda: restore_field(guest, scenario, "1", "set_name"),
        lambda: omit_scene(guest, scenario, "1"),
        lambda: restore_scene(guest, scenario, "1"),
        lambda: lock_numbers(guest, scenario),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert ChangeSet.objects.filter(production=scenario.production).last().sequence == sequence


def test_the_api_corrects_restores_omits_and_locks(client, owner, scenario):
    client.force_login(owner)
    base = f"/api/v1/productions/{scenario.production.uid}/script"

    def send(method, path, body):
        return getattr(client, method)(base + path, body, content_type="application/json")

    sent = send("patch", "/scenes/s0001", {"fields": {"eighths": "1 4/8"}, "version": 1})
    assert sent.status_code == 200
    [row] = sent.json()["rows"]
    assert (row["eighths"], row["corrected"]) == ("1 4/8", {"eighths": "1/8"})
    assert sent.json()["sequence"] == ChangeSet.objects.last().sequence
    back = send("post", "/scenes/s0001/restore", {"field": "eighths", "version": row["version"]})
    assert back.json()["rows"][0]["corrected"] == {}
    assert send("post", "/scenes/s0002/omit", {}).json()["rows"][0]["omitted"]
    assert not send("post", "/scenes/s0002/bring-back", {}).json()["rows"][0]["omitted"]
    assert send("post", "/lock", {}).json()["change"] == "Scene numbers locked"
    taken = send("patch", "/scenes/s0001", {"fields": {"number": "2"}})
    assert taken.status_code == 422
    assert "Scene 2 is there already" in taken.json()["detail"]
    stale = send("patch", "/scenes/s0001", {"fields": {"eighths": "3"}, "version": 1})
    assert stale.status_code == 409
    assert stale.json()["theirs"] == {"eighths": "1/8"}


@pytest.mark.parametrize(
    "body",
    [
        {"fields": {"eighths": "\u0000"}}, {"fields": {"number": "٣"}}, {"fields": 3},
        {"fields": {"set_name": "x"}, "version": 10**30}, {"fields": {}}, [], {"version": -1},
        {"fields": {"heading": "\ud800" * 3}},
    ],
)  # fmt: skip
def test_wild_input_is_refused_in_words(client, owner, scenario, body):
    client.force_login(owner)
    url = f"/api/v1/productions/{scenario.production.uid}/script/scenes/s0001"
    answer = client.patch(url, body, content_type="application/json")
    assert answer.status_code in (200, 400, 409, 422)


def test_commands_correct_and_say_so_in_a_line(command, scenario):
    name = scenario.production.uid
    assert "length 1 4/8" in command("script", "edit", name, "1", "--eighths", "1 4/8").stdout
    assert "length as read" in command("script", "edit", name, "1", "--restore", "eighths").stdout
    assert "omitted" in command("script", "omit", name, "2").stdout
    assert "back in the film" in command("script", "restore", name, "2").stdout
    assert "locked" in command("script", "lock", name).stdout
    refused = command("script", "edit", name, "1", "--number", "2")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1


def test_a_huge_file_is_refused_before_it_is_read(command, tmp_path):
    file = tmp_path / "huge.fountain"
    with file.open("wb") as huge:
        huge.truncate(51 * 1024 * 1024)
    result = command("script", "read", str(file))
    assert result.exit_code == 2
    assert "over 50 MB" in result.stderr
