"""The choices of a new production, with what each means and a sensible start."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from topsheet.platform.formats import locale
from topsheet.schedule.packs import agreement_titles, known_countries

_KINDS = (("feature", _("Feature")), ("short", _("Short")), ("episode", _("Episode")))
_LEVELS = (("micro", _("Micro")), ("low", _("Low")), ("mid", _("Mid")))
_EIGHTHS = (
    ("", _("Nearest eighth (an imported length stands)")),
    ("nearest", _("Nearest eighth, measured anew")),
    ("ceil", _("Always rounded up")),
    ("reconciled", _("Reconciled to the page count")),
)
_EFFORTS = ((3, _("Quick look")), (10, _("Good")), (40, _("Thorough")))
RARE = ("title", "currency", "agreements", "eighths")
_WEEKS = ((5, _("Five")), (6, _("Six")), (4, _("Four")), (7, _("Seven")))


def country_choices() -> list[tuple[str, str]]:
    """The countries whose working day is known, by name in the reader's language."""
    names = locale().territories
    known = [(code, str(names.get(code, code))) for code in known_countries()]
    return [("", gettext("Not said yet")), *sorted(known, key=lambda choice: choice[1])]


def agreement_choices() -> list[tuple[str, str]]:
    return list(agreement_titles().items())


class PlanForm(forms.Form):
    """What ``topsheet plan`` asks; names are those of its options."""

    file = forms.FileField(
        label=_("Script"),
        allow_empty_file=True,  # the reader says what is wrong with an empty one
        error_messages={"required": _("Choose a script: Fountain, Final Draft (FDX) or text PDF.")},
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Left empty, it is read from the title page."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS, initial="feature")
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=country_choices,
        help_text=_("Where it is shot: holidays, hours and fringes follow."),
    )
    agreements = forms.MultipleChoiceField(
        label=_("Agreements"),
        required=False,
        choices=agreement_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each overrides the country’s practice where it says more."),
    )
    level = forms.ChoiceField(
        label=_("Budget level"),
        choices=_LEVELS,
        initial="low",
        help_text=_("Which template of crew, rates and allowances to begin with."),
    )
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        help_text=_("Left empty, the country's own."),
    )
    start = forms.CharField(
        label=_("First shooting day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty, a Monday twelve weeks from today."),
    )
    days_per_week = forms.TypedChoiceField(
        label=_("Shooting days a week"), choices=_WEEKS, coerce=int, initial=5
    )
    eighths = forms.ChoiceField(label=_("Page count"), choices=_EIGHTHS, required=False, initial="")
    effort = forms.TypedChoiceField(
        label=_("Search for a cheaper order"),
        choices=_EFFORTS,
        coerce=int,
        initial=10,
        help_text=_("The same effort gives the same board on every machine."),
    )

    def more_is_open(self) -> bool:
        """Whether one of the rarer choices was made or is wrong, so that they are shown."""
        return any(self[name].errors or self[name].value() for name in RARE)

    def choices(self) -> dict[str, Any]:
        """The options as ``chain.options`` reads them; the file is not one."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}
