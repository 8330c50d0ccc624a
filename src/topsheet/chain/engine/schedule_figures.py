"""Why the schedule's figures are what they are: its cost, its facts, its gaps.

schedule/cost                     what the board costs, fact by fact
schedule/part/holding/week        a part of it: nights, moves, holding … (see cost_parts)
schedule/bound, schedule/gap      what no board can beat, and how far this one is from it
schedule/shoot/days               a fact counted day by day (any name of the facts)
schedule/shoot/days#cost          what the price list makes of it
schedule/day/12, schedule/scene/… see share_figures
script/pages                      the length scene by scene
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from topsheet.chain.engine.layout import Plan, date_in_words
from topsheet.chain.engine.share_figures import day_figure, scene_figure
from topsheet.kernel.errors import NotFound
from topsheet.kernel.figure import (
    Figure,
    Quantity,
    difference,
    given,
    looked_up,
    quotient,
    total,
)
from topsheet.kernel.money import Money
from topsheet.kernel.rule import Source
from topsheet.schedule.engine import cast_days
from topsheet.schedule.engine.cost_parts import LABELS, cost_steps
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    IDLE_DAYS,
    OVERTIME_BLOCKS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    DayFacts,
    Shift,
)
from topsheet.script.engine.types import Scene

_OF_THE_SHOOT = {
    SHOOT_DAYS: ("Shooting days", "days"),
    SHOOT_NIGHTS: ("Nights", "nights"),
    SHOOT_MOVES: ("Company moves", "moves"),
    OVERTIME_BLOCKS: ("Overtime", "blocks"),
    CAST_WORK_DAYS: ("Cast days worked", "days"),
    IDLE_DAYS: ("Dates on which nothing is shot", "days"),
}


def schedule_figure(plan: Plan, address: str) -> Figure:
    """The figure at an address under ``schedule/`` or ``script/``. Raises NotFound."""
    fixed: dict[str, Callable[[Plan], Figure]] = {
        "script/pages": _pages,
        "schedule/cost": _cost,
        "schedule/bound": _bound,
        "schedule/gap": _gap,
    }
    if address in fixed:
        return fixed[address](plan).at(address)
    fact, _, aspect = address.removeprefix("schedule/").partition("#")
    if fact.startswith("day/"):
        return day_figure(plan, fact.removeprefix("day/")).at(address)
    if fact.startswith("scene/"):
        return scene_figure(plan, fact.removeprefix("scene/"), aspect).at(address)
    if fact.startswith("part/"):
        return _part(plan, fact.removeprefix("part/")).at(address)
    if address.startswith("schedule/") and fact in plan.schedule.best.facts:
        build = _fact_cost if aspect == "cost" else _fact
        return build(plan, fact).at(address)
    raise NotFound(f"There is no figure “{address}”. Figures are found by the dotted lines.")


def _pages(plan: Plan) -> Figure:
    def length(scene: Scene) -> Figure:
        value = Quantity(Fraction(scene.eighths.count, 8), "pages")
        said = f"measured, {plan.script.eighths_source}"
        return given(f"{scene.number} {scene.heading}", value, note=f"{scene.eighths}; {said}")

    parts = [length(scene) for scene in plan.script.scenes if not scene.omitted]
    return total("Pages", parts, Quantity(Fraction(0), "pages"))


def _cost(plan: Plan) -> Figure:
    best = plan.schedule.best
    parts = [_fact_cost(plan, fact) for fact in best.facts if fact in plan.problem.prices.tariffs]
    dear = [part for part in parts if isinstance(part.value, Money) and part.value]
    note = "Only what the order of the strips can move; the estimate holds the rest."
    return total("Cost of this order", dear, Money.zero(best.cost.currency), note=note)


def _part(plan: Plan, key: str) -> Figure:
    """A part of the board's cost, by the facts that bring it. Raises NotFound."""
    best, prices = plan.schedule.best, plan.problem.prices
    steps = cost_steps(plan.problem, best.facts, cast_days(plan.problem, best.board))
    parts = [
        looked_up(
            _label(plan, fact)[0],
            Money(minor, prices.currency),
            address=f"schedule/{fact}#cost",
            source=Source(title=prices.basis),
            sensitive=fact.startswith("cast/") and fact != CAST_WORK_DAYS,
            assumed=prices.assumed,
        )
        for part, fact, minor in steps
        if part == key and minor
    ]
    if not parts:
        raise NotFound(f"Nothing on this board costs “{key}”. Figures are found by dotted lines.")
    return total(LABELS[key], parts, Money.zero(prices.currency))


