"""A picture of sizes, not a rule: of files and functions the median, the 95 %, the largest.

python tests/architecture/sizes.py
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "topsheet"
_MEANT = {"files": "median about 120, 95 % under 450", "functions": "median 8, 95 % under 40"}


def main() -> None:
    """Print both pictures."""
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for path in sorted(SOURCE.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(SOURCE))
        if text.strip():
            files.append((len(text.splitlines()), name))
        functions += [
            ((node.end_lineno or 0) - node.lineno + 1, f"{name}:{node.lineno} {node.name}")
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef)
        ]
    for title, sizes in (("files", files), ("functions", functions)):
        _print(title, sorted(sizes, reverse=True))


def _print(title: str, sizes: list[tuple[int, str]]) -> None:
    lengths = [length for length, _ in sizes]
    median, high = lengths[len(lengths) // 2], lengths[len(lengths) // 20]
    sys.stdout.write(f"{len(sizes)} {title}: median {median}, 95 % under {high + 1} lines ")
    sys.stdout.write(f"(meant: {_MEANT[title]})\n")
    for length, name in sizes[:8]:
        sys.stdout.write(f"  {length:5d}  {name}\n")


if __name__ == "__main__":
    main()
