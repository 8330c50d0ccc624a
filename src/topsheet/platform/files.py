"""Attachments and sources, kept by their content.

A file is stored under the SHA-256 of its bytes: written beside, flushed to the
disk, then renamed, so a reader never sees half of one. The name it came with is
a label in some row and never a path.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from django.conf import settings
from django.db import models

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform.ids import uuid7

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ContentField(models.CharField):  # type: ignore[type-arg]
    """The digest of a stored file, or "". Snapshots carry the contents of every such field."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **({"max_length": 64, "blank": True, "default": ""} | options))  # type: ignore[arg-type]


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def store(data: bytes) -> str:
    """Keep ``data`` for good and return its digest; storing the same bytes twice keeps one."""
    digest = digest_of(data)
    path = _path(digest)
    if not path.exists():
        _write(path, data)
    return digest


def read(digest: str) -> bytes:
    """The bytes stored under ``digest``. Raises NotFound when missing or damaged."""
    try:
        data = _path(digest).read_bytes()
    except FileNotFoundError:
        raise NotFound(f"The stored file {digest[:12]}… is missing from the data folder.") from None
    if digest_of(data) != digest:
        raise NotFound(f"The stored file {digest[:12]}… is damaged; restore it from a backup.")
    return data


def read_outside(path: Path) -> bytes:
    """A file the user named. Raises InvalidInput in one sentence when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {path}.", field="file") from None
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read ({error.strerror}).", field="file") from None


def write_outside(path: Path, data: bytes) -> None:
    """Write a file where the user wants it, whole or not at all. Raises InvalidInput."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise InvalidInput(f"{path} is a folder; name a file in it.", field="file")
        _write(path, data)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written ({error.strerror}).", field="file") from None


def _path(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise InvalidInput("That is not the digest of a stored file.")
    return Path(settings.TOPSHEET_DATA) / "files" / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".new-{uuid7().hex}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut (folders cannot be opened on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
