"""The file NAME.topsheet: a zip of JSON lines that gives the same bytes for the same contents.

    topsheet.json          format, schema, uid and title
    production.json        the production's own fields
    records/KIND.jsonl     one record a line, sorted by scenario and uid
    history.jsonl          one change set a line, in order
    files/SHA256           attachments and sources, as they came

Anybody can read it with unzip. What is read is checked and never trusted with a path.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from topsheet.kernel.errors import InvalidInput

SCHEMA = 2
SUFFIX = ".topsheet"
_FORMAT = "topsheet production"
_LARGEST = 4 * 1024**3  # bytes unpacked; more is not a production but an attack
_SAME_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A production outside any database. A record is ``{scenario, uid, version, fields}``."""

    production: dict[str, Any]
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    history: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    schema: int = SCHEMA


def pack(document: Document) -> bytes:
    """The file's bytes; the same document always gives the same ones."""
    head = {"format": _FORMAT, "schema": SCHEMA, "uid": document.production["uid"],
            "title": document.production["title"]}  # fmt: skip
    members = {
        "topsheet.json": _line(head).encode(),
        "production.json": _line(document.production).encode(),
        "history.jsonl": _lines(document.history),
    }
    members |= {f"records/{kind}.jsonl": _lines(rows) for kind, rows in document.records.items()}
    members |= {f"files/{digest}": data for digest, data in document.files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            archive.writestr(_member(name), members[name])
    return buffer.getvalue()


def unpack(data: bytes) -> Document:
    """Read and check a file. Raises InvalidInput saying what is wrong with it and what to do."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InvalidInput(
            "This is not a whole .topsheet file; it may have been cut short. Export it again.",
            field="file",
        ) from error
    _check_head(members)
    return Document(
        schema=int(_object(members, "topsheet.json")["schema"]),
        production=_object(members, "production.json"),
        records={
            name.removeprefix("records/").removesuffix(".jsonl"): _objects(members, name)
            for name in members
            if name.startswith("records/") and name.endswith(".jsonl")
        },
        history=_objects(members, "history.jsonl"),
        files=dict(_files(members)),
    )


def _member(name: str) -> zipfile.ZipInfo:
    """An entry without anything of the machine or the moment in it."""
    info = zipfile.ZipInfo(name, _SAME_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _line(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text + "\n"


def _lines(values: Iterable[Any]) -> bytes:
    return "".join(map(_line, values)).encode()


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    if sum(info.file_size for info in archive.infolist()) > _LARGEST:
        raise InvalidInput("This file unpacks to more than 4 GB; it is refused.", field="file")
    return {info.filename: archive.read(info) for info in archive.infolist()}


def _check_head(members: dict[str, bytes]) -> None:
    head = _object(members, "topsheet.json")
    if head.get("format") != _FORMAT or not isinstance(head.get("schema"), int):
        raise InvalidInput("This zip does not hold a Topsheet production.", field="file")
    if head["schema"] > SCHEMA:
        raise InvalidInput(
            f"This file was written by a newer Topsheet (schema {head['schema']}, this one reads "
            f"up to {SCHEMA}). Install that version, then import it.",
            field="file",
        )


def _object(members: dict[str, bytes], name: str) -> dict[str, Any]:
    objects = _objects(members, name)
    if len(objects) != 1:
        raise InvalidInput(f"{name} in this file should hold one object.", field="file")
    return objects[0]


def _objects(members: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    if name not in members:
        raise InvalidInput(f"This is not a .topsheet file: {name} is missing in it.", field="file")
    rows = []
    for number, line in enumerate(members[name].split(b"\n"), start=1):
        if line:
            rows.append(_parsed(name, number, line))
    return rows


def _parsed(name: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise InvalidInput(f"{name} line {number} in this file is damaged.", field="file")
    return row


def _files(members: dict[str, bytes]) -> Iterable[tuple[str, bytes]]:
    for name, data in members.items():
        if name.startswith("files/"):
            digest = name.removeprefix("files/")
            if hashlib.sha256(data).hexdigest() != digest:
                raise InvalidInput(f"The attachment {digest[:12]}… is damaged.", field="file")
            yield digest, data
