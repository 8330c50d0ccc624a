"""The Script page, the API and the commands of the room."""

import json

import pytest
from typer.testing import CliRunner

from tests.harness.pages import assert_clean_page
from topsheet.production.changes import recording
from topsheet.production.selectors import scenario_of
from topsheet.script.commands import app
from topsheet.script.engine import read_script
from topsheet.script.services import save_draft

pytestmark = pytest.mark.django_db

TEXT = """Title: The Ferry

FADE IN:

INT. KITCHEN - NIGHT

Marta pours <b>tea</b>.

MARTA (V.O.)
(softly)
You never asked.

LÉO ^
No.

EXT. QUAY - LATER

Gulls.
"""


@pytest.fixture
def ferry(production, owner, office):
    made = production("The Ferry")
    script = read_script(TEXT.encode(), "ferry.fountain")
    with recording(made, owner, "Script taken in") as changes:
        save_draft(changes, scenario_of(made), script, TEXT.encode(), "ferry.fountain")
    return made


def test_the_page_shows_scenes_beside_the_text(client, owner, ferry):
    client.force_login(owner)
    page = assert_clean_page(client.get(f"/p/{ferry.uid}/script/"))
    assert 'href="#s0002"' in page
    assert "strip-night-int" in page
    assert "Marta pours &lt;b&gt;tea&lt;/b&gt;." in page
    assert "MARTA (V.O.)" in page
    assert "Plays at night, like the scene before." in page


def test_without_a_script_the_page_says_what_to_do(client, owner, production):
    made = production("Empty")
    client.force_login(owner)
    assert "No script yet" in assert_clean_page(client.get(f"/p/{made.uid}/script/"))


def test_strangers_find_nothing(client, person, ferry):
    client.force_login(person("Ada"))
    assert client.get(f"/p/{ferry.uid}/script/").status_code == 404
    assert client.get(f"/api/v1/productions/{ferry.uid}/script").status_code == 404


def test_the_api_gives_the_script_and_a_scene(client, owner, ferry):
    client.force_login(owner)
    script = client.get(f"/api/v1/productions/{ferry.uid}/script").json()
    assert [scene["set"] for scene in script["scenes"]] == ["KITCHEN", "QUAY"]
    scene = client.get(f"/api/v1/productions/{ferry.uid}/script/scenes/s0001").json()
    assert scene["elements"][1]["speaker"] == "MARTA"
    missing = client.get(f"/api/v1/productions/{ferry.uid}/script/scenes/99")
    assert missing.status_code == 404
    assert "no scene “99”" in missing.json()["detail"]


def test_script_read_prints_one_json_object(tmp_path):
    file = tmp_path / "ferry.fountain"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(file), "--json", "--eighths", "reconciled"])
    script = json.loads(result.stdout)
    assert result.exit_code == 0
    assert script["eighths_source"] == "reconciled"
    assert set(script) == {
        "title",
        "format",
        "pages",
        "pages_by_eighths",
        "eighths_source",
        "scenes",
        "characters",
        "problems",
    }


def test_script_read_prints_a_table(tmp_path):
    file = tmp_path / "ferry.fountain"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(file)])
    assert "The Ferry: 2 scenes, 2 speaking parts, 1 pages" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.fountain"], "There is no file missing.fountain."),
        (["here.fountain", "--eighths", "half"], "nearest, ceil or reconciled"),
    ],
)
def test_bad_commands_are_one_line_and_exit_code_2(tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.fountain").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", *arguments])
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_script_show_prints_the_script_of_a_production(ferry, monkeypatch):
    from topsheet.script import commands

    monkeypatch.setattr("topsheet.platform.commands.open_data", lambda data=None: data)
    result = CliRunner().invoke(commands.app, ["show", ferry.uid, "--json"])
    assert json.loads(result.stdout)["title"] == "The Ferry"
