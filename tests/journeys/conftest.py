"""One browser and one served office with the demo planned in it, for all journeys.

They end with the package: an open browser keeps an event loop in the process, in which
Django refuses to touch the database for the tests that follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import NoBrowser, Served, open_browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, StorageState


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    try:
        with open_browser() as chromium:
            yield chromium
    except NoBrowser as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="package")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An office that somebody has just opened: an owner, no production."""
    with served(tmp_path_factory.mktemp("office")) as here:
        yield here


@pytest.fixture(scope="package")
def owner_state(browser: Browser, office: Served) -> StorageState:
    """The cookies of the signed-in owner."""
    context = browser.new_context()
    context.new_page().goto(office.address + office.sign_in)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="package")
def demo_script() -> Path:
    """The demo's screenplay."""
    found = sorted((Path(__file__).parents[2] / "src/topsheet/chain/demo").glob("*.fountain"))
    assert found, "the demo script is missing from chain/demo"
    return found[0]


@pytest.fixture(scope="package")
def planned(office: Served, demo_script: Path) -> str:
    """The uid of the demo production, planned on the command line in the same office."""
    told = office.command("plan", str(demo_script), "--country", "FR", "--effort", "1", "--json")
    return str(json.loads(told)["production"]["uid"])
