"""Shooting places, and which set of the story is shot where."""

from __future__ import annotations

from django.db import models

from topsheet.production.models import ProductionRecord


class Place(ProductionRecord):
    """Where the trucks park. ``assumed`` until somebody binds a real place to it.

    ``stage`` says that only interiors play there, so that it may go to a stage.
    """

    KIND = "place"

    name = models.CharField(max_length=200)
    stage = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True, default="")
    away = models.JSONField(default=list, blank=True)  # ISO dates it cannot be had
    assumed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class SetAtPlace(ProductionRecord):
    """A set (a place in the story) is shot at a place."""

    KIND = "set-at-place"

    set_name = models.CharField(max_length=300)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="sets")

    def __str__(self) -> str:
        return f"{self.set_name} at {self.place}"
