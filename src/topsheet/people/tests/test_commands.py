"""``topsheet people``: the same services from the command line."""

import json

import pytest

CREW = "Name;Position;E-mail\nAda Lens;DoP;ada@example.org\n;Runner;\n".encode("utf-16")


def test_a_list_is_imported_and_what_cannot_be_used_is_told(made, command, tmp_path):
    file = tmp_path / "crew.csv"
    file.write_bytes(CREW)
    dry = command("people", "import", made.title, str(file), "--dry-run", "--json")
    assert json.loads(dry.stdout)["counts"] == {"new": 1, "update": 0, "same": 0}
    done = command("people", "import", made.title, str(file))
    assert done.stdout == "Contacts imported from crew.csv. 1 new, 0 updated, 0 known already\n"
    assert done.stderr == "Row 3 has no name (Runner).\n"
    assert "Ada Lens" in command("people", "list", made.title, "--kind", "crew").stdout


def test_somebody_is_added_edited_cast_and_kept_away(made, command):
    for arguments, said in (
        (("add", made.title, "Ada Lens", "--set", "city=Rome"), "Ada Lens added"),
        (("edit", made.title, "Ada Lens", "--set", "city=Paris"), "Ada Lens: contact changed"),
        (("cast", made.title, "1", "Ada Lens"), "Ada Lens cast as Odile"),
        (("agree", made.title, "odile", "--deal", "week", "--rate", "1200"),
         "Deal agreed for Odile"),
        (("away", made.title, "Ada Lens", "2027-05-01..2027-05-03"),
         "Ada Lens away 2027-05-01 – 2027-05-03"),
        (("away", made.title, "2", "2027-05-09", "--part"), "Dates away of Samir changed"),
        (("edit", made.title, "Ada Lens"), "Nothing changed."),
    ):  # fmt: skip
        assert command("people", *arguments).stdout == said + "\n"
    cast = json.loads(command("people", "cast", made.title, "--json").stdout)["cast"]
    assert (cast[0]["person"]["name"], cast[0]["engagement"]["rate"]) == ("Ada Lens", "1200")
    assert cast[1]["away"] == "2027-05-09"


def test_crew_is_engaged_on_terms_released_merged_and_deleted(made, command):
    for arguments, said in (
        (("add", made.title, "Gil Light"), "Gil Light added"),
        (("engage", made.title, "Gil Light", "Gaffer", "--set", "rate=450"),
         "Gil Light engaged as Gaffer"),
        (("engage", made.title, "Gil Light", "gaffer", "--set", "status=agreed"),
         "Gil Light: Gaffer changed"),
        (("add", made.title, "Gil L."), "Gil L. added"),
        (("merge", made.title, "Gil L.", "Gil Light"), "Gil L. merged into Gil Light"),
        (("release", made.title, "Gil Light", "Gaffer"), "Gil Light is no longer Gaffer"),
        (("away", made.title, "Gil Light", "2027-05-01"), "Gil Light away 2027-05-01 – 2027-05-01"),
        (("away", made.title, "Gil Light", ""), "Gil Light no longer away"),
        (("delete", made.title, "Gil Light"), "Gil Light deleted"),
        (("number", made.title, "odile", "1X"), "Odile is now 1X (was 1)"),
    ):  # fmt: skip
        assert command("people", *arguments).stdout == said + "\n"


def test_of_two_with_one_name_the_command_asks_which(made, command):
    for mail in ("a@example.org", "b@example.org"):
        command("people", "add", made.title, "Ada Lens", "--set", f"email={mail}")
    asked = command("people", "cast", made.title, "1", "Ada Lens")
    assert asked.exit_code == 2
    assert "2 people are called “Ada Lens”" in asked.stderr
    assert "a@example.org" in asked.stderr
    done = command("people", "cast", made.title, "1", "b@example.org")
    assert done.stdout == "Ada Lens cast as Odile\n"


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "vcf"])
def test_the_contact_sheet_is_written(made, command, tmp_path, kind):
    file = tmp_path / f"sheet.{kind}"
    assert command("people", "contact-sheet", made.title, str(file)).exit_code == 0
    assert file.is_file()


@pytest.mark.parametrize(
    "arguments",
    [("edit", "X", "Nobody", "--set", "city=Paris"), ("add", "X", "Ada", "--set", "city"),
     ("cast", "X", "99", "Ada"), ("contact-sheet", "X", "sheet.doc"), ("import", "X", "none.csv"),
     ("agree", "X", "odile", "--deal", "handshake"), ("list", "X", "--kind", "dragons")],
)  # fmt: skip
def test_a_slip_is_one_line_and_exit_code_2(made, command, arguments):
    said = command("people", *(made.title if one == "X" else one for one in arguments))
    assert (said.exit_code, len(said.stderr.splitlines())) == (2, 1)
