"""The files of a production: paper, workbook, and the production itself as one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from topsheet.kernel.errors import InvalidInput
from topsheet.platform.models import User
from topsheet.production.access import Level, require
from topsheet.production.models import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A file that can be made: what it is called on the page, and who may have it."""

    title: str
    content_type: str
    room: str  # whose VIEW right is needed
    build: Callable[[Scenario, User], bytes]


def write_files(scenario: Scenario, user: User, folder: Path) -> tuple[Path, ...]:
    """Write every file into ``folder`` (made when missing), replacing those of an earlier run."""
    check_folder(folder)
    written = []
    for name in FILES:
        path = folder / name
        _replace(path, build_file(name, scenario, user))
        written.append(path)
    return tuple(written)


def build_file(name: str, scenario: Scenario, user: User) -> bytes:
    """The bytes of one file. Raises NotAllowed when the user's role does not reach it."""
    kind = FILES[name]
    require(user, scenario.production, kind.room, Level.VIEW)
    return kind.build(scenario, user)


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


def _replace(path: Path, data: bytes) -> None:
    """Write beside and rename, so that nobody opens half a file."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or "it cannot be written").lower()
        raise InvalidInput(f"{path} was not written: {reason}.", field="--out") from None


def _topsheet_pdf(scenario: Scenario, user: User) -> bytes:
    from topsheet.chain.paper import topsheet_pdf
    from topsheet.chain.selectors import topsheet_for

    return topsheet_pdf(topsheet_for(scenario, user))


def _one_liner_pdf(scenario: Scenario, user: User) -> bytes:
    from topsheet.schedule.paper import one_liner_pdf

    return one_liner_pdf(scenario)


def _stripboard_pdf(scenario: Scenario, user: User) -> bytes:
    from topsheet.schedule.paper import stripboard_pdf

    return stripboard_pdf(scenario)


def _dood_pdf(scenario: Scenario, user: User) -> bytes:
    from topsheet.schedule.paper import dood_pdf

    return dood_pdf(scenario)


def _budget_xlsx(scenario: Scenario, user: User) -> bytes:
    from topsheet.budget.exports import budget_xlsx

    return budget_xlsx(scenario, user)


def _snapshot(scenario: Scenario, user: User) -> bytes:
    from topsheet.production.snapshot import export_production

    return export_production(scenario.production)


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
        title="Budget, live formulas", content_type=_XLSX, room="budget", build=_budget_xlsx
    ),
    "production.topsheet": FileKind(
        title="The production as one file",
        content_type="application/zip",
        room="production",
        build=_snapshot,
    ),
}
