"""Figures side by side: each side opens into its own why, the difference has its sign."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topsheet.chain.engine.compared import Group, Row, Side
from topsheet.kernel.money import Money
from topsheet.platform.formats import date_text, money_text, number_text, percent_text
from topsheet.platform.templatetags.topsheet import figure
from topsheet.production.models import Scenario

register = template.Library()

MINUS = "\u2212"


@register.filter
def group_title(group: Group) -> str:
    return {
        Group.SHOOT: _("The shoot"),
        Group.COST: _("What the order of the strips costs"),
        Group.LEVELS: _("The estimate by level"),
        Group.ACCOUNTS: _("By account"),
        Group.STAGES: _("By stage"),
        Group.DEPARTMENTS: _("By department"),
    }[group]


@register.simple_tag
def side(of: Side, explain_url: str, row: Row) -> str:
    """One side's figure, dotted where it opens."""
    value = of.value
    if isinstance(value, date):
        return date_text(value)
    shown = number_text(value) if isinstance(value, int) else value
    return figure({"explain_url": explain_url}, shown, of.address)  # type: ignore[arg-type]


@register.filter
def over(row: Row) -> str:
    """The difference: +1,200, (300), +3 days."""
    found = row.difference
    if found is None or not row.differs:
        return ""
    if isinstance(found, Money):
        return signed_money(found)
    if isinstance(row.a.value, date):
        return _signed(found, ngettext("%(n)s day", "%(n)s days", abs(found)))
    return _signed(found, "%(n)s")


@register.filter
def signed_money(amount: Money | None) -> str:
    """+1,200; what is less stands in parentheses, as everywhere."""
    if amount is None:
        return ""
    text = money_text(amount, whole=True, bare=True)
    return f"+{text}" if amount.minor > 0 else text


@register.filter
def signed_count(n: int | None) -> str:
    return "" if not n else _signed(n, "%(n)s")


@register.filter
def share(row: Row) -> str:
    """The difference in percent of the first: +2.3 %."""
    found = row.share
    if not found:
        return ""
    return f"{_sign(found)}{percent_text(abs(found), 1)}"


@register.filter
def direction(amount: Row | Money | int | None) -> str:
    """``up`` for dearer or more, ``down`` for cheaper or less."""
    found = amount.difference if isinstance(amount, Row) else amount
    minor = found.minor if isinstance(found, Money) else found
    return "" if not minor else "up" if minor > 0 else "down"


def _signed(n: int, text: str) -> str:
    return f"{_sign(Fraction(n))}{text % {'n': number_text(abs(n))}}"


def _sign(value: Fraction) -> str:
    return "+" if value > 0 else MINUS if value < 0 else ""


@register.simple_tag
def sides_of(mine: Scenario, theirs: Scenario) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two answers to a conflict, the scenario's first."""
    return (("mine", mine.title), ("theirs", theirs.title))
