"""The rows of a budget: chart, lines, globals, fringes, contractuals of one scenario.

Prices are two integers and a currency; percentages are exact decimals written out. The
uid of an account is its code, of a line its key, of a global its name.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from topsheet.budget.engine.types import PayComponent, Posting, ProductionLevel, Stage
from topsheet.platform import clock
from topsheet.platform.files import ContentField
from topsheet.production.models import ScenarioRecord


def _choices(
    kind: type[ProductionLevel] | type[Stage] | type[PayComponent] | type[Posting],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Budget(ScenarioRecord):
    """What a budget is as a whole. ``rates``, ``groups``, ``facts`` and ``notes`` are JSON."""

    KIND = "budget"
    GATHERS: ClassVar[frozenset[str]] = frozenset({"facts"})
    TITLE: ClassVar[str] = "title"
    PAGE: ClassVar[str] = "budget:budget"

    title = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    chart = models.CharField(max_length=20)
    days_per_week = models.PositiveSmallIntegerField(default=5)
    rates = models.JSONField(default=list, blank=True)  # locked exchange rates
    groups = models.JSONField(default=list, blank=True)  # switches
    facts = models.JSONField(default=list, blank=True)  # the board's facts, in words
    notes = models.JSONField(default=list, blank=True)  # sentences about the basis

    class Meta(ScenarioRecord.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class Account(ScenarioRecord):
    """A category (``category`` None) or an account in one.

    ``charted`` is its number in the chart it came from, where it was given another.
    """

    KIND = "account"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "budget:budget"

    name = models.CharField(max_length=120)
    level = models.CharField(max_length=12, choices=_choices(ProductionLevel))
    category = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="accounts"
    )
    order = models.PositiveIntegerField()
    charted = models.CharField(max_length=12, blank=True, default="")

    class Meta(ScenarioRecord.Meta):
        ordering = ("order", "uid")

    def __str__(self) -> str:
        return f"{self.uid} {self.name}"


class Line(ScenarioRecord):
    """A detail line; see the engine's ``Line`` for what each field means."""

    KIND = "budget-line"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "budget:budget"
    PAY: ClassVar[frozenset[str]] = frozenset({"price_coefficient", "price_derived"})
    MONEY = {"price": ("price_coefficient", "price_exponent", "price_currency")}
    WORDS = {"price": _("price"), "amount": _("quantity"), "component": _("kind of pay")}

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(max_length=300)
    department = models.CharField(max_length=80)
    stage = models.CharField(max_length=12, choices=_choices(Stage))
    amount = models.TextField()
    times = models.TextField(default="1")
    unit = models.CharField(max_length=40)
    price_coefficient = models.BigIntegerField()
    price_exponent = models.PositiveSmallIntegerField()
    price_currency = models.CharField(max_length=3)
    person = models.CharField(max_length=120, blank=True, default="")
    people = models.PositiveIntegerField(default=1)
    component = models.CharField(max_length=12, choices=_choices(PayComponent))
    fringes = models.JSONField(default=list, blank=True)
    group = models.CharField(max_length=80, blank=True, default="")
    assumed = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True, default="")
    note = models.CharField(max_length=400, blank=True, default="")
    # What the plan says while somebody typed over it; "": nothing was typed over.
    amount_derived = models.TextField(blank=True, default="")
    times_derived = models.TextField(blank=True, default="")
    price_derived = models.CharField(max_length=60, blank=True, default="")  # 1200.50 EUR
    order = models.BigIntegerField()  # with room between neighbours, see ordering.py

    class Meta(ScenarioRecord.Meta):
        ordering = ("order", "uid")
        verbose_name = _("budget line")

    def __str__(self) -> str:
        return self.name


class Global(ScenarioRecord):
    """``counted``: the formula follows what script and breakdown count (see live.py)."""

    KIND = "budget-global"
    TITLE: ClassVar[str] = "label"
    PAGE: ClassVar[str] = "budget:budget"

    label = models.CharField(max_length=200)
    formula = models.TextField()
    unit = models.CharField(max_length=40, blank=True, default="")
    assumed = models.BooleanField(default=False)
    counted = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True, default="")
    formula_derived = models.TextField(blank=True, default="")  # as a line's amount_derived
    order = models.PositiveIntegerField()

    class Meta(ScenarioRecord.Meta):
        ordering = ("order", "uid")
        verbose_name = _("global")

    def __str__(self) -> str:
        return self.label


