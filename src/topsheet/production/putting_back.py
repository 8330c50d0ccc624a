"""The rows of an inverse: what they are now, what stands in the way, and writing them in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Max

from topsheet.production.changes import Changes
from topsheet.production.engine.inverse import Block, Inverse, Key, State, Why
from topsheet.production.models import Change, Production, Record, Scenario, ScenarioRecord
from topsheet.production.rows import as_json, content_fields, kinds, scenario_uid
from topsheet.production.saving import save_all

_AT_ONCE = 400
Model = type[models.Model]


@dataclass(slots=True)
class Rows:
    """The rows of a production by key, read when they are asked for."""

    production: Production
    _found: dict[Key, Any] = field(default_factory=dict)
    _asked: set[Key] = field(default_factory=set)

    def load(self, keys: Iterable[Key]) -> None:
        """Read many at once."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, scenario, uid in sorted(set(keys) - self._asked):
            self._asked.add((kind, scenario, uid))
            groups[kind, scenario].append(uid)
        for (kind, scenario), uids in groups.items():
            if kind == Production.KIND:
                self._found |= {(kind, scenario, uid): self.production for uid in uids}
            for start in range(0, len(uids), _AT_ONCE):
                for row in self._read(kind, scenario, uids[start : start + _AT_ONCE]):
                    self._found[kind, scenario, row.uid] = row

    def get(self, key: Key) -> Any:
        """The row as it stands, or None."""
        if key not in self._asked:
            self.load([key])
        return self._found.get(key)

    def add(self, key: Key, row: Any) -> None:
        """A row that is about to be made again."""
        self._asked.add(key)
        self._found[key] = row

    def states(self, keys: Iterable[Key]) -> dict[Key, State]:
        """What the rows that are there say."""
        self.load(wanted := list(keys))
        there = [key for key in wanted if key in self._found]
        found: dict[Key, State] = {}
        for group in by_model({key: self._found[key] for key in there}).values():
            found |= zip(group, as_json(list(group.values())), strict=True)
        return found

    def _read(self, kind: str, scenario: str, uids: list[str]) -> Iterable[Any]:
        model = kinds().get(kind)
        if model is None:
            return ()
        rows: Any = model._default_manager.filter(uid__in=uids)
        if issubclass(model, ScenarioRecord):
            rows = rows.filter(scenario__production=self.production, scenario__uid=scenario)
            return rows.select_related("scenario")  # type: ignore[no-any-return]
        return rows.filter(production=self.production)  # type: ignore[no-any-return]


def by_model(rows: Mapping[Key, Any]) -> dict[Model, dict[Key, Any]]:
    """Rows in groups of one model."""
    groups: dict[Model, dict[Key, Any]] = defaultdict(dict)
    for key, row in rows.items():
        groups[type(row)][key] = row
    return groups


