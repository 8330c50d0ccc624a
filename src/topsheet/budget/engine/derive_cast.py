"""The lines of the cast: days paid by the deal, rehearsal, re-recording, voices, children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from topsheet.breakdown.engine.types import Role
from topsheet.budget.engine.derive_lines import each_line, line_key, pay_line
from topsheet.budget.engine.formulas import spelled
from topsheet.budget.engine.template import BudgetInputs, CastRow, Payee, Template
from topsheet.budget.engine.types import FactWord, Line, Stage
from topsheet.people.engine.deals import standing
from topsheet.people.engine.types import Deal, Engagement, Standing
from topsheet.schedule.engine.types import paid_days

FLAT = (Deal.RUN, Deal.BUYOUT)
SCENES_A_DAY = 4  # a guess where only a flat deal says that somebody works


def cast_lines(template: Template, inputs: BudgetInputs) -> Iterator[Line]:
    """Every role with a scene: those who work by their deal, the others for a recording day."""
    deals = {engagement.role: engagement for engagement in inputs.engagements}
    scenes = working_scenes(inputs)
    heard = {a.role for a in inputs.breakdown.appearances if not a.works}
    for role in inputs.breakdown.roles:
        if role.key in scenes:
            engaged = deals.get(role.key, Engagement(role=role.key, deal=Deal.DAY))
            yield from _engaged(template, inputs, role, engaged, len(scenes[role.key]))
        elif role.key in heard:
            yield _voice(template, role)


def working_scenes(inputs: BudgetInputs) -> Mapping[str, frozenset[int]]:
    """The scenes in which each role works before a camera."""
    found: dict[str, set[int]] = {}
    for seen in inputs.breakdown.appearances:
        if seen.works and seen.confidence >= inputs.counted_from:
            found.setdefault(seen.role, set()).add(seen.scene)
    return {role: frozenset(scenes) for role, scenes in found.items()}


def cast_facts(inputs: BudgetInputs) -> Iterator[FactWord]:
    scenes = working_scenes(inputs)
    for role in inputs.breakdown.roles:
        if role.key in scenes:
            label = f"Paid days of {role.name}"
            yield FactWord(name=paid_days(role.key), label=label, unit="days")


def _engaged(
    template: Template, inputs: BudgetInputs, role: Role, engaged: Engagement, scenes: int
) -> Iterator[Line]:
    part = (inputs.standings or {}).get(role.key) or standing(
        scenes, inputs.scenes, lead=template.lead_percent, supporting=template.supporting_percent
    )
    row = template.cast[part]
    flat = engaged.deal in FLAT
    yield pay_line(
        template,
        Payee.CAST,
        key=line_key("cast", role.key),
        account=template.posts[row.post],
        name=role.name,
        department="Cast",
        stage=Stage.SHOOT,
        amount=spelled(paid_days(role.key)),
        unit="fee" if flat else "day",
        price=row.fee if flat else row.day,
        person=f"cast-{role.key}",
        note=_deal_note(engaged, part),
    )
    if not flat:
        yield from _around(template, role, row)
    if role.minor:
        yield from _minor(template, role, flat, scenes)


def _deal_note(engaged: Engagement, part: Standing) -> str:
    if not engaged.assumed:
        return ""
    return f"No deal is made; “{engaged.deal}” is assumed for a {part}."


def _around(template: Template, role: Role, row: CastRow) -> Iterator[Line]:
    days = (
        ("rehearsal", "fittings and rehearsal", Stage.PREP, row.prep_days),
        ("recording", "re-recording", Stage.POST, row.post_days),
    )
    for key, words, stage, count in days:
        if count:
            yield pay_line(
                template,
                Payee.CAST,
                key=line_key(key, role.key),
                account=template.posts[row.post],
                name=f"{role.name}: {words}",
                department="Cast",
                stage=stage,
                amount=str(count),
                unit="day",
                price=row.day,
                person=f"cast-{role.key}",
            )


def _voice(template: Template, role: Role) -> Line:
    return pay_line(
        template,
        Payee.CAST,
        key=line_key("voice", role.key),
        account=template.posts["cast.voice"],
        name=f"{role.name}: voice",
        department="Cast",
        stage=Stage.POST,
        amount="1",
        unit="day",
        price=template.voice_day,
        person=f"cast-{role.key}",
        note="Heard but never seen, so a recording day is assumed.",
    )


def _minor(template: Template, role: Role, flat: bool, scenes: int) -> Iterator[Line]:
    days = spelled(paid_days(role.key))
    note = ""
    if flat:
        days = str(-(-scenes // SCENES_A_DAY))
        note = f"The deal is flat, so days are assumed: {SCENES_A_DAY} scenes a day."
    for row in template.each.get("minor", ()):
        yield each_line(template, row, f"cast-{role.key}", role.name, {"days": days}, note)
