"""What a budget tells the schedule: for each fact of a board, what n of it cost.

A tariff is the cost of the lines that depend on the fact, with the fringes they bring,
for n = 0, 1, 2 … Each person range may depend on one fact only, for a cut-off or a
rounding over two would make the cost of one depend on the other. A line without
fringes may add up several facts if each counts in whole minor units. So the sum of
tariffs moves exactly as the estimate before contractuals moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import add

from topsheet.budget.engine.affine import Affine, affine
from topsheet.budget.engine.checks import check
from topsheet.budget.engine.compute import active_lines, converted
from topsheet.budget.engine.formulas import Scope, facts_of, names, parse, spelled
from topsheet.budget.engine.fringes import begun, carries, in_order, weeks_per_unit
from topsheet.budget.engine.ranges import reads
from topsheet.budget.engine.types import Budget, CutOffPeriod, Fringe, Line
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, half_up, minor_digits, nearest
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_MOVES,
    PriceList,
    Tariff,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RangePrices:
    """What one range adds to the tariffs, and what that was worked out from."""

    lines: tuple[Line, ...]
    reads: frozenset[str]
    tables: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A price list with what the next one can take over from it."""

    budget: Budget
    longest: int
    ranges: Mapping[str, RangePrices]
    tables: Mapping[str, Sequence[int]]
    prices: PriceList


def price_list(budget: Budget, *, longest: int = 260) -> PriceList:
    """Tariffs for boards of up to ``longest`` shooting days.

    Raises InvalidInput where a person range depends on two facts of the schedule.
    """
    return advance_prices(None, budget, longest=longest).prices


def advance_prices(before: Priced | None, budget: Budget, *, longest: int = 260) -> Priced:
    """The price list of a budget that differs little from the one ``before``.

    Ranges whose lines are the same objects, and that name no global written otherwise,
    keep their tables. Raises InvalidInput as ``price_list`` does.
    """
    if before is None or longest != before.longest or not _same_frame(before.budget, budget):
        check(budget)
        before = None
    work = _Work(budget, longest)
    moved = _rewritten(before.budget, budget) if before is not None else frozenset()
    known = before.ranges if before is not None else {}
    ranges = {
        key: _stands(known.get(key), lines, moved) or work.priced(lines)
        for key, lines in _ranges(budget, work.ordered).items()
    }
    tables, touched = _tables(before, ranges)
    tariffs = {
        fact: before.prices.tariffs[fact]
        if before is not None and fact not in touched
        else Tariff(_trimmed(table))
        for fact, table in tables.items()
    }
    prices = PriceList(
        currency=budget.currency, tariffs=tariffs, basis=f"Budget of “{budget.title}”"
    )
    return Priced(budget=budget, longest=longest, ranges=ranges, tables=tables, prices=prices)


def _same_frame(before: Budget, budget: Budget) -> bool:
    return (
        before.currency == budget.currency
        and before.days_per_week == budget.days_per_week
        and before.fringes == budget.fringes
        and before.rates == budget.rates
        and before.groups == budget.groups
    )


def _rewritten(before: Budget, budget: Budget) -> frozenset[str]:
    """Globals that are written otherwise now, and those that stand on them."""
    old = {item.name: item.formula for item in before.globals}
    new = {item.name: item.formula for item in budget.globals}
    moved = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    while True:
        more = {n for n, text in new.items() if n not in moved and names(parse(text)) & moved}
        if not more:
            return frozenset(moved)
        moved |= more


def _stands(
    known: RangePrices | None, lines: Sequence[Line], moved: frozenset[str]
) -> RangePrices | None:
    if known is None or len(known.lines) != len(lines) or known.reads & moved:
        return None
    same = all(a is b for a, b in zip(known.lines, lines, strict=True))
    return known if same else None


def _tables(
    before: Priced | None, ranges: Mapping[str, RangePrices]
) -> tuple[dict[str, Sequence[int]], set[str]]:
    """The tables of all ranges added up, and the facts whose table is not as before."""
    known = before.ranges if before is not None else {}
    gone = [one for key, one in known.items() if ranges.get(key) is not one]
    come = [one for key, one in ranges.items() if known.get(key) is not one]
    touched = {fact for one in (*gone, *come) for fact in one.tables}
    tables: dict[str, Sequence[int]] = dict(before.tables) if before is not None else {}
    for fact in touched:
        tables.pop(fact, None)
    for one in ranges.values() if touched else ():
        for fact, costs in one.tables.items():
            if fact in touched:
                _add(tables, fact, costs)
    return tables, touched


