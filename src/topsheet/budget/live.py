"""What a budget comes to now, kept beside it in memory and moved on with it.

    now = live(scenario)
    now.budget, now.versions …       the rows, up to date
    now.worked(facts).result         the estimate
    now.printed(facts)               whole units that add up
    now.prices()                     the tariffs the schedule solves with

Each is made when somebody first asks for it, and moved on from the last one afterwards.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from topsheet.budget import held as rows_held
from topsheet.budget.counting import Counted, counted_anew
from topsheet.budget.engine.compute import Worked, advance
from topsheet.budget.engine.prices import Priced, advance_prices
from topsheet.budget.engine.printing import Printed, reprinted
from topsheet.budget.engine.types import Budget
from topsheet.budget.held import Held
from topsheet.kernel.money import Money
from topsheet.production.models import Scenario
from topsheet.schedule.engine.types import PriceList

_SIZE = 24  # budgets kept


class _Last:
    """The last of each result of one scenario: where the next one starts from."""

    def __init__(self) -> None:
        self.turn = threading.RLock()
        self.held: Held | None = None
        self.counted: Counted | None = None
        self.worked: Worked | None = None
        self.printed: Printed | None = None
        self.priced: Priced | None = None
        self.memory: dict[str, Any] = {}


_shelf: OrderedDict[Any, _Last] = OrderedDict()
_shelf_lock = threading.Lock()


class Live:
    """One scenario's budget as of one change set, and what follows from it."""

    def __init__(self, held: Held, budget: Budget, last: _Last) -> None:
        self.held = held
        self.budget = budget  # as held, with what is counted as it counts today
        self._last = last

    @property
    def memory(self) -> dict[str, Any]:
        """Where pages may keep what they made of the last state, by a name of theirs."""
        return self._last.memory

    def worked(self, facts: Mapping[str, int], budget: Budget | None = None) -> Worked:
        """The estimate; ``budget`` for one that is only being tried."""
        with self._last.turn:
            before = self._last.worked
            wanted = self.budget if budget is None else budget
            if before is not None and before.budget is wanted and before.facts == facts:
                return before
            found = self._last.worked = advance(before, wanted, facts)
            return found

    def printed(self, facts: Mapping[str, int]) -> Mapping[str, Money]:
        """Every row in whole units that add up, by address."""
        with self._last.turn:
            result = self.worked(facts).result
            before = self._last.printed
            if before is None or before.result is not result:
                self._last.printed = before = reprinted(before, self.budget, result)
            return before.amounts

    def prices(self, budget: Budget | None = None) -> PriceList:
        """What each fact of a board costs; ``budget`` for one that is only being tried."""
        with self._last.turn:
            before = self._last.priced
            wanted = self.budget if budget is None else budget
            if before is not None and before.budget is wanted:
                return before.prices
            self._last.priced = advance_prices(before, wanted)
            return self._last.priced.prices


def live(scenario: Scenario) -> Live:
    """The scenario's budget as it stands. Raises NotFound when there is none."""
    last = _last(scenario)
    with last.turn:
        known = rows_held.brought_up(last.held, scenario) if last.held is not None else None
        if known is None:
            known = rows_held.read(scenario)
            if rows_held.is_writing():  # it may hold rows that are never kept
                return Live(known, counted_anew(None, scenario, known.budget).budget, _Last())
        last.held = known
        last.counted = counted_anew(last.counted, scenario, known.budget)
        return Live(known, last.counted.budget, last)


def _last(scenario: Scenario) -> _Last:
    with _shelf_lock:
        found = _shelf.setdefault(scenario.pk, _Last())
        _shelf.move_to_end(scenario.pk)
        while len(_shelf) > _SIZE:
            _shelf.popitem(last=False)
        return found
