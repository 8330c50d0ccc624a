"""Reads for lists and sheets: who is on the production, as what, filtered and in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.people.engine.departments import CAST, department_order
from topsheet.people.engine.names import folded
from topsheet.people.engine.numbers import board_order
from topsheet.people.models import Away, Company, Engagement, Person
from topsheet.platform.entry import sought
from topsheet.production.models import Production

KINDS = ("", "cast", "crew", "company", "free")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A person or a company with what they are engaged for."""

    who: Person | Company
    engagements: tuple[Engagement, ...] = ()
    away: tuple[Away, ...] = ()

    @property
    def uid(self) -> str:
        return self.who.uid

    @property
    def is_company(self) -> bool:
        return isinstance(self.who, Company)

    @cached_property
    def parts(self) -> tuple[Engagement, ...]:
        """The cast engagements."""
        return tuple(row for row in self.engagements if row.role_id)

    @cached_property
    def jobs(self) -> tuple[Engagement, ...]:
        """The crew engagements."""
        return tuple(row for row in self.engagements if not row.role_id)

    @cached_property
    def as_what(self) -> str:
        """What they do, in a few words."""
        return ", ".join(dict.fromkeys(job_of(row) for row in self.engagements))

    @cached_property
    def departments(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(department_of, self.engagements))))

    @property
    def sort_key(self) -> str:
        return folded(getattr(self.who, "sort_name", "") or self.who.name)


def listed(production: Production) -> list[Listed]:
    """Every person and company by name."""
    rows = Engagement.objects.filter(production=production)
    engaged: dict[object, list[Engagement]] = defaultdict(list)
    for row in rows.select_related("role", "agent", "person", "company"):
        engaged[row.person_id or row.company_id].append(row)
    away: dict[object, list[Away]] = defaultdict(list)
    for span in Away.objects.filter(production=production).order_by("first"):
        away[span.person_id].append(span)
    everybody: list[Person | Company] = [
        *Person.objects.filter(production=production),
        *Company.objects.filter(production=production),
    ]
    found = [
        Listed(who=who, engagements=_ordered(engaged[who.pk]), away=tuple(away[who.pk]))
        for who in everybody
    ]
    return sorted(found, key=lambda one: (one.sort_key, one.uid))


def narrowed(
    everybody: Iterable[Listed], *, query: str = "", kind: str = "", department: str = ""
) -> list[Listed]:
    """Those of a kind ("cast", "crew", "company", "free"), a department, and with these words."""
    words = folded(query).split()
    return [
        one
        for one in everybody
        if _is(one, kind)
        and (not department or department in one.departments)
        and all(word in _text_of(one) for word in words)
    ]


def departments_of(everybody: Iterable[Listed]) -> list[str]:
    """The departments somebody is in, in the order of a unit list; the cast first."""
    found = {name for one in everybody for name in one.departments if name}
    crew = sorted(found - {CAST}, key=department_order)
    return [CAST, *crew] if CAST in found else crew


def find_person(production: Production, name_or_uid: str) -> Person:
    """A person by uid, e-mail or name. Raises NotFound, InvalidInput when two have the name."""
    people = Person.objects.filter(production=production)
    name_or_uid = sought(name_or_uid)
    found = people.filter(uid=name_or_uid).first()
    found = found or people.filter(email__iexact=name_or_uid).exclude(email="").first()
    wanted = folded(name_or_uid)
    named = [found] if found else [one for one in people if folded(one.name) == wanted]
    if not named:
        raise NotFound(
            f"There is nobody called “{name_or_uid[:80]}” in this production. Add them first."
        )
    if len(named) > 1:
        each = ", ".join(f"{one.uid} ({one.email or 'no e-mail'})" for one in named[:4])
        raise InvalidInput(
            f"{len(named)} people are called “{named[0].name[:80]}”. Say which, by uid or "
            f"e-mail: {each}.",
            field="person",
        )
    return named[0]


def find_company(production: Production, name_or_uid: str) -> Company:
    """A company by uid or name. Raises NotFound."""
    name_or_uid = sought(name_or_uid)
    found = Company.objects.filter(production=production)
    company = found.filter(Q(uid=name_or_uid) | Q(name__iexact=name_or_uid)).first()
    if company is None:
        raise NotFound(f"There is no company “{name_or_uid[:80]}” in this production.")
    return company


def find_listed(production: Production, uid: str) -> Listed:
    """A person or company with everything known of them. Raises NotFound."""
    uid = sought(uid)
    rows = Engagement.objects.filter(production=production)
    rows = rows.select_related("role", "agent", "person", "company")
    person = Person.objects.filter(production=production, uid=uid).first()
    if person is not None:
        away = Away.objects.filter(person=person).order_by("first")
        return Listed(
            who=person, engagements=_ordered(list(rows.filter(person=person))), away=tuple(away)
        )
    company = find_company(production, uid)
    return Listed(who=company, engagements=_ordered(list(rows.filter(company=company))))


def department_of(row: Engagement) -> str:
    return CAST if row.role_id else row.department


def job_of(row: Engagement) -> str:
    """What an engagement is: the part, or the position."""
    return row.role.name if row.role else row.position or row.department


def _ordered(rows: Sequence[Engagement]) -> tuple[Engagement, ...]:
    """Parts by their numbers, then positions by department."""

    def key(row: Engagement) -> tuple[object, ...]:
        if row.role is not None:
            return (0, *board_order(row.role.board_id))
        return (1, *department_order(row.department), row.position)

    return tuple(sorted(rows, key=key))


def _is(one: Listed, kind: str) -> bool:
    match kind:
        case "cast":
            return bool(one.parts)
        case "crew":
            return bool(one.jobs) and not one.is_company
        case "company":
            return one.is_company
        case "free":
            return not one.engagements and not one.is_company
    return True


def _text_of(one: Listed) -> str:
    who = one.who
    parts = (who.name, who.email, *who.phones, who.city, one.as_what, *one.departments)
    return folded(" ".join(parts))
