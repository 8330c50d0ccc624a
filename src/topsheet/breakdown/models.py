"""What a scenario's scenes need: parts, appearances, elements with mentions, flags, places.

Scenes are named by their uid (``s0012`` is the twelfth of the draft), so that nothing here
holds on to a row of the script that a new draft replaces.
"""

from __future__ import annotations

from django.db import models

from topsheet.breakdown.engine.types import Category, Flag, Presence
from topsheet.production.models import ScenarioRecord


class State(models.TextChoices):
    """What a person said to a suggestion."""

    SUGGESTED = "suggested", "Suggested"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"


class Part(ScenarioRecord):
    """A role as the draft shows it; ``uid`` is the role's key. Its terms are in ``people``."""

    KIND = "part"

    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    board_id = models.CharField(max_length=12)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    minor = models.BooleanField(default=False)
    lines = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)

    class Meta(ScenarioRecord.Meta):
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.board_id} {self.name}"


class Element(ScenarioRecord):
    """A thing or a group in every scene that mentions it; ``uid`` is the element's key."""

    KIND = "element"

    position = models.PositiveIntegerField()
    category = models.CharField(max_length=24, choices=[(c.value, c.value) for c in Category])
    name = models.CharField(max_length=200)

    class Meta(ScenarioRecord.Meta):
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name


class Suggestion(ScenarioRecord):
    """Something the draft says about a scene, at a line, with how sure we are of it."""

    scene = models.CharField(max_length=64)
    line = models.PositiveIntegerField()
    confidence = models.PositiveSmallIntegerField()  # 0–100
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)

    class Meta(ScenarioRecord.Meta):
        abstract = True
        indexes = (models.Index(fields=["scenario", "scene"]),)


class Appearance(Suggestion):
    """A part in a scene."""

    KIND = "appearance"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="appearances")
    presence = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Presence])
    works = models.BooleanField()

    class Meta(Suggestion.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.part} in {self.scene}"


class Mention(Suggestion):
    """An element in a scene."""

    KIND = "mention"

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="mentions")
    excerpt = models.CharField(max_length=400)
    reason = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField(null=True, blank=True)

    class Meta(Suggestion.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.element} in {self.scene}"


class SceneFlag(Suggestion):
    """A condition of a scene."""

    KIND = "scene-flag"

    flag = models.CharField(max_length=12, choices=[(flag.value, flag.value) for flag in Flag])
    excerpt = models.CharField(max_length=400)
    reason = models.CharField(max_length=120)

    class Meta(Suggestion.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.flag} in {self.scene}"


class AssumedPlace(ScenarioRecord):
    """Sets that are assumed to be shot at one place; ``uid`` is the place's key."""

    KIND = "assumed-place"

    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    sets = models.JSONField(default=list)
    stage = models.BooleanField(default=False)

    class Meta(ScenarioRecord.Meta):
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name
