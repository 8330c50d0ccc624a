"""The Breakdown pages, the API and the commands of the room."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from tests.harness.pages import assert_clean_page
from topsheet.breakdown import lexicon
from topsheet.breakdown.commands import app
from topsheet.breakdown.deciding import Which, decide
from topsheet.breakdown.engine import break_down
from topsheet.breakdown.models import State
from topsheet.breakdown.services import save_breakdown
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.script.engine import read_script
from topsheet.script.services import save_draft

pytestmark = pytest.mark.django_db

TEXT = """INT. BAKERY - NIGHT

MARTHA (61) lifts a <tray>. ODILE (9) holds a knife.

MARTHA
Careful.

EXT. BAKERY - DAY

FORTY VILLAGERS follow a horse. The bakery's rug is red. Leo waves.

LEO (V.O.)
I left.
"""


@pytest.fixture
def bakery(production, owner, office):
    made = production("The Bakery")
    script = read_script(TEXT.encode(), "bakery.fountain")
    with recording(made, owner, "Plan made from a script") as changes:
        scenario = scenario_of(made)
        save_draft(changes, scenario, script, TEXT.encode(), "bakery.fountain")
        save_breakdown(changes, scenario, break_down(script, lexicon.load()))
    return made


@pytest.fixture
def page(client, owner, bakery):
    client.force_login(owner)

    def get(address: str = "") -> str:
        return assert_clean_page(client.get(f"/p/{bakery.uid}/breakdown/{address}"))

    return get


def test_a_sheet_shows_each_element_with_the_line_that_asks_for_it(page):
    text = page()
    assert "horse" in text
    assert "FORTY VILLAGERS follow a horse." in text
    assert "villagers <b>× 40</b>" in text
    assert "lifts a &lt;tray&gt;" in text
    assert "voice only" in text or "named in action" in text


def test_a_category_keeps_the_scenes_that_need_it(page):
    text = page("?category=animals")
    assert 'id="s0002"' in text
    assert 'id="s0001"' not in text
    assert "No scene needs this" in page("?category=nonsense")


def test_a_flag_keeps_its_scenes(page):
    assert 'id="s0002"' not in page("?flag=night")


def test_elements_and_places_have_their_pages(page):
    text = page("elements/")
    assert "Animal wranglers" in text
    assert "?scene=s0002#s0002" in text
    assert "Props" not in page("elements/?category=animals").split("</main>")[0]
    assert "Bakery" in page("places/")


def test_without_a_breakdown_the_page_says_what_to_do(client, owner, production):
    made = production("Empty")
    client.force_login(owner)
    for address in ("", "elements/", "places/"):
        text = assert_clean_page(client.get(f"/p/{made.uid}/breakdown/{address}"))
        assert "No breakdown yet" in text


def test_strangers_find_nothing(client, person, bakery):
    client.force_login(person("Ada"))
    assert client.get(f"/p/{bakery.uid}/breakdown/").status_code == 404
    assert client.get(f"/api/v1/productions/{bakery.uid}/breakdown").status_code == 404


def test_the_api_gives_the_breakdown(client, owner, bakery):
    client.force_login(owner)
    found = client.get(f"/api/v1/productions/{bakery.uid}/breakdown").json()
    horse = found["breakdown"]["animals"][0]
    assert (horse["name"], horse["scenes"], horse["counted"]) == ("horse", ["2"], True)
    assert found["flags"]["minor"] == ["1"]
    assert found["places"] == [{"name": "Bakery", "sets": ["BAKERY"], "stage": False}]


def test_breakdown_read_needs_no_production(tmp_path):
    file = tmp_path / "bakery.fountain"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(file), "--json"])
    assert json.loads(result.stdout)["breakdown"]["background"][0]["quantity"] == 40
    assert "horse" in CliRunner().invoke(app, ["read", str(file)]).stdout


def test_a_missing_file_is_one_line_and_exit_code_2(tmp_path):
    result = CliRunner().invoke(app, ["read", str(tmp_path / "nothing.fountain")])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_breakdown_show_prints_the_breakdown_of_a_production(bakery, monkeypatch):
    monkeypatch.setattr("topsheet.platform.commands.open_data", lambda data=None: data)
    result = CliRunner().invoke(app, ["show", bakery.uid, "--json"])
    assert json.loads(result.stdout)["breakdown"]["animals"][0]["name"] == "horse"


def test_a_scene_is_found_by_its_printed_number(page, monkeypatch):
    monkeypatch.setattr("topsheet.breakdown.views._SHEETS_ON_A_PAGE", 1)
    monkeypatch.setattr("topsheet.breakdown.views._LISTED", 1)
    text = page("?scene=2")
    assert 'id="s0002"' in text
    assert 'id="s0001"' not in text
    assert "Go to scene" in text


def test_the_pages_to_decide_on_have_what_they_need(page, client, member, bakery):
    text = page("decide/")
    assert 'data-may-edit="true"' in text
    assert "{n} of {all} decided" in text
    assert 'data-may-edit="true"' in page("presence/")
    assert 'name="pick"' in page("elements/")
    client.force_login(member(bakery, "auditor"))
    assert 'data-may-edit="false"' in page_of(client, bakery, "decide/")
    assert 'name="pick"' not in page_of(client, bakery, "elements/")


def page_of(client, made, address):
    return assert_clean_page(client.get(f"/p/{made.uid}/breakdown/{address}"))


def test_what_was_rejected_is_listed_as_rejected_and_accepted_is_ticked(page, bakery, owner):
    where = scenario_of(bakery)
    decide(owner, where, State.REJECTED, Which(elements=("horse",)))
    decide(owner, where, State.ACCEPTED, Which(elements=("villagers",)))
    text = page("elements/")
    assert "1 rejected" in text
    assert 'class="stand good"' in page("?scene=s0002")
    assert "horse" not in page("?category=animals").split('class="categories"')[-1]
