"""A producer hands over a script in the browser and asks the figures why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served
from tests.journeys.sights import DESKTOP_LIGHT, PHONE_LIGHT
from tests.journeys.test_looks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

_PLAN_MILLISECONDS = 180_000


@pytest.fixture
def page(browser: Browser, office: Served, owner_state: StorageState) -> Iterator[Page]:
    context = DESKTOP_LIGHT.context(browser, owner_state)
    yield context.new_page()
    context.close()


def test_a_script_becomes_a_topsheet(page: Page, office: Served, demo_script: Path):
    page.goto(office.address + "/new/")
    page.set_input_files("input[type=file]", demo_script)
    assert demo_script.name in page.inner_text("[data-drop-name]")
    page.click("summary:has-text('Title')")
    page.fill("[name=title]", "By hand")
    page.select_option("[name=country]", "FR")
    page.select_option("[name=effort]", "3")
    page.click("text=Make the plan")
    page.wait_for_selector("#job")
    page.reload()  # the work goes on
    page.goto(office.address + "/")
    page.go_back()
    page.wait_for_url("**/p/*/", timeout=_PLAN_MILLISECONDS)
    assert page.inner_text("h1") == "By hand"
    page.goto(office.address + "/")
    assert "By hand" in page.inner_text(".slate")


def test_a_bad_file_says_why_and_keeps_the_choices(page: Page, office: Served, tmp_path: Path):
    picture = tmp_path / "poster.fountain"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    page.goto(office.address + "/new/")
    page.set_input_files("input[type=file]", picture)
    page.select_option("[name=kind]", "short")
    page.click("text=Make the plan")
    page.wait_for_selector("#job .notice.bad", timeout=30_000)
    assert "Traceback" not in page.inner_text("#job")
    assert_accessible(page)
    page.click("text=Try again with these choices")
    assert page.input_value("[name=kind]") == "short"


def test_a_plan_can_be_cancelled(page: Page, office: Served, demo_script: Path):
    page.goto(office.address + "/new/")
    page.set_input_files("input[type=file]", demo_script)
    page.select_option("[name=effort]", "40")
    page.click("text=Make the plan")
    page.click("#job button:has-text('Cancel')")
    page.wait_for_selector("#job .notice.warn", timeout=60_000)
    assert "Nothing was kept" in page.inner_text("#job")


def test_a_figure_opens_into_why_by_key_and_gives_the_focus_back(
    page: Page, office: Served, planned: str
):
    page.goto(f"{office.address}/p/{planned}/")
    figure = page.locator(".ts a.fig").first
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.why[open] .parts")
    assert figure.get_attribute("aria-expanded") == "true"
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog.why[open]").count() == 0
    assert page.evaluate("document.activeElement.className") == "fig"


def test_the_keyboard_goes_everywhere(page: Page, office: Served, planned: str):
    page.goto(f"{office.address}/p/{planned}/")
    page.keyboard.press("?")
    page.wait_for_selector("#shortcuts[open]")
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#goto[open]")
    assert_accessible(page)
    page.keyboard.type("break")
    page.keyboard.press("Enter")
    page.wait_for_url("**/breakdown/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url(f"**/p/{planned}/")


def test_the_look_is_chosen_and_kept(page: Page, office: Served):
    page.goto(office.address + "/")
    page.click("summary.who")
    assert_accessible(page)
    page.click("button[value=dark]")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"


def test_on_a_phone_the_rail_lies_at_the_bottom(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
):
    context = PHONE_LIGHT.context(browser, owner_state)
    page = context.new_page()
    page.goto(f"{office.address}/p/{planned}/")
    rail = page.locator(".rail").bounding_box()
    assert rail is not None
    assert rail["y"] > PHONE_LIGHT.height - 80
    page.click(".rail a:has-text('Script')")
    page.wait_for_url("**/script/")
    context.close()


def test_the_topsheet_prints_on_one_page(page: Page, office: Served, planned: str):
    import pypdfium2

    page.goto(f"{office.address}/p/{planned}/")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert len(pdf) == 1
    pdf.close()
