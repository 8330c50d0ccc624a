"""How dear is a board? In script order, place by place, by plain CP-SAT, by ours; the bound.

Everything is priced by the same judge on the same problem, made from the script as ``topsheet
plan`` makes it. *Plain CP-SAT* is one model of the whole board, started from the better
baseline and given as much time as ours took. Real scripts are those in the folder or the
files named by TOPSHEET_SCRIPTS; without it only the 120-page demo feature is measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from feature import feature

_SUFFIXES = {".fountain", ".fdx", ".pdf"}
_COUNTRY = "GB"  # its assumed deals hold cast, so that order matters
_EFFORT = int(os.environ.get("TOPSHEET_EFFORT", "10"))
_LEAST_SCENES = 40  # a board of fewer is no measure


@dataclass(frozen=True)
class Row:
    """One script measured; costs in whole units."""

    script: str
    strips: int
    days: int
    script_order: int
    by_place: int
    plain: int
    ours: int
    bound: int
    gap: float
    avoidable: float
    seconds: float

    def __str__(self) -> str:
        return (
            f"| {self.script} | {self.strips} | {self.days} | {self.script_order:,} |"
            f" {self.by_place:,} | {self.plain:,} | **{self.ours:,}** | {self.bound:,} |"
            f" {self.gap:.1%} | {self.avoidable:.0%} | {self.seconds:.0f} |"
        )


def main() -> None:
    sys.stdout.write(
        "| script | strips | days | script order | by place | plain CP-SAT | ours | bound | gap |"
        " gap, avoidable | s |\n|---|" + "--:|" * 10 + "\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        from topsheet.platform.commands import open_data

        open_data(Path(folder))
        for name, data in _scripts():
            row = _measured(name, data)
            if row is not None:
                sys.stdout.write(f"{row}\n")
                sys.stdout.flush()


def _scripts() -> Iterator[tuple[str, bytes]]:
    yield "demo-feature.fountain", feature().encode()
    for place in os.environ.get("TOPSHEET_SCRIPTS", "").split(os.pathsep):
        path = Path(place)
        files = sorted(path.rglob("*")) if place and path.is_dir() else [path] if place else []
        for file in files:
            if file.suffix in _SUFFIXES and file.is_file():
                yield file.name, file.read_bytes()


def _measured(name: str, data: bytes) -> Row | None:
    from topsheet.chain.options import parse_options
    from topsheet.chain.plan import make_plan
    from topsheet.kernel.errors import TopsheetError
    from topsheet.schedule.engine import solve

    options = parse_options({"country": _COUNTRY, "start": "2027-04-05", "effort": 1})
    try:
        made = make_plan(data, name, options, today=date(2027, 1, 4))
    except TopsheetError as error:
        sys.stderr.write(f"{name}: {error.message}\n")
        return None
    if len(made.problem.strips) < _LEAST_SCENES:
        return None
    start = time.process_time()
    plan = solve(made.problem, effort=_EFFORT)
    seconds = time.process_time() - start
    return Row(
        script=name,
        strips=len(made.problem.strips),
        days=len(plan.best.days),
        script_order=plan.script_order.cost.minor // 100,
        by_place=plan.by_place.cost.minor // 100,
        plain=_plain(made.problem, seconds) // 100,
        ours=plan.best.cost.minor // 100,
        bound=plan.bound.minor // 100,
        gap=plan.gap,
        avoidable=plan.gap_avoidable,
        seconds=seconds,
    )


def _plain(problem: object, seconds: float) -> int:
    """The board of one CP-SAT model over all days of the better baseline."""
    from topsheet.schedule.engine.baselines import by_place, script_order
    from topsheet.schedule.engine.judge import judge
    from topsheet.schedule.engine.layout import Layout
    from topsheet.schedule.engine.lns import refill
    from topsheet.schedule.engine.tables import Tables

    tables = Tables(problem)  # type: ignore[arg-type]
    start = min((script_order(tables), by_place(tables)), key=lambda layout: layout.cost)
    found = refill(start, range(len(start.days)), limit=1e9, seed=1, seconds=seconds)
    best = start
    if found is not None:
        layout = Layout.of(tables, found.masks)
        best = layout if layout is not None and layout.cost < start.cost else start
    return judge(tables.problem, best.board()).cost.minor


if __name__ == "__main__":
    main()
