"""Contacts of a file into the list: read, show what would happen, then save what is wanted.

file → engine reader → plan: each row new, an update, nothing new, or bad → one change set
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.problem import Problem, Severity
from topsheet.people import fields
from topsheet.people.engine.contacts import Contact, ContactFile
from topsheet.people.engine.departments import CAST
from topsheet.people.engine.headings import FIELDS
from topsheet.people.engine.names import folded, sort_name
from topsheet.people.engine.tables import read_table
from topsheet.people.engine.types import CompanyKind
from topsheet.people.engine.vcards import is_vcards, read_vcards
from topsheet.people.fields import company_fields, person_fields
from topsheet.people.models import Company, Engagement, Person, Role
from topsheet.platform import entry
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Production

MOST_BYTES = 8 * 1024 * 1024
_JOINED = ("phones", "languages")


@dataclass(kw_only=True)
class Row:
    """What a row of the file becomes. ``values`` are the fields of the person or company."""

    contact: Contact
    action: str  # "new", "update", "same"
    values: dict[str, Any]
    company: bool = False
    existing: Person | Company | None = None
    because: str = ""  # "e-mail" or "name"
    differs: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """The file as read and what each row would become."""

    file: ContactFile
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def count(self, action: str) -> int:
        return sum(1 for row in self.rows if row.action == action)


def plan_import(
    actor: User, production: Production, data: bytes, mapping: Mapping[int, str] | None = None
) -> ImportPlan:
    """Read a CSV or vCard file and say what each row would become; nothing is saved.

    Raises InvalidInput for an empty or too large file or an unknown field.
    """
    require(actor, production, "people", Level.EDIT)
    file = _read(data, mapping or {})
    known = _Known(production)
    rows: list[Row] = []
    problems = list(file.problems)
    word = "Card" if file.kind == "vcard" else "Row"
    for told in file.contacts:
        contact, remarks = _usable(told)
        problems += [Problem(message=f"{word} {told.row}: {said}", line=told.row)
                     for said in remarks]  # fmt: skip
        try:
            rows.append(known.row(contact))
        except InvalidInput as error:
            problems.append(
                Problem(message=f"{word} {contact.row}: {error.message}",
                        severity=Severity.ERROR, line=contact.row)
            )  # fmt: skip
    return ImportPlan(
        file=file, rows=tuple(rows), problems=tuple(sorted(problems, key=lambda p: p.line))
    )


def save_import(
    actor: User,
    production: Production,
    data: bytes,
    filename: str,
    *,
    mapping: Mapping[int, str] | None = None,
    skip: Collection[int] = (),
    as_new: Collection[int] = (),
) -> ImportPlan:
    """Save the rows of a file but those in ``skip``; those in ``as_new`` update nobody."""
    plan = plan_import(actor, production, data, mapping)
    wanted = [row for row in plan.rows if row.contact.row not in skip]
    for row in wanted:
        if row.contact.row in as_new and row.action != "new":
            row.action, row.existing, row.differs = "new", None, {}
    if not wanted:
        raise InvalidInput(_nothing(plan), field="file")
    label = filename.replace("\\", "/").rpartition("/")[2][:80] or "a file"
    with recording(production, actor, f"Contacts imported from {label}") as changes:
        _Saver(changes).save(wanted)
    return plan


def _nothing(plan: ImportPlan) -> str:
    if plan.rows:
        return "Every row is left out. Select the ones to import."
    if plan.problems:
        return f"No contact in this file can be used. {plan.problems[0].message}"
    return "There is no contact in this file. Choose a CSV or a vCard file."


def _read(data: bytes, mapping: Mapping[int, str]) -> ContactFile:
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InvalidInput("This file is empty. Choose a CSV or a vCard file.", field="file")
    if len(data) > MOST_BYTES:
        raise InvalidInput("This file is larger than 8 MB. Divide it.", field="file")
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise InvalidInput(
            "This is a workbook or a PDF, not a list. Save it as CSV, then import that.",
            field="file",
        )
    for name in mapping.values():
        if name and name not in FIELDS:
            raise InvalidInput(
                f"“{name[:40]}” is not a field. Choose one of: {', '.join(FIELDS)}.",
                field="mapping",
            )
    return read_vcards(data) if is_vcards(data) else read_table(data, mapping)


def _usable(contact: Contact) -> tuple[Contact, list[str]]:
    """The contact without what is no address, number or country; that goes to the note."""
    wrong: list[str] = []
    mail, numbers, more = contact.email, list[str](), dict(contact.more)
    if mail and not _accepted(fields.email, mail):
        wrong.append(mail)
        mail = ""
    for phone in contact.phones:
        (numbers if _accepted(fields.phones, phone) else wrong).append(phone)
    if more.get("country") and not _accepted(entry.country, more["country"]):
        wrong.append(more.pop("country"))
    if not wrong:
        return contact, []
    kept = "\n".join(filter(None, (more.get("note", ""), "As written: " + ", ".join(wrong))))
    usable = replace(
        contact, email=mail, phones=tuple(numbers[:8]), more=more | {"note": kept[:4_000]}
    )
    return usable, [f"“{text[:60]}” cannot be used and is kept in the note." for text in wrong]


def _accepted(check: Callable[[str], object], value: str) -> bool:
    try:
        check(value)
    except InvalidInput:
        return False
    return True


class _Known:
    """Who is on the list already, and in the rows before."""

    def __init__(self, production: Production) -> None:
        self._by_email: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        self._companies: dict[str, Company] = {}
        for person in Person.objects.filter(production=production):
            self._add_person(person)
        for company in Company.objects.filter(production=production):
            self._companies.setdefault(folded(company.name), company)

    def row(self, contact: Contact) -> Row:
        """What a contact becomes. Raises InvalidInput for a value that cannot be used."""
        if not contact.name:
            return self._company_row(contact)
        values = person_fields({
            "name": contact.name, "email": contact.email, "phones": list(contact.phones),
            **contact.more,
        })  # fmt: skip
        person, because = self._person(values["name"], values["email"])
        if person is None:
            self._add_person(Person(**values))
            return Row(contact=contact, action="new", values=values)
        return _compared(Row(contact=contact, action="update", values=values, existing=person,
                             because=because))  # fmt: skip

    def _company_row(self, contact: Contact) -> Row:
        more = {name: text for name, text in contact.more.items()
                if name in ("address", "city", "country", "note")}  # fmt: skip
        values = company_fields({
            "name": contact.company, "email": contact.email, "phones": list(contact.phones), **more
        })  # fmt: skip
        company = self._companies.get(folded(values["name"]))
        if company is None:
            self._companies[folded(values["name"])] = Company(**values)
            return Row(contact=contact, action="new", values=values, company=True)
        return _compared(Row(contact=contact, action="update", values=values, company=True,
                             existing=company, because="name"))  # fmt: skip

    def _person(self, name: str, email: str) -> tuple[Person | None, str]:
        if email and (found := self._by_email.get(email.casefold())):
            return found, "e-mail"
        for person in self._by_name.get(_name_key(name), ()):
            if not (email and person.email):  # two addresses: two people of one name
                return person, "name"
        return None, ""

    def _add_person(self, person: Person) -> None:
        if person.email:
            self._by_email.setdefault(person.email.casefold(), person)
        self._by_name.setdefault(_name_key(person.name), []).append(person)


def _name_key(name: str) -> str:
    return " ".join(sorted(folded(name.replace(",", " ")).split()))


def _compared(row: Row) -> Row:
    """What the row says that the list does not; what the list has stays where the row is silent."""
    kept = {"name"} if row.because == "name" else set()
    for name, value in row.values.items():
        old = getattr(row.existing, name)
        if name in _JOINED:
            value = list(dict.fromkeys([*old, *value]))
        if value and value != old and name not in kept:
            row.differs[name] = (old, value)
    row.action = "update" if row.differs else "same"
    return row


class _Saver:
    """Writes the rows of a plan into one change set."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._production = changes.production
        here = Company.objects.filter(production=self._production)
        self._companies = {folded(company.name): company for company in here}
        self._parts = self._open_parts()
        self._played = self._parts_played()

    def save(self, rows: Sequence[Row]) -> None:
        made: dict[int, Person | Company] = {}
        people = [self._made(row, made) for row in rows if row.action == "new"]
        self._changes.create_all([who for who in people if isinstance(who, Company)])
        self._changes.create_all([who for who in people if isinstance(who, Person)])
        self._update([row for row in rows if row.existing is not None], made)
        self._engage(rows, made)

    def _made(self, row: Row, made: dict[int, Person | Company]) -> Person | Company:
        who: Person | Company
        if row.company:
            who = Company(production=self._production, **row.values)
            self._companies[folded(who.name)] = who
        else:
            who = Person(production=self._production,
                         **{"sort_name": sort_name(row.values["name"]), **row.values})  # fmt: skip
        made[row.contact.row] = who
        return who

    def _update(self, rows: Sequence[Row], made: dict[int, Person | Company]) -> None:
        """Those on the list already, and those that an earlier row of this file has made."""
        edits: dict[Any, tuple[Person | Company, dict[str, Any]]] = {}
        for row in rows:
            who = self._stands_for(row, made)
            _, fresh = edits.setdefault(who.pk, (who, {}))
            for name, (_, new) in row.differs.items():
                had = fresh.get(name, getattr(who, name))
                fresh[name] = list(dict.fromkeys([*had, *new])) if name in _JOINED else new
            made[row.contact.row] = who
        self._changes.update_all(list(edits.values()))

    def _stands_for(self, row: Row, made: dict[int, Person | Company]) -> Person | Company:
        who = row.existing
        if who is None or not who._state.adding:
            assert who is not None
            return who
        for one in made.values():
            if type(one) is type(who) and (one.name, one.email) == (who.name, who.email):
                return one
        fresh = self._made(row, made)  # the earlier row was left out
        self._changes.create(fresh)
        return fresh

    def _engage(self, rows: Sequence[Row], made: Mapping[int, Person | Company]) -> None:
        """Positions and parts that the file names and nobody holds yet."""
        held = {
            (row.person_id, folded(row.position), row.department)
            for row in Engagement.objects.filter(production=self._production, role=None)
        }
        new: list[Engagement] = []
        for row in rows:
            who = made.get(row.contact.row)
            if not isinstance(who, Person):
                continue
            contact = row.contact
            if (who.pk, folded(contact.position)) in self._played:
                continue
            role = self._parts.pop(folded(contact.character), None) if contact.character else None
            if role is not None:
                new.append(self._cast(who, role, contact.agency))
            elif contact.department != CAST and (contact.position or contact.department):
                key = (who.pk, folded(contact.position), contact.department[:80])
                if key not in held:
                    held.add(key)
                    new.append(Engagement(
                        production=self._production, person=who, position=contact.position[:120],
                        department=contact.department[:80],
                    ))  # fmt: skip
        self._changes.create_all(new)

    def _cast(self, who: Person, role: Role, agency: str) -> Engagement:
        agent = self._agency(agency) if agency else None
        return Engagement(production=self._production, person=who, role=role, agent=agent)

    def _agency(self, name: str) -> Company:
        found = self._companies.get(folded(name))
        if found is None:
            found = Company(production=self._production, name=name[:200],
                            kind=CompanyKind.AGENCY.value)  # fmt: skip
            self._companies[folded(name)] = found
            self._changes.create(found)
        return found

    def _open_parts(self) -> dict[str, Role]:
        """Parts nobody plays yet, by their name."""
        cast = Engagement.objects.filter(production=self._production, role__isnull=False)
        roles = Role.objects.filter(production=self._production)
        return {folded(role.name): role for role in roles.exclude(pk__in=cast.values("role"))}

    def _parts_played(self) -> set[tuple[Any, str]]:
        """Who plays which part, as a contact sheet of ours names it."""
        cast = Engagement.objects.filter(production=self._production, role__isnull=False)
        named = cast.values_list("person_id", "role__name")
        return {(person, folded(part)) for person, part in named}
