"""Fringes: charges on pay, once per person range, with cut-offs that hold across its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from topsheet.budget.engine.types import CutOffPeriod, Fringe, FringeResult, Line
from topsheet.kernel.errors import InvalidInput
from topsheet.kernel.money import Money, nearest


@dataclass(frozen=True, slots=True)
class Pay:
    """What a line comes to before fringes: units (amount × times) and money."""

    units: Fraction
    minor: int


def in_order(fringes: Sequence[Fringe]) -> tuple[Fringe, ...]:
    """Fringes so that each comes after those it stands on; a circle is an error."""
    by_key = {fringe.key: fringe for fringe in fringes}
    done: dict[str, Fringe] = {}

    def visit(fringe: Fringe, path: tuple[str, ...]) -> None:
        if fringe.key in path:
            circle = " → ".join((*path[path.index(fringe.key) :], fringe.key))
            raise InvalidInput(
                f"The fringes {circle} stand on each other; take one out.", field=fringe.key
            )
        if fringe.key not in done:
            for other in fringe.on:
                visit(by_key[other], (*path, fringe.key))
            done[fringe.key] = fringe

    for fringe in fringes:
        visit(fringe, ())
    return tuple(done.values())


def carries(line: Line, fringe: Fringe) -> bool:
    """Whether the fringe is charged on the line's pay."""
    return fringe.key in line.fringes and line.component in fringe.components


def charge(
    lines: Sequence[Line],
    pays: Mapping[str, Pay],
    fringes: Sequence[Fringe],
    days_per_week: int,
) -> list[FringeResult]:
    """All fringes of one person range, in its currency of pay.

    ``fringes`` are in order. A fringe applies where a line of the range carries it; what
    it stands on counts with the whole amount of the range.
    """
    results: dict[str, FringeResult] = {}
    for fringe in fringes:
        carriers = [line for line in lines if carries(line, fringe)]
        if carriers:
            results[fringe.key] = _charged(fringe, carriers, pays, results, days_per_week)
    return list(results.values())


def _charged(
    fringe: Fringe,
    carriers: Sequence[Line],
    pays: Mapping[str, Pay],
    below: Mapping[str, FringeResult],
    days_per_week: int,
) -> FringeResult:
    currency = carriers[0].price.currency
    base = sum(pays[line.key].minor for line in carriers)
    base += sum(below[key].amount.minor for key in fringe.on if key in below)
    cut_off = ceiling(fringe, carriers, pays, days_per_week)
    counted = [pays[line.key].units for line in carriers if line.unit == fringe.flat_unit]
    units = sum(counted, Fraction(0))
    if fringe.flat is not None:
        amount = fringe.flat.times(units)
    else:
        assert fringe.percent is not None  # held by checks.check
        charged = base if cut_off is None else min(base, cut_off.minor)
        share = fringe.percent.fraction
        amount = Money(nearest(charged * share.numerator, share.denominator), currency)
    return FringeResult(
        range_key=carriers[0].range_key,
        fringe=fringe.key,
        base=Money(base, currency),
        cut_off=cut_off,
        quantity=units,
        amount=amount,
        converted=amount,
        lines=tuple(line.key for line in carriers),
    )


def ceiling(
    fringe: Fringe, carriers: Sequence[Line], pays: Mapping[str, Pay], days_per_week: int
) -> Money | None:
    """The most that can be charged: the cut-off × people × periods worked.

    A pool has none, for nobody knows how many people share its pay.
    """
    if fringe.cut_off is None or not carriers[0].person:
        return None
    amount = fringe.cut_off.amount
    if amount.currency != carriers[0].price.currency:
        raise InvalidInput(
            f"The cut-off of “{fringe.name}” is in {amount.currency} but “{carriers[0].name}” is "
            f"paid in {carriers[0].price.currency}; give both one currency.",
            field=fringe.key,
        )
    times = carriers[0].people * periods(fringe, carriers, pays, days_per_week)
    return Money(amount.minor * times, amount.currency)


def periods(
    fringe: Fringe, carriers: Sequence[Line], pays: Mapping[str, Pay], days_per_week: int
) -> int:
    """How often the cut-off starts anew for one person of the range."""
    assert fringe.cut_off is not None
    weeks = sum(
        (pays[line.key].units * weeks_per_unit(line.unit, days_per_week) for line in carriers),
        Fraction(0),
    )
    return begun(fringe.cut_off.period, weeks / carriers[0].people)


def begun(period: CutOffPeriod, weeks: Fraction) -> int:
    """Weeks or months begun in so many weeks of work, at least one; else once.

    >>> begun(CutOffPeriod.MONTH, Fraction(9)), begun(CutOffPeriod.YEAR, Fraction(9))
    (3, 1)
    """
    if period in (CutOffPeriod.YEAR, CutOffPeriod.ENGAGEMENT):
        return 1
    times, of = (1, 1) if period == CutOffPeriod.WEEK else (12, 52)
    return max(1, -((-weeks.numerator * times) // (weeks.denominator * of)))


def weeks_per_unit(unit: str, days_per_week: int) -> Fraction:
    """How much of a working week a unit of a line is; a fee is none."""
    match unit:
        case "week":
            return Fraction(1)
        case "day" | "night":
            return Fraction(1, days_per_week)
        case "month":
            return Fraction(52, 12)
    return Fraction(0)