class PuttingBack:
    """One inverse on its way into the database; nothing is written before ``write``."""

    def __init__(self, production: Production, inverse: Inverse, rows: Rows) -> None:
        self._production = production
        self._inverse = inverse
        self._rows = rows
        self._gone = frozenset(inverse.delete)

    def blocks(self) -> Iterator[Block]:
        """What points to records that would go, what is missing, what is taken."""
        yield from self._in_use()
        self._load_targets()
        yield from self._targets_gone()
        yield from self._taken()

    def write(self, changes: Changes) -> None:
        """Delete, make again, put back. Foreign keys are checked by the database at the end."""
        deleted = {key: self._rows.get(key) for key in self._inverse.delete}
        told = self._rows.states(deleted)
        before = self._rows.states(self._inverse.change)
        made, changed = self._made_again(), self._changed()
        again = {key: row for key, row in changed.items() if self._moves_in_place(key)}
        for model, group in by_model(deleted).items():
            _forget(model, group.values())
        for model, group in by_model({**deleted, **again}).items():
            _take_out(model, group.values())
        for model, group in by_model({**made, **again}).items():
            model._default_manager.bulk_create(group.values(), batch_size=500)
        self._update({key: row for key, row in changed.items() if key not in again})
        for key, row in deleted.items():
            changes.note(row, told[key], None)
        for key, after in _said(made):
            changes.note(made[key], None, after)
        for key, after in _said(changed):
            changes.note(changed[key], before[key], after)

    # What stands in the way.

    def _in_use(self) -> Iterator[Block]:
        doomed = {key: row for key in self._inverse.delete if (row := self._rows.get(key))}
        for model, group in by_model(doomed).items():
            keys = {row.pk: key for key, row in group.items()}
            for pointing in _pointing_at(model):
                yield from self._pointing(pointing, keys)

    def _pointing(self, pointing: Any, keys: Mapping[Any, Key]) -> Iterator[Block]:
        model, name = pointing.model, pointing.attname
        scenario = "scenario__uid" if issubclass(model, ScenarioRecord) else None
        for chunk in _chunks(list(keys)):
            rows = model._default_manager.filter(**{f"{name}__in": chunk}).order_by("pk")
            for target, uid, *home in rows.values_list(name, "uid", *([scenario] * bool(scenario))):
                key = (model.KIND, home[0] if home else "", uid)
                moved = pointing.name in self._inverse.change.get(key, {})
                if key not in self._gone and not moved:
                    yield Block(why=Why.IN_USE, key=keys[target], other=key)

    def _load_targets(self) -> None:
        wanted: set[Key] = set()
        for key, state in self._states_to_reach():
            wanted |= {target for _, _, target in self._pointers(key, state)}
            wanted.add(_home(key))
        self._rows.load(wanted)

    def _targets_gone(self) -> Iterator[Block]:
        for key, state in self._states_to_reach():
            home = _home(key)
            if home[2] and not self._will_stand(home):
                yield Block(why=Why.TARGET_GONE, key=key, field="scenario", other=home)
            for name, _field, target in self._pointers(key, state):
                if not self._will_stand(target):
                    yield Block(why=Why.TARGET_GONE, key=key, field=name, other=target)

    def _taken(self) -> Iterator[Block]:
        """What must be one record's own, and is another's by now."""
        moving = [key for key in self._inverse.change if self._moves_in_place(key)]
        groups: dict[Model, list[Key]] = defaultdict(list)
        for key in [*self._inverse.create, *moving]:
            groups[kinds()[key[0]]].append(key)
        for model, keys in groups.items():
            for names in own_fields(model):
                yield from self._taken_among(model, names, keys)

    def _taken_among(self, model: Model, names: list[str], keys: list[Key]) -> Iterator[Block]:
        standing = self._standing(model, names, set(keys))
        for key in keys:
            row = self._rows.get(key)
            state = dict(as_json([row])[0]) if row is not None else {}
            state |= self._inverse.create.get(key) or self._inverse.change.get(key) or {}
            value = (key[1], *(state.get(name) for name in names))
            if None not in value and value in standing:
                yield Block(why=Why.TAKEN, key=key, field=names[0], other=standing[value])

    def _standing(self, model: Model, names: list[str], but: set[Key]) -> dict[Any, Key]:
        rows: Any = model._default_manager
        if issubclass(model, ScenarioRecord):
            rows = rows.filter(scenario__production=self._production).select_related("scenario")
        else:
            rows = rows.filter(production=self._production)
        found: dict[Any, Key] = {}
        listed = list(rows)
        for row, state in zip(listed, as_json(listed), strict=True):
            key = (row.KIND, scenario_uid(row), row.uid)
            if key not in but and key not in self._gone:
                found[(key[1], *(state[name] for name in names))] = key
        return found

    def _states_to_reach(self) -> Iterator[tuple[Key, State]]:
        yield from self._inverse.create.items()
        yield from self._inverse.change.items()

    def _pointers(self, key: Key, state: State) -> Iterator[tuple[str, Any, Key]]:
        """The records a state points to, by their keys."""
        model: Any = Production if key[0] == Production.KIND else kinds()[key[0]]
        for each in content_fields(model):
            uid = state.get(each.name)
            target = each.related_model
            if each.is_relation and uid and isinstance(target, type) and issubclass(target, Record):
                scenario = key[1] if issubclass(target, ScenarioRecord) else ""
                yield each.name, each, (target.KIND, scenario, str(uid))

    def _will_stand(self, key: Key) -> bool:
        if key in self._gone:
            return False
        return key in self._inverse.create or self._rows.get(key) is not None

    # Writing.

    def _made_again(self) -> dict[Key, Any]:
        versions = self._last_versions()
        made: dict[Key, Any] = {}
        for key in sorted(self._inverse.create, key=lambda key: key[0] != Scenario.KIND):
            model = kinds()[key[0]]
            made[key] = model(uid=key[2], version=versions.get(key, 0) + 1, **self._at_home(key))
            self._rows.add(key, made[key])
        for key, row in made.items():
            self._fill(key, row, self._inverse.create[key])
        return made

    def _at_home(self, key: Key) -> dict[str, Any]:
        if issubclass(kinds()[key[0]], ScenarioRecord):
            return {"scenario": self._rows.get(_home(key))}
        return {"production": self._production}

    def _last_versions(self) -> dict[Key, int]:
        groups: dict[str, list[str]] = defaultdict(list)
        for kind, _scenario, uid in self._inverse.create:
            groups[kind].append(uid)
        found: dict[Key, int] = {}
        for kind, uids in groups.items():
            for chunk in _chunks(uids):
                written = Change.objects.filter(
                    change_set__production=self._production, kind=kind, uid__in=chunk
                ).order_by()
                rows = written.values_list("scenario", "uid").annotate(last=Max("version"))
                found |= {(kind, scenario, uid): last for scenario, uid, last in rows}
        return found

    def _changed(self) -> dict[Key, Any]:
        changed = {key: self._rows.get(key) for key in self._inverse.change}
        for key, row in changed.items():
            self._fill(key, row, self._inverse.change[key])
            row.version += 1
        return changed

    def _fill(self, key: Key, row: models.Model, state: State) -> None:
        pointers = {name: target for name, _, target in self._pointers(key, state)}
        for each in content_fields(type(row)):
            if each.name not in state:
                continue
            if each.name in pointers:
                setattr(row, each.name, self._rows.get(pointers[each.name]))
            elif each.is_relation:
                setattr(row, each.name, _person(state[each.name]))
            else:
                setattr(row, each.name, _value(each, state[each.name]))

    def _update(self, changed: Mapping[Key, Any]) -> None:
        groups: dict[tuple[Model, tuple[str, ...]], list[Any]] = defaultdict(list)
        for key, row in changed.items():
            model: Model = type(row)
            known = {each.name for each in content_fields(model)}
            groups[model, tuple(sorted(known & self._inverse.change[key].keys()))].append(row)
        for (model, names), rows in groups.items():
            save_all(model, rows, [*names, "version"])

    def _moves_in_place(self, key: Key) -> bool:
        """Whether putting back touches what must be the record's own (two numbers swapped)."""
        if key[0] == Production.KIND:
            return False
        return any(
            self._inverse.change.get(key, {}).keys() & set(names)
            for names in own_fields(kinds()[key[0]])
        )


