"""The program as people run it: in a process of its own, on a data folder of its own."""

import json
import subprocess

import pytest

from topsheet import __version__

_HEAVY = ("django", "ninja", "pydantic", "rich", "ortools", "numpy", "pandas", "lxml", "typst",
          "pypdfium2", "openpyxl", "xlsxwriter", "holidays", "babel", "waitress")  # fmt: skip


def test_nothing_heavy_is_imported_before_a_command_runs(topsheet):
    code = (
        "import sys, topsheet.cli.main\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [*topsheet.command()[:1], "-c", code],
        env=topsheet.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_help_names_the_commands_and_touches_no_data(topsheet):
    done = topsheet("--help")
    assert done.returncode == 0
    for command in ("productions", "export", "import", "serve", "worker", "user", "people"):
        assert command in done.stdout
    assert not topsheet.data.exists()


def test_the_version(topsheet):
    assert topsheet("--version").stdout == f"topsheet {__version__}\n"


def test_a_wrong_option_is_exit_code_2(command):
    done = command("productions", "--colour")
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_wrong_words_are_told_in_one_line_that_says_where_help_is(topsheet):
    for words in (("board", "move", "X", "5"), ("productions", "--colour"), ("boord",)):
        done = topsheet(*words)
        assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
        assert done.stderr.endswith("--help\n")


def test_a_group_alone_says_what_is_in_it(topsheet):
    done = topsheet("board")
    assert done.returncode == 2
    assert "move" in done.stdout + done.stderr


def test_a_new_office_has_no_productions(command):
    done = command("productions", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"productions": []}


def test_a_known_error_is_one_line_and_exit_code_2(command):
    done = command("export", "Nothing", "nothing.topsheet")
    assert done.exit_code == 2
    assert done.stderr == (
        "There is no production “Nothing”. List them with: topsheet productions\n"
    )


@pytest.mark.sqlite
def test_the_data_folder_is_an_option_too(topsheet, tmp_path):
    done = topsheet("productions", "--data", str(tmp_path / "elsewhere"))
    assert done.returncode == 0
    assert (tmp_path / "elsewhere" / "topsheet.sqlite3").exists()
    assert not topsheet.data.exists()


def test_acting_as_somebody_unknown_is_refused(command):
    done = command("productions", "--as", "eve@example.org")
    assert done.exit_code == 2
    assert "eve@example.org" in done.stderr


def test_a_member_adds_nobody(command):
    assert command("user", "add", "ada@example.org", "--name", "Ada").exit_code == 0
    done = command("user", "add", "bob@example.org", "--as", "ada@example.org")
    assert done.exit_code == 2
    assert "owner" in done.stderr


def test_a_link_is_printed(command, person):
    person("Ada")
    for wanted in ([], ["ada@example.org"]):
        told = json.loads(command("user", "link", *wanted, "--json").stdout)
        assert told["link"].startswith("/sign-in/")
    others = command("user", "link", "owner@example.org", "--as", "ada@example.org")
    assert others.exit_code == 2


def test_the_people_of_the_office_are_listed(command, person):
    person("Ada")
    users = json.loads(command("user", "list", "--json").stdout)["users"]
    assert [user["role"] for user in users] == ["owner", "member"]


def test_cast_and_places_are_listed(command, production, owner):
    production("Empty")
    assert json.loads(command("people", "cast", "Empty", "--json").stdout) == {"cast": []}
    assert json.loads(command("places", "list", "Empty", "--json").stdout) == {"places": []}


@pytest.mark.sqlite
def test_a_production_goes_from_one_office_to_another(topsheet, tmp_path):
    code = (
        "from topsheet.platform.commands import office\n"
        "with office() as here:\n"
        "    from topsheet.production.services import create_production\n"
        "    create_production(actor=here.user, title='Das Älteste Haus', country='DE')\n"
    )
    subprocess.run([*topsheet.command()[:1], "-c", code], env=topsheet.environment, check=True)
    first, second = tmp_path / "first.topsheet", tmp_path / "second.topsheet"
    elsewhere = ("--data", str(tmp_path / "elsewhere"))
    assert topsheet("export", "das älteste haus", str(first)).returncode == 0
    assert topsheet("import", str(first), *elsewhere).returncode == 0
    assert topsheet("export", "Das Älteste Haus", str(second), *elsewhere).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_production_that_is_here_already_waits_for_a_choice(command, production, tmp_path):
    production("Das Älteste Haus")
    file = str(tmp_path / "haus.topsheet")
    assert command("export", "Das Älteste Haus", file).exit_code == 0
    refused = command("import", file)
    assert refused.exit_code == 2 and "--replace" in refused.stderr
    assert command("import", file, "--copy", "--replace").exit_code == 2
    assert command("import", file, "--replace").exit_code == 0
    assert command("import", file, "--copy").exit_code == 0
    listed = json.loads(command("productions", "--json").stdout)["productions"]
    assert [row["title"] for row in listed] == ["Das Älteste Haus (copy)", "Das Älteste Haus"]


def test_a_fault_of_ours_is_one_line_too(command, monkeypatch):
    from topsheet.production import selectors

    monkeypatch.setattr(selectors, "productions_of", lambda *_, **__: 1 // 0)
    monkeypatch.delenv("TOPSHEET_DEBUG")
    done = command("productions")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1 and "ZeroDivisionError" in done.stderr


def test_a_file_that_is_missing_is_told_in_one_line(command, tmp_path):
    done = command("import", str(tmp_path / "none.topsheet"))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
