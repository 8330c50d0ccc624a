"""One large neighbourhood: some days are emptied and filled anew by CP-SAT.

The model weighs everything the price list does, in a straight line around the present
board: shooting days, overtime, moves, place and element days, revisits, and for each cast
member the days from first to last. What it proposes is priced exactly before it is taken.
Limits are deterministic (one worker, a fixed seed, deterministic time), so the same board
comes out on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from topsheet.schedule.engine.hours import until_dark
from topsheet.schedule.engine.layout import Layout
from topsheet.schedule.engine.tables import BY_WORK, FLAT, Tables, bits

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExprT

    Switch = IntVar | int  # a variable, or 0 or 1 where it is known


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a neighbourhood came to. ``proved``: no filling is better, in the straight line."""

    masks: list[int]
    proved: bool


def refill(
    layout: Layout,
    numbers: Sequence[int],
    limit: float,
    seed: int,
    seconds: float | None = None,
) -> Proposal | None:
    """The days ``numbers`` of ``layout`` filled anew, or None when nothing was found.

    ``limit`` is deterministic time; a bench may cap ``seconds`` instead, and gives up that
    the answer is the same everywhere.
    """
    from ortools.sat.python import cp_model

    model = _Model(layout, sorted(numbers))
    model.hint_everything(seed)
    solver = quiet_solver(limit, seed)
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    masks = layout.masks
    for k, number in enumerate(model.numbers):
        masks[number] = sum(
            1 << strip
            for strip in model.strips
            if model.at(strip, k) and solver.value(model.x[strip, k])
        )
    return Proposal(masks, status == cp_model.OPTIMAL)


