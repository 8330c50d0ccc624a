"""Shooting places, and which set of the story is shot where."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from topsheet.places.engine.types import PlaceKind
from topsheet.production.models import ProductionRecord, ScenarioRecord

_KINDS = [
    (PlaceKind.LOCATION.value, _("Location")),
    (PlaceKind.STUDIO.value, _("Studio")),
    (PlaceKind.STAGE.value, _("Stage")),
]


def _degrees(most: int) -> models.IntegerField[int | None, int | None]:
    """A latitude or longitude in millionths of a degree."""
    bounds = (MinValueValidator(-most * 1_000_000), MaxValueValidator(most * 1_000_000))
    return models.IntegerField(null=True, blank=True, validators=bounds)


class Place(ProductionRecord):
    """Where the trucks park. ``assumed`` until somebody binds a real place to it.

    ``stage`` says that only interiors play there, so that it may go to a stage; ``kind``
    what the place is. ``zone`` is an IANA time zone, "" while it is guessed.
    """

    KIND = "place"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "places:places"
    DEGREES = frozenset({"latitude", "longitude", "base_latitude", "base_longitude"})

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=_KINDS, default=PlaceKind.LOCATION.value)
    stage = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True, default="")
    city = models.CharField(max_length=120, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")  # ISO 3166
    latitude = _degrees(90)
    longitude = _degrees(180)
    zone = models.CharField(max_length=64, blank=True, default="")
    base = models.CharField(max_length=300, blank=True, default="")  # where people report
    base_latitude = _degrees(90)
    base_longitude = _degrees(180)
    parking = models.TextField(blank=True, default="")
    holding = models.TextField(blank=True, default="")
    hospital = models.TextField(blank=True, default="")
    contact = models.TextField(blank=True, default="")
    permit = models.TextField(blank=True, default="")
    power = models.TextField(blank=True, default="")
    noise = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    away = models.JSONField(default=list, blank=True)  # ISO dates it cannot be had
    assumed = models.BooleanField(default=True)

    class Meta(ProductionRecord.Meta):
        verbose_name = _("place")

    def __str__(self) -> str:
        return self.name


class SetAtPlace(ScenarioRecord):
    """A set (a place in the story) is shot at a place; each scenario says its own.

    Its uid follows from the set's name, so that one set stands at one place. ``assumed``
    until somebody puts it there.
    """

    KIND = "set-at-place"
    TITLE: ClassVar[str] = "set_name"
    PAGE: ClassVar[str] = "places:sets"
    WORDS = {"set_name": _("set")}

    set_name = models.CharField(max_length=300)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="sets")
    assumed = models.BooleanField(default=True)

    class Meta(ScenarioRecord.Meta):
        verbose_name = _("set")

    def __str__(self) -> str:
        return f"{self.set_name} at {self.place}"
