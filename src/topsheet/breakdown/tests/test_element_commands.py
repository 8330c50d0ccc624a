"""``topsheet element`` does what the pages do, through the same services."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def element(film, command, monkeypatch):
    """``element("accept", …)`` on the film; what it printed."""
    monkeypatch.setattr("topsheet.platform.commands.open_data", lambda data=None: data)

    def run(verb, *arguments, status=0):
        result = command("element", verb, film.production.uid, *arguments)
        assert result.exit_code == status, result.output
        return result.stdout if status == 0 else result.stderr

    return run


def test_elements_are_listed_decided_and_listed_again(film, element):
    assert "horse" in element("list")
    assert element("accept", "horse").strip() == "horse accepted in 2 scenes"
    rows = json.loads(element("list", "--category", "animals", "--json"))
    assert rows[0]["stands"] == "accepted"
    element("reset", "horse")
    element("reject", "--scene", "3", "--from", "80")
    assert film.scenes("horse") == {1}


def test_elements_are_changed_from_the_command_line(film, element):
    element("rename", "horse", "mare")
    element("category", "set dressing", "knife", "dagger")
    element("merge", "knife", "dagger")
    element("merge", "LEO", "boy", "--roles")
    element("split", "mare", "Leo's mare", "--scene", "3")
    element("add", "blanks", "--category", "special effects")
    element("link", "rifle", "--needs", "blanks")
    element("note", "rifle", "from the armoury")
    element("quantity", "2", "rifle", "3")
    element("present", "1", "leo", "--how", "works")
    element("add", "a tin", "--category", "props", "--scene", "1", "--quantity", "2")
    assert film.scenes("knife") == {0, 1, 2}
    assert film.scenes("blanks") == {1, 2}
    assert film.scenes("tin") == {0}
    assert film.at_work("leo") == {0, 1, 2}
    assert film.mention("rifle", "s0002").quantity == 3
    element("delete", "tin")
    assert film.scenes("tin") == set()


def test_a_flag_is_raised_and_lowered(element):
    assert element("flag", "2", "rain").strip() == "Scene 2 is flagged rain"
    assert element("flag", "2", "rain", "--off").strip() == "Scene 2 is not flagged rain"
    assert "Choose one of" in element("flag", "2", "snow", status=2)


def test_what_cannot_be_done_is_one_line(element):
    said = element("accept", "unicorn", status=2)
    assert said.strip() == "There is no element “unicorn” in this breakdown."