def own_fields(model: Model) -> list[list[str]]:
    """What no two records of one home may share, beside the uid."""
    home = {"production", "scenario"}
    found = [
        [name for name in constraint.fields if name not in home]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    return [names for names in found if names and "uid" not in names]


def _pointing_at(model: Model) -> Iterator[Any]:
    """The foreign keys of records that point to a model."""
    for relation in model._meta.related_objects:
        if issubclass(relation.related_model, Record):
            yield relation.field


def _forget(model: Model, rows: Iterable[Any]) -> None:
    """Delete what the office only remembers of rows that go: it is no record of anybody's."""
    keys = [row.pk for row in rows]
    relation: Any
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.one_to_many or issubclass(relation.related_model, Record):
            continue
        for chunk in _chunks(keys):
            relation.related_model._default_manager.filter(
                **{f"{relation.field.attname}__in": chunk}
            ).delete()


def _take_out(model: Model, rows: Iterable[Any]) -> None:
    """Delete rows and nothing with them: what pointed to them was looked at, or moves too."""
    for chunk in _chunks([row.pk for row in rows]):
        found: Any = model._default_manager.filter(pk__in=chunk)
        found._raw_delete(found.db)


def _said(rows: Mapping[Key, Any]) -> Iterator[tuple[Key, State]]:
    for group in by_model(rows).values():
        yield from zip(group, as_json(list(group.values())), strict=True)


def _home(key: Key) -> Key:
    model = kinds().get(key[0])
    here = model is not None and issubclass(model, ScenarioRecord)
    return (Scenario.KIND, "", key[1] if here else "")


def _value(each: Any, value: Any) -> Any:
    """A value of the history as the field holds it."""
    plain = value is None or isinstance(each, models.JSONField)
    return value if plain else each.to_python(value)


def _person(email: Any) -> Any:
    return get_user_model()._default_manager.filter(email=email).first() if email else None


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
