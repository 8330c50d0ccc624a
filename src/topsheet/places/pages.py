"""What the pages of the places show, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from topsheet.kernel.days import days_text, spans_of
from topsheet.kernel.errors import InvalidInput
from topsheet.places import story
from topsheet.places.engine.geo import position_text
from topsheet.places.engine.types import PlaceKind
from topsheet.places.exports import SetRow, geo_link, map_link, set_rows
from topsheet.places.models import Place, SetAtPlace
from topsheet.places.selectors import places_of
from topsheet.places.sun import MOST_DAYS, SunDay, span, sun_table
from topsheet.places.zones import Zone, zone_of
from topsheet.platform import clock
from topsheet.platform.formats import date_text
from topsheet.production.models import Production, Scenario

_USUAL_SPAN = 14  # days of sun where no shooting days are known


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place in the list."""

    place: Place
    sets: tuple[SetRow, ...]
    days: tuple[date, ...]
    away: str
    away_typed: str

    @property
    def eighths(self) -> int:
        return sum(row.eighths for row in self.sets)

    @property
    def scenes(self) -> int:
        return sum(row.scenes for row in self.sets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A place as its page shows it: derived words beside the row."""

    zone: Zone
    position: str
    base_position: str
    map: str
    geo: str
    base_map: str
    away: str  # as it is typed
    away_shown: str
    sets: tuple[SetRow, ...]
    days: tuple[date, ...]
    texts: tuple[tuple[str, Promise, str], ...]  # field, label, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sun:
    """A table of the sun, or the reason why there is none."""

    days: tuple[SunDay, ...] = ()
    shooting: frozenset[date] = frozenset()
    first: str = ""
    last: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsPage:
    rows: tuple[SetRow, ...]
    total: int
    unbound: int
    places: tuple[Place, ...]


_TEXTS = (
    ("parking", gettext_lazy("Parking")),
    ("holding", gettext_lazy("Holding")),
    ("hospital", gettext_lazy("Nearest hospital")),
    ("contact", gettext_lazy("Contact")),
    ("permit", gettext_lazy("Permit")),
    ("power", gettext_lazy("Power")),
    ("noise", gettext_lazy("Noise")),
    ("note", gettext_lazy("Note")),
)


def place_list(scenario: Scenario) -> list[PlaceRow]:
    """The places by name with what is shot there."""
    by_place = _sets_by_place(set_rows(scenario))
    days = story.days_of(scenario)
    return [
        PlaceRow(place=place, sets=by_place.get(place.uid, ()), days=days.get(place.uid, ()),
                 away=_shown(place.away),
                 away_typed=days_text(map(date.fromisoformat, place.away)))
        for place in places_of(scenario.production)
    ]  # fmt: skip


def narrowed(rows: Iterable[PlaceRow], *, q: str, kind: str) -> list[PlaceRow]:
    """Places with these words; ``kind`` is a kind of place, or "assumed", "bound", "empty"."""
    words = q.casefold().split()

    def wanted(row: PlaceRow) -> bool:
        place = row.place
        said = " ".join((place.name, place.address, place.city, *(s.name for s in row.sets)))
        return _is(row, kind) and all(word in said.casefold() for word in words)

    return [row for row in rows if wanted(row)]


def place_sheet(place: Place, scenario: Scenario) -> Fields:
    """Everything about one place."""
    return Fields(
        zone=zone_of(place),
        position=_position(place.latitude, place.longitude),
        base_position=_position(place.base_latitude, place.base_longitude),
        map=map_link(place.latitude, place.longitude),
        geo=geo_link(place.latitude, place.longitude),
        base_map=map_link(place.base_latitude, place.base_longitude),
        away=days_text(map(date.fromisoformat, place.away)),
        away_shown=_shown(place.away),
        sets=_sets_by_place(set_rows(scenario)).get(place.uid, ()),
        days=story.days_of(scenario).get(place.uid, ()),
        texts=tuple((name, label, getattr(place, name)) for name, label in _TEXTS),
    )


def sun_page(place: Place, scenario: Scenario, first: str = "", last: str = "") -> Sun:
    """The sun on the days asked for, else on the shooting days, else on the fortnight to come."""
    if place.latitude is None or place.longitude is None:
        return Sun(problem=_("Give the place its coordinates to see when it is light there."))
    shooting = story.days_of(scenario).get(place.uid, ())
    try:
        days = _asked(first, last) or list(shooting[:MOST_DAYS]) or _fortnight(place.production)
    except InvalidInput as error:
        return Sun(first=first, last=last, problem=error.message)
    return Sun(
        days=sun_table(place.latitude, place.longitude, zone_of(place).name, days),
        shooting=frozenset(shooting),
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
    )


def sets_page(scenario: Scenario, *, show: str = "", query: str = "") -> SetsPage:
    """The sets, those of one place, or those nobody has found a place for."""
    rows = set_rows(scenario)
    words = query.casefold().split()
    kept = [
        row
        for row in rows
        if _shown_set(row, show)
        and all(word in f"{row.name} {row.place or ''}".casefold() for word in words)
    ]
    return SetsPage(
        rows=tuple(kept),
        total=len(rows),
        unbound=sum(not row.bound for row in rows),
        places=tuple(places_of(scenario.production)),
    )


def unbound_sets(scenario: Scenario) -> int:
    """How many sets have no real place yet."""
    return sum(not row.bound for row in set_rows(scenario))


def others(place: Place) -> list[Place]:
    """The places this one could be merged into."""
    return list(places_of(place.production).exclude(pk=place.pk))


def where_used(place: Place) -> list[str]:
    """The sets shot there in any scenario."""
    pairs = SetAtPlace.objects.filter(place=place).order_by("set_name")
    return list(pairs.values_list("set_name", flat=True).distinct())


def kinds() -> list[tuple[str, Promise]]:
    words = {
        PlaceKind.LOCATION: gettext_lazy("location"), PlaceKind.STUDIO: gettext_lazy("studio"),
        PlaceKind.STAGE: gettext_lazy("stage"),
    }  # fmt: skip
    return [(kind.value, words[kind]) for kind in PlaceKind]


def kind_filters() -> list[tuple[str, Promise]]:
    return [
        ("", gettext_lazy("All places")), ("assumed", gettext_lazy("Assumed")),
        ("bound", gettext_lazy("Bound")), ("empty", gettext_lazy("Nothing shot there")), *kinds(),
    ]  # fmt: skip


def zone_names() -> list[str]:
    """The time zones of cities, to choose from while typing."""
    return sorted(name for name in available_timezones() if "/" in name and name[:3] != "Etc")


def _is(row: PlaceRow, kind: str) -> bool:
    match kind:
        case "":
            return True
        case "assumed":
            return row.place.assumed
        case "bound":
            return not row.place.assumed
        case "empty":
            return not row.sets
    return row.place.kind == kind


def _shown_set(row: SetRow, show: str) -> bool:
    match show:
        case "":
            return True
        case "unbound":
            return not row.bound
        case "assumed":
            return row.place is not None and row.place.assumed
        case "nowhere":
            return row.place is None
    return row.place is not None and row.place.uid == show


def _sets_by_place(rows: Iterable[SetRow]) -> dict[str, tuple[SetRow, ...]]:
    found: dict[str, tuple[SetRow, ...]] = {}
    for row in rows:
        if row.place is not None:
            found[row.place.uid] = (*found.get(row.place.uid, ()), row)
    return found


def _asked(first: str, last: str) -> list[date]:
    if not first:
        return []
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else start
    except ValueError:
        raise InvalidInput("Write dates as 2027-05-01.", field="first") from None
    return span(start, end)


def _fortnight(production: Production) -> list[date]:
    start = production.start or clock.today()
    return span(start, start + timedelta(days=_USUAL_SPAN - 1))


def _position(latitude: int | None, longitude: int | None) -> str:
    if latitude is None or longitude is None:
        return ""
    return position_text(latitude, longitude)


def _shown(days: Sequence[str]) -> str:
    return ", ".join(
        date_text(first, "day")
        if first == last
        else f"{date_text(first, 'day')} – {date_text(last, 'day')}"
        for first, last in spans_of([date.fromisoformat(day) for day in days])
    )
