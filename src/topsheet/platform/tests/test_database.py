"""The data are upgraded at start, after a backup; newer data are refused."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from topsheet.kernel.errors import Conflict
from topsheet.platform import database

pytestmark = pytest.mark.django_db


def test_a_current_database_costs_one_query(tmp_path, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert database.ensure_current(tmp_path) is False


def test_data_of_a_newer_version_are_refused(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('production', '9999_from_the_future', '2030-01-01 00:00:00+00:00')"
        )
    with pytest.raises(Conflict, match="newer Topsheet"):
        database.ensure_current(tmp_path)


def test_a_library_that_has_more_upgrades_than_ours_is_no_newer_topsheet(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('sessions', '9999_more', '2030-01-01 00:00:00+00:00')"
        )
    assert database.ensure_current(tmp_path) is False


@pytest.mark.sqlite
def test_an_older_data_folder_is_copied_before_it_is_upgraded(topsheet):
    assert topsheet("user", "add", "ada@example.org").returncode == 0
    file = topsheet.data / "topsheet.sqlite3"
    with closing(sqlite3.connect(file)) as older, older:
        older.execute("DELETE FROM django_migrations WHERE app = 'places'")
        older.execute("DROP TABLE places_setatplace")
        older.execute("DROP TABLE places_place")
    listed = topsheet("user", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "ada@example.org" in listed.stdout
    (backup,) = (topsheet.data / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as copy:
        emails = [row[0] for row in copy.execute("SELECT email FROM topsheet_platform_user")]
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    assert "ada@example.org" in emails
    assert "places_place" not in tables


@pytest.mark.sqlite
def test_a_new_data_folder_needs_no_backup(topsheet):
    topsheet("productions")
    assert not (topsheet.data / "backups").exists()


@pytest.mark.sqlite
def test_a_database_that_is_none_is_told_in_one_line(topsheet):
    topsheet.data.mkdir()
    (topsheet.data / "topsheet.sqlite3").write_bytes(b"this is a screenplay, not a database" * 99)
    told = topsheet("productions")
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert "Traceback" not in told.stderr