class _Work:
    """What all ranges of one budget share while their tables are made."""

    def __init__(self, budget: Budget, longest: int) -> None:
        self.budget, self.longest = budget, longest
        self.ordered = in_order(budget.fringes)
        self.formulas = {item.name: item.formula for item in budget.globals}
        self.units = _Units(self.formulas)
        self._facts: dict[str, frozenset[str]] = {}

    def facts(self, line: Line) -> frozenset[str]:
        return self._of(line.amount) | self._of(line.times)

    def _of(self, formula: str) -> frozenset[str]:
        if formula not in self._facts:
            self._facts[formula] = facts_of(formula, self.formulas)
        return self._facts[formula]

    def priced(self, lines: Sequence[Line]) -> RangePrices:
        facts = frozenset().union(*map(self.facts, lines))
        tables: Mapping[str, Sequence[int]] = {}
        if len(facts) == 1:
            (fact,) = facts
            tables = {fact: _range_costs(self, lines, fact, _most(fact, self.longest))}
        elif facts:
            tables = _several(self, lines)
        read = frozenset().union(*(reads(line) for line in lines))
        return RangePrices(lines=tuple(lines), reads=read, tables=tables)


def _ranges(budget: Budget, fringes: Sequence[Fringe]) -> dict[str, list[Line]]:
    """Lines that bear fringes together; a line without any stands alone."""
    kinds = {fringe.key: fringe.components for fringe in fringes}
    found: dict[str, list[Line]] = {}
    for line in active_lines(budget):
        bears = any(line.component in kinds[key] for key in line.fringes)
        found.setdefault(line.range_key if bears else f"alone:{line.key}", []).append(line)
    return found


def _most(fact: str, longest: int) -> int:
    """How far a tariff is tabled: days as they are, what may come several times a day more."""
    return longest * {SHOOT_MOVES: 2, OVERTIME_BLOCKS: 8, CAST_WORK_DAYS: 20}.get(fact, 1)


def _add(tables: dict[str, Sequence[int]], fact: str, costs: Sequence[int]) -> None:
    known = tables.get(fact)
    tables[fact] = list(map(add, known, costs)) if known else costs


def _trimmed(table: Sequence[int]) -> tuple[int, ...]:
    """Without the end that a tariff's own straight line continues."""
    last = len(table)
    while last > 2 and table[last - 1] - table[last - 2] == table[last - 2] - table[last - 3]:
        last -= 1
    return tuple(table[:last])


def _range_costs(work: _Work, lines: Sequence[Line], fact: str, most: int) -> list[int]:
    """Cost of a range's lines that depend on ``fact``, and of the fringes they bring."""
    budget = work.budget
    moving = {line.key for line in lines if fact in work.facts(line)}
    units = {line.key: work.units.of(line, fact, most) for line in lines}
    pays = {line.key: _pays(line, units[line.key]) for line in lines}
    idle_units = {
        key: Counts((0,) if key in moving else row.over[:1], row.under)
        for key, row in units.items()
    }
    idle_pays = {key: [0] if key in moving else row[:1] for key, row in pays.items()}
    (idle,) = _fringe_costs(budget, lines, work.ordered, idle_units, idle_pays)
    total = [charged - idle for charged in _fringe_costs(budget, lines, work.ordered, units, pays)]
    for key in moving:
        total = list(map(add, total, _in_budget(budget, lines[0].price.currency, pays[key])))
    return total


@dataclass(frozen=True, slots=True)
class Counts:
    """amount × times for n = 0, 1, 2 … of a fact: ``over`` ÷ ``under``."""

    over: Sequence[int]
    under: int

    def fractions(self) -> list[Fraction]:
        return [Fraction(over, self.under) for over in self.over]


class _Units:
    """amount × times of lines, worked out once for all lines that write it alike.

    Two lines are alike when they differ only in the name of the fact they count, as the
    rigging of one place and of another do.
    """

    def __init__(self, formulas: Mapping[str, str]) -> None:
        self.formulas = formulas
        self._rows: dict[tuple[str, ...], Counts] = {}

    def of(self, line: Line, fact: str, most: int) -> Counts:
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


