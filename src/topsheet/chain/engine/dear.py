"""The dearest days, scenes and cast members, in the topsheet's words."""

from __future__ import annotations

from collections.abc import Iterable

from topsheet.breakdown.engine.types import Category
from topsheet.chain.engine.layout import Dear, Plan
from topsheet.chain.engine.topsheet import DearDay, DearRole, DearScene
from topsheet.kernel.eighths import Eighths
from topsheet.schedule.engine.shares import CastCost, DayCost, SceneCost, dearest
from topsheet.schedule.engine.types import DayFacts, Shift, Strip

_COUNT = 5
# What makes a day dear, in the order a first AD would say it.
_SAID = (
    (Category.STUNTS, "stunt"),
    (Category.BACKGROUND, "crowd"),
    (Category.ANIMALS, "animals"),
    (Category.VEHICLES, "vehicles"),
    (Category.SPECIAL_EFFECTS, "effects"),
    (Category.SPECIAL_EQUIPMENT, "special equipment"),
    (Category.PLAYBACK, "playback"),
)


def dearest_of(plan: Plan, count: int = _COUNT) -> Dear:
    """The ``count`` dearest of each; costs are those of the board, shared out to the cent."""
    found = dearest(plan.problem, plan.schedule.best, count)
    words = _Words(plan)
    return Dear(
        days=tuple(words.day(one) for one in found.days),
        scenes=tuple(words.scene(one) for one in found.scenes),
        roles=tuple(words.role(one) for one in found.cast),
    )


class _Words:
    """The plan, indexed for looking up what a cost belongs to."""

    def __init__(self, plan: Plan) -> None:
        self.strips = {strip.key: strip for strip in plan.problem.strips}
        self.facts = {day.number: day for day in plan.schedule.best.days}
        self.on_board = {day.number: day for day in plan.schedule.best.board.days}
        self.terms = {terms.role: terms for terms in plan.problem.cast}
        self.category = {item.key: item.category for item in plan.breakdown.elements}

    def day(self, cost: DayCost) -> DearDay:
        facts = self.facts[cost.number]
        strips = [self.strips[key] for key in self.on_board[cost.number].strips]
        return DearDay(
            number=cost.number,
            date=facts.date,
            shift=facts.shift,
            scenes=tuple(dict.fromkeys(strip.scene for strip in strips)),
            sets=facts.sets,
            why=", ".join(self._why(facts, strips)),
            amount=cost.total,
            hours=f"{facts.minutes // 60}:{facts.minutes % 60:02d}",
            address=f"schedule/day/{cost.number}",
        )

    def scene(self, cost: SceneCost) -> DearScene:
        strips = [self.strips[key] for key in cost.keys]
        first = strips[0]
        return DearScene(
            number=cost.scene,
            heading=first.set_name,
            intext=first.intext,
            light=first.light,
            eighths=Eighths(sum(strip.eighths for strip in strips)),
            saved_if_cut=cost.saved_if_cut,
            full_share=cost.full_share,
            address=f"schedule/scene/{first.key.partition('/')[0]}",
        )

    def role(self, cost: CastCost) -> DearRole:
        terms = self.terms[cost.role]
        return DearRole(
            board_id=terms.board_id,
            name=cost.name,
            deal=terms.deal.value,
            work_days=cost.worked,
            holding_days=cost.held,
            amount=cost.cost,
            address=f"schedule/cast/{cost.role}/paid-days#cost",
        )

    def _why(self, facts: DayFacts, strips: Iterable[Strip]) -> list[str]:
        strips = list(strips)
        present = {self.category.get(key) for strip in strips for key in strip.elements}
        said = ["night"] if facts.shift is not Shift.DAY else []
        if any(strip.minors for strip in strips):
            said.append("child")
        said += [word for category, word in _SAID if category in present]
        if facts.moves:
            said.append("company move")
        said.append(f"{len(facts.cast)} cast")
        return said
