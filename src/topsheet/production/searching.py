"""Search over the productions of a person: what each room holds, found by words.

A room takes part by a module ``search`` with ``entries(scenario)`` (everything that can be
found in it, as ``Entry``) and ``READS`` (the rooms whose change makes it new). What was read
is held in memory by revision, so a search reads a few rows and no contents. What nobody has
read yet since the office was opened is read in a bounded time: ``unread`` says how many
productions are left, and asking again goes on.

Somebody finds only what is in rooms they may see.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from topsheet.platform.models import User
from topsheet.production.access import Level
from topsheet.production.engine.text_index import Entry, Hit, TextIndex, build, fold, words_of
from topsheet.production.models import Membership, Production, Scenario
from topsheet.production.roles import LEVELS, ROOMS
from topsheet.production.selectors import productions_of

_IN_MEMORY = 1200  # indexes: productions × rooms
_ELSEWHERE = 60  # things weighed of one room of another production
_LONGEST = 120  # characters of a question
_SECONDS = 0.06  # for reading what is not in memory yet
_NEARNESS = 78  # how alike a mistyped word must be, of 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that was found, and where."""

    kind: str
    uid: str
    name: str
    detail: str
    url: str
    production: str
    production_title: str
    scenario: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """``here`` are of the production asked from, ``elsewhere`` of others, best first.

    ``meant`` is what was searched instead when nothing had the words as typed.
    """

    here: tuple[Found, ...] = ()
    elsewhere: tuple[Found, ...] = ()
    meant: str = ""
    unread: int = 0


def search(
    user: User, query: str, *, here: Scenario | None = None, at_most: int = 30,
    seconds: float = _SECONDS,
) -> SearchResult:  # fmt: skip
    """What has all the words of ``query`` in productions that ``user`` may know of."""
    words = words_of(query[:_LONGEST])
    if not words:
        return SearchResult()
    until = perf_counter() + seconds
    levels = _rooms_seen(user)
    mine = [] if here is None else list(_indexes(here, levels(here.production), None))
    found_here = _best(here, mine, words, at_most)
    elsewhere, unread = _elsewhere(user, here, levels, words, until, at_most)
    if not found_here and not elsewhere and not unread:
        meant = _meant(words, mine)
        if meant != words:
            return SearchResult(
                here=tuple(_best(here, mine, meant, at_most)), meant=" ".join(meant)
            )
    return SearchResult(here=tuple(found_here), elsewhere=tuple(elsewhere), unread=unread)


def _elsewhere(
    user: User,
    here: Scenario | None,
    levels: Callable[[Production], frozenset[str]],
    words: tuple[str, ...],
    until: float,
    at_most: int,
) -> tuple[list[Found], int]:
    found: list[Found] = []
    unread = 0
    for scenario in _main_scenarios(user, here):
        indexes = list(_indexes(scenario, levels(scenario.production), until))
        if None in indexes:
            unread += 1
        found += _best(scenario, [one for one in indexes if one], words, at_most, _ELSEWHERE)
    found.sort(key=lambda one: -one.score)
    return found[:at_most], unread


def _main_scenarios(user: User, here: Scenario | None) -> Iterator[Scenario]:
    """Of every other production the person may know of, in two queries."""
    others = {one.pk: one for one in productions_of(user)}
    if here is not None:
        others.pop(here.production_id, None)
    for scenario in Scenario.objects.filter(is_main=True, production__in=list(others)):
        scenario.production = others[scenario.production_id]
        yield scenario


def _rooms_seen(user: User) -> Callable[[Production], frozenset[str]]:
    """The rooms a person may view, for any production, in one query."""
    if user.is_owner:
        return lambda production: frozenset(ROOMS)
    roles: Mapping[UUID, set[str]] = defaultdict(set)
    if user.is_active:
        rows = Membership.objects.filter(user=user).values_list("production", "role")
        for production, role in rows:
            roles[production].add(role)

    def seen(production: Production) -> frozenset[str]:
        mine = roles.get(production.pk, ())
        return frozenset(room for room in ROOMS if any(LEVELS[r][room] >= Level.VIEW for r in mine))

    return seen


# What the rooms hold, in memory.


@cache
def _rooms() -> dict[str, ModuleType]:
    """The search modules of the rooms that have one."""
    names = {config.label: f"{config.name}.search" for config in apps.get_app_configs()}
    return {
        room: import_module(name)
        for room, name in names.items()
        if room in ROOMS and find_spec(name) is not None
    }


