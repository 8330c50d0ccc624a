"""Lays out the topsheet from what the rooms computed; adds nothing of its own.

script + breakdown + schedule + budget  →  TopsheetView
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from topsheet.breakdown.engine.types import COUNTED_FROM, Breakdown
from topsheet.budget.engine.compute import CONTRACTUAL
from topsheet.budget.engine.printing import printed
from topsheet.budget.engine.types import (
    LEVEL_NAMES,
    AccountResult,
    Budget,
    BudgetResult,
    ProductionLevel,
    Stage,
)
from topsheet.chain.engine.assumed import still_assumed
from topsheet.chain.engine.topsheet import (
    AtAGlance,
    BasisLine,
    BudgetRow,
    CalendarDay,
    DearDay,
    DearRole,
    DearScene,
    DepartmentRow,
    RowKind,
    TopsheetView,
)
from topsheet.kernel.calendar import WorkingCalendar
from topsheet.kernel.money import Money
from topsheet.schedule.engine import cast_days
from topsheet.schedule.engine.types import (
    CAST_WORK_DAYS,
    SHOOT_DAYS,
    SHOOT_MOVES,
    SHOOT_NIGHTS,
    BoardDay,
    SchedulePlan,
    ScheduleProblem,
    Strip,
)
from topsheet.script.engine.types import Script

_LAST = ProductionLevel.CONTRACTUAL
# What no shipped template holds; rooms above the budget will bring it.
_NOT_INCLUDED = (
    "recoverable taxes, tax credits and other incentives, deferrals, distribution and sales costs"
)
CONTRACTUAL_NAME = "Overhead, contingency, bond"
_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the rooms' results do not say of themselves."""

    title: str
    kind: str
    draft: str  # "White draft of 1 October 2026"
    board: str  # "Main board, revision 1"
    country: str  # its name, "" when none was given
    agreements: tuple[str, ...]
    level: str
    start_assumed: bool
    prepared_by: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dear:
    """The five dearest of each, from the schedule's shares."""

    days: tuple[DearDay, ...] = ()
    scenes: tuple[DearScene, ...] = ()
    roles: tuple[DearRole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The results of the rooms, as one thing to pass on."""

    script: Script
    breakdown: Breakdown
    problem: ScheduleProblem
    schedule: SchedulePlan
    budget: Budget
    result: BudgetResult


def lay_out(about: About, plan: Plan, dear: Dear) -> TopsheetView:
    """The whole page, with every amount shown; ``confide`` hides what a viewer may not see."""
    return TopsheetView(
        title=about.title,
        kind=about.kind,
        currency=plan.result.currency,
        basis=_basis(about, plan),
        notice=_notice(about),
        glance=_glance(plan),
        budget=_in_whole_units(_budget_rows(plan.budget, plan.result), plan),
        stages=(*(stage.value.capitalize() for stage in Stage), LEVEL_NAMES[_LAST]),
        departments=_departments(plan.result),
        dear_days=dear.days,
        dear_scenes=dear.scenes,
        dear_roles=dear.roles,
        calendar=_calendar(plan),
        assumed=still_assumed(
            plan.script,
            plan.breakdown,
            plan.problem,
            plan.result,
            counted_from=COUNTED_FROM,
            start_assumed=about.start_assumed,
        ),
    )


def date_in_words(day: date) -> str:
    """5 April 2027"""
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def _notice(about: About) -> str:
    """The first line when something basic was not said (practice: ask, or say so)."""
    if not about.country:
        return (
            "No country was given, so there are no fringes, public holidays or agreed hours "
            "in these figures: choose a country to have them."
        )
    if not about.agreements:
        return (
            f"No agreement was given: the working day is the usual one in {about.country}, "
            "assumed. Name the agreement to have its hours."
        )
    return ""


def _basis(about: About, plan: Plan) -> tuple[BasisLine, ...]:
    days = plan.schedule.best.board.days
    rules = plan.problem.rules
    pages = f"{plan.script.pages_by_eighths} pages in {_scene_count(plan.script)} scenes"
    lines = [
        BasisLine(label="Script", text=f"{about.draft}, {pages}"),
        BasisLine(label="Board", text=about.board),
        BasisLine(label="Shoot", text=_span(days), assumed=about.start_assumed),
        BasisLine(label="Day", text=f"{len(days)} days of {_hours(rules.day)}"),
        BasisLine(label="Agreement", text=rules.agreement, assumed=rules.assumed),
        BasisLine(
            label="Places",
            text=", ".join(place.name for place in plan.problem.places) or "none",
            assumed=any(place.assumed for place in plan.problem.places),
        ),
        BasisLine(label="Exchange", text=_rates(plan.budget)),
    ]
    lines += [BasisLine(label="Budget", text=note, assumed=True) for note in plan.budget.notes]
    lines.append(BasisLine(label="Not included", text=_NOT_INCLUDED))
    lines.append(BasisLine(label="Prepared by", text=f"{about.prepared_by}, {about.version}"))
    return tuple(lines)


def _scene_count(script: Script) -> int:
    return sum(1 for scene in script.scenes if not scene.omitted)


def _span(days: tuple[BoardDay, ...]) -> str:
    if not days:
        return "nothing to shoot"
    return f"{date_in_words(days[0].date)} to {date_in_words(days[-1].date)}"


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d}" if rest else f"{whole} hours"


def _rates(budget: Budget) -> str:
    if not budget.rates:
        return f"all in {budget.currency}"
    return ", ".join(
        f"1 {rate.currency} = {rate.rate} {budget.currency} on {date_in_words(rate.on)}"
        for rate in budget.rates
    )


def _glance(plan: Plan) -> AtAGlance:
    best, facts = plan.schedule.best, plan.schedule.best.facts
    strips = plan.problem.strips
    return AtAGlance(
        pages=plan.script.pages_by_eighths,
        scenes=_scene_count(plan.script),
        days=facts.get(SHOOT_DAYS, 0),
        nights=facts.get(SHOOT_NIGHTS, 0),
        cast=len({role for strip in strips for role in strip.cast}),
        cast_work_days=facts.get(CAST_WORK_DAYS, 0),
        holding_days=holding_days(plan),
        sets=len({strip.set_name for strip in strips}),
        places=len({place for day in best.days for place in day.places}),
        moves=facts.get(SHOOT_MOVES, 0),
        gap=plan.schedule.gap,
        gap_avoidable=plan.schedule.gap_avoidable,
    )


def holding_days(plan: Plan) -> int:
    """Days on which cast members are held, by the terms of their deals."""
    return sum(one.paid.held for one in cast_days(plan.problem, plan.schedule.best.board))


def _budget_rows(budget: Budget, result: BudgetResult) -> tuple[BudgetRow, ...]:
    rows: list[BudgetRow] = []
    assumed = _assumed_categories(budget)
    for level in ProductionLevel:
        if level is ProductionLevel.CONTRACTUAL:
            continue
        rows += [_category_row(a, assumed) for a in _categories(result, level)]
        rows.append(
            BudgetRow(
                kind=RowKind.SUBTOTAL,
                number="",
                title=LEVEL_NAMES[level],
                amount=result.levels.get(level, Money.zero(result.currency)),
                address=f"budget/{level.value}",
            )
        )
    rows += _contractual_rows(budget, result)
    total = BudgetRow(
        kind=RowKind.TOTAL, number="", title="Total", amount=result.total, address="budget"
    )
    return (*rows, total)


def _in_whole_units(rows: tuple[BudgetRow, ...], plan: Plan) -> tuple[BudgetRow, ...]:
    """With what the budget page prints, so that both pages show one figure."""
    whole = printed(plan.budget, plan.result)
    return tuple(replace(row, whole=whole.get(row.address)) for row in rows)


def _contractual_rows(budget: Budget, result: BudgetResult) -> list[BudgetRow]:
    """Overhead, contingency, bond: one row each, also where a budget of this size has none."""
    assumed = {contractual.account for contractual in budget.contractuals if contractual.assumed}
    above = {account.code: account.category or account.code for account in budget.accounts}
    guessed = {above[code] for code in assumed}
    return [
        BudgetRow(
            kind=RowKind.CONTRACTUAL,
            number=found.account.code,
            title=found.account.name,
            amount=found.total,
            address=f"budget/{found.account.code}",
            assumed=found.account.code in guessed,
        )
        for found in result.accounts.values()
        if found.account.level is _LAST and not found.account.category
    ]


def _categories(result: BudgetResult, level: ProductionLevel) -> list[AccountResult]:
    return [
        account
        for account in result.accounts.values()
        if account.account.level is level and not account.account.category and account.total
    ]


def _category_row(result: AccountResult, assumed: frozenset[str]) -> BudgetRow:
    account = result.account
    return BudgetRow(
        kind=RowKind.CATEGORY,
        number=account.code,
        title=account.name,
        amount=result.total,
        address=f"budget/{account.code}",
        assumed=account.code in assumed,
    )


def _assumed_categories(budget: Budget) -> frozenset[str]:
    above = {account.code: account.category or account.code for account in budget.accounts}
    lines = {line.account for line in budget.lines if line.assumed or line.illustrative}
    fringes = {fringe.account for fringe in budget.fringes if fringe.assumed and fringe.account}
    return frozenset(above[account] for account in lines | fringes)


def _departments(result: BudgetResult) -> tuple[DepartmentRow, ...]:
    """Departments by what they cost; what belongs to none (contingency, bond …) stands last."""
    stages = [*(stage.value for stage in Stage), CONTRACTUAL]
    names = sorted(
        result.departments,
        key=lambda name: (name == CONTRACTUAL, -result.departments[name].minor),
    )
    zero = Money.zero(result.currency)
    return tuple(
        DepartmentRow(
            department=CONTRACTUAL_NAME if name == CONTRACTUAL else name,
            amounts=tuple(result.cells.get((stage, name), zero) for stage in stages),
            total=result.departments[name],
            addresses=tuple(_cell_address(stage, name, result) for stage in stages),
            address=f"budget/department/{name}",
        )
        for name in names
        if result.departments[name]
    )


def _cell_address(stage: str, department: str, result: BudgetResult) -> str:
    spent = (stage, department) in result.cells
    return f"budget/stage/{stage}/{department}" if spent else ""


def _calendar(plan: Plan) -> tuple[tuple[CalendarDay, ...], ...]:
    """Whole weeks from the first shooting day to the last, Monday first."""
    days = {day.date: day for day in plan.schedule.best.board.days}
    if not days:
        return ()
    strips = {strip.key: strip for strip in plan.problem.strips}
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        week = [monday + timedelta(days=n) for n in range(7)]
        weeks.append(tuple(_calendar_day(d, days, strips, plan.problem.calendar) for d in week))
        monday += timedelta(days=7)
    return tuple(weeks)


def _calendar_day(
    day: date,
    shot: dict[date, BoardDay],
    strips: dict[str, Strip],
    calendar: WorkingCalendar,
) -> CalendarDay:
    found = shot.get(day)
    if found is None:
        return CalendarDay(date=day, number=0, shift=None, strips=(), closed=_closed(day, calendar))
    painted = tuple(
        (strips[key].intext, strips[key].light, strips[key].minutes) for key in found.strips
    )
    return CalendarDay(date=day, number=found.number, shift=found.shift, strips=painted)


def _closed(day: date, calendar: WorkingCalendar) -> str:
    names = [name for closed, name in calendar.holidays if closed == day]
    if names:
        return names[0]
    return "" if calendar.is_working(day) else "weekend"
