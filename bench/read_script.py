"""Reading a 120-page Fountain beside the parsers a Python user would otherwise pick.

    python bench/read_script.py [FILE.fountain ...]

Without a file a script of that length is made up. Each reader gets the same text in
the same process, in turns; imports are outside. The others parse only; ours also sets
the pages, measures eighths, counts parts and remarks on problems.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from topsheet.script.engine import read_script

ROUNDS = 15
_SETS = ("KITCHEN", "HARBOUR", "NET LOFT", "CHAPEL", "BUS, MOVING", "SALT PANS", "SCHOOL YARD")
_TIMES = ("DAY", "NIGHT", "CONTINUOUS", "DAWN", "LATER")
_NAMES = ("MARTA", "LÉO", "DR. OKAFOR", "ANNE-LISE (V.O.)", "THE PILOT (O.S.)")
_SAID = "You never asked me what the tide was doing, and now it is too late to ask the tide."
_DONE = (
    "She crosses the floor, takes the lamp from its hook and holds it to the window. Outside, "
    "the boats ride higher than they should. Nobody is on them."
)


def made_up(scenes: int = 216) -> str:
    """A script of about 120 pages with headings, action, speeches and parentheticals."""
    parts = ["Title: The Salt Road\nAuthor: Nobody\n\nFADE IN:\n"]
    for n in range(scenes):
        inside = "INT." if n % 3 else "EXT."
        parts.append(f"{inside} {_SETS[n % 7]} - {_TIMES[n % 5]}\n\n{_DONE}\n")
        for turn in range(n % 9):
            aside = "(not looking up)\n" if turn % 3 == 0 else ""
            parts.append(f"{_NAMES[(n + turn) % 5]}\n{aside}{_SAID}\n")
            if turn % 4 == 3:
                parts.append(f"{_DONE}\n")
    return "\n".join(parts)


def readers() -> dict[str, Callable[[str], object]]:
    """Name → read; the others only where they are installed."""
    found: dict[str, Callable[[str], object]] = {
        "topsheet": lambda text: read_script(text.encode(), "bench.fountain")
    }
    try:
        from screenplain.parsers import fountain as screenplain

        found["screenplain"] = lambda text: list(screenplain.parse(io.StringIO(text)))
    except ImportError:
        pass
    try:
        from screenplay_tools.fountain.parser import Parser

        def screenplay_tools(text: str) -> object:
            parser = Parser()
            parser.add_text(text)
            return parser.script

        found["screenplay-tools"] = screenplay_tools
    except ImportError:
        pass
    return found


def medians(text: str) -> dict[str, float]:
    """Milliseconds by reader: the median of rounds run in turns."""
    found = readers()
    taken: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, read in found.items():
            start = time.perf_counter()
            read(text)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) * 1000 for name, times in taken.items()}


def main(files: list[str]) -> None:
    texts = {Path(file).name: Path(file).read_text(encoding="utf-8") for file in files}
    names = list(readers())
    out = [f"| script | pages | scenes | {' | '.join(f'{name} ms' for name in names)} |"]
    out.append("|---" * (3 + len(names)) + "|")
    for name, text in (texts or {"made up": made_up()}).items():
        script = read_script(text.encode(), name)
        times = " | ".join(f"{ms:.1f}" for ms in medians(text).values())
        out.append(f"| {name} | {script.pages} | {len(script.scenes)} | {times} |")
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
