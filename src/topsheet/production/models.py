"""The production, its scenarios and members, and the change sets that every write leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from topsheet.platform import clock
from topsheet.platform.files import ContentField
from topsheet.platform.ids import new_uid, uuid7


class ProductionKind(models.TextChoices):
    FEATURE = "feature", _("Feature")
    SHORT = "short", _("Short")
    EPISODE = "episode", _("Episode")


class Production(models.Model):
    """One film or episode. ``sequence`` is the number of its last change set."""

    KIND: ClassVar[str] = "production"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    uid = models.CharField(max_length=64, unique=True, default=new_uid)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=10, choices=ProductionKind.choices, default=ProductionKind.FEATURE
    )
    country = models.CharField(max_length=2, blank=True, default="")  # ISO 3166, "" = not said
    level = models.CharField(max_length=10, default="low")  # of the budget: micro, low, mid
    currency = models.CharField(max_length=3, default="EUR")
    agreements = models.JSONField(default=list, blank=True)  # ids in the packs
    start = models.DateField(null=True, blank=True)  # first shooting day
    days_per_week = models.PositiveSmallIntegerField(default=5)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revisions = models.JSONField(default=dict, editable=False)  # see revisions.py
    created_at = models.DateTimeField(default=clock.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)  # in the bin until removed for good

    def __str__(self) -> str:
        return self.title


class Record(models.Model):
    """A row that belongs to a production, leaves change sets and travels in snapshots.

    ``uid`` survives copying and is how records are named in files, history and links;
    ``version`` counts edits. A foreign key of a record points to another record of the
    same production (or to a user), never across scenarios.
    """

    KIND: ClassVar[str] = ""
    TRAVELS: ClassVar[bool] = True  # False: stays in the office when a snapshot leaves
    TITLE: ClassVar[str] = "name"  # the field that names the record
    ELSE_TITLE: ClassVar[str] = ""  # the one that does where that is empty
    PAY: ClassVar[frozenset[str]] = frozenset()  # fields only those who may see pay may read
    PAGE: ClassVar[str] = ""  # the url name of the page that shows it
    NOUN: ClassVar[tuple[Any, Any]] = ("", "")  # one and many; "" = the verbose names
    WORDS: ClassVar[Mapping[str, Any]] = {}  # field → word, where its verbose name reads badly
    MONEY: ClassVar[Mapping[str, tuple[str, str, str]]] = {}  # field → see ``words.amounts``
    GATHERS: ClassVar[frozenset[str]] = frozenset()  # lists that a merge puts together
    REFERS: ClassVar[Mapping[str, str]] = {}  # field of plain uids → the kind they name
    FOLLOWS: ClassVar[frozenset[str]] = frozenset()  # written by the program: no act of anybody's

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    uid = models.CharField(max_length=64, default=new_uid)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class ProductionRecord(Record):
    """A record shared by all scenarios: a person, a place, a document.

    A subclass with a Meta of its own inherits this one (``class Meta(ProductionRecord.Meta)``).
    """

    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.UniqueConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["production", "uid"], name="%(app_label)s_%(class)s_uid"
            ),
        )


class ScenarioState(models.TextChoices):
    """What became of a scenario."""

    OPEN = "open", _("Open")
    ADOPTED = "adopted", _("Adopted")
    DROPPED = "dropped", _("Dropped")
    KEPT = "kept", _("Kept as it was")


class Scenario(ProductionRecord):
    """A fork of script, breakdown, schedule and budget; ``is_main`` is the production itself.

    ``base_sequence`` is the change set it was forked at, ``forked_from`` the uid of the
    scenario it was forked from.
    """

    KIND = "scenario"
    TITLE = "title"
    PAGE = "chain:topsheet"
    WORDS = {"is_main": _("main"), "base_sequence": _("forked at"), "forked_from": _("forked from")}
    REFERS = {"forked_from": "scenario"}

    title = models.CharField(max_length=120)
    is_main = models.BooleanField(default=False)
    base_sequence = models.PositiveIntegerField(default=0)
    forked_from = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(
        max_length=10, choices=ScenarioState.choices, default=ScenarioState.OPEN
    )
    note = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return self.title


class ScenarioRecord(Record):
    """A record of one scenario: a scene, a strip, a line of the budget."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.UniqueConstraint, ...]] = (
            models.UniqueConstraint(fields=["scenario", "uid"], name="%(app_label)s_%(class)s_uid"),
        )


class Membership(ProductionRecord):
    """A user's role in a production; the roles are those of ``roles.py``."""

    KIND = "member"
    TITLE = "role"
    WORDS = {"user": _("person")}
    TRAVELS = False

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=30)

    class Meta(ProductionRecord.Meta):
        constraints = (
            *ProductionRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["production", "user", "role"], name="production_membership_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class ChangeSet(models.Model):
    """One write: everything one act changed, in one transaction.

    ``actor_name`` stays readable where the user is not known (another office).
    ``undoes`` and ``redoes`` name the change set that this one took back or made again;
    one that is not ``undoable`` stands as issued (an approval).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="change_sets")
    sequence = models.PositiveIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=120, blank=True, default="")
    verb = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)
    undoes = models.PositiveIntegerField(null=True, blank=True)
    redoes = models.PositiveIntegerField(null=True, blank=True)
    undoable = models.BooleanField(default=True)

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(
                fields=["production", "sequence"], name="production_changeset_sequence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb}"


class Change(models.Model):
    """One record before and after a write; ``before`` None: created, ``after`` None: deleted.

    ``scenario`` is the uid of the record's scenario, "" for a record of the production.
    ``version`` is the one after the write (the last one, of a deleted record).
    """

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=40)
    scenario = models.CharField(max_length=64, blank=True, default="")
    uid = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["kind", "uid"], name="change_kind_uid"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Remark(ProductionRecord):
    """Something laid on a thing: ``about_kind`` and ``about_uid`` name the thing,
    ``about_scenario`` the scenario it is of ("" for what all scenarios share).
    """

    about_kind = models.CharField(max_length=40)
    about_uid = models.CharField(max_length=64)
    about_scenario = models.CharField(max_length=64, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField(default=clock.now)

    class Meta(ProductionRecord.Meta):
        abstract = True
        ordering = ("at", "id")


class Note(Remark):
    KIND = "note"
    TITLE: ClassVar[str] = "text"

    text = models.TextField()

    class Meta(Remark.Meta):
        abstract = False
        verbose_name = _("note")
        indexes = (models.Index(fields=["production", "about_kind", "about_uid"]),)

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(Remark):
    """A file by its content; ``name`` is what it was called and never a path."""

    KIND = "attachment"

    name = models.CharField(max_length=200)
    content = ContentField()
    thumbnail = ContentField()  # a small picture of it, "" where there is none
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta(Remark.Meta):
        abstract = False
        verbose_name = _("attachment")
        indexes = (models.Index(fields=["production", "about_kind", "about_uid"]),)

    def __str__(self) -> str:
        return self.name
