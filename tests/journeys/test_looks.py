"""Every page in light and dark, on a desk and on a phone: no axe violation, nothing that
scrolls sideways, nothing the strict policy had to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served
from tests.journeys.sights import OFFICE_PAGES, OUTSIDE_PAGES, PRODUCTION_PAGES, VARIANTS, Variant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, StorageState

_AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
_each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)


@pytest.fixture(scope="package")
def contexts(browser: Browser, owner_state: StorageState) -> Iterator[dict[str, BrowserContext]]:
    """One signed-in window per variant, so that style sheets are fetched once."""
    opened = {variant.name: variant.context(browser, owner_state) for variant in VARIANTS}
    yield opened
    for context in opened.values():
        context.close()


@_each_variant
@pytest.mark.parametrize("name", OUTSIDE_PAGES)
def test_pages_before_the_door(browser: Browser, office: Served, variant: Variant, name: str):
    context = variant.context(browser)
    look_at(context, office.address + OUTSIDE_PAGES[name])
    context.close()


@_each_variant
@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_pages_of_the_office(
    contexts: dict[str, BrowserContext], office: Served, variant: Variant, name: str
):
    url = office.address + OFFICE_PAGES[name]
    look_at(contexts[variant.name], url, missing=name == "not-found")


@_each_variant
@pytest.mark.parametrize("name", PRODUCTION_PAGES)
def test_pages_of_a_production(
    contexts: dict[str, BrowserContext], office: Served, planned: str, variant: Variant, name: str
):
    look_at(contexts[variant.name], office.address + PRODUCTION_PAGES[name].format(p=planned))


def look_at(context: BrowserContext, url: str, *, missing: bool = False) -> None:
    """Open a page and judge it."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if _is_bad(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(url, wait_until="load")
    assert response is not None
    assert response.status == (404 if missing else 200)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"the page scrolls sideways by {wide} px"
    if not missing:
        assert not said, said
    assert_accessible(page)
    page.close()


def assert_accessible(page: Page) -> None:
    """No axe violation; each is told with the first elements that have it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=_AXE).response["violations"]
    told = [
        f"{each['id']}: {each['help']}\n"
        + "\n".join(f"    {node['html'][:160]}" for node in each["nodes"][:4])
        for each in found
    ]
    assert not told, "\n".join(told)


def _is_bad(message: object) -> bool:
    return getattr(message, "type", "") == "error"