_kept: OrderedDict[tuple[Any, ...], TextIndex] = OrderedDict()
_turn = threading.Lock()


def _indexes(
    scenario: Scenario, seen: frozenset[str], until: float | None
) -> Iterator[TextIndex | None]:
    """One index per room the person may see; None where there is no time left to read it."""
    revisions: Mapping[str, int] = scenario.production.revisions or {}
    for room, module in _rooms().items():
        if room not in seen:
            continue
        key = (scenario.pk, room, *_revision(revisions, scenario, module.READS))
        with _turn:
            index = _kept.get(key)
            if index is not None:
                _kept.move_to_end(key)
        if index is None and until is not None and perf_counter() > until:
            yield None
            continue
        yield index or _read(scenario, room, module, key)


def _revision(
    revisions: Mapping[str, int], scenario: Scenario, rooms: Iterable[str]
) -> Iterator[int]:
    for room in rooms:
        yield revisions.get(room, 0)
        yield revisions.get(f"{room}@{scenario.uid}", 0)


def _read(scenario: Scenario, room: str, module: ModuleType, key: tuple[Any, ...]) -> TextIndex:
    index = build(list(module.entries(scenario)))
    with _turn:
        for old in [one for one in _kept if one[:2] == (scenario.pk, room)]:
            del _kept[old]
        _kept[key] = index
        while len(_kept) > _IN_MEMORY:
            _kept.popitem(last=False)
    return index


def forget() -> None:
    """Empty the memory, as a restart does."""
    with _turn:
        _kept.clear()


# From hits to what is shown.


def _best(
    scenario: Scenario | None,
    indexes: Iterable[TextIndex | None],
    words: tuple[str, ...],
    n: int,
    candidates: int = 300,
) -> list[Found]:
    if scenario is None:
        return []
    known = [index for index in indexes if index is not None]
    hits = [hit for index in known for hit in index.find(words, n, candidates)]
    hits.sort(key=lambda hit: -hit.score)
    return [_found(scenario, hit) for hit in hits[:n]]


def _found(scenario: Scenario, hit: Hit) -> Found:
    entry, production = hit.entry, scenario.production
    return Found(
        kind=entry.kind,
        uid=entry.uid,
        name=entry.name,
        detail=entry.detail,
        url=_url(scenario, entry),
        production=production.uid,
        production_title=production.title,
        scenario="" if scenario.is_main else scenario.uid,
        score=hit.score,
    )


def _url(scenario: Scenario, entry: Entry) -> str:
    """The thing's place on its page, in its scenario."""
    uid = scenario.production.uid
    page = _page(entry, uid)
    query, _, anchor = entry.at.partition("#")
    parts = [query.lstrip("?")] if query else []
    parts += [] if scenario.is_main else [f"scenario={scenario.uid}"]
    return page + ("?" + "&".join(parts) if parts else "") + (f"#{anchor}" if anchor else "")


def _page(entry: Entry, production: str) -> str:
    """The page of the thing itself, or the page on which it stands."""
    for args in ([production, entry.uid], [production]):
        try:
            return reverse(entry.page, args=args)
        except NoReverseMatch:
            continue
    return reverse("chain:topsheet", args=[production])


def _meant(words: tuple[str, ...], indexes: Iterable[TextIndex | None]) -> tuple[str, ...]:
    """Each word that occurs nowhere, as the nearest word of a name."""
    from rapidfuzz import process

    known = set[str]().union(*(index.vocabulary() for index in indexes if index is not None))
    return tuple(
        nearest[0]
        if len(word) > 3
        and word not in known
        and (nearest := process.extractOne(word, known, score_cutoff=_NEARNESS))
        else word
        for word in words
    )


def titled(user: User, query: str, at_most: int = 10) -> list[Production]:
    """The productions whose title has all the words; archived ones last."""
    words = words_of(query[:_LONGEST])
    both = productions_of(user) | productions_of(user, archived=True)
    found = [one for one in both if words and _in_title(one.title, words)]
    found.sort(key=lambda one: one.archived_at is not None)
    return found[:at_most]


def _in_title(title: str, words: tuple[str, ...]) -> bool:
    folded = fold(title)
    return all(word in folded for word in words)
