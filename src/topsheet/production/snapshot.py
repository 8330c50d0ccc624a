"""A production out of one office into another: export, import, replace, copy.

Every model of records travels by itself; a new room has nothing to add here. A
field that is missing in an older file gets the model's default. Who is a member
stays in the office, and so do the changes of members in the history.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from topsheet.kernel.errors import Conflict, NotAllowed
from topsheet.platform import clock, files
from topsheet.platform.ids import new_uid
from topsheet.platform.models import User
from topsheet.production.access import Level, may_see_pay, require
from topsheet.production.container import Document, pack, unpack
from topsheet.production.models import (
    Change,
    ChangeSet,
    Membership,
    Production,
    ProductionRecord,
    Record,
    Scenario,
    ScenarioRecord,
)
from topsheet.production.reading import AS_WRITTEN, Reader
from topsheet.production.revisions import advanced
from topsheet.production.roles import ROOMS, ProductionRole
from topsheet.production.rows import (
    as_json,
    field_as_json,
    kinds,
    scenario_uid,
    stored_file_fields,
)
from topsheet.production.upgrading import upgraded


class OnExisting(StrEnum):
    """What to do when the office has a production with the file's uid."""

    REFUSE = "refuse"
    REPLACE = "replace"
    COPY = "copy"


def export_production(user: User, production: Production) -> bytes:
    """The whole production as a .topsheet file.

    It holds everything, so it is only for those who may see every room and what people
    are paid. Raises NotAllowed, NotFound.
    """
    for room in ROOMS:
        require(user, production, room, Level.VIEW)
    if not may_see_pay(user, production):
        raise NotAllowed("The file holds what people are paid, which your role does not see.")
    with transaction.atomic():  # under the lock, so that no write falls between two reads
        locked = Production.objects.select_for_update().get(pk=production.pk)
        return pack(_document(locked))


def import_production(
    user: User, data: bytes, on_existing: OnExisting = OnExisting.REFUSE
) -> Production:
    """Read a .topsheet file into this office, all of it or nothing.

    A copy gets a uid of its own. Raises InvalidInput for a file that cannot be used,
    Conflict when the production is here already and nothing was chosen.
    """
    document = upgraded(unpack(data))
    try:
        with transaction.atomic():
            return _written(user, document, on_existing)
    except IntegrityError as error:
        raise Conflict("Somebody imported the same production just now. Try again.") from error


def _document(production: Production) -> Document:
    records = {kind: list(_records(production, model)) for kind, model in _travelling()}
    history = [_change_set(change_set) for change_set in _history(production)]
    digests = sorted(set(_digests(records, history)))
    return Document(
        production=_head(production),
        records=records,
        history=history,
        files={digest: files.read(digest) for digest in digests},
    )


def _travelling() -> Iterable[tuple[str, type[Record]]]:
    return sorted((kind, model) for kind, model in kinds().items() if model.TRAVELS)


def _head(production: Production) -> dict[str, Any]:
    return as_json([production])[0] | {
        "uid": production.uid,
        "version": production.version,
        "sequence": production.sequence,
        "created_at": field_as_json(Production, "created_at", production.created_at),
    }


def _records(production: Production, model: type[Record]) -> Iterable[dict[str, Any]]:
    rows = list(_rows(production, model))
    rows.sort(key=lambda row: (scenario_uid(row), row.uid))
    for row, fields in zip(rows, as_json(rows), strict=True):
        scenario = {"scenario": scenario_uid(row)} if isinstance(row, ScenarioRecord) else {}
        yield {"uid": row.uid, "version": row.version, "fields": fields} | scenario


def _rows(production: Production, model: type[Record]) -> Any:
    rows: Any = model._default_manager
    if issubclass(model, ScenarioRecord):
        return rows.filter(scenario__production=production).select_related("scenario")
    return rows.filter(production=production)


def _history(production: Production) -> Iterable[ChangeSet]:
    return production.change_sets.order_by("sequence").prefetch_related("changes")


