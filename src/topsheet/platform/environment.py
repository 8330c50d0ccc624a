"""Where this office keeps its data, which database it uses, and its secret key."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from topsheet.kernel.errors import InvalidInput

DATABASE_FILE = "topsheet.sqlite3"


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder named by ``TOPSHEET_DATA``, or the user's own data folder; made when missing."""
    named = environ.get("TOPSHEET_DATA")
    folder = Path(named).expanduser() if named else _user_data_folder(environ)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Name another one with --data or TOPSHEET_DATA.",
            field="data",
        ) from error
    return folder.resolve()


def _user_data_folder(environ: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Topsheet"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Topsheet"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "topsheet"


def secret_key(folder: Path) -> str:
    """The key that signs sessions and links: made once, readable by its owner only."""
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _existing_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _existing_key(path: Path) -> str:
    """Another process may be between creating and writing it: an empty key is never used."""
    for _ in range(100):
        if key := path.read_text(encoding="ascii").strip():
            return key
        _wait_a_moment()
    raise InvalidInput(f"{path} is empty. Remove it; a new key is made at the next start.")


def _wait_a_moment() -> None:
    import time

    time.sleep(0.01)


def database_settings(environ: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Django's settings for PostgreSQL when a URL is given, else for SQLite in ``folder``."""
    url = environ.get("TOPSHEET_DATABASE_URL", "")
    return _postgresql(url) if url else _sqlite(folder)


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / DATABASE_FILE,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
        "TEST": {"NAME": folder / "test.sqlite3"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise InvalidInput(
            "TOPSHEET_DATABASE_URL must look like postgresql://user:password@host:port/name.",
            field="TOPSHEET_DATABASE_URL",
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }
