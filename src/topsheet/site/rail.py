"""The left rail: the rooms of a production in the order of the work, with small marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """A page of the rail: its url name, the room whose right opens it, and its mark."""

    label: str
    name: str
    right: str
    icon: str
    key: str
    mark: Callable[[marks.Glance], str]


def office_rail(request: HttpRequest) -> tuple[Section, ...]:
    """The rail where no production is open."""
    links = (
        _link(request, _("Slate"), reverse("site:slate"), "slate", "h"),
        _link(request, _("New production"), reverse("site:new"), "new", "n"),
    )
    return (Section(title="", links=links),)


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
    yield "", (
        _Room(label=_("The topsheet"), name="chain:topsheet", right="production",
              icon="topsheet", key="t", mark=_nothing),
    )  # fmt: skip
    yield _("Develop"), (
        _Room(label=_("Script"), name="script:script", right="script",
              icon="script", key="s", mark=attrgetter("draft")),
        _Room(label=_("Breakdown"), name="breakdown:breakdown", right="breakdown",
              icon="breakdown", key="b", mark=_elements),
    )  # fmt: skip
    yield _("Finance"), (
        _Room(label=_("Budget"), name="budget:budget", right="budget",
              icon="budget", key="m", mark=_total),
    )  # fmt: skip
    yield _("Prepare"), (
        _Room(label=_("Schedule"), name="schedule:board", right="schedule",
              icon="board", key="d", mark=_days),
        _Room(label=_("Day out of days"), name="schedule:day-out-of-days", right="schedule",
              icon="days", key="o", mark=_nothing),
    )  # fmt: skip


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
            yield _link(request, room.label, url, room.icon, room.key, room.mark(seen))


def page_url(name: str, scenario: Scenario) -> str:
    """Where a page of a scenario is; "" when there is no such page."""
    try:
        url = reverse(name, args=[scenario.production.uid])
    except NoReverseMatch:
        return ""
    return url if scenario.is_main else f"{url}?scenario={scenario.uid}"


def _link(request: HttpRequest, label: str, url: str, icon: str, key: str, mark: str = "") -> Link:
    return Link(
        label=label, url=url, icon=icon, key=key, mark=mark, current=_is_here(request.path, url)
    )


def _is_here(path: str, url: str) -> bool:
    """On the page itself or, for a room of a production, on one of its further pages."""
    page = url.partition("?")[0]
    return path == page or (page.count("/") > 3 and path.startswith(page))
