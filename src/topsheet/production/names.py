"""What the records of a production are called, also those that are gone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator

from topsheet.platform.formats import date_text
from topsheet.production.engine.inverse import Key, State
from topsheet.production.models import Change, Production, Record, Scenario, ScenarioRecord
from topsheet.production.rows import kinds

_AT_ONCE = 400
_DATE = re.compile(r"\d{4}-[01]\d-[0-3]\d")
_LONGEST = 80


def title_of(kind: str, scenario: str, uid: str, state: State, names: Names) -> str:
    """What a record was called in a state of the history."""
    if kind == Production.KIND:
        return str(state.get("title") or uid)
    model = kinds().get(kind)
    if model is None:
        return uid
    value, target = state.get(model.TITLE), _title_target(model)
    if not value and state.get(model.ELSE_TITLE):
        value, target = state[model.ELSE_TITLE], target_of(model, model.ELSE_TITLE)
    if target and value:
        return names.title((target, scenario, str(value)))
    return _short(value) or uid


class Names:
    """Titles by key, read in bulk: as they are now, else as the history knows them last."""

    def __init__(self, production: Production) -> None:
        self._production = production
        self._titles: dict[Key, str] = {}
        self._through: dict[Key, Key] = {}  # called what another record is called

    def load(self, keys: Iterable[Key]) -> None:
        """Read what is not known yet, and what it is called after."""
        wanted = {self._home(key) for key in keys} - self._titles.keys() - self._through.keys()
        for _round in range(3):  # a mention is called after its element, a strip after its scene
            groups: dict[tuple[str, str], list[str]] = defaultdict(list)
            for kind, scenario, uid in sorted(wanted):
                groups[kind, scenario].append(uid)
            for (kind, scenario), uids in groups.items():
                self._read(kind, scenario, uids)
            wanted = set(self._through.values()) - self._titles.keys() - self._through.keys()
            if not wanted:
                return

    def title(self, key: Key) -> str:
        """What the record is called; its uid when nobody knows."""
        found = self._home(key)
        if found not in self._titles and found not in self._through:
            self.load([found])
        for _round in range(3):
            if found not in self._through:
                break
            found = self._through[found]
        return self._titles.get(found) or key[2]

    def _home(self, key: Key) -> Key:
        """A record of the production has no scenario, wherever it is named from."""
        kind, scenario, uid = key
        model = kinds().get(kind)
        here = model is not None and issubclass(model, ScenarioRecord)
        return kind, scenario if here else "", uid

    def _read(self, kind: str, scenario: str, uids: list[str]) -> None:
        model = kinds().get(kind)
        if kind == Production.KIND:
            self._titles |= {(kind, "", uid): self._production.title for uid in uids}
        if model is None:
            return
        named, target = _title_path(model), _title_target(model)
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            rows = dict(_living(self._production, model, scenario, chunk, named))
            gone = [uid for uid in chunk if uid not in rows]
            rows |= dict(self._last_known(kind, scenario, gone, model.TITLE)) if gone else {}
            for uid in chunk:
                self._keep((kind, scenario, uid), rows.get(uid), target)

    def _keep(self, key: Key, value: Any, target: str) -> None:
        if target and value:
            self._through[key] = self._home((target, key[1], str(value)))
        else:
            self._titles[key] = _short(value) or key[2]

    def _last_known(
        self, kind: str, scenario: str, uids: list[str], title: str
    ) -> Iterable[tuple[str, Any]]:
        written = Change.objects.filter(
            change_set__production=self._production, kind=kind, scenario=scenario, uid__in=uids
        ).order_by("id")
        for uid, before, after in written.values_list("uid", "before", "after"):
            yield uid, (after or before or {}).get(title)


def _living(
    production: Production, model: type[Record], scenario: str, uids: list[str], named: str
) -> Iterable[tuple[str, Any]]:
    rows: Any = model._default_manager.filter(uid__in=uids)
    if issubclass(model, ScenarioRecord):
        rows = rows.filter(scenario__production=production, scenario__uid=scenario)
    else:
        rows = rows.filter(production=production)
    return rows.order_by().values_list("uid", named)  # type: ignore[no-any-return]


def _title_path(model: type[Record]) -> str:
    """Where the database finds the title: the field, or the uid it points to."""
    try:
        field = model._meta.get_field(model.TITLE)
    except FieldDoesNotExist:
        return "uid"
    return f"{model.TITLE}__uid" if field.is_relation else model.TITLE


def _title_target(model: type[Record]) -> str:
    """The kind that gives the record its name, "" where it has one of its own."""
    return target_of(model, model.TITLE)


def target_of(model: type[Record], name: str) -> str:
    """The kind of record that a field names, "" where it names none."""
    if name in model.REFERS:
        return model.REFERS[name]
    try:
        related = model._meta.get_field(name).related_model
    except FieldDoesNotExist:
        return ""
    if isinstance(related, type) and issubclass(related, Record):
        return related.KIND
    return ""


def _short(value: Any) -> str:
    if isinstance(value, date) or _DATE.fullmatch(str(value)):
        return date_text(value if isinstance(value, date) else date.fromisoformat(value), "day")
    return Truncator(" ".join(str(value).split())).chars(_LONGEST) if value else ""


def uid_named(scenario: Scenario, kind: str, said: str) -> str:
    """The uid of what is called that, a scene by its number; what was said where no record, or
    more than one, has the name.
    """
    model = kinds().get(kind)
    if model is None or not said:
        return said
    of_scenario = issubclass(model, ScenarioRecord)
    where = {"scenario": scenario} if of_scenario else {"production": scenario.production}
    named = model._default_manager.filter(**where).values_list("uid", _title_path(model))
    found = [uid for uid, title in named if str(title).casefold() == said.casefold()]
    return str(found[0]) if len(found) == 1 else said