def _units(line: Line, formulas: Mapping[str, str], fact: str, most: int) -> Counts:
    """amount × times for n = 0 … most of the fact."""
    straight = _straight(line, formulas)
    if straight is None:
        whole = f"({line.amount}) * ({line.times})"
        where = f"Line “{line.name}”"
        scopes = (Scope(formulas, {fact: n}, frozenset()) for n in range(most + 1))
        values = [scope.value(whole, where) for scope in scopes]
        under = lcm(*(value.denominator for value in values))
        return Counts([v.numerator * (under // v.denominator) for v in values], under)
    constant, slope = straight[0], straight[1].get(fact, Fraction(0))
    under = constant.denominator * slope.denominator
    first, step = constant.numerator * slope.denominator, slope.numerator * constant.denominator
    return Counts([first + step * n for n in range(most + 1)], under)


def _straight(line: Line, formulas: Mapping[str, str]) -> Affine | None:
    whole = f"({line.amount}) * ({line.times})"
    return affine(parse(whole), formulas, whole)


def _pays(line: Line, units: Counts) -> list[int]:
    price = line.price
    times = price.coefficient * 10 ** minor_digits(price.currency)
    return _rounded(units.over, times, units.under * 10**price.exponent)


def _rounded(amounts: Sequence[int], times: int, under: int) -> list[int]:
    """Each × times ÷ under to the nearest whole, a half away from zero."""
    if times >= 0 and min(amounts) >= 0:
        twice, both = 2 * times, 2 * under
        return [(twice * amount + under) // both for amount in amounts]
    return [nearest(amount * times, under) for amount in amounts]


def _fringe_costs(
    budget: Budget,
    lines: Sequence[Line],
    ordered: Sequence[Fringe],
    units: Mapping[str, Counts],
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
            total = list(map(add, total, shown))
    return total


def _charged(
    budget: Budget,
    fringe: Fringe,
    carriers: Sequence[Line],
    bases: Sequence[Sequence[int]],
    units: Mapping[str, Counts],
) -> list[int]:
    base = list(map(sum, zip(*bases, strict=True))) if len(bases) > 1 else list(bases[0])
    if fringe.flat is not None:
        flat = [units[x.key].fractions() for x in carriers if x.unit == fringe.flat_unit]
        counts = [sum(row, Fraction(0)) for row in zip(*flat, strict=True)]
        return [fringe.flat.times(count).minor for count in counts] or [0] * len(base)
    assert fringe.percent is not None  # held by checks.check
    if fringe.cut_off is not None and carriers[0].person:
        base = list(map(min, base, _ceilings(budget, fringe, carriers, units, len(base))))
    percent = fringe.percent.fraction
    return _rounded(base, percent.numerator, percent.denominator)


def _ceilings(
    budget: Budget,
    fringe: Fringe,
    carriers: Sequence[Line],
    units: Mapping[str, Counts],
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
        if of and any(units[line.key].over):
            weeks = [a + b * of for a, b in zip(weeks, units[line.key].fractions(), strict=True)]
    return [cut_off.amount.minor * people * begun(cut_off.period, count) for count in weeks]


def _in_budget(budget: Budget, currency: str, amounts: Sequence[int]) -> list[int]:
    if currency == budget.currency:
        return list(amounts)
    return [converted(budget, Money(amount, currency)).minor for amount in amounts]


def _several(work: _Work, lines: Sequence[Line]) -> dict[str, Sequence[int]]:
    line, budget = lines[0], work.budget
    straight = _straight(line, work.formulas) if len(lines) == 1 else None
    bears = any(carries(line, fringe) for fringe in work.ordered)
    if straight is None or bears or line.price.currency != budget.currency:
        raise _joint(work, lines)
    step = line.price.fraction * 10 ** minor_digits(budget.currency)
    costs: dict[str, Sequence[int]] = {}
    for fact, slope in straight[1].items():
        if (slope * step).denominator != 1 or (straight[0] * step).denominator != 1:
            raise _joint(work, lines)
        most = _most(fact, work.longest)
        costs[fact] = [n * half_up(slope * step) for n in range(most + 1)]
    return costs


def _joint(work: _Work, lines: Sequence[Line]) -> InvalidInput:
    facts = sorted(frozenset().union(*map(work.facts, lines)))
    return InvalidInput(
        f"“{lines[0].name}” is priced by {' and '.join(facts)} together, so the schedule cannot "
        "tell what one of them costs; put each on a line of its own, without a common person.",
        field=lines[0].key,
    )
