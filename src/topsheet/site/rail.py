"""The left rail: the rooms of a production in the order of the work, with small marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from topsheet.platform.formats import compact_money, number_text
from topsheet.production.access import Level, allowed
from topsheet.production.models import Scenario
from topsheet.site import marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One page. ``key`` opens it after ``g``; ``mark`` is read without opening it."""

    label: str
    url: str
    icon: str
    key: str = ""
    mark: str = ""
    bad: bool = False
    current: bool = False
    short: str | Promise = ""  # the label where there is little room
    act: str = ""  # a command of the page instead of another page: undo, redo


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """A page of the rail: its url name, the room whose right opens it, and its mark."""

    name: str
    right: str
    link: Link
    mark: Callable[[marks.Glance], str]


def office_rail(request: HttpRequest) -> tuple[Section, ...]:
    """The rail where no production is open."""
    links = (
        Link(label=_("Slate"), url=reverse("site:slate"), icon="slate", key="h"),
        Link(label=_("New production"), url=reverse("site:new"), icon="new", key="n"),
    )
    here = tuple(replace(link, current=_is_here(request.path, link.url)) for link in links)
    return (Section(title="", links=here),)


def production_rail(request: HttpRequest, scenario: Scenario) -> tuple[Section, ...]:
    """The rooms of a production that exist and that the person may see."""
    seen = marks.glance_of(scenario, request.user)
    sections = (
        Section(title=title, links=tuple(_room_links(request, scenario, rooms, seen)))
        for title, rooms in _rooms()
    )
    return tuple(section for section in sections if section.links)


def _rooms() -> Iterable[tuple[str, tuple[_Room, ...]]]:
    """The order of the work."""
    yield "", (_room("chain:topsheet", "production", _("The topsheet"), "topsheet", "t", _nothing),)
    yield (
        _("Develop"),
        (
            _room("script:script", "script", _("Script"), "script", "s", attrgetter("draft")),
            _room("breakdown:breakdown", "breakdown", _("Breakdown"), "breakdown", "b", _elements),
        ),
    )
    yield _("Finance"), (
        _room("budget:budget", "budget", _("Budget"), "budget", "m", _total),
    )  # fmt: skip
    yield (
        _("Prepare"),
        (
            _room("people:people", "people", _("People"), "people", "p", _nothing),
            _room("places:places", "places", _("Places"), "places", "l", _nothing),
            _room("schedule:board", "schedule", _("Schedule"), "board", "d", _days),
            _room(
                "schedule:day-out-of-days", "schedule", _("Day out of days"), "days", "o", _nothing
            ),
        ),
    )
    yield _("History"), (
        _room("production:journal", "production", _("Journal"), "journal", "j", _nothing),
    )  # fmt: skip


def _room(
    name: str, right: str, label: str, icon: str, key: str, mark: Callable[[marks.Glance], str]
) -> _Room:
    link = Link(label=label, url="", icon=icon, key=key, short=_SHORT.get(icon, label))
    return _Room(name=name, right=right, link=link, mark=mark)


# What is said where six rooms share the width of a phone.
_SHORT = {"topsheet": gettext_lazy("Topsheet"), "days": gettext_lazy("Days")}


def _nothing(seen: marks.Glance) -> str:
    return ""


def _elements(seen: marks.Glance) -> str:
    return number_text(seen.elements) if seen.elements else ""


def _total(seen: marks.Glance) -> str:
    return compact_money(seen.total) if seen.total else ""


def _days(seen: marks.Glance) -> str:
    return ngettext("%(n)d day", "%(n)d days", seen.days) % {"n": seen.days} if seen.days else ""


def _room_links(
    request: HttpRequest, scenario: Scenario, rooms: tuple[_Room, ...], seen: marks.Glance
) -> Iterable[Link]:
    for room in rooms:
        url = page_url(room.name, scenario)
        if url and allowed(request.user, scenario.production, room.right, Level.VIEW):
            current = _is_here(request.path, url)
            yield replace(room.link, url=url, mark=room.mark(seen), current=current)


def page_url(name: str, scenario: Scenario) -> str:
    """Where a page of a scenario is; "" when there is no such page."""
    try:
        url = reverse(name, args=[scenario.production.uid])
    except NoReverseMatch:
        return ""
    return url if scenario.is_main else f"{url}?scenario={scenario.uid}"


def adopt_url(scenario: Scenario) -> str:
    """The page on which a scenario is adopted, with the scenario in the header."""
    path = reverse("chain:adopt", args=[scenario.production.uid, scenario.uid])
    return f"{path}?scenario={scenario.uid}"


def _is_here(path: str, url: str) -> bool:
    """On the page itself or, for a room of a production, on one of its further pages."""
    page = url.partition("?")[0]
    return path == page or (page.count("/") > 3 and path.startswith(page))
