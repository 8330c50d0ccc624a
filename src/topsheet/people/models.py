"""Who plays and works: parts, persons, companies, and what each is engaged for.

``PRIVATE`` fields are for those who keep the list of people, ``PAY`` fields for those
who may see pay.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from topsheet.kernel.money import UnitPrice
from topsheet.people.engine.types import CompanyKind, Deal, RateUnit, Status
from topsheet.production.models import ProductionRecord


class Role(ProductionRecord):
    """A part to be cast; ``uid`` is the key of the role in script and schedule.

    ``assumed`` holds until a deal is made; ``assumed_by`` is the rule of the pack.
    """

    KIND = "role"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "people:cast"
    PAY: ClassVar[frozenset[str]] = frozenset({"deal", "minimum_days", "assumed", "assumed_by"})
    WORDS = {"board_id": _("cast number"), "minimum_days": _("days at least")}

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
        verbose_name = _("part")
        constraints = (
            *ProductionRecord.Meta.constraints,
            models.UniqueConstraint(fields=["production", "board_id"], name="people_role_board_id"),
        )

    def __str__(self) -> str:
        return f"{self.board_id} {self.name}"


class Company(ProductionRecord):
    """A firm: an actor's agency, a camera house, a studio."""

    KIND = "company"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "people:people"
    NOUN = (_("company"), _("companies"))

    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=12,
        choices=[(kind.value, kind.value) for kind in CompanyKind],
        default=CompanyKind.OTHER.value,
    )
    contact = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    phones = models.JSONField(default=list, blank=True)
    address = models.CharField(max_length=300, blank=True, default="")
    city = models.CharField(max_length=120, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")  # ISO 3166
    vat = models.CharField(max_length=40, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta(ProductionRecord.Meta):
        verbose_name = _("company")

    def __str__(self) -> str:
        return self.name


class Person(ProductionRecord):
    """Somebody to be reached: cast, crew or a contact."""

    KIND = "person"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "people:people"
    NOUN = (_("person"), _("people"))
    PRIVATE: ClassVar[frozenset[str]] = frozenset(
        {"address", "emergency", "diet", "allergies", "unions", "note"}
    )
    PAY: ClassVar[frozenset[str]] = PRIVATE  # the history shows neither to everybody

    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, blank=True, default="")
    pronouns = models.CharField(max_length=40, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    phones = models.JSONField(default=list, blank=True)
    address = models.CharField(max_length=300, blank=True, default="")
    city = models.CharField(max_length=120, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")  # ISO 3166
    languages = models.JSONField(default=list, blank=True)
    emergency = models.CharField(max_length=300, blank=True, default="")
    diet = models.CharField(max_length=300, blank=True, default="")
    allergies = models.CharField(max_length=300, blank=True, default="")
    unions = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta(ProductionRecord.Meta):
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name


class Engagement(ProductionRecord):
    """What a person or company is engaged for: a part, or a position in a department.

    A part has one engagement; its deal and minimum days stand with the part. ``person``
    None with a part: terms are known before who plays it.
    """

    KIND = "engagement"
    TITLE: ClassVar[str] = "position"
    ELSE_TITLE: ClassVar[str] = "role"
    PAGE: ClassVar[str] = "people:people"
    PAY: ClassVar[frozenset[str]] = frozenset(
        {"rate_coefficient", "rate_exponent", "rate_currency", "rate_unit"}
    )
    MONEY = {"rate": ("rate_coefficient", "rate_exponent", "rate_currency")}
    WORDS = {"rate": _("rate"), "rate_unit": _("paid by")}

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="engagements"
    )
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, null=True, blank=True, related_name="engagements"
    )
    role = models.ForeignKey(
        Role, on_delete=models.CASCADE, null=True, blank=True, related_name="engagements"
    )
    position = models.CharField(max_length=120, blank=True, default="")
    department = models.CharField(max_length=80, blank=True, default="")
    rate_coefficient = models.BigIntegerField(null=True, blank=True)
    rate_exponent = models.PositiveSmallIntegerField(default=0)
    rate_currency = models.CharField(max_length=3, blank=True, default="")
    rate_unit = models.CharField(
        max_length=4,
        blank=True,
        default="",
        choices=[("", ""), *((unit.value, unit.value) for unit in RateUnit)],
    )
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=8,
        choices=[(status.value, status.value) for status in Status],
        default=Status.PROPOSED.value,
    )
    agent = models.ForeignKey(
        Company, on_delete=models.CASCADE, null=True, blank=True, related_name="represents"
    )

    class Meta(ProductionRecord.Meta):
        verbose_name = _("engagement")
        constraints = (
            *ProductionRecord.Meta.constraints,
            models.UniqueConstraint(fields=["role"], name="people_engagement_role"),
        )

    def __str__(self) -> str:
        return self.position or str(self.role or "")

    @property
    def rate(self) -> UnitPrice | None:
        if self.rate_coefficient is None:
            return None
        return UnitPrice(self.rate_coefficient, self.rate_exponent, self.rate_currency)


class Away(ProductionRecord):
    """Dates on which a person cannot work, both ends included."""

    KIND = "away"
    TITLE: ClassVar[str] = "reason"
    ELSE_TITLE: ClassVar[str] = "person"
    PAGE: ClassVar[str] = "people:people"
    NOUN = (_("time away"), _("times away"))

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="away")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta(ProductionRecord.Meta):
        verbose_name = _("time away")

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"
