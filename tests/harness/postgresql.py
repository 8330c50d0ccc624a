"""A PostgreSQL cluster that lives as long as a test run, in a temporary folder.

Reached over a local socket only and started without flushing to disk: it is
thrown away. PostgreSQL refuses to run as root, so root hands it to ``postgres``.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

_NOT_FLUSHED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_INSTALL = "enable with: apt-get install postgresql (or put initdb on the PATH)"


class NoServer(Exception):
    """There is no PostgreSQL server to start here; the message says what to do."""


class Cluster:
    """Started on construction. ``url`` is for TOPSHEET_DATABASE_URL; ``durable`` writes to
    disk as a real server does.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._bin = binaries()
        self._owner = _unprivileged_user()
        self._folder = Path(tempfile.mkdtemp(prefix="topsheet-pg-", dir=_short_temporary_folder()))
        if self._owner:
            shutil.chown(self._folder, self._owner)
        self._run("initdb", "-D", self._data, "-U", "topsheet", "-A", "trust", "-E", "UTF8",
                  "--no-locale", "--no-sync")  # fmt: skip
        self._run("pg_ctl", "-D", self._data, "-l", str(self._folder / "log"), "-w", "-o",
                  f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' "
                  f"{'' if durable else _NOT_FLUSHED} -c max_connections=60",
                  "start")  # fmt: skip
        self.url = f"postgresql://topsheet@/postgres?host={quote(str(self._folder), safe='')}"

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, tool: str, *arguments: str) -> None:
        command = [str(self._bin / tool), *arguments]
        done = subprocess.run(
            command,
            user=self._owner,
            group=self._owner and pwd.getpwnam(self._owner).pw_gid,
            extra_groups=[] if self._owner else None,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NoServer(f"PostgreSQL did not start ({tool}: {done.stderr.strip()}); {_INSTALL}")


def binaries() -> Path:
    """The folder of the newest server; an initdb on the PATH may be a link into it."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if found := shutil.which("initdb"):
        candidates.append(Path(found).resolve().parent)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoServer(f"no PostgreSQL server binaries were found; {_INSTALL}")


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise NoServer(
            f"{getpass.getuser()} cannot run PostgreSQL and there is no user postgres; {_INSTALL}"
        ) from None


def _short_temporary_folder() -> str | None:
    """A socket's path must stay under about 100 characters."""
    return None if len(tempfile.gettempdir()) < 60 else "/tmp"
