"""The cast list: one row per part, with the terms it is engaged on."""

from __future__ import annotations

from django.db import models

from topsheet.people.engine.types import Deal
from topsheet.production.models import ProductionRecord


class Role(ProductionRecord):
    """A part to be cast; ``uid`` is the key of the role in script and schedule.

    ``assumed`` holds until a deal is made; ``assumed_by`` is the rule of the pack.
    """

    KIND = "role"

    name = models.CharField(max_length=200)
    board_id = models.CharField(max_length=12)  # the cast number
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    minor = models.BooleanField(default=False)
    lines = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    deal = models.CharField(max_length=20, choices=[(deal.value, deal.value) for deal in Deal])
    minimum_days = models.PositiveSmallIntegerField(default=0)
    away = models.JSONField(default=list, blank=True)  # ISO dates they cannot work
    assumed = models.BooleanField(default=True)
    assumed_by = models.CharField(max_length=64, blank=True, default="")

    class Meta(ProductionRecord.Meta):
        constraints = (
            *ProductionRecord.Meta.constraints,
            models.UniqueConstraint(fields=["production", "board_id"], name="people_role_board_id"),
        )

    def __str__(self) -> str:
        return f"{self.board_id} {self.name}"
