"""The rows of a budget held as engine types, brought up to date from the change sets.

Reading 5,000 lines from the database takes longer than a person waits for a cell. So the
budget of a scenario is read whole once; from then on only what the change sets since then
say is put in its place. Lines that nobody touched stay the very same objects, which is how
``engine.advance`` knows what it need not work out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from django.db import connection

from topsheet.budget import models, rows
from topsheet.budget.engine import types
from topsheet.kernel.errors import NotFound
from topsheet.production.models import Change, ChangeSet, Production, Scenario, ScenarioRecord

NO_BUDGET = "This production has no budget yet. Plan it from a script first."
_MOST = 2_000  # changes to put in place; beyond that reading anew is quicker

Key = tuple[int, str]  # where a row stands: its order key, its uid


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as an engine type, with where it stands and how often it was edited."""

    key: Key
    version: int
    item: Any


Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A scenario's budget as of one change set."""

    sequence: int
    change_set: UUID | None
    head: Row
    parts: Mapping[str, Rows]  # by kind, then by uid
    budget: types.Budget

    def row(self, kind: str, uid: str) -> Row | None:
        return self.parts[kind].get(uid)

    def version(self, kind: str, uid: str) -> int:
        return self.parts[kind][uid].version


def _account(row: Any, category: str) -> types.Account:
    return types.Account(
        code=row.uid,
        name=row.name,
        level=types.ProductionLevel(row.level),
        category=category,
    )


# kind → model, the field that names another row, and how a row becomes an engine type.
_KINDS: Mapping[str, tuple[type[ScenarioRecord], str, Callable[[Any, str], Any]]] = {
    "account": (models.Account, "category", _account),
    "budget-line": (models.Line, "account", rows.line_from),
    "budget-global": (models.Global, "", lambda row, _: rows.global_from(row)),
    "fringe": (models.Fringe, "", lambda row, _: rows.fringe_from(row)),
    "contractual": (models.Contractual, "account", rows.contractual_from),
}
KINDS = ("budget", *_KINDS)


def read(scenario: Scenario) -> Held:
    """The whole budget from the database. Raises NotFound when there is none yet."""
    while True:
        mark = _mark(scenario)
        head = models.Budget.objects.filter(scenario=scenario).order_by("uid").first()
        if head is None:
            raise NotFound(NO_BUDGET)
        codes = dict(models.Account.objects.filter(scenario=scenario).values_list("pk", "uid"))
        parts = {kind: _all(scenario, kind, codes) for kind in _KINDS}
        if mark == _mark(scenario):  # nobody wrote while we read
            top = Row(key=(0, head.uid), version=head.version, item=_head(head))
            return _whole(mark, top, parts)


def brought_up(held: Held, scenario: Scenario) -> Held | None:
    """``held`` after the change sets since, itself when there are none; None: read anew."""
    sets = list(
        ChangeSet.objects.filter(production=scenario.production_id, sequence__gte=held.sequence)
        .order_by("sequence")
        .values_list("pk", "sequence")
    )
    if not sets or sets[0] != (held.change_set, held.sequence):
        return None  # another history than the one it was read from
    if len(sets) == 1:
        return held
    changes = list(
        Change.objects.filter(
            change_set__in=[pk for pk, _ in sets[1:]], scenario=scenario.uid, kind__in=KINDS
        ).order_by("change_set__sequence", "id")[: _MOST + 1]
    )
    if len(changes) > _MOST or any(c.kind == "budget" and c.after is None for c in changes):
        return None
    return _moved(held, (sets[-1][1], sets[-1][0]), changes)


def is_writing() -> bool:
    """Whether rows may be seen now that are not kept for good yet."""
    blocks = getattr(connection, "atomic_blocks", [])
    return any(not getattr(block, "_from_testcase", False) for block in blocks)


def _mark(scenario: Scenario) -> tuple[int, UUID | None]:
    """The last change set of the production."""
    sets = ChangeSet.objects.filter(production=scenario.production_id).order_by("-sequence")
    last = sets.values_list("sequence", "pk").first()
    if last is None:
        found = Production.objects.filter(pk=scenario.production_id).values_list("sequence").get()
        return found[0], None
    return last


def _all(scenario: Scenario, kind: str, codes: Mapping[Any, str]) -> Rows:
    model, points, made = _KINDS[kind]
    found: dict[str, Row] = {}
    for values in _values(model, scenario):
        other = codes.get(values[f"{points}_id"], "") if points else ""
        found[values["uid"]] = _row(SimpleNamespace(**values), other, made)
    return found


def _values(model: type[ScenarioRecord], scenario: Scenario) -> Iterable[dict[str, Any]]:
    return cast(
        "Iterable[dict[str, Any]]", model._default_manager.filter(scenario=scenario).values()
    )


def _row(row: Any, other: str, made: Callable[[Any, str], Any]) -> Row:
    return Row(key=(row.order, row.uid), version=row.version, item=made(row, other))


def _moved(held: Held, mark: tuple[int, UUID], changes: Iterable[Change]) -> Held:
    parts = dict(held.parts)
    head = held.head
    opened: set[str] = set()
    for change in changes:
        if change.kind == "budget":
            row = SimpleNamespace(uid=change.uid, **(change.after or {}))
            head = Row(key=(0, change.uid), version=change.version, item=_head(row))
            continue
        if change.kind not in opened:
            opened.add(change.kind)
            parts[change.kind] = dict(parts[change.kind])
        _put(parts[change.kind], change)  # type: ignore[arg-type]
    if head is held.head and not opened:
        return replace(held, sequence=mark[0], change_set=mark[1])
    return _whole(mark, head, parts)


def _put(part: dict[str, Row], change: Change) -> None:
    if change.after is None:
        part.pop(change.uid, None)
        return
    _, points, made = _KINDS[change.kind]
    row = SimpleNamespace(uid=change.uid, version=change.version, **change.after)
    part[change.uid] = _row(row, (change.after[points] or "") if points else "", made)


def _whole(mark: tuple[int, UUID | None], head: Row, parts: Mapping[str, Rows]) -> Held:
    def items(kind: str) -> tuple[Any, ...]:
        return tuple(row.item for row in sorted(parts[kind].values(), key=lambda row: row.key))

    budget = replace(
        head.item,
        accounts=items("account"),
        lines=items("budget-line"),
        globals=items("budget-global"),
        fringes=items("fringe"),
        contractuals=items("contractual"),
    )
    return Held(sequence=mark[0], change_set=mark[1], head=head, parts=parts, budget=budget)


def _head(row: Any) -> types.Budget:
    """The budget's own row, without what is in it."""
    return types.Budget(
        title=row.title,
        currency=row.currency,
        chart=row.chart,
        days_per_week=row.days_per_week,
        accounts=(),
        lines=(),
        rates=tuple(map(rows.rate_from, row.rates)),
        groups=tuple(types.Group(name=g["name"], on=g["on"]) for g in row.groups),
        facts=tuple(map(rows.fact_from, row.facts)),
        notes=tuple(row.notes),
    )
