"""Contacts as other programs write them: what every reader hands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from topsheet.kernel.problem import Problem

MOST_CONTACTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact of a file. ``row`` is its row or card, from 1. ``company`` alone (no
    ``name``) is a firm. ``more`` holds further fields of a person by name.
    """

    row: int
    name: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    company: str = ""
    position: str = ""
    department: str = ""
    character: str = ""  # the part a cast member plays
    agency: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its heading, the field it is taken for ("" = left out), a value."""

    index: int
    heading: str
    field: str
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFile:
    """What was read: the contacts, the columns of a table, and what could not be used."""

    kind: str  # "csv" or "vcard"
    contacts: tuple[Contact, ...]
    problems: tuple[Problem, ...] = ()
    columns: tuple[Column, ...] = ()
    encoding: str = ""
    delimiter: str = ""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was read in; nothing is refused."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    head = data[:2000]
    if head.count(0) * 4 > len(head):
        wide = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def first_of(values: Sequence[str]) -> str:
    """The first that says something."""
    return next((value for value in values if value), "")
