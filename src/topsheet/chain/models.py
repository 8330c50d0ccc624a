"""What the office remembers of its figures and of who looked at them when.

None of this is part of a production: it follows from it, stays here and never travels.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from topsheet.platform import clock
from topsheet.production.models import Production, Scenario


class Stood(models.Model):
    """The figures of a scenario from change set ``sequence`` to ``until``, packed.

    Accounts and above, and the facts of the board. ``shown`` lists the amounts that somebody
    without the right to see pay might see then; None: nobody asked.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    until = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    figures = models.BinaryField()
    shown = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=["scenario", "sequence"], name="chain_stood_sequence"),
        )

    def __str__(self) -> str:
        return f"{self.scenario_id} at {self.sequence}"


class Look(models.Model):
    """How far a person has read a production: ``sequence`` before this visit, ``seen`` now."""

    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["production", "user"], name="chain_look_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} at {self.seen}"
