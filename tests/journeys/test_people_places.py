"""People and places worked on in a real browser, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served
from tests.journeys.test_looks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState

_CREW = (
    "CREW LIST;;;\nName;Funktion;E-Mail;Mobil\nÉva Groß;Tonmeisterin;eva@beispiel.de;+49 170 1\n"
    ";Fahrer;;\nAda Lens;DoP;ada@example.org;+44 7700 900123\n"
)


@pytest.fixture
def page(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
) -> Iterator[Page]:
    context = browser.new_context(
        storage_state=owner_state, base_url=f"{office.address}/p/{planned}/"
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()


def test_a_crew_list_is_looked_at_saved_edited_and_undone(page: Page, tmp_path: Path):
    file = tmp_path / "crew.csv"
    file.write_bytes(_CREW.encode("cp1252"))
    page.goto("people/import/")
    page.set_input_files("#file", file)
    page.wait_for_selector("#found:not([hidden])")
    assert page.locator("#wrong li").all_inner_texts() == ["Row 4 has no name (Fahrer)."]
    assert page.locator("#column-1").input_value() == "position"
    assert_accessible(page)
    page.click("#save")
    page.wait_for_url("**/people/")
    city = page.locator("tr", has_text="Éva Groß").locator("[data-field=city]")
    city.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Potsdam")
    page.keyboard.press("Enter")
    page.locator("td", has_text="Potsdam").wait_for()
    page.keyboard.press("Control+z")
    page.locator("td", has_text="Potsdam").wait_for(state="detached")


def test_a_wrong_entry_stays_open_and_says_why(page: Page):
    page.goto("people/cast/")
    page.locator("[data-field=rate]").first.click()
    page.keyboard.type("a lot")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="is not a rate").wait_for()
    assert page.locator("[data-editing]").input_value() == "a lot"
    page.keyboard.press("Escape")
    assert page.locator("[data-editing]").count() == 0


def test_sets_are_put_at_a_new_place_by_keyboard_alone(page: Page):
    page.goto("places/sets/")
    for key in ("ArrowDown", "Space", "Shift+ArrowDown", "b"):
        page.keyboard.press(key)
    page.keyboard.type("The old mill")
    page.keyboard.press("Enter")
    rows = page.locator("#sets tr", has_text="The old mill")
    rows.nth(1).wait_for()
    assert rows.count() == 2
    assert page.locator("#bind").is_hidden()
    rows.first.locator("a").click()
    page.locator("dd[data-field=position]").click()
    page.keyboard.type("45°45′N 4°50′E")
    page.keyboard.press("Enter")
    page.locator("table.sun tbody tr").first.wait_for()
    assert_accessible(page)


def test_two_in_one_field_are_told_and_decide(
    browser: Browser, office: Served, owner_state: StorageState, planned: str, page: Page
):
    url = f"{office.address}/p/{planned}/people/cast/"
    page.goto(url)
    number = page.locator("[data-field=person]").nth(3)
    number.click()  # open, and old before it is written
    other = browser.new_context(storage_state=owner_state)
    theirs = other.new_page()
    theirs.goto(url)
    theirs.locator("[data-field=person]").nth(3).click()
    theirs.keyboard.type("Bea First")
    theirs.keyboard.press("Enter")
    theirs.locator("td", has_text="Bea First").wait_for()
    other.close()
    page.keyboard.type("Cy Second")
    page.keyboard.press("Enter")
    page.locator("#conflict[open]").wait_for()
    page.locator("#conflict button[value=mine]").click()
    page.locator("td", has_text="Cy Second").wait_for()
