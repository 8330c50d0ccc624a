"""``{% kept revision … %}`` … ``{% endkept %}``: a part of a page, kept as it was rendered.

It is rendered again when one of the named values changes: the revision of what it shows,
what the viewer may see. The language counts too. Nothing inside may be a person's own (a
form's token, a greeting). Without a revision nothing is kept. A view gives what only such a
part needs as ``lazily(…)``, so that a part that is kept costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from topsheet.platform.derived import Derived

register = template.Library()
_PARTS = 4_096  # small ones mostly: a day of a board, a sheet of a scene

_rendered: Derived[SafeString] = Derived(_PARTS)


def lazily(make: Callable[[], Any]) -> Any:
    """What ``make`` gives, made when a template first looks at it."""
    return SimpleLazyObject(make)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to ``endkept``, by the values named in the tag."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    if not values:
        raise template.TemplateSyntaxError("{% kept %} names what its contents depend on")
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(values, inside)


class KeptNode(template.Node):
    """The part, and what it is kept by."""

    def __init__(self, values: list[FilterExpression], inside: NodeList) -> None:
        self.values = values
        self.nodelist = inside

    def render(self, context: Context) -> SafeString:
        where = (self.origin.name, self.token.lineno if self.token else 0, get_language())
        named = tuple(value.resolve(context) for value in self.values)
        if not named[0]:
            return self.nodelist.render(context)
        return _rendered.get((*where, *named), lambda: self.nodelist.render(context))
