"""``topsheet board``: the same verbs from a terminal."""

from __future__ import annotations

import pytest

from topsheet.schedule.tests.small_film import small_film
from topsheet.schedule.tests.test_working import state_of


@pytest.fixture
def film(production, owner):
    return small_film(production(), owner)


def test_the_board_is_worked_from_a_terminal(film, command):
    uid = film.production.uid
    done = [
        command("board", "show", uid),
        command("board", "landing", uid, "1"),
        command("board", "move", uid, "1", "2", "--to", "new"),
        command("board", "move", uid, "3", "--to", "1", "--before", "4"),
        command("board", "split", uid, "1", "--after", "1"),
        command("board", "day", "join", uid, "1"),
        command("board", "day", "insert", uid, "1"),
        command("board", "day", "insert", uid, "--date", "2028-02-01", "--kind", "travel"),
        command("board", "day", "insert", uid),
        command("board", "day", "tidy", uid),
        command("board", "day", "swap", uid, "1", "2"),
        command("board", "strip", uid, "3", "--minutes", "75", "--eighths", "3", "--cast", "1"),
        command("board", "strip", uid, "3", "--place", "set", "--cast", "scene", "--note", "Rain"),
        command("board", "day", "set", uid, "1", "--call", "07:15", "--lock"),
        command("board", "day", "set", uid, "1", "--unlock"),
        command("board", "lock", uid, "1"),
        command("board", "lock", uid, "1", "--off"),
        command("board", "minutes", uid, "1", "90"),
        command("board", "minutes", uid, "1", "rule"),
        command("board", "banner", uid, "1", "Lunch", "--minutes", "60"),
        command("board", "part", uid, "2", "--count", "2"),
        command("board", "part", uid, "2/1", "--join"),
        command("board", "part", uid, "2", "--add", "retake"),
        command("board", "boneyard", uid, "4"),
        command("board", "break", uid),
        command("board", "day", "move", uid, "1", "2028-03-01"),
        command("board", "improve", uid, "--effort", "1", "--json"),
        command("board", "show", uid, "--json"),
    ]
    for ran in done:
        assert ran.exit_code == 0, ran.output
    assert "s0004" in state_of(film).boneyard


@pytest.mark.parametrize(
    "words",
    [
        ("move", "99", "--to", "1"),
        ("move", "1", "--to", "77"),
        ("minutes", "1", "long"),
        ("day", "move", "1", "someday"),
        ("day", "set", "1", "--call", "late"),
        ("day", "set", "1"),
        ("day", "insert", "1", "--kind", "feast"),
        ("day", "insert", "1", "--date", "soon"),
        ("day", "tidy"),
        ("strip", "1", "--cast", "99"),
        ("strip", "1", "--place", "the moon"),
        ("strip", "1", "--eighths", "many"),
        ("strip", "1"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(film, command, words):
    verb = words[:2] if words[0] == "day" else words[:1]
    ran = command("board", *verb, film.production.uid, *words[len(verb) :])
    assert ran.exit_code == 2
    assert ran.stderr.strip()
