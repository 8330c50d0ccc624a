"""Finding, noting, setting and putting away, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office import Served
from tests.journeys.test_looks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, StorageState


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desk", "phone"])
def page(
    request: pytest.FixtureRequest,
    browser: Browser,
    office: Served,
    owner_state: StorageState,
    planned: str,
) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(
        storage_state=owner_state, viewport={"width": width, "height": height}
    )
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{office.address}/p/{planned}/")
    yield page
    context.close()
    assert not said, said


def test_a_scene_is_found_by_its_words_and_opened_by_keys(page: Page):
    page.keyboard.press("Control+k")
    page.locator("#goto input").wait_for()
    page.keyboard.type("kitchen night")
    found = page.locator("#goto [data-found] a").first
    found.wait_for(timeout=3000)
    assert "KITCHEN" in found.inner_text()
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/script/#s*")


def test_a_note_is_written_edited_and_taken_off_by_keys(page: Page):
    page.wait_for_timeout(300)
    page.keyboard.press(";")
    sheet = page.locator("#notes")
    sheet.locator("textarea").wait_for()
    page.keyboard.type("Ask the mill about Tuesday")
    page.keyboard.press("Control+Enter")
    sheet.locator("li", has_text="Ask the mill").wait_for()
    assert_accessible(page)
    sheet.get_by_role("button", name="Edit").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Asked: Tuesday is free")
    sheet.get_by_role("button", name="Keep").click()
    note = sheet.locator("li", has_text="Tuesday is free")
    note.wait_for()
    note.get_by_role("button", name="Remove").click()
    note.wait_for(state="detached")
    page.keyboard.press("Escape")
    assert not sheet.is_visible()


def test_a_file_is_attached_shown_small_and_a_program_refused(page: Page, tmp_path: Path):
    from PIL import Image

    Image.new("RGB", (300, 200), "tomato").save(tmp_path / "mill.png")
    (tmp_path / "run.exe").write_bytes(b"MZ\x90\x00")
    page.wait_for_timeout(300)
    page.keyboard.press(";")
    field = page.locator("#note-file")
    field.set_input_files(tmp_path / "mill.png")
    row = page.locator("#notes li", has_text="mill.png")
    row.locator("img").wait_for()
    field.set_input_files(tmp_path / "run.exe")
    page.locator(".toast.bad", has_text="is a program or a script").wait_for()
    row.get_by_role("button", name="Remove").click()
    row.wait_for(state="detached")


def test_words_that_were_not_kept_wait_in_their_place(page: Page):
    page.wait_for_timeout(300)
    page.keyboard.press(";")
    page.locator("#notes textarea").wait_for()
    page.keyboard.type("Half a thought")
    page.keyboard.press("Escape")
    page.locator("#notes").wait_for(state="hidden")
    page.keyboard.press(";")
    page.locator("#notes textarea").wait_for()
    assert page.locator("#notes textarea").input_value() == "Half a thought"


def test_a_setting_is_changed_tells_what_it_moved_and_is_undone_by_key(page: Page):
    page.goto(page.url + "settings/")
    page.wait_for_timeout(600)
    week = page.locator("#id_days_per_week")
    before = week.input_value()
    week.select_option("6" if before == "5" else "5")
    page.get_by_role("button", name="Save").click()
    page.locator(".toast", has_text="Shooting days a week").wait_for()
    page.locator(".toast", has_text="What moved").wait_for(timeout=8000)
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "before => document.querySelector('#id_days_per_week').value === before", arg=before
    )


def test_a_production_goes_to_the_bin_and_comes_back(page: Page, office: Served, planned: str):
    page.goto(f"{office.address}/p/{planned}/settings/")
    page.get_by_role("button", name="Delete").click()
    page.locator(".notice", has_text="in the bin").wait_for()
    page.get_by_role("link", name="Bin").click()
    assert_accessible(page)
    page.get_by_role("button", name="Put back").click()
    page.locator(".notice", has_text="is back").wait_for()
    page.locator(".dots").first.click()
    page.get_by_role("link", name="Settings").click()
    page.wait_for_url("**/settings/")


def test_two_people_in_one_field_are_told_of_each_other(
    browser: Browser, office: Served, owner_state: StorageState, planned: str
):
    first, second = (browser.new_context(storage_state=owner_state).new_page() for _ in range(2))
    for page in (first, second):
        page.goto(f"{office.address}/p/{planned}/settings/")
        page.wait_for_timeout(500)
    title = first.locator("#id_title").input_value()
    second.locator("#id_title").fill(f"{title} Two")  # typed, not saved: their page stays as it is
    first.locator("#id_title").fill(f"{title} One")
    first.get_by_role("button", name="Save").click()
    first.locator(".toast", has_text=f"Title: {title} One").wait_for()
    second.locator(".toast", has_text=f"Title: {title} One").wait_for(timeout=4000)
    assert second.locator("#id_title").input_value() == f"{title} Two"
    second.get_by_role("button", name="Save").click()
    dialog = second.locator("#conflict")
    dialog.wait_for()
    assert f"{title} One" in dialog.inner_text() and f"{title} Two" in dialog.inner_text()
    dialog.get_by_role("button", name="Put mine").click()
    second.locator(".toast", has_text=f"Title: {title} Two").first.wait_for()
    first.locator(".bar .where", has_text=f"{title} Two").wait_for(timeout=4000)
    second.locator("#id_title").fill(title)
    second.get_by_role("button", name="Save").click()
    second.locator(".toast", has_text=f"Title: {title}").first.wait_for()
    for page in (first, second):
        page.context.close()
