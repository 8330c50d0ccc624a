"""``topsheet plan`` as people use it: good scripts in, bad ones refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from topsheet.production.models import Production

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = """Title: Two Rooms
Draft date: 1 March 2027

INT. KITCHEN - DAY

ADA (40) peels an orange.

ADA
You came back.

EXT. GARDEN - NIGHT

ADA
It is late.

BÉLA
(laughing)
It is early.
"""


@pytest.fixture
def script(tmp_path: Path):
    """``script("name.fountain", text or bytes)``: a file to plan from."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def test_a_plan_is_one_json_object(command, script, office):
    done = command(
        "plan", script("two.fountain", SMALL), "--country", "FR", "--start", "2027-04-05",
        "--effort", "1", "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["production"]["title"] == "Two Rooms"
    assert [scene["heading"] for scene in told["script"]["scenes"]] == [
        "INT. KITCHEN - DAY", "EXT. GARDEN - NIGHT",
    ]  # fmt: skip
    days = told["schedule"]["days"]
    assert sorted(strip["scene"] for day in days for strip in day["strips"]) == ["1", "2"]
    assert told["budget"]["currency"] == "EUR"
    assert {"read", "breakdown", "schedule", "budget", "files"} <= set(told["seconds"])
    for amount in (told["schedule"]["cost"]["amount"], told["budget"]["total"]):
        assert isinstance(amount, str)
    assert Production.objects.get().uid == told["production"]["uid"]


def test_a_plan_can_be_read_again_explained_and_taken_elsewhere(command, script, tmp_path):
    done = command("plan", script("two.fountain", SMALL), "--effort", "1", "--json")
    total = json.loads(done.stdout)["budget"]["total"]
    shown = json.loads(command("topsheet", "Two Rooms", "--json").stdout)
    assert shown["budget"][-1]["amount"] == total
    assert shown["notice"].startswith("No country was given")
    why = json.loads(command("explain", "two rooms", "budget", "--json").stdout)
    assert why["value"]["amount"] == total
    assert "Total" in command("explain", "Two Rooms").stdout
    file = tmp_path / "two.topsheet"
    assert command("export", "Two Rooms", str(file)).exit_code == 0
    assert command("import", str(file), "--copy").exit_code == 0


def test_the_same_effort_makes_the_same_plan(command, script):
    file = script("two.fountain", SMALL)
    both = [
        json.loads(command("plan", file, "--effort", "2", "--start", "2027-04-05", "--json").stdout)
        for _ in range(2)
    ]
    assert both[0]["schedule"] == both[1]["schedule"]
    assert both[0]["budget"] == both[1]["budget"]


def test_out_writes_every_file(command, script, tmp_path):
    out = tmp_path / "paper"
    done = command(
        "plan", script("two.fountain", SMALL), "--effort", "1", "--out", str(out), "--json"
    )
    assert done.exit_code == 0, done.stderr
    names = {
        "topsheet.pdf", "one-liner.pdf", "stripboard.pdf", "dood.pdf", "budget.xlsx",
        "production.topsheet",
    }  # fmt: skip
    assert {path.name for path in out.iterdir()} == names
    assert {Path(path).name for path in json.loads(done.stdout)["files"]} == names
    assert (out / "topsheet.pdf").read_bytes().startswith(b"%PDF")


_NOVEL = "It was a bright cold day.\n\nHe went in.\n\n" * 200
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<FinalDraft DocumentType="Script"><Content><Paragraph Type="Scene Heading"><Text>&b;</Text>'
    b"</Paragraph></Content></FinalDraft>"
)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.fountain", b"", "empty"),
        ("picture.fountain", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture"),
        ("novel.fountain", _NOVEL, "0 scenes found"),
        ("bomb.fdx", _BOMB, "entit"),
        ("script.docx", b"PK\x03\x04" + b"\0" * 64, ".docx"),
    ],
)
def test_what_is_no_script_is_refused_in_a_sentence(command, script, name, content, says):
    done = command("plan", script(name, content), "--effort", "1")
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not Production.objects.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--start", "1800-01-01"], "1800-01-01"),
        (["--start", "soon"], "2027-04-05"),
        (["--country", "XX"], "XX"),
        (["--agreement", "no-such"], "no-such"),
        (["--level", "huge"], "micro, low or mid"),
        (["--kind", "opera"], "feature, short or episode"),
        (["--currency", "ABC"], "ABC"),
        (["--days-per-week", "9"], "between 4 and 7"),
        (["--effort", "lots"], "whole number"),
        (["--seconds", "-1"], "seconds"),
        (["--eighths", "floor"], "nearest, ceil or reconciled"),
    ],
)
def test_an_option_that_cannot_be_is_named_with_a_remedy(command, script, options, says):
    done = command("plan", script("two.fountain", SMALL), *options)
    assert done.exit_code == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not Production.objects.exists()


def test_a_missing_file_and_a_folder_are_named(command, tmp_path):
    missing = command("plan", str(tmp_path / "none.fountain"))
    assert (missing.exit_code, "none.fountain" in missing.stderr) == (2, True)
    folder = command("plan", str(tmp_path))
    assert (folder.exit_code, "folder" in folder.stderr) == (2, True)


def test_odd_scripts_are_planned_all_the_same(command, script):
    french = "INT. CUISINE - JOUR\n\nADA\nBonjour.\n\nINTÉRIEUR CAVE - NUIT\n\nADA\nIl fait noir.\n"
    for name, content in (
        ("french.fountain", french.encode("latin-1")),
        ("wide.fountain", SMALL.encode("utf-16")),
        ("twice.fountain", "INT. A - DAY #1#\n\nHe sits.\n\nINT. B - DAY #1#\n\nShe sits.\n"),
    ):
        done = command("plan", script(name, content), "--effort", "1", "--json")
        assert done.exit_code == 0, (name, done.stderr)
        told = json.loads(done.stdout)
        assert len(told["script"]["scenes"]) == 2, name
        if name != "wide.fountain":
            assert told["script"]["problems"], name
