"""What a budget tells the schedule: for each fact of a board, what n of it cost.

A tariff is the cost of the lines that depend on the fact, with the fringes they bring,
for n = 0, 1, 2 … Each person range may depend on one fact only, for a cut-off or a
rounding over two would make the cost of one depend on the other. A line without
fringes may add up several facts if each counts in whole minor units. So the sum of
tariffs moves exactly as the estimate before contractuals moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from topsheet.budget.engine.affine import Affine, affine
from topsheet.budget.engine.checks import check
from topsheet.budget.engine.compute import active_lines, converted
from topsheet.budget.engine.formulas import Scope, facts_of, names, parse, spelled
from topsheet.budget.engine.fringes import begun, carries, in_order, weeks_per_unit
from topsheet.budget.engine.types import Budget, CutOffPeriod, Fringe, Line
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, half_up, minor_digits
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_MOVES,
    PriceList,
    Tariff,
)


def price_list(budget: Budget, *, longest: int = 260) -> PriceList:
    """Tariffs for boards of up to ``longest`` shooting days.

    Raises InvalidInput where a person range depends on two facts of the schedule.
    """
    check(budget)
    formulas = {item.name: item.formula for item in budget.globals}
    ordered = in_order(budget.fringes)
    units = _Units(formulas)
    tables: dict[str, list[int]] = {}
    for together in _ranges(budget, ordered):
        facts = frozenset().union(*(_facts(line, formulas) for line in together))
        if len(facts) == 1:
            (fact,) = facts
            costs = _range_costs(budget, together, ordered, units, fact, _most(fact, longest))
            _add(tables, fact, costs)
        elif facts:
            for fact, costs in _several(budget, together, ordered, formulas, longest).items():
                _add(tables, fact, costs)
    return PriceList(
        currency=budget.currency,
        tariffs={fact: Tariff(_trimmed(table)) for fact, table in tables.items()},
        basis=f"Budget of “{budget.title}”",
    )


def _ranges(budget: Budget, fringes: Sequence[Fringe]) -> list[list[Line]]:
    """Lines that bear fringes together; a line without any stands alone."""
    found: dict[str, list[Line]] = {}
    for line in active_lines(budget):
        bears = any(carries(line, fringe) for fringe in fringes)
        found.setdefault(line.range_key if bears else f"alone:{line.key}", []).append(line)
    return list(found.values())


def _facts(line: Line, formulas: Mapping[str, str]) -> frozenset[str]:
    return facts_of(line.amount, formulas) | facts_of(line.times, formulas)


def _most(fact: str, longest: int) -> int:
    """How far a tariff is tabled: days as they are, what may come several times a day more."""
    return longest * {SHOOT_MOVES: 2, OVERTIME_BLOCKS: 8, CAST_WORK_DAYS: 20}.get(fact, 1)


def _add(tables: dict[str, list[int]], fact: str, costs: Sequence[int]) -> None:
    known = tables.get(fact)
    tables[fact] = [a + b for a, b in zip(known, costs, strict=True)] if known else list(costs)


def _trimmed(table: Sequence[int]) -> tuple[int, ...]:
    """Without the end that a tariff's own straight line continues."""
    last = len(table)
    while last > 2 and table[last - 1] - table[last - 2] == table[last - 2] - table[last - 3]:
        last -= 1
    return tuple(table[:last])


def _range_costs(
    budget: Budget,
    lines: Sequence[Line],
    ordered: Sequence[Fringe],
    counted: _Units,
    fact: str,
    most: int,
) -> list[int]:
    """Cost of a range's lines that depend on ``fact``, and of the fringes they bring."""
    moving = {line.key for line in lines if fact in _facts(line, counted.formulas)}
    units = {line.key: counted.of(line, fact, most) for line in lines}
    pays = {line.key: _pays(line, units[line.key]) for line in lines}
    idle_units = {key: [Fraction(0)] if key in moving else row[:1] for key, row in units.items()}
    idle_pays = {key: [0] if key in moving else row[:1] for key, row in pays.items()}
    (idle,) = _fringe_costs(budget, lines, ordered, idle_units, idle_pays)
    fringes = _fringe_costs(budget, lines, ordered, units, pays)
    parts = [_in_budget(budget, lines[0].price.currency, pays[key]) for key in moving]
    return [sum(row) - idle for row in zip(fringes, *parts, strict=True)]


class _Units:
    """amount × times of lines, worked out once for all lines that write it alike.

    Two lines are alike when they differ only in the name of the fact they count, as the
    rigging of one place and of another do.
    """

    def __init__(self, formulas: Mapping[str, str]) -> None:
        self.formulas = formulas
        self._rows: dict[tuple[str, ...], list[Fraction]] = {}

    def of(self, line: Line, fact: str, most: int) -> list[Fraction]:
        key = (*self._shape(line, fact), str(most))
        if key not in self._rows:
            self._rows[key] = _units(line, self.formulas, fact, most)
        return self._rows[key]

    def _shape(self, line: Line, fact: str) -> tuple[str, ...]:
        """The formulas without the fact's name; with it, where a global counts it too."""
        written = spelled(fact)
        shape = tuple(text.replace(written, "·") for text in (line.amount, line.times))
        alone = all(self._without_facts(text) for text in (line.amount, line.times))
        return shape if alone else (*shape, fact)

    def _without_facts(self, formula: str) -> bool:
        named = [name for name in names(parse(formula)) if "/" not in name]
        return not any(facts_of(name, self.formulas) for name in named)


