"""Pictures for the README from the demo production: docs/images/*.png.

Plans the demo in a folder that is thrown away, serves it, signs in by the one-time link
and takes each page in light and dark, at a desk's and a phone's width. The README shows
topsheet.png and board.png; the others are for looking at.

    python docs/screenshots.py [folder]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_TOPSHEET = Path(sys.executable).parent / "topsheet"
_PAGES = {
    "topsheet": "", "script": "script/", "breakdown": "breakdown/", "board": "board/",
    "day-out-of-days": "day-out-of-days/", "budget": "budget/",
}  # fmt: skip
_SHOWN = {"topsheet", "board"}  # in the README, and so in the repository
_SIZES = {"": (1440, 900), "-phone": (390, 844)}


def main(arguments: list[str]) -> int:
    """Take the pictures; those that the README shows go to docs/images."""
    browser = _browser()
    if browser is None:
        sys.stderr.write("No Chromium was found. Install one: apt-get install chromium\n")
        return 2
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        server = _serve(Path(data))
        try:
            _take(browser, _link(server), folder, everything=bool(arguments))
        finally:
            server.terminate()
            server.wait(timeout=20)
    return 0


def _browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def _serve(data: Path) -> subprocess.Popen[str]:
    """The demo, planned and served."""
    command = [str(_TOPSHEET), "demo", "--data", str(data)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def _link(server: subprocess.Popen[str]) -> str:
    """The one-time sign-in link that the server prints."""
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"https?://\S+/sign-in/\S+", line):
            return found[0]
    raise SystemExit("The demo ended without a sign-in link.")


def _take(browser: str, link: str, folder: Path, *, everything: bool) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(link)
        if button := page.query_selector("form button[type=submit]"):
            button.click()  # the link asks once more, so that a mail scanner does not use it up
        base = link.split("/sign-in/")[0]
        production = page.locator('a[href^="/p/"]').first.get_attribute("href")
        for name, path in _PAGES.items():
            for mark, (width, height) in _SIZES.items():
                for scheme in ("light", "dark"):
                    plain = not mark and scheme == "light"
                    if not everything and not (plain and name in _SHOWN):
                        continue
                    page.set_viewport_size({"width": width, "height": height})
                    page.emulate_media(color_scheme=scheme)
                    page.goto(f"{base}{production}{path}")
                    page.wait_for_load_state("networkidle")
                    dark = "" if scheme == "light" else "-dark"
                    page.screenshot(path=folder / f"{name}{mark}{dark}.png")
        chromium.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
