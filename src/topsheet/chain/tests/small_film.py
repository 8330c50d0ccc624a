"""A production small enough to follow by eye: two days, three strips, four lines."""

from __future__ import annotations

from datetime import date

from topsheet.budget.models import Account, Budget, Line
from topsheet.platform.models import User
from topsheet.production.changes import recording
from topsheet.production.models import Production, Scenario
from topsheet.production.selectors import scenario_of
from topsheet.schedule.models import Board, ShootDay, Strip


def small_film(production: Production, actor: User, *, lines: int = 4, strips: int = 3) -> Scenario:
    """Its main scenario, with rows of schedule and budget in one change set."""
    main = scenario_of(production)
    budget = Budget(scenario=main, uid="budget", title="B", currency="EUR", chart="eu")
    top = Account(scenario=main, uid="3000", name="Crew", level="production", order=0)
    under = Account(
        scenario=main, uid="3300", name="Locations", level="production", order=1, category=top
    )
    board = Board(scenario=main, uid="board", title="Main board", start=date(2027, 4, 5))
    days = [
        ShootDay(scenario=main, uid=f"d{n}", board=board, date=date(2027, 4, 4 + n)) for n in (1, 2)
    ]
    with recording(production, actor, "Small film made") as changes:
        changes.create_all([budget, top, under, board, *days])
        changes.create_all([line(main, under, n) for n in range(1, lines + 1)])
        changes.create_all([strip(main, days[n % 2], n) for n in range(1, strips + 1)])
    return main


def line(scenario: Scenario, account: Account, n: int) -> Line:
    return Line(
        scenario=scenario, uid=f"l{n}", account=account, name=f"Line {n}", department="locations",
        stage="shoot", amount="1", unit="days", price_coefficient=10_000, price_exponent=2,
        price_currency="EUR", component="not pay", order=n,
    )  # fmt: skip


def strip(scenario: Scenario, day: ShootDay | None, n: int) -> Strip:
    return Strip(scenario=scenario, uid=f"s{n:04d}", scene=f"s{n:04d}", day=day, rank=1024 * n)
