"""Changes of records before → after, as one person may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from topsheet.production.engine.inverse import Key, State, Written
from topsheet.production.models import Production
from topsheet.production.names import Names, title_of
from topsheet.production.sight import Sight, changed_fields, is_only_pay, withheld_fields
from topsheet.production.words import (
    IN_ORDER,
    NOTHING,
    amount_in_words,
    amounts,
    field_word,
    in_words,
    kind_word,
    model_of,
    named_by,
    place_word,
)

_MOST_FIELDS = 8  # of a record that is new or gone
ADDED, CHANGED, DELETED = "added", "changed", "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTold:
    """One field in words; both "" where only the fact is told (a new place in the order)."""

    word: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """One record; ``pay`` counts the fields that are withheld."""

    kind: str
    word: str
    title: str
    uid: str
    scenario: str
    done: str
    fields: tuple[FieldTold, ...]
    pay: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Records, and how many more were changed only in what the reader may not see."""

    records: tuple[RecordTold, ...]
    pay: int


class Teller:
    """Tells changes of one production to one person; names are read once, in bulk."""

    def __init__(self, production: Production, sight: Sight, main: str = "main") -> None:
        self._production = production
        self._sight = sight
        self._main = main
        self._names = Names(production)

    def load(self, changes: Iterable[Written]) -> None:
        """Read the names of everything that the changes mention."""
        self._names.load(key for written in changes for key in _mentioned(written))

    def tell(self, changes: Sequence[Written]) -> Told:
        """What the person may read of them, in their order."""
        seen = [written for written in changes if self._sight.sees(written.key[0])]
        if self._sight.pay:
            return Told(records=tuple(map(self._record, seen)), pay=0)
        open_ones = [written for written in seen if not is_only_pay(written)]
        records = tuple(map(self._record, open_ones))
        return Told(records=records, pay=len(seen) - len(open_ones))

    def url(self, kind: str, scenario: str) -> str:
        """The page that shows records of the kind, "" where there is none."""
        page = getattr(model_of(kind), "PAGE", "chain:topsheet")
        try:
            url = reverse(page, args=[self._production.uid]) if page else ""
        except NoReverseMatch:
            return ""
        there = url and scenario and scenario != self._main
        return f"{url}?{urlencode({'scenario': scenario})}" if there else url

    def _record(self, written: Written) -> RecordTold:
        kind, scenario, uid = written.key
        state = written.after if written.after is not None else written.before or {}
        hidden = frozenset() if self._sight.pay else withheld_fields(kind)
        names = changed_fields(written)
        shown = [name for name in names if name not in hidden]
        whole = written.before is None or written.after is None
        named = getattr(model_of(kind), "TITLE", "")
        done = ADDED if written.before is None else DELETED if written.after is None else CHANGED
        return RecordTold(
            kind=kind,
            word=kind_word(kind),
            title="" if named in hidden else title_of(kind, scenario, uid, state, self._names),
            uid=uid,
            scenario=scenario,
            done=done,
            fields=tuple(islice(self._fields(written, shown), _MOST_FIELDS if whole else None)),
            pay=len(hidden.intersection(names)) if done == CHANGED else 0,
            url=self.url(kind, scenario) if done != DELETED else "",
        )

    def _fields(self, written: Written, names: Sequence[str]) -> Iterable[FieldTold]:
        kind, model = written.key[0], model_of(written.key[0])
        before, after = written.before or {}, written.after or {}
        whole = written.before is None or written.after is None
        in_amounts = self._amounts(kind, before, after, names)
        yield from in_amounts.values()
        done = {name for fields in in_amounts for name in fields}
        moved = False
        for name in names:
            if name in IN_ORDER:
                moved = not whole
            elif name not in done and not (whole and name == getattr(model, "TITLE", "")):
                told = FieldTold(
                    word=field_word(kind, name),
                    before=self._value(written.key, name, before),
                    after=self._value(written.key, name, after),
                )
                if told.before != told.after and not (whole and _says_nothing(told)):
                    yield told
        if moved:
            yield FieldTold(word=place_word(), before="", after="")

    def _amounts(
        self, kind: str, before: State, after: State, names: Sequence[str]
    ) -> Mapping[tuple[str, str, str], FieldTold]:
        model = model_of(kind)
        touched = amounts(model) if model is not None else {}
        told = {
            fields: FieldTold(
                word=field_word(kind, fields[0]),
                before=amount_in_words(fields, before),
                after=amount_in_words(fields, after),
            )
            for fields in touched.values()
            if set(fields) & set(names)
        }
        return {fields: one for fields, one in told.items() if one.before != one.after}

    def _value(self, key: Key, name: str, state: State) -> str:
        if name not in state:
            return NOTHING
        return in_words(key[0], name, state[name], key[1], self._names)


def _mentioned(written: Written) -> Iterable[Key]:
    kind, scenario, _uid = written.key
    title = getattr(model_of(kind), "TITLE", "")
    wanted = {*changed_fields(written), title}
    for state in (written.before, written.after):
        if state is not None:
            part = {name: value for name, value in state.items() if name in wanted}
            yield from named_by(kind, scenario, part)


def _says_nothing(told: FieldTold) -> bool:
    """Of a new record only what somebody would read: not what is not, and not what is empty."""
    return {told.before, told.after} <= {NOTHING, "no", "0"}