def _fact_cost(plan: Plan, fact: str) -> Figure:
    """What the price list makes of a fact; a person's pay is confidential."""
    prices, count = plan.problem.prices, plan.schedule.best.facts[fact]
    tariff = prices.tariffs.get(fact)
    minor = tariff.cost(count) if tariff else 0
    label, unit = _label(plan, fact)
    return looked_up(
        f"{label}: {count} {unit}",
        Money(minor, prices.currency),
        address=f"schedule/{fact}#cost",
        source=Source(title=prices.basis),
        note="From the budget's lines that count this, with their fringes.",
        sensitive=fact.startswith("cast/") and fact != CAST_WORK_DAYS,
        assumed=prices.assumed,
    )


def _fact(plan: Plan, fact: str) -> Figure:
    """A fact of the board, counted day by day where days can be shown."""
    label, unit = _label(plan, fact)
    count = plan.schedule.best.facts[fact]
    parts = tuple(_day_parts(plan, fact, unit))
    shown = sum((p.value.value for p in parts if isinstance(p.value, Quantity)), Fraction(0))
    if parts and shown == count:
        return total(label, parts, Quantity(Fraction(0), unit))
    return looked_up(
        label,
        Quantity.of(count, unit),
        note=f"Counted on the board by the rules of the deal or the day. {_days_listed(parts)}",
    )


def _day_parts(plan: Plan, fact: str, unit: str) -> Iterable[Figure]:
    for day in plan.schedule.best.days:
        count = _in_day(plan, day, fact)
        if count:
            yield given(_day_label(day), Quantity.of(count, unit))


def _in_day(plan: Plan, day: DayFacts, fact: str) -> int:
    if fact == SHOOT_DAYS:
        return 1
    if fact == SHOOT_NIGHTS:
        return int(day.shift is not Shift.DAY)
    if fact == SHOOT_MOVES:
        return day.moves
    if fact == CAST_WORK_DAYS:
        return len(day.cast)
    kind, _, rest = fact.partition("/")
    key = rest.rpartition("/")[0]
    if kind == "cast":
        return int(key in day.cast)
    if kind == "place":
        return int(key in day.places)
    if kind == "element":
        strips = {strip.key: strip for strip in plan.problem.strips}
        board = plan.schedule.best.board.days[day.number - 1]
        return int(any(key in strips[strip].elements for strip in board.strips))
    return 0


def _day_label(day: DayFacts) -> str:
    return f"Day {day.number}, {date_in_words(day.date)}"


def _days_listed(parts: tuple[Figure, ...]) -> str:
    return f"Days: {'; '.join(part.label for part in parts)}." if parts else ""


def _label(plan: Plan, fact: str) -> tuple[str, str]:
    if fact in _OF_THE_SHOOT:
        return _OF_THE_SHOOT[fact]
    kind, _, rest = fact.partition("/")
    key, _, what = rest.rpartition("/")
    names = {
        "cast": {terms.role: f"{terms.board_id} {terms.name}" for terms in plan.problem.cast},
        "place": {place.place: place.name for place in plan.problem.places},
        "element": {item.key: item.name for item in plan.breakdown.elements},
    }
    unit = "visits" if what == "visits" else "days"
    return f"{names[kind].get(key, key)}, {what.replace('-', ' ')}", unit


def _bound(plan: Plan) -> Figure:
    basis = " ".join(plan.schedule.bound_basis)
    note = f"Proven: no order of these strips can cost less. {basis}".strip()
    return looked_up("What no board can beat", plan.schedule.bound, note=note)


def _gap(plan: Plan) -> Figure:
    cost = _cost(plan).at("schedule/cost")
    bound = _bound(plan).at("schedule/bound")
    over = difference("Above the proven bound", cost, bound)
    return quotient("Gap on the whole", over, cost)
