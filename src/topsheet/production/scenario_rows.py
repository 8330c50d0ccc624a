"""What a scenario holds as plain data, a copy of it, and differences written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from topsheet.kernel.errors import Conflict
from topsheet.production.changes import Changes
from topsheet.production.engine.differences import Differences
from topsheet.production.engine.merge import Loose
from topsheet.production.engine.records import Fields, Key, Reference, State
from topsheet.production.models import Change, Record, Scenario, ScenarioRecord
from topsheet.production.rows import as_json, content_fields, kinds
from topsheet.production.words import IN_ORDER

_Rows = dict[Key, Any]


@cache
def scenario_kinds() -> tuple[type[ScenarioRecord], ...]:
    """Every model whose records belong to a scenario."""
    return tuple(model for model in kinds().values() if issubclass(model, ScenarioRecord))


@cache
def references() -> Mapping[str, Mapping[str, Reference]]:
    """The foreign keys between records of one scenario, by kind and field."""
    found: dict[str, dict[str, Reference]] = {}
    for model in scenario_kinds():
        each: Any
        for each in content_fields(model):
            if _within(each):
                optional = each.null and each.remote_field.on_delete is models.SET_NULL
                reference = Reference(kind=each.related_model.KIND, optional=optional)
                found.setdefault(model.KIND, {})[each.name] = reference
    return found


@cache
def loose() -> Loose:
    """The fields over which nobody is asked in a merge."""
    gathers = {model.KIND: model.GATHERS for model in scenario_kinds() if model.GATHERS}
    return Loose(order=IN_ORDER, gathers=gathers)


def state_of(scenario: Scenario) -> dict[Key, Fields]:
    """Every record of the scenario, as history would say it."""
    found: dict[Key, Fields] = {}
    for model in scenario_kinds():
        rows = list(model._default_manager.filter(scenario=scenario))
        keys = [Key(model.KIND, row.uid) for row in rows]
        found.update(zip(keys, as_json(rows), strict=True))
    return found


def state_at_fork(scenario: Scenario, main: Scenario) -> State:
    """What the scenario and main had in common: the rows as the fork's own change set left them.

    A fork of a fork goes back to the one that was forked from main. Raises Conflict when the
    history does not reach back so far.
    """
    written = _forked_in(_first_of(scenario, main))
    if not written:
        raise Conflict(
            f"The history does not tell what “{scenario.title}” was forked from, so it cannot be "
            "adopted. Compare the two and make its changes in main."
        )
    state: dict[Key, Fields] = {}
    for change in written:
        key = Key(change.kind, change.uid)
        if change.after is None:
            state.pop(key, None)
        else:
            state[key] = change.after
    return state


def copy_rows(changes: Changes, source: Scenario, target: Scenario) -> None:
    """Every record of ``source`` again in ``target``, under the same uids."""
    copies: dict[Any, Any] = {}  # by the key of the row that is copied
    pairs: list[tuple[Any, Any]] = []
    for model in scenario_kinds():
        for row in model._default_manager.filter(scenario=source):
            copies[row.pk] = copy = model(uid=row.uid, scenario=target)
            pairs.append((row, copy))
    for row, copy in pairs:
        fields: Any = content_fields(row.__class__)
        for each in fields:
            value = getattr(row, each.attname)
            if value is not None and _within(each):
                setattr(copy, each.name, copies[value])
            else:
                setattr(copy, each.attname, value)
    changes.create_all([copy for _row, copy in pairs])


def write(changes: Changes, scenario: Scenario, wanted: Differences) -> None:
    """Make the differences in the scenario's rows: first what is new, last what goes."""
    rows = {
        Key(model.KIND, row.uid): row
        for model in scenario_kinds()
        for row in model._default_manager.filter(scenario=scenario)
    }
    for row in rows.values():
        row.scenario = scenario
    made = [_new(key, scenario, rows) for key in wanted.created]
    for key, row in zip(wanted.created, made, strict=True):
        for name, value in _values(row, wanted.created[key], rows).items():
            setattr(row, name, value)
    changes.create_all(made)
    changes.update_all([
        (rows[key], _values(rows[key], {n: c.after for n, c in fields.items()}, rows))
        for key, fields in wanted.changed.items()
    ])  # fmt: skip
    changes.delete_all([rows[key] for key in wanted.deleted])


def _new(key: Key, scenario: Scenario, rows: _Rows) -> Any:
    model: Any = kinds()[key.kind]
    rows[key] = model(uid=key.uid, scenario=scenario)
    return rows[key]


def _values(row: Record, said: Fields, rows: _Rows) -> dict[str, Any]:
    """The fields of a record as history says them, as its model holds them."""
    fields = {field.name: field for field in content_fields(type(row))}
    return {name: _value(fields[name], value, row, rows) for name, value in said.items()}


def _value(field: Any, value: Any, row: Any, rows: _Rows) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if not field.is_relation:
        return field.to_python(value)
    if _within(field):
        return rows[Key(field.related_model.KIND, str(value))]
    if field.related_model is get_user_model():
        return field.related_model.objects.filter(email=value).first()
    return _of_production(field.related_model, value, row.scenario)


def _of_production(model: Any, uid: str, scenario: Scenario) -> Any:
    found = model._default_manager.filter(production=scenario.production_id, uid=uid).first()
    if found is None:
        raise Conflict(f"{model._meta.verbose_name} {uid} is gone from the production. Try again.")
    return found


def _within(field: Any) -> bool:
    """Whether a field points to a record of the same scenario."""
    target = field.related_model
    return isinstance(target, type) and issubclass(target, ScenarioRecord)


def _first_of(scenario: Scenario, main: Scenario) -> Scenario:
    """The ancestor that was forked from main, or the scenario itself."""
    seen = {scenario.uid}
    while scenario.forked_from not in ("", main.uid, *seen):
        parent = Scenario.objects.filter(
            production=main.production_id, uid=scenario.forked_from
        ).first()
        if parent is None:
            return scenario
        scenario = parent
        seen.add(scenario.uid)
    return scenario


def _forked_in(scenario: Scenario) -> Iterable[Change]:
    """What the change set that made the scenario wrote in it."""
    made = (
        Change.objects.filter(
            change_set__production=scenario.production_id,
            kind=Scenario.KIND,
            uid=scenario.uid,
            before__isnull=True,
        )
        .order_by("change_set__sequence")
        .first()
    )
    if made is None:
        return []
    return Change.objects.filter(change_set=made.change_set_id, scenario=scenario.uid)
