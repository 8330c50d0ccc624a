"""What one person may read of the history: which kinds of record, and whether pay."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from topsheet.platform.models import User
from topsheet.production.access import Level, level_in, may_see_pay
from topsheet.production.engine.inverse import Written
from topsheet.production.models import Production
from topsheet.production.roles import ROOMS
from topsheet.production.rows import content_fields, kinds
from topsheet.production.words import amounts, model_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The rooms a person may look into, and whether they see what single people are paid."""

    user: User
    rooms: frozenset[str]
    pay: bool

    def sees(self, kind: str) -> bool:
        """Whether records of the kind may be told of; what nobody here knows is told to nobody."""
        return room_of(kind) in self.rooms

    def kinds_of(self, room: str) -> frozenset[str]:
        """The kinds of one room, or of all of them, that may be told of."""
        known = [Production.KIND, *kinds()]
        return frozenset(kind for kind in known if self.sees(kind) and room in ("", room_of(kind)))


def sight_of(user: User, production: Production) -> Sight:
    """How far a member sees."""
    rooms = frozenset(room for room in ROOMS if level_in(user, production, room) >= Level.VIEW)
    return Sight(user=user, rooms=rooms, pay=may_see_pay(user, production))


def room_of(kind: str) -> str:
    """The room a kind of record belongs to, "" for one that this program does not know."""
    model = model_of(kind)
    return "" if model is None else model._meta.app_label


@cache
def withheld_fields(kind: str) -> frozenset[str]:
    """The fields from which somebody's pay is read; of an amount all its fields."""
    model = model_of(kind)
    pay: frozenset[str] = getattr(model, "PAY", frozenset())
    if model is None or not pay:
        return frozenset()
    whole = [set(fields) for fields in amounts(model).values() if pay.intersection(fields)]
    return pay.union(*whole) - {""}


def changed_fields(written: Written) -> list[str]:
    """The fields that differ, in the order of the model; of a new or deleted record all."""
    before, after = written.before or {}, written.after or {}
    names = after if written.after is not None else before
    places = _places(written.key[0])
    found = [n for n in names if n not in before or n not in after or before[n] != after[n]]
    return sorted(found, key=lambda name: (places.get(name, len(places)), name))


@cache
def _places(kind: str) -> dict[str, int]:
    """Field → its place in the model; a database keeps the keys of JSON in any order."""
    model = model_of(kind)
    return {} if model is None else {f.name: n for n, f in enumerate(content_fields(model))}


def tells_pay(written: Written) -> bool:
    """Whether pay stands in what was changed, added or deleted."""
    pay = withheld_fields(written.key[0])
    before, after = written.before or {}, written.after or {}
    return any(name in pay and (before.get(name) or after.get(name))
               for name in changed_fields(written))  # fmt: skip


def is_only_pay(written: Written) -> bool:
    """Whether nothing but pay was changed, so that the line itself would tell whose."""
    if written.before is None or written.after is None:
        return False
    pay = withheld_fields(written.key[0])
    return bool(pay) and all(name in pay for name in changed_fields(written))