def _units(line: Line, formulas: Mapping[str, str], fact: str, most: int) -> list[Fraction]:
    """amount × times for n = 0 … most of the fact."""
    straight = _straight(line, formulas)
    if straight is None:
        whole = f"({line.amount}) * ({line.times})"
        where = f"Line “{line.name}”"
        scopes = (Scope(formulas, {fact: n}, frozenset()) for n in range(most + 1))
        return [scope.value(whole, where) for scope in scopes]
    constant, slope = straight[0], straight[1].get(fact, Fraction(0))
    under = constant.denominator * slope.denominator
    first, step = constant.numerator * slope.denominator, slope.numerator * constant.denominator
    return [Fraction(first + step * n, under) for n in range(most + 1)]


def _straight(line: Line, formulas: Mapping[str, str]) -> Affine | None:
    whole = f"({line.amount}) * ({line.times})"
    return affine(parse(whole), formulas, whole)


def _pays(line: Line, units: Sequence[Fraction]) -> list[int]:
    price = line.price
    times = price.coefficient * 10 ** minor_digits(price.currency)
    under = 10**price.exponent
    return [_half_up(u.numerator * times, u.denominator * under) for u in units]


def _fringe_costs(
    budget: Budget,
    lines: Sequence[Line],
    ordered: Sequence[Fringe],
    units: Mapping[str, Sequence[Fraction]],
    pays: Mapping[str, Sequence[int]],
) -> list[int]:
    """All fringes of a range in the budget's currency, for each n of the tables."""
    amounts: dict[str, list[int]] = {}
    total = [0] * len(pays[lines[0].key])
    for fringe in ordered:
        carriers = [line for line in lines if carries(line, fringe)]
        if carriers:
            bases = [pays[line.key] for line in carriers]
            bases += [amounts[key] for key in fringe.on if key in amounts]
            amounts[fringe.key] = _charged(budget, fringe, carriers, bases, units)
            shown = _in_budget(budget, lines[0].price.currency, amounts[fringe.key])
            total = [a + b for a, b in zip(total, shown, strict=True)]
    return total


def _charged(
    budget: Budget,
    fringe: Fringe,
    carriers: Sequence[Line],
    bases: Sequence[Sequence[int]],
    units: Mapping[str, Sequence[Fraction]],
) -> list[int]:
    base = [sum(row) for row in zip(*bases, strict=True)]
    if fringe.flat is not None:
        flat = [units[line.key] for line in carriers if line.unit == fringe.flat_unit]
        counts = [sum(row, Fraction(0)) for row in zip(*flat, strict=True)]
        return [fringe.flat.times(count).minor for count in counts] or [0] * len(base)
    assert fringe.percent is not None  # held by checks.check
    if fringe.cut_off is not None and carriers[0].person:
        ceilings = _ceilings(budget, fringe, carriers, units, len(base))
        base = [min(pair) for pair in zip(base, ceilings, strict=True)]
    percent = fringe.percent.fraction
    return [_half_up(amount * percent.numerator, percent.denominator) for amount in base]


def _ceilings(
    budget: Budget,
    fringe: Fringe,
    carriers: Sequence[Line],
    units: Mapping[str, Sequence[Fraction]],
    length: int,
) -> list[int]:
    """The cut-off of the range for each n: once, or for each week or month begun."""
    assert fringe.cut_off is not None
    people, cut_off = carriers[0].people, fringe.cut_off
    if cut_off.period in (CutOffPeriod.YEAR, CutOffPeriod.ENGAGEMENT):
        return [cut_off.amount.minor * people] * length
    weeks = [Fraction(0)] * length
    for line in carriers:
        of = weeks_per_unit(line.unit, budget.days_per_week) / people
        row = units[line.key]
        if all(count == row[0] for count in row):
            weeks = [sofar + row[0] * of for sofar in weeks] if row[0] and of else weeks
        else:
            weeks = [a + b * of for a, b in zip(weeks, row, strict=True)]
    return [cut_off.amount.minor * people * begun(cut_off.period, count) for count in weeks]


def _in_budget(budget: Budget, currency: str, amounts: Sequence[int]) -> list[int]:
    if currency == budget.currency:
        return list(amounts)
    return [converted(budget, Money(amount, currency)).minor for amount in amounts]


def _half_up(over: int, under: int) -> int:
    """over ÷ under to the nearest whole, a half away from zero."""
    magnitude = (2 * abs(over) + under) // (2 * under)
    return magnitude if over >= 0 else -magnitude


def _several(
    budget: Budget,
    lines: Sequence[Line],
    ordered: Sequence[Fringe],
    formulas: Mapping[str, str],
    longest: int,
) -> dict[str, list[int]]:
    line = lines[0]
    straight = _straight(line, formulas) if len(lines) == 1 else None
    bears = any(carries(line, fringe) for fringe in ordered)
    if straight is None or bears or line.price.currency != budget.currency:
        raise _joint(lines, formulas)
    step = line.price.fraction * 10 ** minor_digits(budget.currency)
    costs: dict[str, list[int]] = {}
    for fact, slope in straight[1].items():
        if (slope * step).denominator != 1 or (straight[0] * step).denominator != 1:
            raise _joint(lines, formulas)
        costs[fact] = [n * half_up(slope * step) for n in range(_most(fact, longest) + 1)]
    return costs


def _joint(lines: Sequence[Line], formulas: Mapping[str, str]) -> InvalidInput:
    facts = sorted(frozenset().union(*(_facts(line, formulas) for line in lines)))
    return InvalidInput(
        f"“{lines[0].name}” is priced by {' and '.join(facts)} together, so the schedule cannot "
        "tell what one of them costs; put each on a line of its own, without a common person.",
        field=lines[0].key,
    )
