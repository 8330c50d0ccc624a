"""Every write is one change set: one transaction under a lock of the production.

    with recording(production, actor, "Strip moved to day 4") as changes:
        changes.update(strip, version=3, day=4)

What was written is known before and after, which is what the journal, undo,
comparisons and snapshots read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector

from topsheet.kernel.errors import Conflict, InvalidInput, NotFound
from topsheet.platform.derived import afresh
from topsheet.platform.models import User
from topsheet.production.following import let_follow
from topsheet.production.models import Change, ChangeSet, Production, Record
from topsheet.production.revisions import advanced
from topsheet.production.rows import as_json, content_fields, field_as_json, scenario_uid
from topsheet.production.saving import save_all

_AT_ONCE = 500  # rows in one insert
_LONGEST_VERB = 200  # a file's name may stand in it

Row = Record | Production


@contextmanager
def recording(
    production: Production, actor: User | None, verb: str, *, undoable: bool = True
) -> Iterator[Changes]:
    """Open a change set; on leaving it is written, on an error nothing is.

    The production's row is locked, so writes to one production come one after another on
    both databases. What must follow (``following``) is part of it. ``production.sequence``
    is up to date afterwards. Nothing changed: no change set. ``undoable=False`` for what
    stands as issued. Raises NotFound when the production is gone.
    """
    with transaction.atomic(), afresh():
        locked = Production.objects.select_for_update().filter(pk=production.pk).first()
        if locked is None:
            raise NotFound("This production was deleted.")
        changes = Changes(locked, actor, verb, undoable=undoable)
        yield changes
        let_follow(changes)
        changes._write()
    production.sequence, production.revisions = locked.sequence, locked.revisions


class Changes:
    """The open change set. Rows are written at once, their history on leaving.

    ``undoes`` and ``redoes`` are set by those who take back or make again.
    """

    def __init__(
        self, production: Production, actor: User | None, verb: str, *, undoable: bool = True
    ) -> None:
        self.production = production
        self.actor = actor
        self.verb = verb
        self.undoable = undoable
        self.undoes: int | None = None
        self.redoes: int | None = None
        self.sequence = production.sequence + 1
        self._changes: list[Change] = []

    @property
    def noted(self) -> tuple[Change, ...]:
        """What was changed so far, in order."""
        return tuple(self._changes)

    def touched(self, *kinds: str) -> bool:
        """Whether a record of one of these kinds was changed so far."""
        return any(change.kind in kinds for change in self._changes)

    def create(self, obj: Row) -> None:
        """Insert one new row."""
        self.create_all([obj])

    def create_all(self, objects: Sequence[Row]) -> None:
        """Insert many new rows, of one kind or of several in an order their keys allow."""
        for model, group in _by_model(objects).items():
            _refuse_too_long(model, group)
            model._default_manager.bulk_create(group, batch_size=_AT_ONCE)
            for obj, after in zip(group, as_json(group), strict=True):
                self.note(obj, None, after)

    def update(self, obj: Row, version: int | None = None, **fields: Any) -> None:
        """Change fields of a row that was read at ``version`` (default: as ``obj`` was read).

        Fields that others changed since, when they are not these, stay as they made them.
        Raises Conflict with both values when somebody changed the same field, or deleted
        the row. Fields that already have the value are no change.
        """
        self.update_all([(obj, fields)], versions=[obj.version if version is None else version])

    def update_all(
        self,
        edits: Sequence[tuple[Row, Mapping[str, Any]]],
        versions: Sequence[int] | None = None,
    ) -> None:
        """Change many rows, of one kind or of several; each row once.

        As ``update`` for each, in a few statements. Nothing is changed when one conflicts.
        """
        read = [obj.version for obj, _ in edits] if versions is None else list(versions)
        current = _as_they_stand([obj for obj, _ in edits])
        planned: dict[type[models.Model], list[tuple[Any, Any, dict[str, Any]]]] = defaultdict(list)
        for (obj, fields), version in zip(edits, read, strict=True):
            row: Any = current.get(obj.pk)
            self._refuse_stale(obj, row, version, fields)
            changed = {name: v for name, v in fields.items() if _differs(row, name, v)}
            planned[type(obj)].append((obj, row, changed))
        for model, group in planned.items():
            self._change(model, group)

    def _change(
        self, model: type[models.Model], group: Sequence[tuple[Any, Any, dict[str, Any]]]
    ) -> None:
        real = [(obj, row, changed) for obj, row, changed in group if changed]
        before = as_json([row for _, row, _ in real])
        names: set[str] = set()
        for _obj, row, changed in real:
            names |= changed.keys()
            for name, value in changed.items():
                setattr(row, name, value)
            row.version += 1
        rows = [row for _, row, _ in real]
        _refuse_too_long(model, rows)
        if len(rows) == 1:
            rows[0].save(update_fields=[*names, "version"])
        else:
            save_all(model, rows, [*names, "version"])
        for row, was, now in zip(rows, before, as_json(rows), strict=True):
            self.note(row, was, now)
        for obj, row, changed in group:
            for name in changed:
                setattr(obj, name, getattr(row, name))
            obj.version = row.version

    def delete(self, obj: Row, version: int | None = None) -> None:
        """Delete a row, and the records that go with it by their foreign keys."""
        row = _as_they_stand([obj]).get(obj.pk)
        self._refuse_stale(obj, row, obj.version if version is None else version, {})
        self.delete_all([obj])

    def delete_all(self, objects: Iterable[Row]) -> None:
        """Delete many rows of one or several kinds, as they stand; what may stand without
        them lets go of them first.
        """
        for model, group in _by_model(list(objects)).items():
            self.update_all(_letting_go(model, group))
            doomed = _with_dependents(model, group)
            for rows in doomed.values():
                for row, before in zip(rows, as_json(rows), strict=True):
                    self.note(row, before, None)
            model._default_manager.filter(pk__in=[obj.pk for obj in group]).delete()

    def _refuse_stale(self, obj: Row, row: Any, version: int, wanted: Mapping[str, Any]) -> None:
        """Raise Conflict when the row is gone, or one of the fields was changed since."""
        yours = {name: field_as_json(type(obj), name, value) for name, value in wanted.items()}
        if row is None:
            raise Conflict(
                "Somebody deleted this since you opened it.", yours=yours or None,
                by=self._last_by(obj),
            )  # fmt: skip
        if row.version == version:
            return
        theirs = as_json([row])[0]
        touched = self._touched_since(obj, version)
        if wanted and touched is not None and touched.isdisjoint(wanted):
            return
        if wanted and all(theirs.get(name) == value for name, value in yours.items()):
            return
        raise Conflict(
            "Somebody changed this since you opened it. Look at both values and decide.",
            theirs={name: theirs.get(name) for name in wanted} if wanted else theirs,
            yours=yours,
            version=row.version,
            by=self._last_by(obj),
        )

    def _touched_since(self, obj: Row, version: int) -> set[str] | None:
        """The fields changed after ``version``; None when history does not reach back."""
        since = [change for change in self._history(obj) if change.version > version]
        if {change.version for change in since} != set(
            range(version + 1, version + 1 + len(since))
        ):
            return None
        return {
            name
            for change in since
            for name in (change.after or {})
            if (change.before or {}).get(name) != (change.after or {}).get(name)
        }

    def _history(self, obj: Row) -> list[Change]:
        written = Change.objects.filter(
            change_set__production=self.production, kind=obj.KIND, uid=obj.uid,
            scenario=scenario_uid(obj),
        ).select_related("change_set")  # fmt: skip
        mine = [c for c in self._changes if (c.kind, c.uid) == (obj.KIND, obj.uid)]
        return [*written, *(c for c in mine if c.scenario == scenario_uid(obj))]

    def _last_by(self, obj: Row) -> str:
        """Who changed the row last, by name."""
        written = [change for change in self._history(obj) if change.pk]
        return written[-1].change_set.actor_name if written else ""

    def note(self, obj: Row, before: Any, after: Any) -> None:
        """Say what happened to a row that was written already (see ``putting_back``)."""
        self._changes.append(
            Change(kind=obj.KIND, scenario=scenario_uid(obj), uid=obj.uid, version=obj.version,
                   before=before, after=after)
        )  # fmt: skip

    def _write(self) -> None:
        if not self._changes and self.undoes is None and self.redoes is None:
            return
        change_set = ChangeSet.objects.create(
            production=self.production,
            sequence=self.sequence,
            actor=self.actor,
            actor_name=str(self.actor or ""),
            verb=self.verb[:_LONGEST_VERB],
            undoable=self.undoable,
            undoes=self.undoes,
            redoes=self.redoes,
        )
        for change in self._changes:
            change.change_set = change_set
        Change.objects.bulk_create(self._changes, batch_size=_AT_ONCE)
        revisions = advanced(self.production.revisions, self._changes, self.sequence)
        Production.objects.filter(pk=self.production.pk).update(
            sequence=self.sequence, revisions=revisions
        )
        self.production.sequence, self.production.revisions = self.sequence, revisions


def _as_they_stand(objects: Sequence[Row]) -> dict[Any, Any]:
    """The rows by key, as the database has them now; the production's lock keeps them so."""
    found: dict[Any, Any] = {}
    for model, group in _by_model(objects).items():
        for start in range(0, len(group), _AT_ONCE):
            keys = [obj.pk for obj in group[start : start + _AT_ONCE]]
            found.update(model._default_manager.in_bulk(keys))
    return found


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