class Fringe(ScenarioRecord):
    """``percent`` "" means flat. ``cut_off`` is {amount, currency, period, scope} or None."""

    KIND = "fringe"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "budget:budget"
    MONEY = {"flat": ("flat_coefficient", "flat_exponent", "flat_currency")}
    WORDS = {"flat": _("flat sum"), "cut_off": _("cut-off"), "on": _("stands on")}

    name = models.CharField(max_length=120)
    percent = models.CharField(max_length=20, blank=True, default="")
    flat_coefficient = models.BigIntegerField(null=True, blank=True)
    flat_exponent = models.PositiveSmallIntegerField(default=0)
    flat_currency = models.CharField(max_length=3, blank=True, default="")
    flat_unit = models.CharField(max_length=40, blank=True, default="")
    cut_off = models.JSONField(null=True, blank=True)
    components = models.JSONField(default=list)
    on = models.JSONField(default=list, blank=True)
    posting = models.CharField(max_length=12, choices=_choices(Posting))
    account = models.CharField(max_length=12, blank=True, default="")
    source = models.JSONField(null=True, blank=True)
    assumed = models.BooleanField(default=False)
    order = models.PositiveIntegerField()

    class Meta(ScenarioRecord.Meta):
        ordering = ("order", "uid")

    def __str__(self) -> str:
        return self.name


class Contractual(ScenarioRecord):
    """``percent`` "" means a flat sum in ``currency``, which is also the cap's."""

    KIND = "contractual"
    TITLE: ClassVar[str] = "name"
    PAGE: ClassVar[str] = "budget:budget"
    PAY = frozenset({"flat_minor"})  # a producer's fee
    MONEY = {"flat": ("flat_minor", "", "currency"), "cap": ("cap_minor", "", "currency")}
    WORDS = {"flat": _("flat sum"), "cap": _("at most")}

    name = models.CharField(max_length=120)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="contractuals")
    percent = models.CharField(max_length=20, blank=True, default="")
    flat_minor = models.BigIntegerField(null=True, blank=True)
    cap_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    include = models.JSONField(default=list)
    exclude = models.JSONField(default=list, blank=True)
    mutual = models.BooleanField(default=False)
    assumed = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True, default="")
    order = models.PositiveIntegerField()

    class Meta(ScenarioRecord.Meta):
        ordering = ("order", "uid")

    def __str__(self) -> str:
        return self.name


class BudgetVersion(ScenarioRecord):
    """A budget as it was approved: what it was and what it came to, never edited.

    ``content`` is the digest of the stored JSON (budget, facts, amounts as issued), which
    also proves that nobody changed it.
    """

    KIND = "budget-version"
    TITLE: ClassVar[str] = "label"
    PAGE: ClassVar[str] = "budget:versions"
    PAY = frozenset({"content"})
    MONEY = {"total": ("total_minor", "", "currency")}
    WORDS = {"total": _("total")}

    number = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    note = models.CharField(max_length=400, blank=True, default="")
    content = ContentField()
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_name = models.CharField(max_length=120, blank=True, default="")
    approved_at = models.DateTimeField(default=clock.now)

    class Meta(ScenarioRecord.Meta):
        ordering = ("number",)
        verbose_name = _("approved budget")

    def __str__(self) -> str:
        return self.label


class DecisionKind(models.TextChoices):
    """How a variance against the approved budget is closed."""

    DRAW = "draw", _("Contingency draw")
    OVERAGE = "overage", _("Approved overage")
    SAVING = "saving", _("Saving")


class BudgetDecision(ScenarioRecord):
    """Money moved against an approved budget: a draw on the contingency, an overage, a saving."""

    KIND = "budget-decision"
    TITLE: ClassVar[str] = "reason"
    PAGE: ClassVar[str] = "budget:versions"
    MONEY = {"amount": ("minor", "", "currency")}
    WORDS = {"amount": _("amount")}

    against = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=8, choices=DecisionKind.choices)
    account = models.CharField(max_length=40)  # its code in the approved budget
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=400)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_name = models.CharField(max_length=120, blank=True, default="")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta(ScenarioRecord.Meta):
        ordering = ("decided_at", "uid")
        verbose_name = _("budget decision")

    def __str__(self) -> str:
        return self.reason
