"""The promises of a database connection, and the upgrade of the data at start.

SQLite is used as write-ahead log with full synchronisation, so that what was
confirmed survives a kill; each connection is asserted to be opened that way.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from topsheet.kernel.errors import Conflict, InvalidInput
from topsheet.platform import clock
from topsheet.platform.locks import held

_EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
_BACKUPS_KEPT = 10


def check_connection(connection: Any, **_: object) -> None:
    """Refuse a SQLite connection that would not keep the promises above."""
    if connection.vendor != "sqlite":
        return
    with closing(connection.connection.cursor()) as cursor:
        for pragma, expected in _EXPECTED.items():
            (found,) = cursor.execute(f"PRAGMA {pragma}").fetchone()
            if found != expected:
                raise InvalidInput(
                    f"The database cannot be opened safely (SQLite {pragma} is {found}, not "
                    f"{expected}). Keep the data folder on a local disk.",
                    field="data",
                )


def ensure_current(folder: Path) -> bool:
    """Make or upgrade the database when it is behind the program; True when that was done.

    The check is one query. A SQLite file is copied to ``backups`` before an upgrade.
    Raises Conflict when the data were made by a newer Topsheet.
    """
    if _is_current():
        return False
    with held(folder / "upgrade.lock", wait=True):
        if _is_current():
            return False
        _back_up(folder)
        _migrate()
    return True


def _is_current() -> bool:
    known = _migrations_of_the_program()
    applied = _applied_migrations()
    newer = {(app, name) for app, name in applied if app in _our_labels()} - known
    if newer:
        raise Conflict(
            "These data were written by a newer Topsheet. Install that version, or name another "
            "data folder with --data."
        )
    return known <= applied


def _our_labels() -> set[str]:
    from django.apps import apps

    return {
        config.label for config in apps.get_app_configs() if config.name.startswith("topsheet.")
    }


def _migrations_of_the_program() -> set[tuple[str, str]]:
    """From the file names, without importing the migrations."""
    from django.apps import apps

    found = set()
    for config in apps.get_app_configs():
        folder = Path(config.path) / "migrations"
        if folder.is_dir():
            found |= {
                (config.label, entry.name[:-3])
                for entry in os.scandir(folder)
                if entry.name.endswith(".py") and not entry.name.startswith("_")
            }
    return found


def _applied_migrations() -> set[tuple[str, str]]:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return set(cursor.fetchall())
    except DatabaseError:
        return _none_if_new()


def _none_if_new() -> set[tuple[str, str]]:
    """No table of migrations is a new database; anything else is trouble to be told."""
    from django.db import DatabaseError, connection

    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise InvalidInput(
            f"The database cannot be opened: {_first_line(error)}", field="data"
        ) from error
    if "django_migrations" in tables:
        raise InvalidInput("The table of upgrades cannot be read; restore a backup.", field="data")
    return set()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _back_up(folder: Path) -> None:
    """Copy the SQLite file with its own online backup, keeping the last few."""
    from django.db import connection

    if connection.vendor != "sqlite" or not connection.introspection.table_names():
        return
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    name = f"before-upgrade-{clock.now():%Y%m%dT%H%M%S%f}.sqlite3"
    with closing(sqlite3.connect(backups / name)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    for old in sorted(backups.glob("before-upgrade-*.sqlite3"))[:-_BACKUPS_KEPT]:
        old.unlink()


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
