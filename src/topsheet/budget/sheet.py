"""An open edit of a budget: the change set, the budget as it stands under its lock, the reader.

with editing(actor, scenario, "Amount of “Grip” set to 4") as sheet:
    sheet.save_lines({line.key: new})
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from topsheet.budget import models, rows
from topsheet.budget.engine.cells import Reader
from topsheet.budget.engine.trial import try_lines
from topsheet.budget.engine.types import Budget, Line
from topsheet.budget.held import Held
from topsheet.budget.live import Live, live
from topsheet.budget.selectors import load_facts
from topsheet.kernel.errors import NotFound
from topsheet.platform.formats import locale
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.changes import Changes, recording
from topsheet.production.models import Scenario, ScenarioRecord

_AT_ONCE = 5_000  # uids in one query


@dataclass(slots=True)
class Written:
    """What an edit did: its change set, the lines it touched, and what it refused."""

    sequence: int = 0
    change: str = ""
    lines: list[str] = field(default_factory=list)
    problems: list[Any] = field(default_factory=list)


class Sheet:
    """One edit under way."""

    def __init__(self, scenario: Scenario, changes: Changes, now: Live, facts: Any) -> None:
        self.scenario, self.changes, self.facts = scenario, changes, facts
        self._now = now
        self.held: Held = now.held
        self.budget: Budget = now.budget
        self.written = Written()

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.budget, self.facts, decimal_sign())

    def say(self, verb: str) -> None:
        """Name the change set, once it is known what it does."""
        self.changes.verb = verb

    def save_lines(
        self,
        lines: Mapping[str, Line],
        *,
        versions: Mapping[str, int] | None = None,
        orders: Mapping[str, int] | None = None,
        tried: bool = False,
    ) -> None:
        """Put new lines in the place of those with the same key, and move them.

        Raises InvalidInput when the budget would not hold, Conflict when one is stale.
        """
        if not tried:
            self.try_lines(lines)
        orders = orders or {}
        uids = list(dict.fromkeys([*lines, *orders]))
        present = self.rows(models.Line, uids)
        accounts = self._accounts({line.account for line in lines.values()})
        edits: list[tuple[Any, Mapping[str, Any]]] = []
        for uid in uids:
            fields = self._fields(uid, lines.get(uid), accounts)
            if uid in orders:
                fields["order"] = orders[uid]
            edits.append((present[uid], fields))
        read = [(versions or {}).get(uid) or present[uid].version for uid in uids]
        self.changes.update_all(edits, read)
        self.written.lines += uids

    def _fields(
        self, uid: str, line: Line | None, accounts: Mapping[str, models.Account]
    ) -> dict[str, Any]:
        """Only what is other than now, so that edits of other cells are merged."""
        if line is None:
            return {}
        was = self.held.parts["budget-line"][uid].item
        old, new = rows.line_fields(was), rows.line_fields(line)
        fields = {name: value for name, value in new.items() if old[name] != value}
        if line.account != was.account:
            fields["account"] = accounts[line.account]
        return fields

    def try_lines(self, lines: Mapping[str, Line], new: Sequence[Line] = ()) -> None:
        """Raises InvalidInput when the budget would not hold with them."""
        stay = tuple(lines.get(line.key, line) for line in self.budget.lines)
        changed = [*lines.values(), *new]
        try_lines(replace(self.budget, lines=(*stay, *new)), self.facts, changed)

    def try_budget(self, budget: Budget) -> None:
        """Raises InvalidInput when the whole budget would not hold."""
        self._now.worked(self.facts, budget)
        self._now.prices(budget)

    def create_lines(self, lines: Sequence[Line], orders: Sequence[int]) -> None:
        """New lines at their order keys; they were tried."""
        accounts = self._accounts({line.account for line in lines})
        self.changes.create_all(
            [
                models.Line(
                    scenario=self.scenario,
                    uid=line.key,
                    account=accounts[line.account],
                    order=order,
                    **rows.line_fields(line),
                )
                for line, order in zip(lines, orders, strict=True)
            ]
        )
        self.written.lines += [line.key for line in lines]

    def rows(self, model: type[ScenarioRecord], uids: Sequence[str]) -> dict[str, Any]:
        """Rows by uid. Raises NotFound when one is gone."""
        found: dict[str, Any] = {}
        for start in range(0, len(uids), _AT_ONCE):
            chunk = uids[start : start + _AT_ONCE]
            these = model._default_manager.filter(scenario=self.scenario, uid__in=chunk)
            found |= {row.uid: row for row in these}
        if len(found) < len(set(uids)):
            raise NotFound("That is no longer in the budget; somebody deleted it.")
        return found

    def row(self, model: type[ScenarioRecord], uid: str) -> Any:
        return self.rows(model, [uid])[uid]

    def head(self) -> models.Budget:
        """The budget's own row."""
        return models.Budget.objects.get(scenario=self.scenario, uid=self.held.head.key[1])

    def _accounts(self, codes: set[str]) -> dict[str, models.Account]:
        found = models.Account.objects.filter(scenario=self.scenario, uid__in=codes)
        return {account.uid: account for account in found}


@contextmanager
def editing(actor: User, scenario: Scenario, verb: str) -> Iterator[Sheet]:
    """Open an edit. Raises NotFound, NotAllowed; nothing is written when it fails."""
    production = scenario.production
    require(actor, production, "budget", Level.EDIT)
    live(scenario)  # what takes longest is read before others are kept waiting
    facts = load_facts(scenario)
    with recording(production, actor, verb) as changes:
        sheet = Sheet(scenario, changes, live(scenario), facts)
        yield sheet
    sheet.written.sequence = production.sequence
    sheet.written.change = changes.verb


def decimal_sign() -> str:
    """The decimal sign of the reader's language."""
    symbols = locale().number_symbols
    return str(symbols.get("latn", symbols).get("decimal", "."))  # type: ignore[call-overload, attr-defined]
