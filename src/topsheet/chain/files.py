"""The files of a production: paper, workbook, and the production itself as one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from topsheet.budget.selectors import load_estimate
from topsheet.chain.engine.layout import date_in_words
from topsheet.chain.selectors import (
    board_in_words,
    last_change,
    load_plan,
    topsheet_for,
)
from topsheet.kernel.errors import InvalidInput, NotAllowed
from topsheet.kernel.problem import Problem
from topsheet.platform.files import write_outside
from topsheet.platform.models import User
from topsheet.platform.pdf import Head, paper_of
from topsheet.platform.pdf import Pdf as Built  # a workbook has the same two parts
from topsheet.production.access import Level, allowed, may_see_pay, require
from topsheet.production.models import Scenario
from topsheet.script.selectors import script_about


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A file that can be made: what it is called on the page, and who may have it."""

    title: str
    content_type: str
    room: str  # whose VIEW right is needed
    build: Callable[[Scenario, User], Built]
    holds_pay: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, and remarks on what could not be printed in them."""

    paths: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def write_files(scenario: Scenario, user: User, folder: Path) -> Written:
    """Write every file into ``folder`` (made when missing), replacing those of an earlier run."""
    check_folder(folder)
    paths: list[Path] = []
    problems: list[Problem] = []
    for name in FILES:
        path = folder / name
        built = build_file(name, scenario, user)
        write_outside(path, built.data)
        paths.append(path)
        problems += [replace(problem, where=name) for problem in built.problems]
    return Written(tuple(paths), tuple(problems))


def build_file(name: str, scenario: Scenario, user: User) -> Built:
    """One file's bytes and remarks. Raises NotAllowed when the user's role does not reach it."""
    kind = FILES[name]
    require(user, scenario.production, kind.room, Level.VIEW)
    if kind.holds_pay and not may_see_pay(user, scenario.production):
        raise NotAllowed(f"{name} holds everybody's pay, which your role may not see.")
    return kind.build(scenario, user)


def files_for(scenario: Scenario, user: User) -> dict[str, FileKind]:
    """The files that ``user`` may have, by name."""
    pay = may_see_pay(user, scenario.production)
    return {
        name: kind
        for name, kind in FILES.items()
        if allowed(user, scenario.production, kind.room, Level.VIEW) and (pay or not kind.holds_pay)
    }


def check_folder(folder: Path) -> None:
    """Make the folder, or say in one sentence why nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".topsheet-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        message = f"Files cannot be written to {folder}: {reason}. Name another folder."
        raise InvalidInput(message, field="--out") from None


def _head(scenario: Scenario) -> Head:
    """What stands on every sheet; the day it was printed is the day of the last change."""
    production = scenario.production
    changed = last_change(scenario)
    return Head(
        production=production.title,
        sheet="",
        draft=script_about(scenario),
        board=board_in_words(scenario),
        printed=date_in_words(changed),
        paper=paper_of(production.country),
    )


def _topsheet_pdf(scenario: Scenario, user: User) -> Built:
    from topsheet.chain import paper

    return paper.topsheet(topsheet_for(scenario, user), _head(scenario))


def _one_liner_pdf(scenario: Scenario, user: User) -> Built:
    from topsheet.schedule import paper

    plan = load_plan(scenario)
    return paper.one_liner(plan.schedule.best, plan.problem, _head(scenario))


def _stripboard_pdf(scenario: Scenario, user: User) -> Built:
    from topsheet.schedule import paper

    plan = load_plan(scenario)
    return paper.stripboard(plan.schedule.best, plan.problem, _head(scenario))


def _dood_pdf(scenario: Scenario, user: User) -> Built:
    from topsheet.schedule import paper
    from topsheet.schedule.engine import day_out_of_days

    plan = load_plan(scenario)
    sheet = day_out_of_days(plan.problem, plan.schedule.best.board)
    return paper.day_out_of_days(sheet, _head(scenario))


def _budget_xlsx(scenario: Scenario, user: User) -> Built:
    from topsheet.budget.workbook import workbook_bytes

    return Built(workbook_bytes(load_estimate(scenario)))


def _snapshot(scenario: Scenario, user: User) -> Built:
    from topsheet.production.snapshot import export_production

    return Built(export_production(user, scenario.production))


_PDF = "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FILES = {
    "topsheet.pdf": FileKind(
        title="Topsheet", content_type=_PDF, room="production", build=_topsheet_pdf
    ),
    "one-liner.pdf": FileKind(
        title="One-liner", content_type=_PDF, room="schedule", build=_one_liner_pdf
    ),
    "stripboard.pdf": FileKind(
        title="Stripboard", content_type=_PDF, room="schedule", build=_stripboard_pdf
    ),
    "dood.pdf": FileKind(
        title="Day out of days", content_type=_PDF, room="schedule", build=_dood_pdf
    ),
    "budget.xlsx": FileKind(
        title="Budget, live formulas",
        content_type=_XLSX,
        room="budget",
        build=_budget_xlsx,
        holds_pay=True,
    ),
    "production.topsheet": FileKind(
        title="The production as one file",
        content_type="application/zip",
        room="production",
        build=_snapshot,
        holds_pay=True,
    ),
}
