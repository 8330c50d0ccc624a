"""``{% load notes %}{% notes_panel "scene" scene.uid %}``: the button that opens what is laid
on a thing. Whatever carries ``data-on="scene/s0012"`` also opens with the key ``;`` and shows
how many notes it has.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def notes_panel(kind: str, uid: str, label: str = "") -> SafeString:
    """The button; the panel itself is one per page and filled by notes.js."""
    return format_html(
        '<button class="btn quiet notes-open" type="button" data-notes data-on="{}/{}" '
        'aria-haspopup="dialog">{}</button>',
        kind,
        uid,
        label or _("Notes and files"),
    )
