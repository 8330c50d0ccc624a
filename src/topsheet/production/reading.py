"""The rows of a .topsheet file as unsaved models, each value checked against its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models

from topsheet.kernel.errors import InvalidInput
from topsheet.production.container import Document
from topsheet.production.models import ChangeSet, Production, Record, Scenario, ScenarioRecord
from topsheet.production.rows import content_fields, kinds

AS_WRITTEN = ("undoes", "redoes", "undoable")  # of a change set, told where they say something
_CHANGE_KEYS = {"kind", "scenario", "uid", "version", "before", "after"}
_Key = tuple[type[models.Model], str, str]  # model, scenario uid or "", uid


class Reader:
    """Makes models of a document. Foreign keys are found by uid, whatever the order of kinds."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: dict[_Key, Any] = {}

    def production(self) -> Production:
        """The production, with the uid and the sequence it had."""
        row = self._document.production
        where = "production.json"
        wanted = {*(f.name for f in content_fields(Production)), "uid", "version", "sequence",
                  "created_at"}  # fmt: skip
        _refuse_unknown(where, row, wanted)
        fields = {name: Production._meta.get_field(name) for name in wanted}
        return Production(**{name: _value(where, fields[name], row[name]) for name in row})

    def records(self, production: Production) -> list[tuple[type[Record], list[Any]]]:
        """Every record, scenarios first; to be saved in this order with deferred keys."""
        models_here = self._models()
        for model, rows in models_here:
            for row in rows:
                self._make(model, row, production)
        for model, rows in models_here:
            for row in rows:
                self._fill(model, row)
        return [(model, [self._made[_key(model, row)] for row in rows])
                for model, rows in models_here]  # fmt: skip

    @staticmethod
    def change_set(production: Production, row: Mapping[str, Any]) -> ChangeSet:
        """One line of the history, without its changes."""
        where = f"history.jsonl, change set {row.get('sequence')}"
        known = {"sequence", "actor", "verb", "at", "changes", *AS_WRITTEN}
        _refuse_unknown(where, row, known)
        for change in row.get("changes", ()):
            if not isinstance(change, dict) or set(change) != _CHANGE_KEYS:
                raise _damaged(where)
        fields = {"sequence": row.get("sequence"), "actor_name": row.get("actor"),
                  "verb": row.get("verb"), "at": row.get("at"),
                  **{name: row[name] for name in AS_WRITTEN if name in row}}  # fmt: skip
        checked = {name: _value(where, ChangeSet._meta.get_field(name), value)
                   for name, value in fields.items()}  # fmt: skip
        return ChangeSet(production=production, **checked)

    def _models(self) -> list[tuple[type[Record], list[dict[str, Any]]]]:
        known = {kind: model for kind, model in kinds().items() if model.TRAVELS}
        if unknown := sorted(set(self._document.records) - set(known)):
            raise InvalidInput(
                f"This file holds “{unknown[0]}”, which this Topsheet does not know. "
                "Install the version that wrote it, then import it.",
                field="file",
            )
        found = [(known[kind], rows) for kind, rows in self._document.records.items()]
        return sorted(found, key=lambda pair: (pair[0] is not Scenario, pair[0].KIND))

    def _make(self, model: type[Record], row: dict[str, Any], production: Production) -> None:
        where = _where(model, row)
        _refuse_unknown(where, row, {"scenario", "uid", "version", "fields"})
        if not isinstance(row.get("fields"), dict):
            raise _damaged(where)
        key = _key(model, row)
        if key in self._made:
            raise InvalidInput(f"{where} stands twice in this file.", field="file")
        version = _value(where, model._meta.get_field("version"), row.get("version"))
        uid = _value(where, model._meta.get_field("uid"), row.get("uid"))
        home = ({"scenario": self._scenario(where, row)} if issubclass(model, ScenarioRecord)
                else {"production": production})  # fmt: skip
        self._made[key] = model(uid=uid, version=version, **home)

    def _scenario(self, where: str, row: dict[str, Any]) -> Scenario:
        found = self._made.get((Scenario, "", row.get("scenario", "")))
        if found is None:
            raise InvalidInput(f"{where} belongs to a scenario that is missing.", field="file")
        return found  # type: ignore[no-any-return]

    def _fill(self, model: type[Record], row: dict[str, Any]) -> None:
        where, obj = _where(model, row), self._made[_key(model, row)]
        fields = {field.name: field for field in content_fields(model)}
        _refuse_unknown(where, row["fields"], set(fields))
        for name, value in row["fields"].items():
            field = fields[name]
            if field.is_relation:
                setattr(obj, name, self._target(where, field, value, row))
            else:
                setattr(obj, name, _value(where, field, value))

    def _target(self, where: str, field: Any, uid: Any, row: dict[str, Any]) -> Any:
        """What a foreign key points to: in the same scenario, else in the production."""
        if uid is None and field.null:
            return None
        if field.related_model is get_user_model():
            return get_user_model().objects.filter(email=uid).first()
        places = (row.get("scenario", ""), "")
        found = (self._made.get((field.related_model, scenario, uid)) for scenario in places)
        target = next((obj for obj in found if obj is not None), None)
        if target is None:
            raise InvalidInput(f"{where}: its {field.name} “{uid}” is missing.", field="file")
        return target


def _key(model: type[Record], row: Mapping[str, Any]) -> _Key:
    scenario = row.get("scenario", "") if issubclass(model, ScenarioRecord) else ""
    return model, str(scenario), str(row.get("uid"))


def _where(model: type[Record], row: Mapping[str, Any]) -> str:
    return f"records/{model.KIND}.jsonl, {row.get('uid')}"


def _refuse_unknown(where: str, row: Iterable[str], known: set[str]) -> None:
    if unknown := sorted(set(row) - known):
        raise InvalidInput(
            f"{where}: this Topsheet does not know “{unknown[0]}”. Install the version that wrote "
            "the file, then import it.",
            field="file",
        )


def _value(where: str, field: Any, value: Any) -> Any:
    """The value as the field holds it; what the database would refuse is refused here."""
    if value is None:
        if field.null:
            return None
        raise _damaged(f"{where}, {field.name}")
    if isinstance(field, models.JSONField):
        return value
    try:
        made = field.to_python(value)
        field.run_validators(made)
    except (ValidationError, TypeError, ValueError, OverflowError):
        raise _damaged(f"{where}, {field.name}") from None
    return made


def _damaged(where: str) -> InvalidInput:
    return InvalidInput(f"{where} is damaged. Export the production again.", field="file")