def _change_set(change_set: ChangeSet) -> dict[str, Any]:
    at_home = {kind for kind, model in kinds().items() if not model.TRAVELS}
    return {
        "sequence": change_set.sequence,
        "actor": change_set.actor_name,
        "verb": change_set.verb,
        "at": field_as_json(ChangeSet, "at", change_set.at),
        **_as_written(change_set),
        "changes": [
            {"kind": change.kind, "scenario": change.scenario, "uid": change.uid,
             "version": change.version, "before": change.before, "after": change.after}
            for change in change_set.changes.all()
            if change.kind not in at_home
        ],
    }  # fmt: skip


def _digests(
    records: dict[str, list[dict[str, Any]]], history: list[dict[str, Any]]
) -> Iterable[str]:
    """Every stored file that a record names or named."""
    fields = {kind: stored_file_fields(model) for kind, model in _travelling()}
    for kind, rows in records.items():
        for row in rows:
            yield from _named(row["fields"], fields[kind])
    for change_set in history:
        for change in change_set["changes"]:
            for state in (change["before"], change["after"]):
                yield from _named(state or {}, fields.get(change["kind"], ()))


def _named(state: dict[str, Any], names: Iterable[str]) -> Iterable[str]:
    return (state[name] for name in names if state.get(name))


def _written(user: User, document: Document, on_existing: OnExisting) -> Production:
    reader = Reader(document)
    production = reader.production()
    existing = Production.objects.select_for_update().filter(uid=production.uid).first()
    if on_existing == OnExisting.COPY:
        production.uid, production.created_at = new_uid(), clock.now()
        production.title = f"{production.title} (copy)"[:200]
    elif existing is not None:
        _make_room(user, existing, on_existing)
        production.pk = existing.pk
        production.save(force_update=True)
    if existing is None or on_existing == OnExisting.COPY:
        production.save(force_insert=True)
        _let_in(user, production)
    for data in document.files.values():
        files.store(data)
    for model, rows in reader.records(production):
        model._default_manager.bulk_create(rows, batch_size=500)
    _write_history(production, document.history)
    _read_revisions(production)
    return production


def _read_revisions(production: Production) -> None:
    """The last change of each room, as the history tells it."""
    for change_set in _history(production):
        changes = change_set.changes.all()
        production.revisions = advanced(production.revisions, changes, change_set.sequence)
    production.save(update_fields=["revisions"])


def _make_room(user: User, existing: Production, on_existing: OnExisting) -> None:
    """Empty a production that is to be replaced; who is a member stays."""
    if on_existing == OnExisting.REFUSE:
        raise Conflict(
            f"“{existing.title}” is in this office already. Import it with --replace to put the "
            "file in its place, or with --copy to lay it beside."
        )
    require(user, existing, "production", Level.APPROVE)
    existing.change_sets.all().delete()
    Scenario.objects.filter(production=existing).delete()  # and all that stands in them
    for _, model in _travelling():
        if issubclass(model, ProductionRecord):
            model._default_manager.filter(production=existing).delete()


def _let_in(user: User, production: Production) -> None:
    Membership.objects.create(production=production, user=user, role=ProductionRole.PRODUCER)


def _write_history(production: Production, history: list[dict[str, Any]]) -> None:
    sets, changes = [], []
    for row in history:
        change_set = Reader.change_set(production, row)
        sets.append(change_set)
        changes += [Change(change_set=change_set, **change) for change in row["changes"]]
    ChangeSet.objects.bulk_create(sets, batch_size=500)
    Change.objects.bulk_create(changes, batch_size=500)


def _as_written(change_set: ChangeSet) -> dict[str, Any]:
    """What it took back or made again, and whether it stands as issued; told only when so."""
    plain = {"undoes": None, "redoes": None, "undoable": True}
    told = {name: getattr(change_set, name) for name in AS_WRITTEN}
    return {name: value for name, value in told.items() if value != plain[name]}
