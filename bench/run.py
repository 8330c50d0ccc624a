"""Run every bench beside this file, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
_NO_BENCH = {"run.py", "feature.py"}


def main() -> int:
    benches = sorted(path for path in HERE.glob("*.py") if path.name not in _NO_BENCH)
    failed = [path.name for path in benches if not _ran(path)]
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _ran(path: Path) -> bool:
    sys.stdout.write(f"\n== {path.stem}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, str(path)], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
