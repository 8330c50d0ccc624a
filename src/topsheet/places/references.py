"""Rows of rooms above that name a place by its uid: a strip that is shot elsewhere by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from topsheet.places.models import Place
from topsheet.production.models import ScenarioRecord
from topsheet.production.rows import kinds


def rows_naming(place: Place) -> Iterator[tuple[Any, str]]:
    """Every row that names this place, with the field it does so in."""
    for model in kinds().values():
        for field, kind in getattr(model, "REFERS", {}).items():
            if kind == Place.KIND and isinstance(model._meta.get_field(field), models.CharField):
                for row in _rows(model, place).filter(**{field: place.uid}):
                    yield row, field


def _rows(model: Any, place: Place) -> Any:
    if issubclass(model, ScenarioRecord):
        here = model._default_manager.filter(scenario__production=place.production)
        return here.select_related("scenario")
    return model._default_manager.filter(production=place.production)
