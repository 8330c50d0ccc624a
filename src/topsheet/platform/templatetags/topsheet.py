"""What templates say about figures, lengths and counts: ``{% load topsheet %}``.

    {{ amount|money }}            € 1,234.50      {{ amount|money_whole }}   € 1,235
    {{ amount|bare }}             1,234.50        {{ amount|bare_whole }}    1,235
    {{ scene.eighths|eighths }}   1 4/8           {{ strip.minutes|minutes }}  2 h 40
    {{ day.call|clock }}          07:00           {{ gap|percent }}          3.1 %
    {{ n|count:"scene" }}         1 scene, 187 scenes
    {% figure amount "budget/3300" %}   a dotted figure that opens into why
    {{ strip|strip_class }}       strip-night-ext (strip|fill_class for SVG)

A withheld amount (None) prints as three dots that a screen reader calls confidential.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.figure import Value
from topsheet.kernel.money import Money
from topsheet.platform import formats
from topsheet.platform.clock import now

register = template.Library()

# The nouns that pages count. Singular and plural are chosen by the language's own rules.
_NOUNS = {
    "account": ngettext_lazy("%(n)s account", "%(n)s accounts", "number"),
    "cast": ngettext_lazy("%(n)s cast member", "%(n)s cast members", "number"),
    "category": ngettext_lazy("%(n)s category", "%(n)s categories", "number"),
    "day": ngettext_lazy("%(n)s day", "%(n)s days", "number"),
    "element": ngettext_lazy("%(n)s element", "%(n)s elements", "number"),
    "file": ngettext_lazy("%(n)s file", "%(n)s files", "number"),
    "flag": ngettext_lazy("%(n)s flag", "%(n)s flags", "number"),
    "hold": ngettext_lazy("%(n)s holding day", "%(n)s holding days", "number"),
    "line": ngettext_lazy("%(n)s line", "%(n)s lines", "number"),
    "move": ngettext_lazy("%(n)s company move", "%(n)s company moves", "number"),
    "night": ngettext_lazy("%(n)s night", "%(n)s nights", "number"),
    "page": ngettext_lazy("%(n)s page", "%(n)s pages", "number"),
    "place": ngettext_lazy("%(n)s place", "%(n)s places", "number"),
    "problem": ngettext_lazy("%(n)s problem", "%(n)s problems", "number"),
    "production": ngettext_lazy("%(n)s production", "%(n)s productions", "number"),
    "role": ngettext_lazy("%(n)s role", "%(n)s roles", "number"),
    "scene": ngettext_lazy("%(n)s scene", "%(n)s scenes", "number"),
    "set": ngettext_lazy("%(n)s set", "%(n)s sets", "number"),
    "shoot day": ngettext_lazy("%(n)s shoot day", "%(n)s shoot days", "number"),
    "strip": ngettext_lazy("%(n)s strip", "%(n)s strips", "number"),
    "visit": ngettext_lazy("%(n)s visit", "%(n)s visits", "number"),
    "week": ngettext_lazy("%(n)s week", "%(n)s weeks", "number"),
    "word": ngettext_lazy("%(n)s word", "%(n)s words", "number"),
}


def _withheld() -> SafeString:
    return format_html(
        '<span class="withheld"><span aria-hidden="true">•••</span>'
        '<span class="visually-hidden">{}</span></span>',
        gettext("confidential"),
    )


def _amount(amount: Money | None, **style: bool) -> str:
    return _withheld() if amount is None else formats.money_text(amount, **style)


@register.filter
def money(amount: Money | None) -> str:
    """With currency and minor units: € 1,234.50; negative in parentheses."""
    return _amount(amount)


@register.filter
def money_whole(amount: Money | None) -> str:
    """With currency, rounded to whole units: € 1,235."""
    return _amount(amount, whole=True)


@register.filter
def bare(amount: Money | None) -> str:
    """Minor units without currency, for columns that name theirs once: 1,234.50."""
    return _amount(amount, bare=True)


@register.filter
def bare_whole(amount: Money | None) -> str:
    """Whole units without currency: 1,235; nothing at all is a dash."""
    return "–" if amount is not None and not amount else _amount(amount, whole=True, bare=True)


@register.filter
def number(value: int | Fraction) -> str:
    """A count or an exact number with the locale's separators."""
    return formats.number_text(value)


