"""The board of a scenario: its days, its strips, and what the solve said of it."""

from __future__ import annotations

from django.db import models

from topsheet.production.models import ScenarioRecord
from topsheet.schedule.engine.types import Shift
from topsheet.script.engine.types import IntExt, Light


def _choices(kind: type[Shift] | type[IntExt] | type[Light]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Board(ScenarioRecord):
    """A shooting schedule. ``terms`` is what the solve was given beside the strips (calendar,
    rules, prices, cast and places), ``result`` what it proved: bound, gaps, baselines.
    """

    KIND = "board"

    title = models.CharField(max_length=120)
    terms = models.JSONField(default=dict)
    result = models.JSONField(default=dict)

    class Meta(ScenarioRecord.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class ShootDay(ScenarioRecord):
    """A shooting day; a night belongs to the date on which it is called."""

    KIND = "shoot-day"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="days")
    number = models.PositiveIntegerField()
    date = models.DateField()
    shift = models.CharField(max_length=10, choices=_choices(Shift))

    class Meta(ScenarioRecord.Meta):
        ordering = ("number",)

    def __str__(self) -> str:
        return f"Day {self.number}"


class Strip(ScenarioRecord):
    """A scene or a part of one; ``uid`` is its key ("s0012", "s0012/2").

    ``day`` None: not on the board yet. ``rank`` orders the strips of a day and leaves room
    between two, so that a strip moves without touching the others.
    """

    KIND = "strip"
    RANK_STEP = 1024

    scene = models.CharField(max_length=20)  # the printed number
    part = models.PositiveSmallIntegerField(default=0)
    order = models.PositiveIntegerField()  # place in the script
    eighths = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    minutes_assumed = models.BooleanField(default=True)
    set_name = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=64)
    intext = models.CharField(max_length=10, choices=_choices(IntExt))
    light = models.CharField(max_length=10, choices=_choices(Light))
    needs_dark = models.BooleanField(default=False)
    needs_daylight = models.BooleanField(default=False)
    cast = models.JSONField(default=list, blank=True)  # keys of roles
    minors = models.JSONField(default=list, blank=True)
    elements = models.JSONField(default=list, blank=True)  # keys of elements
    synopsis = models.TextField(blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    day = models.ForeignKey(
        ShootDay, on_delete=models.SET_NULL, null=True, blank=True, related_name="strips"
    )
    rank = models.BigIntegerField(default=0)

    class Meta(ScenarioRecord.Meta):
        ordering = ("order", "part")

    def __str__(self) -> str:
        return self.uid
