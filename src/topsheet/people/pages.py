"""What the pages of the people show, ready for a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from topsheet.kernel.days import days_text as written_days
from topsheet.kernel.days import spans_of
from topsheet.people import story
from topsheet.people.engine.names import folded
from topsheet.people.engine.types import CompanyKind, Deal
from topsheet.people.listing import Listed
from topsheet.people.models import Engagement, Person, Role
from topsheet.people.selectors import away_of_persons, cast_engagements, parts_of
from topsheet.platform.formats import date_text
from topsheet.production.models import Production, Scenario

_FIELD_NAMES = {
    "name": _("Name"), "first_name": _("First name"), "middle_name": _("Middle name"),
    "last_name": _("Last name"), "email": _("E-mail"), "phone": _("Telephone"),
    "position": _("Position"), "department": _("Department"), "company": _("Company"),
    "character": _("Part played"), "agency": _("Agency"), "street": _("Street"),
    "postcode": _("Postcode"), "city": _("City"), "country": _("Country"),
    "pronouns": _("Pronouns"), "languages": _("Languages"), "emergency": _("Emergency contact"),
    "diet": _("Diet"), "allergies": _("Allergies"), "unions": _("Unions"), "note": _("Note"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part in the cast list."""

    role: Role
    engaged: Engagement | None
    person: Person | None
    scenes: tuple[str, ...]
    away: str  # of the part, as it is typed
    away_shown: str  # of part and person together


def cast_page(production: Production, scenario: Scenario) -> list[PartRow]:
    """The parts in the order of their numbers."""
    engaged = cast_engagements(production)
    away = away_of_persons(production)
    scenes = story.scenes_of_parts(scenario)
    return [_part(role, engaged.get(role.uid), away, scenes.get(role.uid, ()))
            for role in parts_of(production)]  # fmt: skip


def scenes_of(one: Listed, scenario: Scenario) -> list[tuple[Role, tuple[str, ...]]]:
    """The parts of a person with the scenes they work in."""
    told = story.scenes_of_parts(scenario)
    return [(row.role, told.get(row.role.uid, ())) for row in one.parts if row.role]


def others(production: Production, one: Listed) -> list[Person]:
    """Whom a person could be merged with, the likest name first."""
    from rapidfuzz.fuzz import token_sort_ratio

    if one.is_company:
        return []
    wanted = folded(one.who.name)
    found = Person.objects.filter(production=production).exclude(pk=one.who.pk)
    return sorted(
        found.order_by("sort_name", "name"),
        key=lambda other: -token_sort_ratio(wanted, folded(other.name)),
    )


def names(production: Production) -> list[str]:
    """Everybody's name, to choose from while typing."""
    found = Person.objects.filter(production=production).order_by("sort_name", "name")
    return list(dict.fromkeys(found.values_list("name", flat=True)))


def deals() -> list[tuple[str, Promise]]:
    """The kinds of deals in words."""
    words = {
        Deal.DAY: _("day"), Deal.THREE_DAY: _("three-day"), Deal.WEEK: _("week"),
        Deal.RUN: _("run of picture"), Deal.SHOOTING_DAY: _("shooting day"),
        Deal.BUYOUT: _("buyout"),
    }  # fmt: skip
    return [(deal.value, words[deal]) for deal in Deal]


def kind_names() -> list[tuple[str, Promise]]:
    """What a list can be narrowed to."""
    return [("", _("Everybody")), ("cast", _("Cast")), ("crew", _("Crew")),
            ("company", _("Companies")), ("free", _("Not engaged"))]  # fmt: skip


def company_kinds() -> list[tuple[str, Promise]]:
    """The kinds of companies in words."""
    words = {
        CompanyKind.AGENCY: _("agency"), CompanyKind.SUPPLIER: _("supplier"),
        CompanyKind.STUDIO: _("studio"), CompanyKind.LABORATORY: _("laboratory"),
        CompanyKind.FINANCIER: _("financier"), CompanyKind.INSURER: _("insurer"),
        CompanyKind.OTHER: _("other"),
    }  # fmt: skip
    return [(kind.value, words[kind]) for kind in CompanyKind]


def sheet_kinds() -> list[tuple[str, Promise]]:
    """The files a contact sheet comes as."""
    return [("pdf", _("On paper")), ("xlsx", _("Workbook")), ("csv", _("Table")),
            ("vcf", _("Address book"))]  # fmt: skip


def field_names(fields: Sequence[str]) -> list[tuple[str, Promise]]:
    """The fields a column can be taken for, in words."""
    return [(name, _FIELD_NAMES[name]) for name in fields]


def days_shown(days: Sequence[date]) -> str:
    """Dates for reading: 3–7 May, 12 May."""
    return ", ".join(
        date_text(first, "day")
        if first == last
        else f"{date_text(first, 'day')} – {date_text(last, 'day')}"
        for first, last in spans_of(days)
    )


def _part(
    role: Role,
    engaged: Engagement | None,
    away: dict[str, frozenset[date]],
    scenes: tuple[str, ...],
) -> PartRow:
    person = engaged.person if engaged else None
    own = [date.fromisoformat(day) for day in role.away]
    persons = away.get(person.uid, frozenset()) if person else frozenset()
    return PartRow(
        role=role,
        engaged=engaged,
        person=person,
        scenes=scenes,
        away=written_days(own),
        away_shown=days_shown(sorted({*own, *persons})),
    )
