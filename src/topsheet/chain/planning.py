"""A plan from the command line: a file read, progress on stderr, files written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from topsheet.chain.demo_film import DEMO, DEMO_OPTIONS, DEMO_TITLE, demo_script
from topsheet.chain.exports import plan_as_json, topsheet_as_text
from topsheet.chain.files import Written, check_folder, write_files
from topsheet.chain.options import parse_options
from topsheet.chain.plan import MadePlan
from topsheet.chain.progress import Report, Stage, Stopwatch
from topsheet.chain.selectors import topsheet_for
from topsheet.chain.services import LARGEST, plan_from_script, refuse_too_large
from topsheet.kernel.errors import InvalidInput
from topsheet.platform.models import User
from topsheet.production.models import Production
from topsheet.production.selectors import productions_of, scenario_of


@dataclass(frozen=True, slots=True)
class Planned:
    """What was made, to be printed."""

    production: Production
    made: MadePlan
    user: User
    written: Written
    seconds: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        named = {"uid": self.production.uid, "title": self.production.title}
        return plan_as_json(
            self.made, named, [str(path) for path in self.written.paths], self.seconds
        )

    def as_text(self) -> str:
        view = topsheet_for(scenario_of(self.production), self.user)
        took = ", ".join(f"{stage} {spent:.1f} s" for stage, spent in self.seconds.items())
        written = [f"Wrote {path}" for path in self.written.paths]
        written += [f"{problem.where}: {problem.message}" for problem in self.written.problems]
        return "\n".join([topsheet_as_text(view), "", *written, f"Took {took}"])


def plan_file(path: Path, given: Mapping[str, object], out: Path | None, user: User) -> Planned:
    """Plan the screenplay at ``path``; ``given`` as in ``PlanOptions``. Progress on stderr."""
    if out is not None:
        check_folder(out)
    return _plan(read_file(path), file_label(path), given, out, user)


def demo_topsheet(user: User, effort: str = "") -> str:
    """The demo film's topsheet for a terminal, planned first when the office has none yet."""
    known = productions_of(user).filter(title=DEMO_TITLE).first()
    if known is not None:
        return topsheet_as_text(topsheet_for(scenario_of(known), user))
    return _plan(demo_script(), DEMO, {**DEMO_OPTIONS, "effort": effort}, None, user).as_text()


def _plan(
    data: bytes, name: str, given: Mapping[str, object], out: Path | None, user: User
) -> Planned:
    options = parse_options(given)
    with _shown_progress() as report:
        production, made = plan_from_script(data, name, options, actor=user, report=report)
        written = Written()
        watch = Stopwatch(report=report)
        if out is not None:
            with watch.stage(Stage.FILES):
                written = write_files(scenario_of(production), user, out)
    seconds = {**made.seconds, Stage.FILES.value: 0.0, **watch.seconds}
    return Planned(production, made, user, written, seconds)


def file_label(path: Path) -> str:
    """The file's name as text; a name that is none in this system's encoding is mended."""
    return os.fsencode(path.name).decode("utf-8", errors="replace")


def read_file(path: Path) -> bytes:
    """The bytes of a script's file. Raises InvalidInput in one sentence."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {path}. Check its name.", field="FILE") from None
    except IsADirectoryError:
        raise InvalidInput(f"{path} is a folder. Name the script in it.", field="FILE") from None
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.", field="FILE") from None
    refuse_too_large(data, path.name)
    return data


@contextmanager
def _shown_progress() -> Iterator[Report]:
    """A progress bar on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=1.0)

        def report(stage: Stage, fraction: float, message: str) -> None:
            bar.update(task, completed=fraction, description=message)

        yield report
