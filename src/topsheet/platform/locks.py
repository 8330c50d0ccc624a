"""File locks: one server per data folder, one upgrade at a time.

The operating system drops the lock when its process ends, however it ends, so a
lock file that lies about does no harm.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from topsheet.kernel.errors import Conflict


@contextmanager
def server_lock(folder: Path) -> Iterator[None]:
    """Hold the data folder for one server. Raises Conflict naming the process that has it."""
    path = folder / "server.lock"
    try:
        with held(path):
            _note(folder).write_text(str(os.getpid()), encoding="ascii")
            try:
                yield
            finally:
                _note(folder).unlink(missing_ok=True)
    except BlockingIOError:
        raise Conflict(
            f"The data folder {folder} is already served by process {_noted(folder)[0]}. "
            "Stop that one, or name another folder with --data."
        ) from None


def note_address(folder: Path, address: str) -> None:
    """Say where the server that holds the folder answers, for commands that print links."""
    _note(folder).write_text(f"{os.getpid()}\n{address}\n", encoding="ascii")


def server_address(folder: Path) -> str:
    """Where the folder is served, or "" when it is not."""
    return _noted(folder)[1]


def _note(folder: Path) -> Path:
    """Whose lock it is; beside the lock, since a locked file cannot be read on Windows."""
    return folder / "server.pid"


def _noted(folder: Path) -> tuple[str, str]:
    """Process and address in the note, each "" when not known."""
    try:
        lines = _note(folder).read_text(encoding="ascii").split("\n")
    except OSError:
        lines = []
    process, address, *_ = [*lines, "", ""]
    return process, address


@contextmanager
def held(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock on ``path``. Raises BlockingIOError when taken, unless ``wait``."""
    with path.open("a+b") as file:
        _lock(file, wait=wait)
        try:
            yield
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes], *, wait: bool) -> None:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes], *, wait: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
