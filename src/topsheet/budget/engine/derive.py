"""A first budget: a template filled with what the script, the breakdown and the deals say.

Nothing here is priced or counted by hand: quantities that a board decides stay formulas
over its facts, quantities that the script decides become globals, prices come from packs.
"""

from __future__ import annotations

from fractions import Fraction

from topsheet.breakdown.engine.types import Category
from topsheet.budget.engine.derive_cast import cast_facts, cast_lines, working_scenes
from topsheet.budget.engine.derive_lines import (
    cost_lines,
    counted,
    crew_heads,
    crew_lines,
    element_lines,
    place_lines,
    premium_lines,
    shared_facts,
)
from topsheet.budget.engine.template import BudgetInputs, Template
from topsheet.budget.engine.types import Budget, Global, Line

OFFICE_HEADS = 3  # director, producer and guests eat with the crew


def build_budget(template: Template, inputs: BudgetInputs) -> Budget:
    """The budget of a production that has a breakdown but no budget yet.

    Every price in it is illustrative, and what nobody decided is marked assumed.
    """
    lines = (
        *cost_lines(template),
        *cast_lines(template, inputs),
        *crew_lines(template),
        *premium_lines(template, inputs),
        *place_lines(template, inputs),
        *element_lines(template, inputs),
    )
    return Budget(
        title=inputs.title,
        currency=template.currency,
        chart=template.chart,
        days_per_week=inputs.days_per_week,
        accounts=template.accounts,
        lines=_by_account(template, lines),
        globals=(*_counted_globals(template, inputs), *template.globals),
        fringes=template.fringes,
        contractuals=template.contractuals,
        rates=template.rates,
        facts=(*shared_facts(inputs), *cast_facts(inputs)),
        notes=template.notes,
    )


def _by_account(template: Template, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines in the order of the chart, those of one account as they were made."""
    order = {account.code: number for number, account in enumerate(template.accounts)}
    return tuple(sorted(lines, key=lambda line: order[line.account]))


def _counted_globals(template: Template, inputs: BudgetInputs) -> tuple[Global, ...]:
    breakdown = inputs.breakdown
    elements = counted(inputs)
    effects = {
        scene
        for element in elements
        if element.category is Category.VISUAL_EFFECTS
        for scene in element.scenes
    }
    songs = [element for element in elements if element.category is Category.MUSIC]
    sets = {name for place in breakdown.places for name in place.sets}
    counts: tuple[tuple[str, str, Fraction | int, str, str], ...] = (
        ("days_per_week", "Working days in a week", inputs.days_per_week, "days", "schedule"),
        ("pages", "Pages", Fraction(inputs.eighths, 8), "pages", "script"),
        ("scenes", "Scenes", inputs.scenes, "scenes", "script"),
        ("sets", "Sets", len(sets), "sets", "breakdown"),
        ("places", "Shooting places", len(breakdown.places), "places", "breakdown"),
        ("speaking_roles", "Roles that work", len(working_scenes(inputs)), "roles", "breakdown"),
        ("vfx_scenes", "Scenes with visual effects", len(effects), "scenes", "breakdown"),
        ("songs", "Pieces of music", len(songs), "pieces", "breakdown"),
        ("crew_heads", "Crew on a shooting day", crew_heads(template.crew) + OFFICE_HEADS, "people",
         "the crew of this budget"),
    )  # fmt: skip
    return tuple(
        Global(
            name=name,
            label=label,
            formula=_written(count),
            unit=unit,
            source=f"Counted from {room}",
        )
        for name, label, count, unit, room in counts
    )


def _written(count: Fraction | int) -> str:
    exact = Fraction(count)
    whole = exact.denominator == 1
    return str(exact.numerator) if whole else f"{exact.numerator} / {exact.denominator}"
