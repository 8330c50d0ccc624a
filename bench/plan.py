"""How long a plan of a 120-page feature takes: warm, cold, with every file; memory; ``--help``.

Targets (2 cores): warm 3 s and cold 5 s without the solver's time and PDFs, 12 s with all
files, 1 GB, ``topsheet --help`` half a second. The solver's own time is printed apart.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from feature import feature

_TOPSHEET = Path(sys.executable).parent / "topsheet"
_OPTIONS = ["--country", "FR", "--start", "2027-04-05", "--effort", "1"]


def main() -> None:
    """Print every figure, best of three where repeating is cheap."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        script = here / "feature.fountain"
        script.write_text(feature(), encoding="utf-8")
        _print("topsheet --help", min(_seconds([str(_TOPSHEET), "--help"]) for _ in range(3)), 0.5)
        _seconds([str(_TOPSHEET), "productions", "--data", str(here / "office")])  # made once
        for label, more, target in (
            ("cold, without files", [], 5.0),
            ("cold, with all files", ["--out", str(here / "out")], 12.0),
        ):
            wall, cpu, parts, peak = _cold(script, here / "office", more)
            solver = parts.get("schedule", 0.0)
            _print(f"plan {label}, without the solver", wall - solver, target)
            _print("  the solver", solver)
            sys.stdout.write(
                f"  processor {cpu:.2f} s in all, peak memory {peak} MB (target 1024)\n"
            )
            sys.stdout.write(f"  parts {json.dumps(parts)}\n")
        _warm(script, here / "office")


def _cold(
    script: Path, office: Path, more: list[str]
) -> tuple[float, float, dict[str, float], int]:
    """Wall and processor seconds, seconds by part, peak megabytes of a process of its own."""
    command = [str(_TOPSHEET), "plan", str(script), *_OPTIONS, *more]
    command += ["--data", str(office), "--json"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"plan failed with {process.returncode}")
    seconds: dict[str, float] = json.loads(printed)["seconds"]
    return wall, usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss // 1024


def _warm(script: Path, office: Path) -> None:
    """The service in a process that has done it before, as the web's worker is."""
    from topsheet.platform.commands import office as open_office

    with open_office(office) as here:
        from topsheet.chain.options import parse_options
        from topsheet.chain.services import plan_from_script

        options = parse_options({"country": "FR", "start": "2027-04-05", "effort": 1})
        best: tuple[float, dict[str, Any]] | None = None
        for _ in range(3):
            start = time.perf_counter()
            _, made = plan_from_script(script.read_bytes(), script.name, options, actor=here.user)
            wall = time.perf_counter() - start - made.seconds.get("schedule", 0.0)
            best = min(best or (wall, made.seconds), (wall, made.seconds), key=lambda b: b[0])
        assert best is not None
        _print("plan warm, without the solver", best[0], 3.0)
        sys.stdout.write(f"  parts {json.dumps({k: round(v, 2) for k, v in best[1].items()})}\n")


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _print(label: str, seconds: float, target: float | None = None) -> None:
    goal = f" (target {target} s)" if target else ""
    sys.stdout.write(f"{label}: {seconds:.2f} s{goal}\n")


if __name__ == "__main__":
    main()
