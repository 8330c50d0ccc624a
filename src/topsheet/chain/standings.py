"""The standings of a scenario: kept in memory by change set, and packed in a small table.

A standing is noted by whoever looks first after a write. What happened between two notes is
one step: a comparison says which change set its *before* belongs to. In memory stand the
lines too; the table keeps accounts and above, so that "since Friday" survives a restart.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Count, Sum

from topsheet.budget.selectors import has_budget, load_estimate, shown_addresses
from topsheet.chain.engine.standing import Standing, Worth, standing
from topsheet.chain.models import Stood
from topsheet.production.models import Change, Membership, Production, Scenario
from topsheet.production.revisions import revision_of
from topsheet.production.roles import LEVELS, SEE_PAY, Level
from topsheet.schedule.selectors import has_board, load_schedule
from topsheet.script.models import Scene

_ROOMS = ("production", "people", "places", "script", "breakdown", "schedule", "budget")
_IN_MEMORY = 96  # standings of all scenarios together
_CONFIDED = [role for role, rooms in LEVELS.items()
             if role not in SEE_PAY and rooms["budget"] >= Level.VIEW]  # fmt: skip


@dataclass(slots=True)
class Noted:
    """A standing that held from change set ``sequence`` to ``until``, as far as is known.

    ``coarse``: read from the table, without lines. ``shown``: for those who may not see pay.
    """

    standing: Standing
    sequence: int
    until: int
    coarse: bool = False
    shown: frozenset[str] | None = None


_noted: OrderedDict[tuple[UUID, int], Noted] = OrderedDict()
_turn = threading.Lock()


def standing_now(scenario: Scenario) -> Noted:
    """The scenario's standing as it is, noted in memory and in the table."""
    for _ in range(5):
        sequence = _sequence(scenario)
        revision = revision_of(scenario, *_ROOMS)
        found = _in_memory(scenario, sequence)
        if found is not None:
            return found
        made = _read(scenario)
        if revision_of(scenario, *_ROOMS) == revision:
            break  # nobody wrote while it was read
    return _note(scenario, Noted(standing=made, sequence=sequence, until=sequence))


def standing_kept(scenario: Scenario) -> Standing:
    """The scenario's standing as it is, from memory or the table where that still holds."""
    sequence = _sequence(scenario)
    kept = standing_before(scenario, sequence)
    if kept is not None and kept.until >= sequence:
        return kept.standing
    return standing_now(scenario).standing


def standing_before(scenario: Scenario, sequence: int) -> Noted | None:
    """The last standing noted at change set ``sequence`` or before; None when there is none.

    When nothing that the figures follow from changed in between, it holds at ``sequence``
    (its ``until`` says so).
    """
    kept = _in_memory(scenario, sequence, exact=False)
    if kept is None or kept.until < sequence:
        stored = _stored(scenario, sequence)
        if stored is not None and (kept is None or stored.until > kept.until):
            kept = stored
    if kept is not None and kept.until < sequence and not _touched(scenario, kept.until, sequence):
        kept.until = sequence
    return kept


def first_kept(scenario: Scenario) -> int | None:
    """The change set at which figures were kept first; None when they never were."""
    kept = Stood.objects.filter(scenario=scenario).order_by("sequence")
    return kept.values_list("sequence", flat=True).first()


def standing_here(scenario: Scenario) -> Noted:
    """The scenario's standing, from wherever it is known; read anew only when it must be."""
    sequence = _sequence(scenario)
    kept = standing_before(scenario, sequence)
    return kept if kept is not None and kept.until >= sequence else standing_now(scenario)


def shown_at(scenario: Scenario, noted: Noted) -> frozenset[str]:
    """What might be shown of it without the right to see pay; nothing when that is not known."""
    if noted.shown is None and noted.until >= _sequence(scenario):
        noted.shown = shown_addresses(scenario) if has_budget(scenario) else frozenset()
        _keep_shown(scenario, noted)
    return noted.shown or frozenset()


def forget() -> None:
    """Empty the memory, as a restart does."""
    with _turn:
        _noted.clear()


def _sequence(scenario: Scenario) -> int:
    return Production.objects.values_list("sequence", flat=True).get(pk=scenario.production_id)


