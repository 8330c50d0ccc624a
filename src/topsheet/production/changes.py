"""Every write is one change set: one transaction under a lock of the production.

    with recording(production, actor, "Strip moved to day 4") as changes:
        changes.update(strip, version=3, day=4)

What was written is known before and after, which is what the journal, undo,
comparisons and snapshots read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector

from topsheet.kernel.errors import Conflict, InvalidInput, NotFound
from topsheet.platform.models import User
from topsheet.production.models import Change, ChangeSet, Production, Record
from topsheet.production.rows import as_json, content_fields, field_as_json, scenario_uid

_AT_ONCE = 500  # rows in one insert
_LONGEST_VERB = 200  # a file's name may stand in it

Row = Record | Production


@contextmanager
def recording(production: Production, actor: User | None, verb: str) -> Iterator[Changes]:
    """Open a change set; on leaving it is written, on an error nothing is.

    The production's row is locked, so writes to one production come one after another on
    both databases. ``production.sequence`` is up to date afterwards. Nothing changed: no
    change set. Raises NotFound when the production is gone.
    """
    with transaction.atomic():
        locked = Production.objects.select_for_update().filter(pk=production.pk).first()
        if locked is None:
            raise NotFound("This production was deleted.")
        changes = Changes(locked, actor, verb)
        yield changes
        changes._write()
    production.sequence = locked.sequence


class Changes:
    """The open change set. Rows are written at once, their history on leaving."""

    def __init__(self, production: Production, actor: User | None, verb: str) -> None:
        self.production = production
        self.actor = actor
        self.verb = verb
        self.sequence = production.sequence + 1
        self._changes: list[Change] = []

    def create(self, obj: Row) -> None:
        """Insert one new row."""
        self.create_all([obj])

    def create_all(self, objects: Sequence[Row]) -> None:
        """Insert many new rows, of one kind or of several in an order their keys allow."""
        for model, group in _by_model(objects).items():
            _refuse_too_long(model, group)
            model._default_manager.bulk_create(group, batch_size=_AT_ONCE)
            for obj, after in zip(group, as_json(group), strict=True):
                self._note(obj, None, after)

    def update(self, obj: Row, version: int | None = None, **fields: Any) -> None:
        """Change fields of a row that was read at ``version`` (default: as ``obj`` was read).

        Raises Conflict with both values when somebody changed or deleted it since. Fields
        that already have the value are no change.
        """
        current = self._current(obj, obj.version if version is None else version, fields)
        before = as_json([current])[0]
        changed = {name: value for name, value in fields.items() if _differs(current, name, value)}
        for name, value in changed.items():
            setattr(current, name, value)
            setattr(obj, name, value)
        if changed:
            _refuse_too_long(type(obj), [current])
            current.version += 1
            current.save(update_fields=[*changed, "version"])
            self._note(current, before, as_json([current])[0])
        obj.version = current.version

    def delete(self, obj: Row, version: int | None = None) -> None:
        """Delete a row, and the records that go with it by their foreign keys."""
        self._current(obj, obj.version if version is None else version, {})
        self.delete_all([obj])

    def delete_all(self, objects: Iterable[Row]) -> None:
        """Delete many rows of one or several kinds, as they stand."""
        for model, group in _by_model(list(objects)).items():
            doomed = _with_dependents(model, group)
            for rows in doomed.values():
                for row, before in zip(rows, as_json(rows), strict=True):
                    self._note(row, before, None)
            model._default_manager.filter(pk__in=[obj.pk for obj in group]).delete()

    def _current(self, obj: Row, version: int, wanted: dict[str, Any]) -> Any:
        """The row as it stands now; the lock on the production keeps it so."""
        current = type(obj)._default_manager.filter(pk=obj.pk).first()
        if current is None:
            raise Conflict("Somebody deleted this since you opened it.", yours=wanted or None)
        if current.version != version:
            theirs = as_json([current])[0]
            raise Conflict(
                "Somebody changed this since you opened it. Look at both values and decide.",
                theirs={name: theirs.get(name) for name in wanted} if wanted else theirs,
                yours={name: field_as_json(type(obj), name, v) for name, v in wanted.items()},
            )
        return current

    def _note(self, obj: Row, before: Any, after: Any) -> None:
        self._changes.append(
            Change(kind=obj.KIND, scenario=scenario_uid(obj), uid=obj.uid, version=obj.version,
                   before=before, after=after)
        )  # fmt: skip

    def _write(self) -> None:
        if not self._changes:
            return
        change_set = ChangeSet.objects.create(
            production=self.production,
            sequence=self.sequence,
            actor=self.actor,
            actor_name=str(self.actor or ""),
            verb=self.verb[:_LONGEST_VERB],
        )
        for change in self._changes:
            change.change_set = change_set
        Change.objects.bulk_create(self._changes, batch_size=_AT_ONCE)
        Production.objects.filter(pk=self.production.pk).update(sequence=self.sequence)
        self.production.sequence = self.sequence


def _by_model(objects: Sequence[Row]) -> dict[type[models.Model], list[Any]]:
    groups: dict[type[models.Model], list[Any]] = defaultdict(list)
    for obj in objects:
        groups[type(obj)].append(obj)
    return groups


def _refuse_too_long(model: type[models.Model], group: Iterable[Any]) -> None:
    """PostgreSQL would refuse it and SQLite would not; here both do, with a sentence."""
    limits = [(f.attname, f.max_length) for f in model._meta.concrete_fields if f.max_length]
    for obj in group:
        for name, longest in limits:
            value = getattr(obj, name)
            if isinstance(value, str) and len(value) > longest:
                raise InvalidInput(
                    f"“{value[:40]}…” is too long: {longest} characters at most.", field=name
                )


def _differs(current: models.Model, name: str, value: Any) -> bool:
    fields = {field.name: field for field in content_fields(type(current))}
    if name not in fields:
        raise ValueError(f"{type(current).__name__} has no field {name} to change")
    if fields[name].is_relation:
        return bool(getattr(current, fields[name].attname) != (value and value.pk))
    return bool(getattr(current, name) != value)


def _with_dependents(model: type[models.Model], group: list[Any]) -> dict[Any, list[Any]]:
    """The rows and every record the database would delete with them, by model."""
    collector = Collector(using="default")
    collector.collect(model._default_manager.filter(pk__in=[obj.pk for obj in group]))
    doomed: dict[Any, list[Any]] = {m: list(rows) for m, rows in collector.data.items()}
    for queryset in collector.fast_deletes:
        doomed.setdefault(queryset.model, []).extend(queryset)
    return {m: rows for m, rows in doomed.items() if issubclass(m, Record) and rows}
