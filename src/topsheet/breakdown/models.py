"""What a scenario's scenes need: parts, appearances, elements with mentions, flags, places.

Scenes are named by their uid, which they keep over drafts, so that nothing here holds on to
a row of the script that a new draft replaces. What a person decided stays when the script is
read again: ``state``, what was added ``by_hand``, and the fields named in ``own``.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    WORDS = {"board_id": _("cast number")}

    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    board_id = models.CharField(max_length=12)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    minor = models.BooleanField(default=False)
    lines = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    by_hand = models.BooleanField(default=False)

    class Meta(ScenarioRecord.Meta):
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.board_id} {self.name}"


class Element(ScenarioRecord):
    """A thing or a group in every scene that mentions it; ``uid`` is the element's key.

    ``own`` names the fields that a person set: a new draft leaves them alone.
    """

    KIND = "element"
    PAGE = "breakdown:elements"

    position = models.PositiveIntegerField()
    category = models.CharField(max_length=24, choices=[(c.value, c.value) for c in Category])
    name = models.CharField(max_length=200)
    own = models.JSONField(default=list, blank=True)
    by_hand = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta(ScenarioRecord.Meta):
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name


class Suggestion(ScenarioRecord):
    """Something the draft says about a scene, at a line, with how sure we are of it.

    ``by_hand``: a person said it. ``lost``: a person accepted it and the draft in force no
    longer says it; it counts until somebody looks again.
    """

    TITLE = "scene"
    REFERS = {"scene": "scene"}
    PAGE = "breakdown:review"

    scene = models.CharField(max_length=64)
    line = models.PositiveIntegerField()
    confidence = models.PositiveSmallIntegerField()  # 0–100
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    by_hand = models.BooleanField(default=False)
    lost = models.BooleanField(default=False)

    class Meta(ScenarioRecord.Meta):
        abstract = True
        indexes = (models.Index(fields=["scenario", "scene"]),)


class Present(models.TextChoices):
    """How a person said that a part is in a scene; "" is as the script says."""

    WORKS = "works", "Works"
    VOICE = "voice", "Voice only"


class Appearance(Suggestion):
    """A part in a scene. ``decided`` overrules whether it works there."""

    KIND = "appearance"
    TITLE = "part"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="appearances")
    presence = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Presence])
    works = models.BooleanField()
    decided = models.CharField(max_length=8, choices=Present.choices, blank=True, default="")

    class Meta(Suggestion.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.part} in {self.scene}"


class Mention(Suggestion):
    """An element in a scene, once.

    ``said`` are the keys the reading of the script has for what stands here, so that a
    mention that was moved to another element stays there; ``own`` as in Element.
    """

    KIND = "mention"
    NOUN = (_("tag"), _("tags"))
    TITLE = "element"

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="mentions")
    excerpt = models.CharField(max_length=400)
    reason = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    said = models.JSONField(default=list, blank=True)
    own = models.JSONField(default=list, blank=True)

    class Meta(Suggestion.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.element} in {self.scene}"


class SceneFlag(Suggestion):
    """A condition of a scene."""

    KIND = "scene-flag"
    TITLE = "flag"

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


class Alias(ScenarioRecord):
    """Another name of a part or an element, remembered for drafts to come.

    ``said`` is the key the reading of a script gives to ``text`` ("boy"), ``key`` the uid of
    the part or element that is meant ("tom").
    """

    KIND = "alias"
    TITLE = "text"
    NOUN = (_("alias"), _("aliases"))

    class Of(models.TextChoices):
        ELEMENT = "element", "Element"
        ROLE = "role", "Role"

    of = models.CharField(max_length=8, choices=Of.choices)
    text = models.CharField(max_length=200)
    said = models.CharField(max_length=64)
    key = models.CharField(max_length=64)

    class Meta(ScenarioRecord.Meta):
        ordering = ("text", "id")

    def __str__(self) -> str:
        return f"{self.text} is {self.key}"


class ElementLink(ScenarioRecord):
    """Wherever an element is, or a part works, ``needs`` is there too."""

    KIND = "element-link"
    TITLE = "element"

    element = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    part = models.ForeignKey(
        Part, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    needs = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="needed_by")

    class Meta(ScenarioRecord.Meta):
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.element or self.part} needs {self.needs}"
