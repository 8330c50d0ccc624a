"""Verbs: who plays a part, said by name."""

from __future__ import annotations

from topsheet.kernel.errors import NotFound
from topsheet.people.engine.names import sort_name
from topsheet.people.fields import person_fields
from topsheet.people.listing import find_person
from topsheet.people.models import Engagement, Person, Role
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import recording


def cast_person(
    actor: User, role: Role, person: Person | None, version: int | None = None
) -> Engagement:
    """Say who plays a part, or with None that nobody does yet. Raises Conflict when stale.

    ``version`` is that of the part's engagement, where it has one. A person who is not
    saved yet is added in the same act.
    """
    production = role.production
    require(actor, production, "people", Level.EDIT)
    if person is not None and person.production_id != production.pk:
        raise NotFound("This person belongs to another production.")
    verb = f"{person.name} cast as {role.name}" if person else f"{role.name} is open again"
    with recording(production, actor, verb) as changes:
        if person is not None and person._state.adding:
            changes.create(person)
        engaged = Engagement.objects.filter(production=production, role=role).first()
        if engaged is None:
            engaged = Engagement(production=production, role=role, person=person)
            changes.create(engaged)
        else:
            changes.update(engaged, version=version, person=person)
    return engaged


def cast_by_name(
    actor: User, role: Role, name: str, version: int | None = None, *, add: bool = False
) -> Engagement:
    """As ``cast_person`` with a uid, an e-mail or a name ("" for nobody); with ``add`` a
    name that is not on the list yet is added. Raises NotFound.
    """
    require(actor, role.production, "people", Level.EDIT)
    try:
        person = find_person(role.production, name) if name else None
    except NotFound:
        if not add:
            raise
        fields = person_fields({"name": name})
        person = Person(production=role.production, sort_name=sort_name(fields["name"]), **fields)
    return cast_person(actor, role, person, version)
