"""Take every page in all four variants: ``python -m tests.journeys.screenshots OUT``.

An office is served from a throw-away folder and the demo is planned in it, unless
``--address URL --sign-in PATH --production UID`` name one that runs already.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.office import Served, open_browser, served
from tests.journeys.sights import OFFICE_PAGES, OUTSIDE_PAGES, PRODUCTION_PAGES, VARIANTS, Variant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, StorageState

_DEMO = Path(__file__).parents[2] / "src/topsheet/chain/demo"


def main() -> None:
    """Plan, sign in, take them all; the names of the files go to stdout."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.address:
        here = Served(data=Path(), address=options.address, sign_in=options.sign_in)
        take_all(here, options.production, options.out, full=options.full)
        return
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as here:
        take_all(here, _plan_demo(here), options.out, full=options.full)


def take_all(here: Served, production: str, out: Path, *, full: bool) -> None:
    """One file per page and variant: ``topsheet-phone-dark.png``."""
    pages = OFFICE_PAGES | {
        name: path.format(p=production) for name, path in PRODUCTION_PAGES.items()
    }
    with open_browser() as browser:
        state = _signed_in(browser, here)
        for variant in VARIANTS:
            context = variant.context(browser, state)
            _take(context, here, pages, variant, out, full=full)
            context.close()
            stranger = variant.context(browser)
            _take(stranger, here, OUTSIDE_PAGES, variant, out, full=full)
            stranger.close()


def _take(
    context: BrowserContext,
    here: Served,
    pages: dict[str, str],
    variant: Variant,
    out: Path,
    *,
    full: bool,
) -> None:
    page = context.new_page()
    for name, path in pages.items():
        page.goto(here.address + path, wait_until="networkidle")
        file = out / f"{name}-{variant.name}.png"
        page.screenshot(path=file, full_page=full)
        sys.stdout.write(f"{file}\n")


def _signed_in(browser: Browser, here: Served) -> StorageState:
    context = browser.new_context()
    context.new_page().goto(here.address + here.sign_in)
    state = context.storage_state()
    context.close()
    return state


def _plan_demo(here: Served) -> str:
    script = sorted(_DEMO.glob("*.fountain"))[0]
    told = here.command("plan", str(script), "--country", "FR", "--effort", "3", "--json")
    return str(json.loads(told)["production"]["uid"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--full", action="store_true", help="whole pages, not the first screen")
    parser.add_argument("--address", default="")
    parser.add_argument("--sign-in", dest="sign_in", default="/")
    parser.add_argument("--production", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
