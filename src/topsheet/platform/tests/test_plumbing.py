"""Keys, stored files, derived results, settings of the database, headers."""

import threading
import time

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform import environment, files, ids
from topsheet.platform.derived import Derived
from topsheet.platform.security import content_security_policy


def test_keys_sort_by_the_time_they_were_made():
    keys = [ids.uuid7() for _ in range(10_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {(key.version, key.variant) for key in keys} == {(7, "specified in RFC 4122")}
    assert abs((keys[0].int >> 80) - time.time_ns() // 10**6) < 60_000


def test_a_file_is_stored_by_its_content(office):
    digest = files.store(b"FADE IN:")
    assert files.store(b"FADE IN:") == digest
    assert files.read(digest) == b"FADE IN:"
    assert [path.name for path in (office / "files").rglob("*") if path.is_file()] == [digest]


def test_a_missing_or_damaged_file_is_told(office):
    digest = files.store(b"FADE IN:")
    path = office / "files" / digest[:2] / digest
    path.write_bytes(b"FADE OUT")
    with pytest.raises(NotFound, match="damaged"):
        files.read(digest)
    path.unlink()
    with pytest.raises(NotFound, match="missing"):
        files.read(digest)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64])
def test_a_name_is_never_a_path(office, name):
    with pytest.raises(InvalidInput):
        files.read(name)


def test_a_file_outside_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "deep" / "plan.topsheet"
    files.write_outside(target, b"1")
    files.write_outside(target, b"2")
    assert [path.name for path in target.parent.iterdir()] == ["plan.topsheet"]
    assert target.read_bytes() == b"2"
    with pytest.raises(InvalidInput, match="is a folder"):
        files.write_outside(target.parent, b"3")
    with pytest.raises(InvalidInput, match="There is no file"):
        files.read_outside(tmp_path / "none")


@given(st.lists(st.integers(0, 8)))
def test_a_derived_result_is_always_the_one_of_its_key(keys):
    derived = Derived(size=3)
    assert [derived.get(key, lambda key=key: key * key) for key in keys] == [k * k for k in keys]


def test_two_threads_compute_one_result_once():
    derived, runs, results = Derived(), [], []

    def compute():
        runs.append(1)
        time.sleep(0.05)
        return object()

    threads = [
        threading.Thread(target=lambda: results.append(derived.get("key", compute)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 1
    assert len(set(map(id, results))) == 1


def test_an_error_is_not_kept():
    derived = Derived()
    with pytest.raises(ZeroDivisionError):
        derived.get("key", lambda: 1 // 0)
    assert derived.get("key", lambda: 7) == 7


@pytest.mark.django_db
@pytest.mark.sqlite
def test_sqlite_keeps_its_promises_on_this_connection():
    with connection.cursor() as cursor:
        found = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000,
    }  # fmt: skip


def test_the_database_url_is_read(tmp_path):
    url = "postgresql://ada:p%40ss@db.example.org:5433/film?sslmode=require"
    found = environment.database_settings({"TOPSHEET_DATABASE_URL": url}, tmp_path)
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "film", "USER": "ada", "PASSWORD": "p@ss", "HOST": "db.example.org", "PORT": "5433",
    }  # fmt: skip
    assert found["OPTIONS"] == {"sslmode": "require"}
    with pytest.raises(InvalidInput):
        environment.database_settings({"TOPSHEET_DATABASE_URL": "mysql://x/y"}, tmp_path)


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path):
    key = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == key
    assert len(key) >= 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput, match="cannot be made"):
        environment.data_folder({"TOPSHEET_DATA": str(tmp_path / "file" / "data")})


def test_a_page_may_load_nothing_foreign_and_run_nothing_inline():
    page = content_security_policy(lambda request: HttpResponse("ok"))
    policy = page(RequestFactory().get("/")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
