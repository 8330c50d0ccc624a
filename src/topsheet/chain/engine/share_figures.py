"""Why a day or a scene costs what it costs.

schedule/day/12                a day: what its scenes bring and what the day costs anyway
schedule/scene/s0012#share     a scene's full share; only full shares add up to the shoot
schedule/scene/s0012#saved     what the board costs less without it
"""

from __future__ import annotations

from topsheet.chain.engine.layout import Plan
from topsheet.kernel.errors import NotFound
from topsheet.kernel.figure import Figure, difference, looked_up, total
from topsheet.kernel.money import Money
from topsheet.schedule.engine.shares import DayCost, SceneCost, Shares, share_costs, with_saving
from topsheet.schedule.engine.tables import Tables

_DAY_NOTE = "Crew, nights, overtime, moves and holding, which no single scene brings."
_DIRECT_NOTE = "Its cast, elements and places at work, shared by minutes within a day."


def day_figure(plan: Plan, number: str) -> Figure:
    """The cost of a shooting day. Raises NotFound."""
    shares = share_costs(plan.problem, plan.schedule.best)
    for day in shares.days:
        if str(day.number) == number:
            return _day(plan, shares, day)
    raise NotFound(f"There is no shooting day {number} on this board.")


def scene_figure(plan: Plan, uid: str, aspect: str) -> Figure:
    """A scene's full share, or what cutting it saves. Raises NotFound."""
    shares = share_costs(plan.problem, plan.schedule.best)
    for scene in shares.scenes:
        if scene.keys[0].partition("/")[0] == uid:
            return _saved(plan, scene) if aspect == "saved" else _share(scene)
    raise NotFound("That scene is not on the board.")


def _day(plan: Plan, shares: Shares, day: DayCost) -> Figure:
    on_board = next(d for d in plan.schedule.best.board.days if d.number == day.number)
    sets = {strip.key: f"{strip.scene} {strip.set_name}" for strip in plan.problem.strips}
    parts = [
        _money(f"Scene {sets[strip.key]}", strip.direct, _DIRECT_NOTE)
        for strip in shares.strips
        if strip.key in on_board.strips
    ]
    parts.append(_money("The day itself", day.day, _DAY_NOTE))
    return total(f"Day {day.number}", parts, Money.zero(day.total.currency), sensitive=True)


def _share(scene: SceneCost) -> Figure:
    parts = [
        _money("What the scene brings by itself", scene.direct, _DIRECT_NOTE),
        _money("Its share of its days", scene.full_share - scene.direct, _DAY_NOTE),
    ]
    zero = Money.zero(scene.direct.currency)
    return total(f"Scene {scene.scene}, full share", parts, zero, sensitive=True)


def _saved(plan: Plan, scene: SceneCost) -> Figure:
    told = with_saving(Tables(plan.problem), plan.schedule.best.board, scene)
    cost = plan.schedule.best.cost
    saved = told.saved_if_cut or Money.zero(cost.currency)
    note = (
        "The board judged again without it; days that empty go and the later ones move up, "
        "or all dates and shifts stay where that is cheaper."
    )
    return difference(
        f"Scene {scene.scene}, saved if cut",
        _money("Cost of this order", cost, ""),
        _money("Cost without the scene", cost - saved, note),
        sensitive=True,
    )


def _money(label: str, amount: Money, note: str) -> Figure:
    return looked_up(label, amount, note=note)