def _letting_go(model: type[models.Model], group: list[Any]) -> list[tuple[Row, Mapping[str, Any]]]:
    """Records that point to doomed rows and stay, each with the fields it lets go of."""
    edits: list[tuple[Row, Mapping[str, Any]]] = []
    keys = [obj.pk for obj in group]
    for relation in model._meta.related_objects:
        pointing: Any = relation.related_model
        if relation.on_delete is not models.SET_NULL or not issubclass(pointing, Record):
            continue
        name = relation.field.name
        for start in range(0, len(keys), _AT_ONCE):
            rows = pointing._default_manager.filter(
                **{f"{name}__in": keys[start : start + _AT_ONCE]}
            )
            edits += [(row, {name: None}) for row in rows]
    return edits


def _with_dependents(model: type[models.Model], group: list[Any]) -> dict[Any, list[Any]]:
    """The rows and every record the database would delete with them, by model."""
    collector = Collector(using="default")
    collector.collect(model._default_manager.filter(pk__in=[obj.pk for obj in group]))
    doomed: dict[Any, list[Any]] = {m: list(rows) for m, rows in collector.data.items()}
    for queryset in collector.fast_deletes:
        doomed.setdefault(queryset.model, []).extend(queryset)
    return {m: rows for m, rows in doomed.items() if issubclass(m, Record) and rows}
