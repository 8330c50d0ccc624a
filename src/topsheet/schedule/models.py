"""The board of a scenario: what people decided about its days and strips.

What follows is not kept here: a strip's cast, set, light, length and minutes come from the
script and the breakdown, its place from the places, the calendar and the rules from the
production, the prices from the budget (see live.py).
"""

from __future__ import annotations

from django.db import models

from topsheet.production.models import ScenarioRecord
from topsheet.schedule.engine.types import PartKind, Shift


class DayKind(models.TextChoices):
    """What a day of the board is for; only shooting days are numbered and hold strips."""

    SHOOT = "shoot", "Shoot"
    TRAVEL = "travel", "Travel"
    REST = "rest", "Rest"
    HOLIDAY = "holiday", "Holiday"
    PREP = "prep", "Prep"
    REHEARSAL = "rehearsal", "Rehearsal"
    PRE_LIGHT = "pre-light", "Pre-light"
    STRIKE = "strike", "Strike"


class Board(ScenarioRecord):
    """A shooting schedule. ``start`` is the first shooting day assumed while the production
    names none; ``result`` what the last solve proved and of which plan. ``overtime_weight``
    is a preference: what a begun block of planned overtime weighs in minor units.
    """

    KIND = "board"
    FOLLOWS = frozenset({"result"})
    TITLE = "title"
    PAGE = "schedule:board"
    PAY = frozenset({"result"})

    title = models.CharField(max_length=120)
    start = models.DateField()
    overtime_weight = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)

    class Meta(ScenarioRecord.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class ShootDay(ScenarioRecord):
    """A day of the board; a night belongs to the date on which it is called.

    Its number follows from the dates. ``shift`` "" follows from what is shot, ``call``
    None from the rules (else minutes after midnight). A ``locked`` day keeps its date and
    its strips.
    """

    KIND = "shoot-day"
    TITLE = "date"
    PAGE = "schedule:board"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=DayKind.choices, default=DayKind.SHOOT)
    shift = models.CharField(
        max_length=10, blank=True, default="", choices=[(s.value, s.value) for s in Shift]
    )
    call = models.PositiveSmallIntegerField(null=True, blank=True)
    locked = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta(ScenarioRecord.Meta):
        ordering = ("date", "uid")

    def __str__(self) -> str:
        return f"{self.date:%a %d %b %Y}"


class Strip(ScenarioRecord):
    """A scene or a part of one; ``uid`` is its key ("s0012", "s0012/2").

    ``day`` None: in the boneyard. ``rank`` orders the strips of a day and leaves room
    between two, so that a strip moves without touching the others. ``minutes``,
    ``eighths``, ``cast`` (keys of roles) and ``place`` (uid) are set by hand; None and ""
    follow from the scene.
    """

    KIND = "strip"
    TITLE = "scene"
    PAGE = "schedule:board"
    REFERS = {"scene": "scene", "cast": "role", "place": "place"}
    RANK_STEP = 1024

    scene = models.CharField(max_length=64)  # the scene's uid
    part = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(
        max_length=12,
        choices=[(kind.value, kind.value) for kind in PartKind],
        default=PartKind.SCENE.value,
    )
    day = models.ForeignKey(
        ShootDay, on_delete=models.SET_NULL, null=True, blank=True, related_name="strips"
    )
    rank = models.BigIntegerField(default=0)
    locked = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    eighths = models.PositiveIntegerField(null=True, blank=True)
    cast = models.JSONField(null=True, blank=True)
    place = models.CharField(max_length=64, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta(ScenarioRecord.Meta):
        ordering = ("scene", "part")

    def __str__(self) -> str:
        return self.uid


class Banner(ScenarioRecord):
    """A line between strips: lunch, a company move, cover for the weather. Its minutes
    count towards the day.
    """

    KIND = "banner"
    TITLE = "text"
    PAGE = "schedule:board"

    day = models.ForeignKey(ShootDay, on_delete=models.CASCADE, related_name="banners")
    rank = models.BigIntegerField(default=0)
    text = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta(ScenarioRecord.Meta):
        ordering = ("rank", "uid")

    def __str__(self) -> str:
        return self.text