def quiet_solver(limit: float, seed: int) -> CpSolver:
    """One worker, a fixed seed and deterministic time: the same answer on every machine."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = limit
    return solver


class _Model:
    """Variables, constraints and objective of one neighbourhood."""

    def __init__(self, layout: Layout, numbers: list[int]) -> None:
        from ortools.sat.python import cp_model

        self.layout, self.tables, self.numbers = layout, layout.tables, numbers
        self.model: CpModel = cp_model.CpModel()
        self.days = [layout.days[number] for number in numbers]
        self.index = {number: k for k, number in enumerate(numbers)}
        self.strips = [strip for day in self.days for strip in bits(day.mask)]
        self.cost: list[LinearExprT] = []
        self._assign()
        self.place_at = self._present(self.tables.place_bits, "place")
        self._fill_days()
        self._spare_children()
        self._price_places()
        self._price_elements()
        self._price_cast()
        self.model.minimize(sum(self.cost))

    # ----- variables and constraints

    def _assign(self) -> None:
        self.x: dict[tuple[int, int], IntVar] = {}
        for strip in self.strips:
            for k in range(len(self.days)):
                if self._may_stand(strip, k):
                    var = self.x[strip, k] = self.model.new_bool_var("")
                    self.model.add_hint(var, bool(self.days[k].mask >> strip & 1))
            self.model.add_exactly_one(
                self.x[strip, k] for k in range(len(self.days)) if self.at(strip, k)
            )
        self.used = [self.model.new_bool_var("") for _ in self.days]
        for (_, k), var in self.x.items():
            self.model.add_implication(var, self.used[k])

    def _may_stand(self, strip: int, k: int) -> bool:
        """Whether a strip's light, children and availability allow the day as it is called."""
        tables, shift = self.tables, self.days[k].shift
        if tables.dark[strip] and shift == 0:
            return False
        if shift == 2 and (
            tables.daylight[strip] or (tables.minors[strip] and not tables.dark[strip])
        ):
            return False
        return not tables.away[strip] >> self.layout.slots[self.numbers[k]] & 1

    def at(self, strip: int, k: int) -> bool:
        return (strip, k) in self.x

    def _present(self, mask_of: Sequence[int], what: str) -> dict[tuple[int, int], IntVar]:
        """A variable for each thing on each day that is true when a strip brings it."""
        found: dict[tuple[int, int], IntVar] = {}
        for (strip, k), var in self.x.items():
            for thing in bits(mask_of[strip]):
                if (thing, k) not in found:
                    found[thing, k] = self.model.new_bool_var(f"{what}{thing}@{k}")
                self.model.add_implication(var, found[thing, k])
        return found

    def _fill_days(self) -> None:
        """Hours of each day, overtime, and the price of the day itself."""
        tables, rules = self.tables, self.tables.problem.rules
        count = len(self.layout.days)
        day_price = tables.day_cost[count] - tables.day_cost[count - 1]
        block = tables.block_tariff
        block_price = block.cost(self.layout.blocks + 1) - block.cost(self.layout.blocks)
        block_price += tables.block_weight
        nights = self.layout.nights
        night_price = tables.night_cost[nights] - tables.night_cost[max(0, nights - 1)]
        most = -(-rules.overtime_limit // rules.overtime_block)
        for k, day in enumerate(self.days):
            inside = [(strip, self.x[strip, k]) for strip in self.strips if self.at(strip, k)]
            dark = sum(tables.minutes[s] * var for s, var in inside if tables.dark[s])
            light = sum(tables.minutes[s] * var for s, var in inside if not tables.dark[s])
            places = sum(self.place_at[p, k] for p, at in self.place_at if at == k)
            over = self.model.new_int_var(0, most, "")
            limit = rules.day + rules.overtime_block * over
            self.model.add(limit <= tables.longest)
            before = rules.first_setup + rules.meal + light + tables.move * (places - 1)
            self.model.add(before + dark <= limit)
            if day.shift == 1:
                self.model.add(until_dark(rules) + dark <= limit)
            self.cost += [block_price * over, (day_price + night_price * day.night) * self.used[k]]

    def _spare_children(self) -> None:
        """A child's hours on a day; a strip that is too long by itself stands alone."""
        tables = self.tables
        limit = max(1, tables.problem.rules.minor_limit)
        for child in sorted({child for strip in self.strips for child in tables.minors[strip]}):
            for k in range(len(self.days)):
                hours = [
                    min(limit, tables.minutes[strip]) * self.x[strip, k]
                    for strip in self.strips
                    if child in tables.minors[strip] and self.at(strip, k)
                ]
                self.model.add(sum(hours) <= limit)

    def hint_everything(self, seed: int) -> None:
        """Complete the hint from strips to all variables, so that a search starts there."""
        from ortools.sat.python import cp_model

        solver = quiet_solver(1.0, seed)
        solver.parameters.fix_variables_to_their_hinted_value = True
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for number in range(len(self.model.proto.variables)):
            var = self.model.get_int_var_from_proto_index(number)
            self.model.add_hint(var, solver.value(var))

    # ----- places, elements

    def _price_places(self) -> None:
        tables, layout = self.tables, self.layout
        moves = max(1, layout.moves + len(layout.days) - 1 - layout.stays)
        move_price = tables.move_cost[moves] - tables.move_cost[moves - 1]
        for (place, _), var in self.place_at.items():
            count = max(1, layout.place_days[place].bit_count())
            prices = tables.place_day_cost[place]
            self.cost.append((prices[count] - prices[count - 1] + move_price) * var)
        self.cost += [-move_price * used for used in self.used]
        self._price_stays(move_price)
        for place in sorted({place for place, _ in self.place_at}):
            self._price_visits(place)

    def _place(self, place: int, number: int) -> Switch:
        """Whether the company is at a place on a day of the board: a variable or 0 or 1."""
        if number < 0 or number >= len(self.layout.days):
            return 0
        if number not in self.index:
            return self.layout.days[number].places >> place & 1
        return self.place_at.get((place, self.index[number]), 0)

    def _price_stays(self, move_price: int) -> None:
        """A night on which the company stays where it is saves a move."""
        pairs = sorted({early for n in self.numbers for early in (n - 1, n)})
        for early in pairs:
            if not 0 <= early < len(self.layout.days) - 1:
                continue
            shared = []
            for place in sorted({place for place, _ in self.place_at}):
                here, there = self._place(place, early), self._place(place, early + 1)
                if (isinstance(here, int) and not here) or (isinstance(there, int) and not there):
                    continue
                stay = self.model.new_bool_var("")
                self.model.add(stay <= here)
                self.model.add(stay <= there)
                shared.append(stay)
            if shared:
                self.model.add_at_most_one(shared)
                self.cost.append(-move_price * sum(shared))

    def _price_visits(self, place: int) -> None:
        prices = self.tables.visit_cost[place]
        again = prices[2] - prices[1]
        if again <= 0:
            return
        for number in sorted({m for n in self.numbers for m in (n, n + 1)}):
            here, before = self._place(place, number), self._place(place, number - 1)
            if (isinstance(here, int) and not here) or (isinstance(before, int) and before):
                continue
            visit = self.model.new_bool_var("")
            self.model.add(visit >= here - before)
            self.cost.append(again * visit)

    def _price_elements(self) -> None:
        tables, layout = self.tables, self.layout
        for (element, _), var in self._present(tables.element, "element").items():
            count = max(1, layout.element_count[element])
            prices = tables.element_cost[element]
            self.cost.append((prices[count] - prices[count - 1]) * var)

    # ----- cast

    def _price_cast(self) -> None:
        tables, layout = self.tables, self.layout
        works = self._present(tables.cast, "cast")
        people = max(1, layout.people)
        service = tables.work_cost[people] - tables.work_cost[people - 1]
        for (role, _), var in works.items():
            price = service
            if tables.role_kind[role] == BY_WORK:
                count = layout.role_days[role].bit_count()
                price += tables.role_cost[role][count] - tables.role_cost[role][count - 1]
            self.cost.append(price * var)
        for role in sorted({role for role, _ in works}):
            if tables.role_kind[role] not in (BY_WORK, FLAT):
                self._price_span(role, works)

    def _price_span(self, role: int, works: dict[tuple[int, int], IntVar]) -> None:
        """The days from a cast member's first to the last, at the price of a day more."""
        slots = self.layout.slots
        price = _day_price(self.tables, role, self.layout)
        outside = [n for n in bits(self.layout.role_days[role]) if n not in self.index]
        fixed = {outside[0], outside[-1]} if outside else set()
        points = sorted({*self.numbers, *fixed})
        on: list[Switch] = [
            1 if n in fixed else works.get((role, self.index[n]), 0) for n in points
        ]
        started, ending = self._spread(on), self._spread(on[::-1])[::-1]
        for i, number in enumerate(points):
            self._pay_if_both(price, started[i], ending[i])
            if i + 1 < len(points):
                between = slots[points[i + 1]] - slots[number] - 1
                self._pay_if_both(price * between, started[i], ending[i + 1])

    def _spread(self, on: Sequence[Switch]) -> list[Switch]:
        """For each point whether the member has worked at it or before."""
        found: list[Switch] = []
        for here in on:
            if (isinstance(here, int) and here) or (
                found and isinstance(found[-1], int) and found[-1]
            ):
                found.append(1)
            elif isinstance(here, int):
                found.append(found[-1] if found else 0)
            else:
                var = self.model.new_bool_var("")
                self.model.add(var >= here)
                if found:
                    self.model.add(var >= found[-1])
                found.append(var)
        return found

    def _pay_if_both(self, price: int, one: Switch, other: Switch) -> None:
        if (
            not price
            or (isinstance(one, int) and not one)
            or (isinstance(other, int) and not other)
        ):
            return
        paid = self.model.new_bool_var("")
        self.model.add(paid >= one + other - 1)
        self.cost.append(price * paid)


def _day_price(tables: Tables, role: int, layout: Layout) -> int:
    """What a day more between first and last costs, over a week around the present span."""
    worked = layout.role_days[role]
    first = layout.slots[(worked & -worked).bit_length() - 1]
    span = layout.slots[worked.bit_length() - 1] - first + 1
    prices = tables.role_cost[role]
    low, high = max(1, span - 2), span + 3
    return (prices[high] - prices[low]) // (high - low)
