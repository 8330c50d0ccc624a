"""Differences and conflicts of two scenarios in words, as far as a person may know of them.

Records of rooms somebody may not see are counted and not told; fields that hold pay are
withheld from those who may not see it (``None``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, may_see_pay
from topsheet.production.engine.differences import changed_fields, differences
from topsheet.production.engine.merge import Conflict, Part, Reason
from topsheet.production.engine.records import Fields, Key, State
from topsheet.production.models import Production, Record, Scenario
from topsheet.production.names import title_of
from topsheet.production.rows import kinds
from topsheet.production.words import (
    IN_ORDER,
    Names,
    amount_in_words,
    amounts,
    field_word,
    in_words,
    kind_word,
    named_by,
    place_word,
)

CREATED, DELETED, CHANGED = "created", "deleted", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTold:
    """A field before and after; None where it is withheld, "" for a place in the order."""

    word: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """One record that differs: ``what`` is created, deleted or changed."""

    key: Key
    what: str
    noun: str
    title: str
    fields: tuple[FieldTold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesTold:
    """``rows`` are the first of ``count``; ``hidden`` stand in rooms the person may not see."""

    rows: tuple[RecordTold, ...]
    count: int
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTold:
    """What is decided together with a conflict, with its three values; None: withheld."""

    what: str
    base: str | None
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictTold:
    """``sentence`` says what happened on both sides."""

    key: str
    reason: str
    sentence: str
    parts: tuple[PartTold, ...]
    choice: str


class _States(NamedTuple):
    base: State
    mine: State
    theirs: State


class Teller:
    """Tells one person of the differences between two scenarios of a production."""

    def __init__(self, user: User, production: Production, a: Scenario, b: Scenario) -> None:
        self._a, self._b = a, b
        self._names = Names(production)
        self._with_pay = may_see_pay(user, production)
        self._seen = {
            kind
            for kind, model in kinds().items()
            if allowed(user, production, model._meta.app_label, Level.VIEW)
        }

    def differences(self, before: State, after: State, at_most: int = 500) -> DifferencesTold:
        """What is deleted, created and changed on the way from ``a`` to ``b``."""
        found = differences(before, after)
        keys = [*found.deleted, *found.created, *found.changed]
        seen = [key for key in keys if key.kind in self._seen]
        told = [(key, before.get(key), after.get(key)) for key in seen[:at_most]]
        self._load(told)
        return DifferencesTold(
            rows=tuple(self._record(*one) for one in told),
            count=len(seen),
            hidden=len(keys) - len(seen),
        )

    def conflicts(
        self, found: Iterable[Conflict], base: State, mine: State, theirs: State
    ) -> tuple[ConflictTold, ...]:
        """Conflicts between ``a`` (mine) and ``b`` (theirs)."""
        states = _States(base, mine, theirs)
        return tuple(self._conflict(conflict, states) for conflict in found)

    def _load(self, told: list[tuple[Key, Fields | None, Fields | None]]) -> None:
        """The names of everything told, in a few questions to the database."""
        for scenario, n in ((self._a, 0), (self._b, 1)):
            keys = {(key.kind, scenario.uid, key.uid) for key, *_ in told}
            for key, *states in told:
                keys.update(named_by(key.kind, scenario.uid, states[n] or {}))
            self._names.load(keys)

    def _record(self, key: Key, before: Fields | None, after: Fields | None) -> RecordTold:
        what = CREATED if before is None else DELETED if after is None else CHANGED
        here, state = (self._a, before) if after is None else (self._b, after)
        both = before is not None and after is not None
        return RecordTold(
            key=key,
            what=what,
            noun=kind_word(key.kind),
            title=self._title(key, here, state),
            fields=tuple(self._fields(key, before or {}, after or {})) if both else (),
        )

    def _title(self, key: Key, scenario: Scenario, state: Fields | None) -> str:
        if state is None:
            return self._names.title((key.kind, scenario.uid, key.uid))
        return title_of(key.kind, scenario.uid, key.uid, state, self._names)

    def _fields(self, key: Key, before: Fields, after: Fields) -> Iterator[FieldTold]:
        """The fields that differ; those of one amount together, an order without its numbers."""
        done: set[str] = set()
        for name, _change in changed_fields(before, after):
            if name in done:
                continue
            if name in IN_ORDER:
                done |= IN_ORDER
                yield FieldTold(word=place_word(), before="", after="")
                continue
            done |= set(_one_amount(key.kind, name) or ())
            yield FieldTold(
                word=field_word(key.kind, name),
                before=self._value(key.kind, name, before, self._a),
                after=self._value(key.kind, name, after, self._b),
            )

    def _value(self, kind: str, name: str, state: Fields, scenario: Scenario) -> str | None:
        model: Any = kinds()[kind]
        amount = _one_amount(kind, name)
        if not self._with_pay and not model.PAY.isdisjoint(amount or (name,)):
            return None
        if amount:
            return amount_in_words(amount, state)
        return in_words(kind, name, state.get(name), scenario.uid, self._names)

    def _conflict(self, conflict: Conflict, states: _States) -> ConflictTold:
        return ConflictTold(
            key=conflict.key,
            reason=conflict.reason.value,
            sentence=self._sentence(conflict, states),
            parts=tuple(
                self._part(part, states)
                for part in conflict.parts
                if part.atom.field not in IN_ORDER
            ),
            choice=conflict.choice.value if conflict.choice else "",
        )

    def _sentence(self, conflict: Conflict, states: _States) -> str:
        part = conflict.parts[0]
        said: dict[str, str] = {
            "thing": self._thing(part, states),
            "mine": self._a.title,
            "theirs": self._b.title,
        }
        if conflict.reason is Reason.CHANGED:
            said["field"] = field_word(part.atom.key.kind, part.atom.field)
            return _("%(thing)s: %(field)s was changed in “%(mine)s” and in “%(theirs)s”.") % said
        if conflict.reason is Reason.CREATED:
            return _("%(thing)s was added in “%(mine)s” and in “%(theirs)s”, differently.") % said
        gone, here = ("mine", "theirs") if part.mine is None else ("theirs", "mine")
        said |= {"gone": said[gone], "here": said[here]}
        if conflict.reason is Reason.DELETED:
            return _("%(thing)s was deleted in “%(gone)s” and edited in “%(here)s”.") % said
        return (
            _("%(thing)s was deleted in “%(gone)s”; in “%(here)s” something new needs it.") % said
        )

    def _thing(self, part: Part, states: _States) -> str:
        key = part.atom.key
        here, state = (self._a, states.mine.get(key))
        if state is None:
            here, state = (self._b, states.theirs.get(key))
        title = self._title(key, here, state)
        return _("%(noun)s “%(title)s”") % {
            "noun": kind_word(key.kind).capitalize(),
            "title": title,
        }

    def _part(self, part: Part, states: _States) -> PartTold:
        thing, key, name = self._thing(part, states), part.atom.key, part.atom.field
        if not name:
            return PartTold(
                what=thing,
                base=_("as it was") if part.base is not None else _("not there"),
                mine=self._whole(part, part.mine),
                theirs=self._whole(part, part.theirs),
            )
        return PartTold(
            what=f"{thing}: {field_word(key.kind, name)}",
            base=self._value(key.kind, name, states.base.get(key) or {}, self._b),
            mine=self._value(key.kind, name, states.mine.get(key) or {}, self._a),
            theirs=self._value(key.kind, name, states.theirs.get(key) or {}, self._b),
        )

    def _whole(self, part: Part, state: Fields | None) -> str:
        """What one side made of a whole record."""
        if state is None:
            return _("deleted") if part.base is not None else _("not there")
        if part.base is None:
            return _("added")
        told = [
            f"{one.word} {one.after if one.after is not None else _('confidential')}".strip()
            for one in self._fields(part.atom.key, part.base, state)
        ]
        return "; ".join(told) if told else _("as it was")


def _one_amount(kind: str, name: str) -> tuple[str, str, str] | None:
    """The fields of the amount that a field is part of."""
    model: type[Record] = kinds()[kind]
    return next((fields for fields in amounts(model).values() if name in fields), None)