def _read(scenario: Scenario) -> Standing:
    scenes = Scene.objects.filter(scenario=scenario, omitted=False)
    counted = scenes.aggregate(n=Count("id"), eighths=Sum("eighths"))
    estimate = load_estimate(scenario) if has_budget(scenario) else None
    board = load_schedule(scenario)[1] if has_board(scenario) else None
    return standing(
        budget=estimate.budget if estimate else None,
        result=estimate.result if estimate else None,
        judged=board.best if board else None,
        scenes=counted["n"],
        eighths=counted["eighths"] or 0,
        currency=estimate.budget.currency if estimate else scenario.production.currency,
    )


def _in_memory(scenario: Scenario, sequence: int, *, exact: bool = True) -> Noted | None:
    with _turn:
        mine = [one for (pk, _), one in _noted.items() if pk == scenario.pk]
    reached = [one for one in mine if one.sequence <= sequence]
    last = max(reached, key=lambda one: one.sequence, default=None)
    if last is None or (exact and last.until < sequence):
        return None
    return last


def _note(scenario: Scenario, new: Noted) -> Noted:
    """Keep it; a standing with the figures of the last one only makes that one last longer."""
    last = _in_memory(scenario, new.sequence, exact=False)
    if last is not None and last.standing == new.standing:
        last.until = max(last.until, new.until)
        new = last
    else:
        with _turn:
            _noted[scenario.pk, new.sequence] = new
            while len(_noted) > _IN_MEMORY:
                _noted.popitem(last=False)
    if _has_confided(scenario):
        new.shown = shown_addresses(scenario) if has_budget(scenario) else frozenset()
    _store(scenario, new)
    return new


def _touched(scenario: Scenario, after: int, until: int) -> bool:
    """Whether a change set in between changed a record of this scenario or of all."""
    between = Change.objects.filter(
        change_set__production=scenario.production_id,
        change_set__sequence__gt=after,
        change_set__sequence__lte=until,
        scenario__in=("", scenario.uid),
    )
    return between.exists()


def _has_confided(scenario: Scenario) -> bool:
    """Whether somebody sees the budget of this production but nobody's pay."""
    members = Membership.objects.filter(production=scenario.production_id, role__in=_CONFIDED)
    return members.exists()


def _store(scenario: Scenario, noted: Noted) -> None:
    """Into the table; a figure is never lost because the table was busy."""
    packed = _packed(noted.standing)
    try:
        with transaction.atomic():
            last = Stood.objects.filter(scenario=scenario, sequence__lte=noted.sequence).last()
            if last is not None and bytes(last.figures) == packed:
                Stood.objects.filter(pk=last.pk, until__lt=noted.until).update(until=noted.until)
            elif last is None or last.sequence < noted.sequence:
                shown = None if noted.shown is None else sorted(noted.shown)
                row = Stood(
                    scenario=scenario, sequence=noted.sequence, until=noted.until,
                    figures=packed, shown=shown,
                )  # fmt: skip
                Stood.objects.bulk_create([row], ignore_conflicts=True)
    except DatabaseError:
        return  # the next look notes it, as one step


def _keep_shown(scenario: Scenario, noted: Noted) -> None:
    rows = Stood.objects.filter(scenario=scenario, sequence=noted.sequence, shown=None)
    rows.update(shown=sorted(noted.shown or ()))


def _stored(scenario: Scenario, sequence: int) -> Noted | None:
    row = Stood.objects.filter(scenario=scenario, sequence__lte=sequence).last()
    if row is None:
        return None
    shown = None if row.shown is None else frozenset(row.shown)
    return Noted(
        standing=_unpacked(bytes(row.figures)), sequence=row.sequence, until=row.until,
        coarse=True, shown=shown,
    )  # fmt: skip


def _packed(full: Standing) -> bytes:
    figures = {
        address: [worth.label, worth.value, worth.unit]
        for address, worth in full.figures.items()
        if not worth.fine
    }
    whole = [full.currency, figures, dict(full.pay)]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def _unpacked(packed: bytes) -> Standing:
    currency, figures, pay = json.loads(zlib.decompress(packed))
    return Standing(
        currency=currency,
        figures={
            address: Worth(label=label, value=value, unit=unit)
            for address, (label, value, unit) in figures.items()
        },
        pay=pay,
    )
