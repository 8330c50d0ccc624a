"""The journal: who did what to a production, when, in words, as far as the reader may know.

Change sets are read newest first, a page at a time, by their sequence. Somebody who may see
no record of a change set is not told of it. Where pay was changed, those who may not see it
are told how many changes there were and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topsheet.kernel.errors import NotFound
from topsheet.platform.formats import number_text
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.engine.inverse import Written, net
from topsheet.production.journal_verbs import may_tell_verb
from topsheet.production.models import Change, ChangeSet, Production, Scenario
from topsheet.production.records_told import ADDED, CHANGED, DELETED, RecordTold, Teller
from topsheet.production.sight import Sight, is_only_pay, sight_of, tells_pay, withheld_fields
from topsheet.production.words import kind_word

PAGE = 50
MOST = 200
INLINE = 12  # changes of one change set that are read with the page
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the journal is wanted; "" and None: everything.

    ``person`` is a name or an e-mail, ``record`` a uid (the history of one thing),
    ``before`` the sequence that the page before ended with.
    """

    person: str = ""
    room: str = ""
    scenario: str = ""
    record: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None
    text: str = ""
    before: int | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many records of a kind, and what was done to them."""

    kind: str
    scenario: str
    done: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change set. ``records`` None: too many to read at once, see ``records_of``.

    ``pay`` counts the records of which only pay was changed, which the reader may not see.
    """

    sequence: int
    at: datetime
    who: str
    own: bool
    verb: str
    undoes: int | None
    redoes: int | None
    scenarios: tuple[str, ...]
    counts: tuple[str, ...]
    total: int
    records: tuple[RecordTold, ...] | None
    pay: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Entries newest first; ``before`` asks for what is older, None at the beginning."""

    entries: tuple[Entry, ...]
    before: int | None


def journal(viewer: User, production: Production, asked: Asked) -> Page:
    """One page of the journal. Raises NotFound for somebody who may not know of the production."""
    require(viewer, production, "production", Level.VIEW)
    limit = max(1, min(asked.limit, MOST))
    reader = _Reader(production, sight_of(viewer, production))
    found = list(islice(reader.seen(asked), limit + 1))
    entries = tuple(reader.entries(found[:limit]))
    return Page(entries=entries, before=entries[-1].sequence if len(found) > limit else None)


def changes_since(
    production: Production, since: int | datetime, viewer: User, limit: int = PAGE
) -> tuple[Entry, ...]:
    """What happened after a change set or a moment, newest first, in words for ``viewer``."""
    asked = Asked(after=since) if isinstance(since, int) else Asked(since=since)
    return journal(viewer, production, replace(asked, limit=limit)).entries


def records_of(
    viewer: User, production: Production, sequence: int, after: int = 0
) -> tuple[tuple[RecordTold, ...], int, int | None]:
    """A hundred records of one change set, those of pay that are withheld, and where to go on.

    Raises NotFound for a change set of which the viewer may see nothing.
    """
    require(viewer, production, "production", Level.VIEW)
    sight = sight_of(viewer, production)
    changes = Change.objects.filter(
        change_set__production=production,
        change_set__sequence=sequence,
        kind__in=sight.kinds_of(""),
    )
    rows = list(changes.filter(id__gt=after).order_by("id")[: _AT_ONCE + 1])
    if not rows and not changes.exists():
        raise NotFound("There is no such change in this production.")
    teller = Teller(production, sight, _main(production))
    written = [_written(row) for row in rows[:_AT_ONCE]]
    teller.load(written)
    told = teller.tell(written)
    return told.records, told.pay, rows[_AT_ONCE - 1].id if len(rows) > _AT_ONCE else None


def people_in(production: Production) -> list[str]:
    """Everybody who wrote in the production, by name."""
    names = ChangeSet.objects.filter(production=production).order_by("actor_name")
    return [name for name in names.values_list("actor_name", flat=True).distinct() if name]


class _Reader:
    def __init__(self, production: Production, sight: Sight) -> None:
        self._production = production
        self._sight = sight
        scenarios = Scenario.objects.filter(production=production)
        self._titles = dict(scenarios.values_list("uid", "title"))
        self._main = _main(production)

    def seen(self, asked: Asked) -> Iterator[tuple[ChangeSet, list[Tally]]]:
        """The change sets that the person may be told of, newest first, each with its counts."""
        wanted = self._wanted(asked)
        before = asked.before
        while True:
            rows = wanted if before is None else wanted.filter(sequence__lt=before)
            chunk = list(rows.order_by("-sequence")[: max(asked.limit, PAGE) + 1])
            text = asked.text.strip().casefold()
            kept = [row for row in chunk if text in row.verb.casefold()]
            tallies = self._tallies(kept)
            yield from ((row, seen) for row in kept if (seen := self._of_sight(tallies[row.pk])))
            if len(chunk) <= max(asked.limit, PAGE):
                return
            before = chunk[-1].sequence

    def entries(self, found: Sequence[tuple[ChangeSet, list[Tally]]]) -> Iterator[Entry]:
        small = [row.pk for row, seen in found if sum(t.number for t in seen) <= INLINE]
        written: dict[UUID, list[Written]] = defaultdict(list)
        changes = Change.objects.filter(change_set__in=small, kind__in=self._sight.kinds_of(""))
        for change in changes.order_by("id"):
            written[change.change_set_id].append(_written(change))
        teller = Teller(self._production, self._sight, self._main)
        teller.load(one for group in written.values() for one in group)
        for row, seen in found:
            steps = net(written[row.pk]) if row.pk in written else None
            yield self._entry(row, seen, steps, teller)

    def _entry(
        self, row: ChangeSet, seen: list[Tally], steps: Sequence[Written] | None, teller: Teller
    ) -> Entry:
        told = teller.tell(steps) if steps is not None else None
        own = row.actor_id is not None and row.actor_id == self._sight.user.pk
        total = sum(tally.number for tally in seen) if steps is None else len(steps)
        counts = tuple(_count(tally) for tally in _added_up(seen))
        main = Counter({(t.kind, t.scenario): t.number for t in seen}).most_common(1)[0][0]
        return Entry(
            sequence=row.sequence,
            at=row.at,
            who=row.actor_name or _("Topsheet"),
            own=own,
            verb=row.verb if own else self._verb(row, seen, steps, counts),
            undoes=row.undoes,
            redoes=row.redoes,
            scenarios=self._scenarios(seen),
            counts=counts,
            total=total,
            records=told.records if told else None,
            pay=told.pay if told else 0,
            url=teller.url(*main),
        )

    def _verb(
        self,
        row: ChangeSet,
        seen: list[Tally],
        steps: Sequence[Written] | None,
        counts: tuple[str, ...],
    ) -> str:
        """What was done, unless it would tell what the reader may not know."""
        if steps is not None:
            paid = [step for step in steps if tells_pay(step)]
            only = bool(paid) and all(is_only_pay(step) for step in steps)
        else:
            paid = []
            only = all(withheld_fields(t.kind) and t.done == CHANGED for t in seen)
        if self._sight.pay and self._sees_all(row):
            return row.verb
        if only and not self._sight.pay:
            return pay_text(sum(tally.number for tally in seen))
        if may_tell_verb(row.verb, paid):
            return row.verb
        return ", ".join(counts)

    def _sees_all(self, row: ChangeSet) -> bool:
        """Whether nothing in it is of a room that the reader may not look into."""
        return not row.hidden  # type: ignore[attr-defined]

    def _scenarios(self, seen: Iterable[Tally]) -> tuple[str, ...]:
        """The scenarios it was done in, where that is not the production itself."""
        uids = {tally.scenario for tally in seen if tally.scenario}
        return tuple(sorted(self._titles.get(uid, uid) for uid in uids if uid != self._main))

    def _wanted(self, asked: Asked) -> QuerySet[ChangeSet]:
        rows = ChangeSet.objects.filter(production=self._production)
        if asked.person:
            by_name = Q(actor_name=_clean(asked.person))
            rows = rows.filter(by_name | Q(actor__email__iexact=_clean(asked.person)))
        if asked.since is not None:
            rows = rows.filter(at__gte=asked.since)
        if asked.until is not None:
            rows = rows.filter(at__lt=asked.until)
        if asked.after is not None:
            rows = rows.filter(sequence__gt=asked.after)
        if asked.room or asked.scenario or asked.record:
            rows = rows.filter(Exists(self._of_record(asked)))
        kinds_seen = self._sight.kinds_of("")
        unseen = Change.objects.filter(change_set=OuterRef("pk")).exclude(kind__in=kinds_seen)
        return rows.annotate(hidden=Exists(unseen))

    def _of_record(self, asked: Asked) -> QuerySet[Change]:
        changes = Change.objects.filter(
            change_set=OuterRef("pk"), kind__in=self._sight.kinds_of(asked.room)
        )
        if asked.scenario:
            changes = changes.filter(scenario=_clean(asked.scenario))
        return changes.filter(uid=_clean(asked.record)) if asked.record else changes

    def _tallies(self, change_sets: Sequence[ChangeSet]) -> dict[UUID, list[Tally]]:
        found: dict[UUID, list[Tally]] = defaultdict(list)
        rows = (
            Change.objects.filter(change_set__in=change_sets)
            .order_by()
            .values_list("change_set", "kind", "scenario")
            .annotate(
                all=Count("id"),
                made=Count("id", filter=Q(before__isnull=True)),
                gone=Count("id", filter=Q(after__isnull=True)),
            )
        )
        for key, kind, scenario, number, made, gone in rows:
            for done, n in ((ADDED, made), (CHANGED, number - made - gone), (DELETED, gone)):
                if n:
                    tally = Tally(kind=kind, scenario=scenario, done=done, number=n)
                    found[key].append(tally)
        return found

    def _of_sight(self, tallies: list[Tally]) -> list[Tally]:
        return [tally for tally in tallies if self._sight.sees(tally.kind)]


def pay_text(n: int) -> str:
    """What is said where only pay was changed."""
    return ngettext("%(n)s change in pay", "%(n)s changes in pay", n) % {"n": number_text(n)}


def _added_up(tallies: Iterable[Tally]) -> list[Tally]:
    """Over all scenarios, the most first."""
    sums: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        sums[tally.kind, tally.done] += tally.number
    return [Tally(kind=kind, scenario="", done=done, number=n)
            for (kind, done), n in sums.most_common()]  # fmt: skip


def _count(tally: Tally) -> str:
    done = {ADDED: _("added"), CHANGED: _("changed"), DELETED: _("deleted")}[tally.done]
    return f"{number_text(tally.number)} {kind_word(tally.kind, tally.number)} {done}"


def _written(change: Change) -> Written:
    key = (change.kind, change.scenario, change.uid)
    return Written(key=key, version=change.version, before=change.before, after=change.after)


def _main(production: Production) -> str:
    found: Any = Scenario.objects.filter(production=production, is_main=True)
    return str(found.values_list("uid", flat=True).first() or "main")


def _clean(text: str) -> str:
    """PostgreSQL takes no NUL in a text."""
    return text.replace("\0", "").strip()
