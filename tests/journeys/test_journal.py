"""The journal in a real browser: an act is read, opened, undone and redone there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

_EDIT = """
import django; django.setup()
from topsheet.platform.models import User
from topsheet.production.models import Production
from topsheet.production.services import edit_production
film = Production.objects.get(uid="{uid}")
owner = User.objects.filter(office_role="owner").first()
edit_production(owner, film, film.version, days_per_week=7 - film.days_per_week + 4)
"""


@pytest.fixture
def page(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
) -> Iterator[Page]:
    office.python(_EDIT.format(uid=planned))
    context = browser.new_context(
        storage_state=owner_state, timezone_id="Pacific/Auckland", viewport=None
    )
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/journal/")
    page.wait_for_function("() => document.cookie.includes('zone=Pacific%2FAuckland')")
    page.wait_for_load_state()
    yield page
    context.close()


def test_an_act_is_opened_undone_and_redone_by_keyboard(page: Page):
    newest = page.locator(".entry").first
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert "days per week" in newest.locator(".records").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.locator(".entry .verb", has_text="Undone: Production edited").first.wait_for()
    page.keyboard.press("Control+Shift+z")
    page.locator(".entry .verb", has_text="Redone: Production edited").first.wait_for()


def test_a_big_act_is_read_when_it_is_opened(page: Page):
    plan = page.locator(".entry", has_text="Plan made from")
    plan.locator("summary").click()
    plan.locator(".records li").first.wait_for()
    before = plan.locator(".records li").count()
    assert before == 100
    plan.get_by_role("button", name="A hundred more").click()
    page.wait_for_function(f"() => document.querySelectorAll('.records li').length > {before}")
