"""Drafts of the script, and the scenes of the draft in force."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from topsheet.platform.files import ContentField
from topsheet.production.models import ScenarioRecord
from topsheet.script.engine.types import EighthsMode, Format, IntExt, Light


class Draft(ScenarioRecord):
    """One script file as handed in. The draft in force is the one with the highest number.

    ``source`` keeps the file itself, so that an older draft can be read again; scenes are
    kept of the draft in force. ``title_page`` and ``details`` are pairs in their order.
    """

    KIND = "draft"
    TITLE = "title"
    PAGE = "script:script"

    number = models.PositiveIntegerField()
    title = models.TextField()
    file_name = models.TextField()
    format = models.CharField(max_length=10, choices=[(f.value, f.value) for f in Format])
    colour = models.CharField(max_length=20)  # of the revision's paper
    source = ContentField()
    pages = models.PositiveIntegerField()
    pages_by_eighths = models.PositiveIntegerField()  # in eighths
    eighths_source = models.CharField(
        max_length=12, choices=[(m, m) for m in (*(mode.value for mode in EighthsMode), "imported")]
    )
    title_page = models.JSONField(default=list, blank=True)
    details = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    preamble = models.JSONField(default=list, blank=True)
    numbers_locked = models.BooleanField(default=False)  # new scenes take letters: 12A
    against = models.JSONField(default=dict, blank=True)  # what it changed of the draft before

    class Meta(ScenarioRecord.Meta):
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.title}, draft {self.number} ({self.colour})"


class Scene(ScenarioRecord):
    """A scene of the draft in force; ``uid`` is s0001 for the first and so on.

    ``elements`` are the paragraphs as JSON (see rows.py); ``characters`` the names of its
    cues, kept beside them for lists that do not need the text. ``corrected`` holds of each
    field that a person corrected what was read. An omitted scene keeps number and text.
    """

    KIND = "scene"
    TITLE = "number"
    PAGE = "script:script"
    WORDS = {"intext": _("INT/EXT"), "set_name": _("set"), "elements": _("text")}

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="scenes")
    order = models.PositiveIntegerField()  # from 0
    number = models.TextField()
    numbered = models.BooleanField()
    heading = models.TextField()
    intext = models.CharField(max_length=8, choices=[(v.value, v.value) for v in IntExt])
    set_name = models.TextField(blank=True)
    time = models.TextField(blank=True)
    light = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Light])
    light_inherited = models.BooleanField(default=False)
    eighths = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    characters = models.JSONField(default=list, blank=True)
    elements = models.JSONField(default=list, blank=True)
    omitted = models.BooleanField(default=False)
    synopsis = models.TextField(blank=True)
    corrected = models.JSONField(default=dict, blank=True)

    class Meta(ScenarioRecord.Meta):
        ordering = ("order",)

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"
