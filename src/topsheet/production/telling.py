"""What one person may be told of change sets: who did what, in a line each.

Somebody who may see no room that a change set touched is not told of it. A verb may name a
figure, so where pay was changed those who may not see pay are told only what kind of thing
it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from topsheet.platform.models import User
from topsheet.production.access import Level, level_in, may_see_pay
from topsheet.production.journal_verbs import may_tell_verb
from topsheet.production.models import Change, ChangeSet, Production, Scenario
from topsheet.production.roles import ROOMS
from topsheet.production.rows import kinds
from topsheet.production.words import kind_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change set as a person may know of it; ``verb`` "" when they may not.

    ``own``: they did it themselves. ``here``: it touched what a page of the scenario shows.
    """

    sequence: int
    at: datetime
    who: str
    verb: str
    own: bool
    here: bool


def told(
    user: User, production: Production, scenario: Scenario, change_sets: Iterable[ChangeSet]
) -> list[Told]:
    """The change sets in their order, as ``user`` looks at them from ``scenario``."""
    found = list(change_sets)
    touched = _touched(found)
    seen = frozenset(room for room in ROOMS if level_in(user, production, room) >= Level.VIEW)
    withheld = {} if may_see_pay(user, production) else _withheld(user, found, touched)
    return [
        _told(user, scenario, one, touched[one.pk], seen, withheld.get(one.pk)) for one in found
    ]


def changes_after(
    user: User, production: Production, scenario: Scenario, since: int, at_most: int = 50
) -> list[Told]:
    """The last ``at_most`` change sets after ``since``, oldest first."""
    latest = ChangeSet.objects.filter(production=production, sequence__gt=since)
    newest = latest.order_by("-sequence")[:at_most]
    return told(user, production, scenario, reversed(newest))


def _told(
    user: User,
    scenario: Scenario,
    change_set: ChangeSet,
    touched: set[tuple[str, str]],
    seen: frozenset[str],
    pay_kind: str | None,
) -> Told:
    rooms = {_room(kind) for kind, _scenario in touched}
    verb = change_set.verb if pay_kind is None else _of_pay(pay_kind)
    return Told(
        sequence=change_set.sequence,
        at=change_set.at,
        who=change_set.actor_name,
        verb=verb if rooms & seen or not rooms else "",
        own=change_set.actor_id is not None and change_set.actor_id == user.pk,
        here=any(where in ("", scenario.uid) for _kind, where in touched),
    )


def _touched(change_sets: list[ChangeSet]) -> dict[UUID, set[tuple[str, str]]]:
    """Kinds and scenarios of what each change set changed."""
    found: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    rows = Change.objects.filter(change_set__in=change_sets).order_by()
    for key, kind, scenario in rows.values_list("change_set", "kind", "scenario").distinct():
        found[key].add((kind, scenario))
    return found


def _room(kind: str) -> str:
    model = kinds().get(kind)
    return "production" if model is None else model._meta.app_label


def _withheld(
    user: User, change_sets: list[ChangeSet], touched: dict[UUID, set[tuple[str, str]]]
) -> dict[UUID, str]:
    """The kind to name in the place of a verb that may tell pay; one's own verbs are known."""
    others = [one for one in change_sets if one.actor_id is None or one.actor_id != user.pk]
    figures = [one.pk for one in others if not may_tell_verb(one.verb, ())]
    named = {key: min(kind for kind, _ in touched[key]) for key in figures if touched[key]}
    return named | _pay_changed(others)


def _pay_changed(change_sets: list[ChangeSet]) -> dict[UUID, str]:
    """The kind of record in which a change set changed somebody's pay."""
    paid = [kind for kind, model in kinds().items() if model.PAY]
    edits = Change.objects.filter(
        change_set__in=change_sets, kind__in=paid, before__isnull=False, after__isnull=False
    )
    return {edit.change_set_id: edit.kind for edit in edits.iterator() if _moves_pay(edit)}


def _moves_pay(edit: Change) -> bool:
    before: dict[str, Any] = edit.before or {}
    after: dict[str, Any] = edit.after or {}
    return any(before.get(name) != after.get(name) for name in kinds()[edit.kind].PAY)


def _of_pay(kind: str) -> str:
    return _("%(thing)s changed") % {"thing": capfirst(kind_word(kind))}
