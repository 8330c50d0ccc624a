"""The whole suite: on SQLite, then the same on PostgreSQL where its server can be started.

    python tests/run.py [sqlite|postgresql] [pytest's own arguments]

Ends with pytest's closing line and exit code; a suite that fails ends the run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.harness.postgresql import NoServer, binaries  # noqa: E402 - the path is set above

_DATABASES = ("sqlite", "postgresql")


def main(arguments: list[str]) -> int:
    """Run what was asked for; everything when nothing was."""
    wanted = [arguments.pop(0)] if arguments and arguments[0] in _DATABASES else list(_DATABASES)
    notes = _notes()
    if notes and wanted == list(_DATABASES):
        wanted = ["sqlite"]
    for database in wanted:
        sys.stdout.write(f"\nThe suite on {database}\n")
        sys.stdout.flush()
        if code := _suite(database, notes, arguments):
            return code
    return 0


def _notes() -> str:
    """Why the PostgreSQL half cannot be run here, or nothing."""
    try:
        binaries()
    except NoServer as reason:
        return f"the whole suite on PostgreSQL: {reason}"
    return ""


def _suite(database: str, notes: str, arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]
    environment = {
        **os.environ,
        "TOPSHEET_TEST_DATABASE": database,
        "TOPSHEET_TEST_NOT_RUN": notes,
    }
    return subprocess.run([*command, *arguments], env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
