"""Rows as portable JSON: what history and snapshots say of a record.

A foreign key to a record is written as its uid, to a user as the e-mail, so that
the text means the same in another database. Where the record belongs (production,
scenario) and its uid and version stand beside the JSON, not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from topsheet.platform.files import ContentField
from topsheet.production.models import Production, Record, ScenarioRecord

_BESIDE = {"id", "uid", "version", "production", "scenario"}
_OF_THE_OFFICE = {"sequence", "revisions", "created_at"}  # a production's own, never edited
_AT_ONCE = 5_000  # keys in one query


@cache
def kinds() -> dict[str, type[Record]]:
    """Every model of records by its KIND."""
    found: dict[str, type[Record]] = {}
    for model in apps.get_models():
        if issubclass(model, Record):
            if not model.KIND or model.KIND in found:
                raise ValueError(f"{model.__name__} needs a KIND of its own")
            found[model.KIND] = model
    return found


@cache
def content_fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """The fields that say what a record is, in the order of the model."""
    beside = _BESIDE | (_OF_THE_OFFICE if model is Production else set())
    return tuple(field for field in model._meta.concrete_fields if field.name not in beside)


@cache
def stored_file_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the fields that hold the digest of a stored file."""
    return tuple(f.name for f in content_fields(model) if isinstance(f, ContentField))


def scenario_uid(obj: Record | Production) -> str:
    """The uid of the record's scenario, "" for a record of the production."""
    return obj.scenario.uid if isinstance(obj, ScenarioRecord) else ""


def as_json(objects: Sequence[Any]) -> list[dict[str, Any]]:
    """The contents of rows of one model, in their order."""
    if not objects:
        return []
    model: type[models.Model] = type(objects[0])
    fields = content_fields(model)
    names = {field.attname: _names(field, objects) for field in fields if field.is_relation}
    plain = [(field.name, field.attname, names.get(field.attname)) for field in fields]
    return [
        {
            name: _plain(getattr(obj, attname)) if uids is None else uids.get(getattr(obj, attname))
            for name, attname, uids in plain
        }
        for obj in objects
    ]


def field_as_json(model: type[models.Model], name: str, value: Any) -> Any:
    """One field's value as it would stand in the JSON."""
    if isinstance(value, models.Model):
        return getattr(value, _natural(type(value)))
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _natural(model: type[models.Model]) -> str:
    return "email" if model is get_user_model() else "uid"


def _names(field: Any, objects: Iterable[Any]) -> dict[Any, str]:
    """Key → uid (or e-mail) of everything the field points to; one query for what is not loaded."""
    target = field.related_model
    natural = _natural(target)
    found: dict[Any, str] = {}
    missing: set[Any] = set()
    for obj in objects:
        key = getattr(obj, field.attname)
        if key is None or key in found:
            continue
        if field.is_cached(obj):
            found[key] = getattr(field.get_cached_value(obj), natural)
        else:
            missing.add(key)
    keys = sorted(missing - found.keys())
    for start in range(0, len(keys), _AT_ONCE):
        chunk = keys[start : start + _AT_ONCE]
        found.update(target.objects.filter(pk__in=chunk).values_list("pk", natural))
    return found
