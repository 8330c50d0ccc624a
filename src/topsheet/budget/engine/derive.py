"""A first budget: a template filled with what the script, the breakdown and the deals say.

Nothing here is priced or counted by hand: quantities that a board decides stay formulas
over its facts, quantities that the script decides become globals, prices come from packs.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def counts(inputs: BudgetInputs) -> Mapping[str, str]:
    """What script, breakdown and schedule count today, by the name of the global that holds
    it, as formulas.
    """
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
    found: dict[str, Fraction | int] = {
        "days_per_week": inputs.days_per_week,
        "pages": Fraction(inputs.eighths, 8),
        "scenes": inputs.scenes,
        "sets": len(sets),
        "places": len(breakdown.places),
        "speaking_roles": len(working_scenes(inputs)),
        "vfx_scenes": len(effects),
        "songs": len(songs),
    }
    return {name: _written(count) for name, count in found.items()}


_COUNTS = (
    ("days_per_week", "Working days in a week", "days", "schedule"),
    ("pages", "Pages", "pages", "script"),
    ("scenes", "Scenes", "scenes", "script"),
    ("sets", "Sets", "sets", "breakdown"),
    ("places", "Shooting places", "places", "breakdown"),
    ("speaking_roles", "Roles that work", "roles", "breakdown"),
    ("vfx_scenes", "Scenes with visual effects", "scenes", "breakdown"),
    ("songs", "Pieces of music", "pieces", "breakdown"),
)


def _counted_globals(template: Template, inputs: BudgetInputs) -> tuple[Global, ...]:
    found = counts(inputs)
    heads = Global(
        name="crew_heads",
        label="Crew on a shooting day",
        formula=str(crew_heads(template.crew) + OFFICE_HEADS),
        unit="people",
        source="Counted from the crew of this budget",
    )
    live = (
        Global(
            name=name,
            label=label,
            formula=found[name],
            unit=unit,
            source=f"Counted from {room}",
            counted=True,
        )
        for name, label, unit, room in _COUNTS
    )
    return (*live, heads)


def _written(count: Fraction | int) -> str:
    exact = Fraction(count)
    whole = exact.denominator == 1
    return str(exact.numerator) if whole else f"{exact.numerator} / {exact.denominator}"
