"""A real office for a browser: ``topsheet serve`` in a process and a data folder of its own."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROOT = Path(__file__).parents[2]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NO_BROWSER = "no Chromium here; install one, or name it: CHROMIUM=/path/to/chromium make test"


class NoBrowser(Exception):
    """There is no Chromium to look at pages with."""


def chromium() -> str:
    """The system's Chromium, or the one named by ``CHROMIUM``. Raises NoBrowser."""
    named = os.environ.get("CHROMIUM", "")
    found = named or next((path for name in _NAMES if (path := shutil.which(name))), "")
    if not found or not Path(found).exists():
        raise NoBrowser(NO_BROWSER)
    return found


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium that talks to nobody but us."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True, slots=True)
class Served:
    """Where the office answers, and a path that signs its owner in once."""

    data: Path
    address: str
    sign_in: str

    def command(self, *arguments: str) -> str:
        """Run ``topsheet`` on the same data folder; what it printed."""
        return _topsheet(self.data, *arguments)

    def python(self, program: str) -> str:
        """Run a few lines in the same office: what somebody else does meanwhile."""
        return _run(self.data, "-c", program)


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """``topsheet serve`` on a free port, stopped at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "topsheet.cli.main", "serve", "--port", "0"],
        env=_environment(data),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        link = _first_link(process)
        address, _, path = link.partition("/sign-in/")
        yield Served(data=data, address=address, sign_in=f"/sign-in/{path}")
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()


def _first_link(process: subprocess.Popen[str], seconds: float = 90) -> str:
    """The sign-in link that ``serve`` prints once it listens."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put("")  # it has ended

    threading.Thread(target=read, daemon=True).start()
    while True:
        line = lines.get(timeout=seconds)
        if not line:
            raise RuntimeError("topsheet serve has ended before it listened")
        if "/sign-in/" in line:
            return "http" + line.split("http", 1)[1].strip()


def _topsheet(data: Path, *arguments: str) -> str:
    return _run(data, "-m", "topsheet.cli.main", *arguments)


def _run(data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env=_environment(data) | {"DJANGO_SETTINGS_MODULE": "topsheet.site.settings"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def _environment(data: Path) -> dict[str, str]:
    ours = ("TOPSHEET", "DJANGO")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return clean | {"TOPSHEET_DATA": str(data), "PYTHONPATH": str(_ROOT / "src")}