@register.filter
def unlocalized(value: float) -> str:
    """A number for an attribute that a browser reads, whatever the locale."""
    return repr(round(value, 4))


@register.filter
def percent(value: Any, digits: int | None = None) -> str:
    """A Percent as declared, or a share of one (0.031 is 3.1 %)."""
    return formats.percent_text(value, digits)


@register.filter
def eighths(length: Eighths | int) -> str:
    """Pages and eighths: 1 4/8."""
    return formats.eighths_text(length)


@register.filter
def minutes(length: int) -> str:
    """A length of time: 2 h 40."""
    return formats.minutes_text(length)


@register.filter
def clock(after_midnight: int) -> str:
    """A time of day from minutes after midnight: 07:00."""
    return formats.clock_text(after_midnight)


@register.filter
def day(when: date | None) -> str:
    """A shooting date with its weekday: Tue 20 Apr."""
    return "" if when is None else formats.date_text(when, "day")


@register.filter
def full_date(when: date | None) -> str:
    """A date with its year: 20 Apr 2027."""
    return "" if when is None else formats.date_text(when)


@register.filter
def ago(when: datetime) -> str:
    """How long ago something happened: 3 hours ago."""
    return formats.ago_text(now() - when)


@register.filter
def count(n: int, noun: str) -> str:
    """The number with its noun, in the right plural."""
    return _NOUNS[noun] % {"number": n, "n": formats.number_text(n)}


@register.filter
def value(amount: Value | None) -> str:
    """Any value a figure can hold."""
    return _withheld() if amount is None else formats.value_text(amount)


@register.filter
def strip_class(strip: Any) -> str:
    """The paint of a scene or strip by its light and INT/EXT: ``strip-night-ext``."""
    return "strip-" + _colour(strip)


@register.filter
def fill_class(strip: Any) -> str:
    """The same colour for a shape in SVG: ``fill-night-ext``."""
    return "fill-" + _colour(strip)


def _colour(strip: Any) -> str:
    inside = {"INT": "int", "EXT": "ext"}.get(str(strip.intext), "both")
    return f"{strip.light}-{inside}"


_STYLES: dict[str, Callable[[Money | None], str]] = {
    "money": money,
    "money_whole": money_whole,
    "bare": bare,
    "bare_whole": bare_whole,
}


@register.simple_tag(takes_context=True)
def figure(
    context: template.Context, amount: Value | str | None, address: str = "", style: str = ""
) -> str:
    """An amount that opens into why. ``style``: money, money_whole, bare, bare_whole (default).

    Text is shown as it is (``{% figure days_text "schedule/days" %}``). Withheld amounts and
    pages without a production show the value alone.
    """
    text = _figure_text(amount, style)
    why = context.get("explain_url", "")
    if amount is None or not address or not why or not _may_open(context, address):
        return text
    link = f"{why}{'&' if '?' in why else '?'}address={quote(address, safe='/')}"
    return format_html('<a class="fig" href="{}" data-why>{}</a>', link, text)


def _may_open(context: template.Context, address: str) -> bool:
    """Whether the viewer may see the room that tells why; without ``explained``, all may."""
    explained = context.get("explained")
    room = "budget" if address.partition("/")[0] == "budget" else "schedule"
    return explained is None or room in explained


def _figure_text(amount: Value | str | None, style: str) -> str:
    if amount is None:
        return _withheld()
    if isinstance(amount, str):
        return amount
    if isinstance(amount, Money):
        return _STYLES[style or "bare_whole"](amount)
    return formats.value_text(amount)
