"""vCards of any version (2.1, 3.0, 4.0) as contacts, and contacts as vCards 3.0.

Pictures, sounds and keys are passed over. A card that cannot be used is a problem with
its number; the others are kept.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from topsheet.kernel.problem import Problem, Severity
from topsheet.people.engine.contacts import (
    MOST_CONTACTS,
    Contact,
    ContactFile,
    decode,
    first_of,
)
from topsheet.people.engine.departments import department

_LINE = re.compile(r'([^:;"]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_HEAVY = {"PHOTO", "LOGO", "SOUND", "KEY"}
_FOLD = 74  # octets of a line before it is folded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    name: str
    types: tuple[str, ...]  # parameters in capitals: TYPE=CELL, PREF
    value: str


def is_vcards(data: bytes) -> bool:
    """Whether a file holds vCards."""
    return "BEGIN:VCARD" in decode(data[:4000])[0].upper()


def read_vcards(data: bytes) -> ContactFile:
    """Every card of a file."""
    text, encoding = decode(data)
    contacts, problems = [], []
    for number, lines, whole in _cards(text):
        contact = _contact(number, list(filter(None, map(_property, lines))))
        if not whole:
            problems.append(_problem(number, "has no END:VCARD; what was there is used", False))
        if contact.name or contact.company:
            contacts.append(contact)
        else:
            problems.append(_problem(number, "has no name", True))
    if len(contacts) > MOST_CONTACTS:
        problems.append(_problem(MOST_CONTACTS, "is the last that was read; divide the file", True))
    return ContactFile(
        kind="vcard",
        contacts=tuple(contacts[:MOST_CONTACTS]),
        problems=tuple(problems),
        encoding=encoding,
    )


def write_vcards(contacts: Sequence[Contact]) -> str:
    """vCards 3.0, which every address book reads."""
    return "".join(_card(contact) for contact in contacts)


def _cards(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """(number, unfolded lines, ended as it should) of each card."""
    number, lines, inside = 0, list[str](), False
    for line in _unfolded(text):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            if inside:
                yield number, lines, False
            number, lines, inside = number + 1, [], True
        elif word == "END:VCARD" and inside:
            yield number, lines, True
            inside = False
        elif inside:
            lines.append(line)
    if inside:
        yield number, lines, False


def _unfolded(text: str) -> Iterator[str]:
    """Logical lines: folded ones joined, also at the soft ends of quoted-printable."""
    current: list[str] = []
    soft = False
    for line in re.split(r"\r\n|\r|\n", text):
        if soft:
            current.append(line)
        elif line[:1] in (" ", "\t") and current:
            current.append(line[1:])
        else:
            if current:
                yield "".join(current)
            current = [line]
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in current[0].upper()
        if soft:
            current[-1] = current[-1][:-1]
    if current:
        yield "".join(current)


def _property(line: str) -> _Property | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    name = match[1].rpartition(".")[2].strip().upper()
    if name in _HEAVY:
        return None
    parameters = [part.strip() for part in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', match[2])]
    types = tuple(part.upper().replace('"', "") for part in parameters if part)
    return _Property(name=name, types=types, value=_decoded(match[3], types))


def _decoded(value: str, types: Sequence[str]) -> str:
    if not any("QUOTED-PRINTABLE" in one for one in types):
        return value
    charset = first_of([one.partition("=")[2] for one in types if one.startswith("CHARSET=")])
    raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
    try:
        return raw.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", errors="replace")


def _contact(number: int, card: Sequence[_Property]) -> Contact:
    def one(name: str) -> str:
        return first_of([_plain(p.value) for p in card if p.name == name])

    emails = _preferred(card, "EMAIL")
    organisation = [_plain(part) for part in _parts(_raw(card, "ORG"))]
    firm = first_of(organisation[:1])
    name = one("FN") or _built_name(card)
    is_firm = one("KIND").casefold() == "org" or one("X-ABSHOWAS").upper() == "COMPANY"
    position = one("TITLE") or one("ROLE")
    return Contact(
        row=number,
        name="" if is_firm or (name == firm and not _built_name(card)) else name,
        email=first_of(emails),
        phones=tuple(_phone(value) for value in _preferred(card, "TEL")),
        company=firm or (name if is_firm else ""),
        position=position,
        department=department(first_of(organisation[1:]), position),
        more=_more(card, emails),
    )


def _more(card: Sequence[_Property], emails: Sequence[str]) -> dict[str, str]:
    def all_of(name: str) -> list[str]:
        return [_plain(p.value) for p in card if p.name == name and p.value]

    street = [_plain(part) for part in _parts(_raw(card, "ADR"))] + [""] * 7
    address = ", ".join(filter(None, (*street[:3], street[5])))
    note = "\n".join([*all_of("NOTE"), *(f"E-mail: {mail}" for mail in emails[1:])])
    found = {
        "address": address,
        "city": street[3],
        "country": street[6],
        "pronouns": first_of(all_of("PRONOUNS")),
        "languages": ", ".join(all_of("LANG")),
        "note": note,
    }
    return {name: text for name, text in found.items() if text}


def _raw(card: Sequence[_Property], name: str) -> str:
    return first_of([p.value for p in card if p.name == name])


def _built_name(card: Sequence[_Property]) -> str:
    """First, middle and last name of N, which stands surname first."""
    parts = [_plain(part) for part in _parts(_raw(card, "N"))] + [""] * 3
    return " ".join(filter(None, (parts[1], parts[2], parts[0])))


def _preferred(card: Sequence[_Property], name: str) -> list[str]:
    """Values of a property, the preferred one first, each once."""
    found = [p for p in card if p.name == name and p.value.strip()]
    found.sort(key=lambda p: not any("PREF" in one for one in p.types))
    return list(dict.fromkeys(_plain(p.value) for p in found))


def _phone(value: str) -> str:
    return value.removeprefix("tel:").partition(";")[0]


def _parts(value: str) -> list[str]:
    """The components of N, ADR, ORG: divided at semicolons that are not escaped."""
    return re.split(r"(?<!\\);", value)


def _plain(value: str) -> str:
    """A value without its escapes, on one line unless it has several."""
    said = _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)
    return said.replace("mailto:", "").strip()


def _problem(number: int, what: str, lost: bool) -> Problem:
    severity = Severity.ERROR if lost else Severity.WARNING
    return Problem(message=f"Card {number} {what}.", severity=severity, line=number)


def _card(contact: Contact) -> str:
    first, _, last = contact.name.rpartition(" ")
    address = contact.more.get("address", "")
    where = ["", "", address, contact.more.get("city", ""), "", "", contact.more.get("country", "")]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_escaped(contact.name or contact.company)}",
        "N:" + ";".join(map(_escaped, (last, first, "", "", ""))),
        *([f"ORG:{_escaped(contact.company)}"] if contact.company else []),
        *([f"TITLE:{_escaped(contact.position)}"] if contact.position else []),
        *([f"EMAIL;TYPE=INTERNET:{_escaped(contact.email)}"] if contact.email else []),
        *(f"TEL;TYPE=VOICE:{_escaped(phone)}" for phone in contact.phones),
        *(["ADR:" + ";".join(map(_escaped, where))] if any(where) else []),
        "END:VCARD",
    ]
    return "".join(f"{_folded_line(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded_line(line: str) -> str:
    """No line longer than 75 octets, no character divided."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces)
